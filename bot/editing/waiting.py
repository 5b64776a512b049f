"""A change that was looked at, and waits to be applied."""

from dataclasses import dataclass

from bot.editing.edition import Edition
from bot.editing.recording import Bodies
from bot.store.revisions import Origin


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change that loads and waits to be applied: its number, and what it would lead to."""

    number: int
    origin: Origin
    bodies: Bodies
    before: Edition
    after: Edition
