"""What a title means, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.titles.parsing import Stripped

Status = Literal["matched", "choose", "unknown"]
How = Literal["id", "name", "alias", "employer-alias", "server-alias", "cleaned", "fuzzy"]
SURE: Mapping[How, float] = {
    "id": 1.0,
    "name": 1.0,
    "alias": 0.98,
    "employer-alias": 0.9,
    "server-alias": 0.98,
    "cleaned": 0.85,
    "fuzzy": 0.7,
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a title means, how that was found, and what was left out of it."""

    title: str
    status: Status
    roles: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    how: How | None = None
    stripped: tuple[Stripped, ...] = ()
    employer: str | None = None
    matched: str | None = None
    alias_employers: tuple[str, ...] = ()
    alias_source: str | None = None
    alias_note: str | None = None
    near_miss: str | None = None
    other_trade: bool = False

    @property
    def final(self) -> bool:
        """Tell whether this is another job, whatever slips of the pen the title holds."""
        return self.near_miss is not None or self.other_trade

    @property
    def sure(self) -> float:
        """Rate from 0 to 1 how sure the step that decided is."""
        return SURE[self.how] if self.how is not None else 0.0
