"""Custom ids of reviews: which card, how often it was reviewed when shown, and what is wanted."""

import re
from dataclasses import dataclass
from enum import StrEnum

PATTERN = re.compile(
    r"v(?P<verb>[a-z]):(?P<card>\d{1,18}):(?P<reviews>\d{1,6})(?::(?P<recall>[1-4]))?"
)


class Verb(StrEnum):
    """What a click wants."""

    NEXT = "n"
    SHOW = "s"
    RATE = "r"
    DROP = "d"


@dataclass(frozen=True, slots=True)
class Code:
    """A click. A rating holds only for the review that it was shown with."""

    verb: Verb
    card: int = 0
    reviews: int = 0
    recall: int | None = None

    def __str__(self) -> str:
        """Write the custom id."""
        tail = f":{self.recall}" if self.recall is not None else ""
        return f"v{self.verb}:{self.card}:{self.reviews}{tail}"


def read(custom_id: str) -> Code | None:
    """Read a custom id; None for one that no review wrote."""
    match = PATTERN.fullmatch(custom_id)
    if match is None or match["verb"] not in set(Verb):
        return None
    recall = int(match["recall"]) if match["recall"] else None
    return Code(Verb(match["verb"]), int(match["card"]), int(match["reviews"]), recall)
