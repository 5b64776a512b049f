"""The phases of a game, how things end in it, and its pace."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


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


class PauseReason(StrEnum):
    """Why a game is paused."""

    HOST = "host"
    FORBIDDEN = "forbidden"
    """Nobody can see it."""
    IDLE = "idle"
    """Nobody plays."""


class Outcome(StrEnum):
    """How a game ended."""

    PLAYED = "played"
    STOPPED = "stopped"
    ABANDONED = "abandoned"
    DESERTED = "deserted"
    """Nobody played any more."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take. `seconds` for a question, None for no timer."""

    seconds: int | None
    lobby: timedelta = timedelta(seconds=30)
    between: timedelta = timedelta(seconds=10)
