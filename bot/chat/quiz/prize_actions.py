"""What buttons on seasons and exams do, as values that their custom ids are."""

from dataclasses import dataclass

from bot.chat.kit.actions import Action


@dataclass(frozen=True, slots=True)
class ShowSeasons(Action, prefix="es"):
    """Show the seasons of the server to a moderator."""


@dataclass(frozen=True, slots=True)
class NameSeason(Action, prefix="en"):
    """Open a form for the name of a new season; sent, it opens that."""


@dataclass(frozen=True, slots=True)
class OpenSeason(Action, prefix="eo"):
    """Open a season of the name that was typed."""


@dataclass(frozen=True, slots=True)
class CloseSeason(Action, prefix="ec"):
    """Close the season that is open, and tell the channel who came first."""

    season: int


@dataclass(frozen=True, slots=True)
class ShowExams(Action, prefix="ex"):
    """Show the exams of the server to a moderator."""


@dataclass(frozen=True, slots=True)
class ChooseExam(Action, prefix="ep"):
    """Show one exam; a menu of their topics."""


@dataclass(frozen=True, slots=True)
class EditExam(Action, prefix="ee"):
    """Open a form for an exam on a topic."""

    topic: str


@dataclass(frozen=True, slots=True)
class AddExam(Action, prefix="ea"):
    """Open a form for a new exam."""


@dataclass(frozen=True, slots=True)
class SetExam(Action, prefix="ef"):
    """Let an exam be as the form says; one on a topic that is typed where it is None."""

    topic: str | None


@dataclass(frozen=True, slots=True)
class NameExamRole(Action, prefix="eg"):
    """Choose the role of who passes; a menu."""

    topic: str


@dataclass(frozen=True, slots=True)
class RemoveExam(Action, prefix="er"):
    """Take an exam away."""

    topic: str


@dataclass(frozen=True, slots=True)
class SitExam(Action, prefix="eb"):
    """Begin a try at an exam, or go on with it."""

    topic: str


@dataclass(frozen=True, slots=True)
class TypeExam(Action, prefix="et"):
    """Open a form for the answer to the question that one is at."""

    trial: int


@dataclass(frozen=True, slots=True)
class SendExam(Action, prefix="ew"):
    """Lock what was typed."""

    trial: int
    place: int


@dataclass(frozen=True, slots=True)
class AnswerExam(Action, prefix="el"):
    """Lock a letter, or what was typed and asked back."""

    trial: int
    place: int
    typed: str
