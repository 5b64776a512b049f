"""What a question is understood to ask, as a value."""

from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge.asking.files import Intent
from bot.language.mentions import Mention
from bot.language.phrases import Found


class Missed(StrEnum):
    """What was asked in vain: a question in somebody's words, or a title."""

    QUESTION = "question"
    TITLE = "title"


class Band(StrEnum):
    """How sure the reading is: answer, ask back, or say that it is not known."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Clause:
    """Another question in the same message, in the words of the asker."""

    intent: Intent
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the readings that a person is asked to choose from."""

    intent: Intent
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, understood as far as it can be.

    `title` is the title to decode; `talk` is the id of the small talk or of the topic out of
    scope, `reply` and `action` what belongs to it. `found` and `why` say what led here.
    """

    question: str
    band: Band
    intent: Intent
    roles: tuple[str, ...] = ()
    employer: str | None = None
    level: str | None = None
    tier: str | None = None
    title: str | None = None
    section: str | None = None
    others: tuple[Clause, ...] = ()
    choices: tuple[Choice, ...] = ()
    talk: str | None = None
    reply: str | None = None
    action: str | None = None
    language: str | None = None
    carried: bool = False
    other_jobs: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    found: tuple[Found, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def declined(self) -> bool:
        """Tell whether there is no evidence that this can be answered."""
        return self.band is Band.UNKNOWN
