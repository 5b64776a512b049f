"""What can be clicked in a quiz: which game, which question, what is wanted; never what is right.

Buttons of early versions name a question, 0, where none is meant; those messages still work.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.chat.kit.actions import Action


@dataclass(frozen=True, slots=True)
class JoinGame(Action, prefix="qj"):
    """Come in."""

    game: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class LeaveGame(Action, prefix="ql"):
    """Go out; what was answered stays."""

    game: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class BeginGame(Action, prefix="qb"):
    """Open the first question now."""

    game: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class ChooseOption(Action, prefix="qc"):
    """Answer by the letter of an option."""

    game: int
    number: int
    letter: str


@dataclass(frozen=True, slots=True)
class TypeAnswer(Action, prefix="qt"):
    """Open the form to answer in."""

    game: int
    number: int


@dataclass(frozen=True, slots=True)
class SendAnswer(Action, prefix="qw"):
    """Answer by what was typed into the form."""

    game: int
    number: int


@dataclass(frozen=True, slots=True)
class LockExactly(Action, prefix="qz"):
    """Answer by what was meant, after it was asked back."""

    game: int
    number: int
    typed: str


@dataclass(frozen=True, slots=True)
class SkipQuestion(Action, prefix="qs"):
    """Skip the open question, or vote for it."""

    game: int
    number: int


@dataclass(frozen=True, slots=True)
class NextQuestion(Action, prefix="qn"):
    """Close a question without a timer, or go on to the next one."""

    game: int
    number: int


@dataclass(frozen=True, slots=True)
class ReportQuestion(Action, prefix="qr"):
    """Flag a question to those who review it."""

    game: int
    number: int


@dataclass(frozen=True, slots=True)
class AppealAnswer(Action, prefix="qa"):
    """Say that one's answer should count."""

    game: int
    number: int


@dataclass(frozen=True, slots=True)
class GrantAppeal(Action, prefix="qg"):
    """Count a member's answer."""

    game: int
    number: int
    member: int


@dataclass(frozen=True, slots=True)
class RefuseAppeal(Action, prefix="qx"):
    """Leave a member's answer as it was judged."""

    game: int
    number: int
    member: int


@dataclass(frozen=True, slots=True)
class PractiseMisses(Action, prefix="qm"):
    """Review what was missed."""

    game: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class ShowLeaderboard(Action, prefix="qk"):
    """Show who is ahead this month."""

    game: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class AskHint(Action, prefix="qh"):
    """Give a hint to the open question, for half of its points."""

    game: int
    number: int


@dataclass(frozen=True, slots=True)
class GoOn(Action, prefix="qo"):
    """Take up a game that rests since nobody played."""

    game: int


@dataclass(frozen=True, slots=True)
class PickTeam(Action, prefix="qe"):
    """Come into a team, by its index."""

    game: int
    team: int


@dataclass(frozen=True, slots=True)
class ShowTopics(Action, prefix="qv"):
    """Show what a quiz can be about."""


@dataclass(frozen=True, slots=True)
class OpenSetup(Action, prefix="qu"):
    """Show who leads a game what they can choose in its lobby."""

    game: int


class Chosen(StrEnum):
    """What can be chosen in the lobby, each in a menu."""

    TOPIC = "topic"
    OWN_DECK = "deck"
    LENGTH = "length"
    MODE = "mode"
    TIMER = "timer"
    SCORING = "scoring"
    EXTRAS = "extras"


@dataclass(frozen=True, slots=True)
class SetUp(Action, prefix="qi"):
    """Choose one thing of a game in its lobby; a menu."""

    game: int
    what: Chosen


@dataclass(frozen=True, slots=True)
class PlayLightning(Action, prefix="qp"):
    """Show the clicker the question they are at."""

    game: int


@dataclass(frozen=True, slots=True)
class PickLightning(Action, prefix="qy"):
    """Answer by the letter of an option, and show the next question in its place."""

    game: int
    number: int
    letter: str
