"""A quiz planned for later as a value, and when something is to be done about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.quiz.pool import Wish
from bot.quiz.rules import Rules

REMIND_BEFORE = timedelta(minutes=10)
LATEST = timedelta(minutes=30)
"""A quiz that could not open for so long falls out."""
LOBBY = timedelta(minutes=3)
"""How long its lobby is open: some come late, and the host may be one of them."""
LEAST_AHEAD, MOST_AHEAD = timedelta(minutes=5), timedelta(days=90)


class NightPhase(StrEnum):
    """How far a planned quiz got."""

    DRAFT = "draft"
    """It was shown to who plans it, and to nobody else."""
    PLANNED = "planned"
    OPENED = "opened"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class QuizNight:
    """A quiz planned for later; `message` announces it, `event` is Discord's own, if any.

    `reminded` is set once all who wanted that were told that it is near.
    """

    number: int
    guild: int
    channel: int
    host: int
    at: datetime
    wish: Wish
    rules: Rules
    phase: NightPhase
    message: int | None
    event: int | None
    reminded: bool

    @property
    def next_at(self) -> datetime:
        """When something is to be done about it."""
        return self.at if self.reminded else self.at - REMIND_BEFORE
