"""What the buttons and forms of practice do, as values."""

from dataclasses import dataclass

from bot.chat.kit.actions import Action
from bot.tools.practice import Grade


@dataclass(frozen=True, slots=True)
class PractiseRound(Action, prefix="tround"):
    """Show what the clicker practises next in a round of a role."""

    role: str
    round: str


@dataclass(frozen=True, slots=True)
class AnotherProblem(Action, prefix="tanother"):
    """Show another problem of the same round."""

    problem: str


@dataclass(frozen=True, slots=True)
class WriteAnswer(Action, prefix="twrite"):
    """Open a form with room for an answer to a problem."""

    problem: str


@dataclass(frozen=True, slots=True)
class AnswerWritten(Action, prefix="twritten"):
    """Keep the answer that a form was filled in with."""

    problem: str


@dataclass(frozen=True, slots=True)
class LookAtAnswer(Action, prefix="tlook"):
    """Show the model answer, which counts as a miss."""

    problem: str


@dataclass(frozen=True, slots=True)
class GradeOwn(Action, prefix="town"):
    """Keep the grade of an answer of one's own, by its number."""

    answer: int
    grade: Grade


@dataclass(frozen=True, slots=True)
class PutUpAnswer(Action, prefix="tput"):
    """Show an answer of one's own to everyone here, for them to grade."""

    answer: int


@dataclass(frozen=True, slots=True)
class GradeOther(Action, prefix="tpeer"):
    """Grade somebody else's answer, by its number."""

    answer: int
    grade: Grade


@dataclass(frozen=True, slots=True)
class ShowProgress(Action, prefix="tprogress"):
    """Show how the clicker stands in the rounds of a role."""

    role: str


@dataclass(frozen=True, slots=True)
class StartMock(Action, prefix="tmock"):
    """Say how a mock loop of a role goes, and ask where."""

    role: str


@dataclass(frozen=True, slots=True)
class BeginMock(Action, prefix="tbegin"):
    """Begin a mock loop: here, or in a direct message."""

    role: str
    direct: int


@dataclass(frozen=True, slots=True)
class OpenMock(Action, prefix="tmockopen"):
    """Show where the clicker's mock loop is."""


@dataclass(frozen=True, slots=True)
class RunClock(Action, prefix="tclock"):
    """Begin a round of a mock loop, or go on with it."""

    number: int


@dataclass(frozen=True, slots=True)
class StopClock(Action, prefix="tpause"):
    """Stop the clock of a round."""

    number: int


@dataclass(frozen=True, slots=True)
class MockHint(Action, prefix="tmockhint"):
    """Show the round with so many hints."""

    number: int
    hints: int


@dataclass(frozen=True, slots=True)
class WriteMock(Action, prefix="tmockwrite"):
    """Open a form for the answer of a round."""

    number: int


@dataclass(frozen=True, slots=True)
class MockWritten(Action, prefix="tmockdone"):
    """Keep the answer of a round."""

    number: int


@dataclass(frozen=True, slots=True)
class LookInMock(Action, prefix="tmocklook"):
    """Show the answer of a round, which counts as a miss."""

    number: int


@dataclass(frozen=True, slots=True)
class EndMock(Action, prefix="tmockend"):
    """End a mock loop where it is."""
