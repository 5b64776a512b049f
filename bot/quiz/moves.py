"""What can be done to a game, as values that `Game.apply` takes."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.quiz.items.base import Question
from bot.quiz.phases import Ending, PauseReason
from bot.quiz.pool import Wish
from bot.quiz.rounds import LockedAnswer
from bot.quiz.rules import Rules


@dataclass(frozen=True, slots=True)
class Join:
    """Let a member in."""

    member: int


@dataclass(frozen=True, slots=True)
class Leave:
    """Let a member go; what they answered stays."""

    member: int


@dataclass(frozen=True, slots=True)
class Record:
    """Add an answer to question `number` that was accepted in time; whoever answers is in.

    `Game.answer` makes it. `team` is that of the member, also where they are new in it.
    """

    answer: LockedAnswer
    number: int
    team: int | None = None


@dataclass(frozen=True, slots=True)
class VoteSkip:
    """Count a vote to skip the open question; whoever makes the move skips when enough voted."""

    member: int


@dataclass(frozen=True, slots=True)
class TakeHint:
    """Note that a member has a hint to the open question, for half of its points."""

    member: int
    number: int


@dataclass(frozen=True, slots=True)
class ChooseTeam:
    """Let a member into a team, by its index; who was not in the game is then."""

    member: int
    team: int


@dataclass(frozen=True, slots=True)
class Grant:
    """Count a wrong answer to question `number` as right, as `judge` decided on appeal."""

    member: int
    number: int
    judge: int


@dataclass(frozen=True, slots=True)
class SetRules:
    """Choose how the game is played, in its lobby; the lobby has all its time again."""

    rules: Rules


@dataclass(frozen=True, slots=True)
class SetQuestions:
    """Take the questions that were drawn for another wish or for other rules, in the lobby."""

    wish: Wish
    rules: Rules
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class DrawTeams:
    """Give members teams before the game begins, those who chose none."""

    teams: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Begin:
    """Open the first question."""


@dataclass(frozen=True, slots=True)
class Close:
    """Close the open question; the next one opens after a moment for reading."""

    ending: Ending


@dataclass(frozen=True, slots=True)
class Advance:
    """Open the next question, or finish after the last."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Do what is due, which may be nothing."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop the clock; where nobody plays, the game ends after a while."""

    reason: PauseReason = PauseReason.HOST


@dataclass(frozen=True, slots=True)
class Resume:
    """Let the clock run on; an open question has some time left, and none of it was lost."""


@dataclass(frozen=True, slots=True)
class Revive:
    """Go on after a restart: what was due meanwhile is due in a moment."""


@dataclass(frozen=True, slots=True)
class RestartClock:
    """Begin the time for what is open anew, since it is shown only now."""


@dataclass(frozen=True, slots=True)
class Stop:
    """End the game early; an open question does not count."""


@dataclass(frozen=True, slots=True)
class Abandon:
    """End a game that cannot go on, as where its channel is gone."""


MemberMove = Join | Leave | Record | VoteSkip | TakeHint | ChooseTeam | Grant
"""Moves of one member, which change rows of theirs alone."""
LobbyMove = SetRules | SetQuestions | DrawTeams
"""Moves before the game begins, mostly the host's."""
ClockMove = Begin | Close | Advance | Tick | Pause | Resume | Revive | RestartClock | Stop | Abandon
"""Moves of the whole game: its phase, its clock, the question that is open."""
Move = MemberMove | LobbyMove | ClockMove
