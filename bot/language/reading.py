"""What a question is understood to ask, as a value, and what was found in it before deciding."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge.asking import Intent
from bot.language.mentions import Mention, MentionKind
from bot.language.phrases import PhraseMatch, Weighed
from bot.language.words import Word
from bot.titles import Resolution


class Missed(StrEnum):
    """What was asked in vain: a question in somebody's words, or the name of a thing."""

    QUESTION = "question"
    TITLE = "title"
    EMPLOYER = "employer"
    LEVEL = "level"
    PLACE = "place"


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
class ReadingChoice:
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
    choices: tuple[ReadingChoice, ...] = ()
    talk: str | None = None
    reply: str | None = None
    action: str | None = None
    language: str | None = None
    carried: bool = False
    other_jobs: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    found: tuple[PhraseMatch, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def declined(self) -> bool:
        """Whether there is no evidence that this can be answered."""
        return self.band is Band.UNKNOWN


@dataclass(frozen=True, slots=True)
class Analysis:
    """Words, mentions and phrases of a question."""

    text: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    found: tuple[PhraseMatch, ...]
    weighed: tuple[Weighed, ...]
    topics: PhraseMatch | None
    talk: PhraseMatch | None
    quoted: Resolution | None
    language: str | None
    unknown: tuple[str, ...]

    def of(self, *kinds: MentionKind) -> Iterator[Mention]:
        """Return the mentions of some kinds that are not negated."""
        return (one for one in self.mentions if one.kind in kinds and not one.negated)

    def has(self, *kinds: MentionKind) -> bool:
        return next(self.of(*kinds), None) is not None

    def first(self, kind: MentionKind) -> str | None:
        """Return the id of the first mention of a kind."""
        return next((one.values[0] for one in self.of(kind) if one.values), None)
