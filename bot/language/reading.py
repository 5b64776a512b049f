"""What a question is understood to ask, as a value, and what was found in it before deciding."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge.asking import Intent
from bot.language.judgement import Shares
from bot.language.mentions import Mention, MentionKind
from bot.language.phrases import PhraseMatch, Superlative
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
class Reading:
    """A question, understood as far as it can be.

    `second` is the next likely intent, worth a button; `title` is the title to decode, and
    `choices` are the roles that an unclear one may mean. `background` is the id of what somebody
    says to be, where documents lead on from it. `talk` is the id of the small talk or of
    the topic out of scope, `reply` and `action` what belongs to it. `carried` are the roles that
    were taken over from the question before; `shares` say what led here.
    """

    question: str
    band: Band
    intent: Intent
    second: Intent | None = None
    roles: tuple[str, ...] = ()
    employer: str | None = None
    level: str | None = None
    tier: str | None = None
    place: str | None = None
    title: str | None = None
    superlative: Superlative | None = None
    background: str | None = None
    others: tuple[Clause, ...] = ()
    choices: tuple[str, ...] = ()
    talk: str | None = None
    reply: str | None = None
    action: str | None = None
    language: str | None = None
    carried: tuple[str, ...] = ()
    other_jobs: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    shares: tuple[tuple[Intent, float], ...] = ()

    @property
    def levels(self) -> tuple[str, ...]:
        """All levels that the question names, in its order."""
        return self._named(MentionKind.LEVEL)

    @property
    def employers(self) -> tuple[str, ...]:
        """All employers that the question names, in its order."""
        return self._named(MentionKind.EMPLOYER)

    def _named(self, kind: MentionKind) -> tuple[str, ...]:
        named = (it.values[0] for it in self.mentions if it.kind is kind and not it.negated)
        return tuple(dict.fromkeys(named))

    @property
    def declined(self) -> bool:
        """Whether this is not to be answered."""
        return self.band is Band.UNKNOWN


@dataclass(frozen=True, slots=True)
class Analysis:
    """Words, mentions, phrases of talk and shares of intents of a question.

    `described` are the roles by how likely the question is about them, whoever is named in it.
    `completed` are the shares of the question with a role put into it: that of the one before, or
    any where it points back to nothing. None where it names a job itself, or points nowhere.
    """

    text: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    shares: Shares
    described: Mapping[str, float]
    completed: Shares | None
    clauses: tuple[Clause, ...]
    topic: PhraseMatch | None
    talk: PhraseMatch | None
    superlative: Superlative | None
    background: str | None
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
