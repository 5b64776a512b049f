"""What a game is made of: its phases, its pace, and the rounds that were played."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.quiz.scoring import Answer


class Phase(StrEnum):
    """Where a game is."""

    LOBBY = "lobby"
    OPEN = "open"
    CLOSED = "closed"
    FINISHED = "finished"


class Ending(StrEnum):
    """Why a question closed."""

    TIME = "time"
    ALL_ANSWERED = "all answered"
    HOST = "host"
    SKIPPED = "skipped"


class Outcome(StrEnum):
    """How a game ended."""

    PLAYED = "played"
    STOPPED = "stopped"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take. `seconds` for a question, None for no timer."""

    seconds: int | None
    lobby: timedelta = timedelta(seconds=30)
    between: timedelta = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Round:
    """A question that was opened, and the answers to it in the order they came in."""

    opened: datetime
    ending: Ending | None = None
    answers: tuple[Answer, ...] = ()

    def answer_of(self, member: int) -> Answer | None:
        """Give a member's answer."""
        return next((answer for answer in self.answers if answer.member == member), None)

    @property
    def counted(self) -> tuple[Answer, ...]:
        """Give the answers that count: all of a closed question, none of a skipped one."""
        return () if self.ending in (None, Ending.SKIPPED) else self.answers
