"""The files in knowledge/asking/: intents, topics, vocabulary, small talk, out of scope."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from bot.knowledge.phrase_patterns import parse
from bot.records.fields import EmployerRef, Label, RoleRef, Slug, Strict, Text
from bot.records.references import Fault, Unique
from bot.titles.spelling import normalize


class Intent(StrEnum):
    """What people want to know."""

    ROLE = "role"
    COMPARE = "compare"
    SALARY = "salary"
    INTERVIEW = "interview"
    PATH = "path"
    PHD = "phd"
    MARKET = "market"
    LEVELS = "levels"
    CULTURE = "culture"
    TIER = "tier"
    DAY_TO_DAY = "day-to-day"
    TITLE_DECODE = "title-decode"
    QUIZ = "quiz"
    OUT_OF_SCOPE = "out-of-scope"
    NONE = "none"


OUTSIDE = frozenset({Intent.OUT_OF_SCOPE, Intent.NONE})
"""What is not answered: questions about something else, and remarks that ask nothing."""


def _checked(text: str) -> str:
    parse(text)
    return text


Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Words = tuple[Word, ...]
Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Phrase = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_checked),
    Field(
        description="Words in their order: `a|b` is either, `word?` may be missing, `...` is up to "
        "five words, `{role}` is a role; `^` and `$` are the edges of a clause."
    ),
]
Weight = Annotated[int, Field(strict=True, ge=1, le=8)]


class PhraseGroup(Strict):
    """Phrases that say the same thing equally clearly."""

    weight: Weight = Field(
        description="Of several topics the heaviest gives the reply; 8 declines whatever else is "
        "asked."
    )
    phrases: tuple[Phrase, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what it asks, and what else a fair reader would accept."""

    ask: str
    intent: Intent
    also: tuple[Intent, ...] = ()
    roles: tuple[str, ...] | None = None
    """The roles that it is about; None where nobody has said."""
    voice: str = ""
    """The file that it stands in."""


class LabelledQuestion(Strict):
    """An example of which more is known than what it asks."""

    ask: Question
    also: tuple[Intent, ...] = Field((), description="Other answers that would serve as well.")
    roles: tuple[RoleRef, ...] | None = Field(
        None, description="The roles that it is about; none in `[]`."
    )


class ExamplesFile(Strict):
    """knowledge/asking/examples/<voice>.yaml."""

    voice: Label = Field(description="Who asks so, and where.")
    examples: dict[Intent, tuple[Question | LabelledQuestion, ...]]

    def every(self, voice: str) -> Iterator[Example]:
        for intent, questions in self.examples.items():
            for question in questions:
                if isinstance(question, str):
                    yield Example(question, intent, voice=voice)
                else:
                    yield Example(question.ask, intent, question.also, question.roles, voice)

    def faults(self) -> Iterator[Fault]:
        """Find questions that are examples of two intents."""
        asked: dict[str, Intent] = {}
        for intent, questions in self.examples.items():
            for number, question in enumerate(questions):
                text = question if isinstance(question, str) else question.ask
                other = asked.setdefault(normalize(text), intent)
                if other is not intent:
                    wrong = f"this question is an example of {other} as well"
                    yield Fault(("examples", intent, number), wrong, "keep one of the two")


class IntentMeaning(Strict):
    """One thing that people want to know; its examples stand in examples/."""

    id: Annotated[Intent, Unique("intent")]
    name: Label = Field(description="As it is said back: `what it pays`.")
    seek: Words = Field((), description="Words that passages about it hold.")


class IntentsFile(Strict):
    """knowledge/asking/intents.yaml."""

    intents: tuple[IntentMeaning, ...] = Field(min_length=1)


class TopicPhrases(Strict):
    """Words that are no title, and still tell which role is meant."""

    phrases: Words = Field(min_length=1)
    roles: tuple[RoleRef, ...] = Field(min_length=1)
    kind: Literal["name", "topic", "work", "listed", "hint"] = Field(
        description="A name is as good as a title; a topic counts beside a question about careers; "
        "work counts beside a word of work (`gpu people`) or in a list with other roles, what is "
        "listed only there; a hint counts where nothing better stands in the question."
    )
    intents: tuple[Intent, ...] = Field((), description="A hint counts for these only.")


class TopicsFile(Strict):
    """knowledge/asking/topics.yaml."""

    topics: tuple[TopicPhrases, ...]
    field: Words = Field(description="Words that show that a question is about this field.")
    technologies: Words = Field(description="Tools and methods; a question about them is not ours.")
    other_jobs: Words = Field(description="Jobs of other fields that no title file knows.")

    def faults(self) -> Iterator[Fault]:
        """Find phrases that name different roles; hints may."""
        claimed: dict[str, tuple[str, ...]] = {}
        for index, topic in enumerate(self.topics):
            for number, phrase in enumerate(topic.phrases):
                other = claimed.setdefault(normalize(phrase), topic.roles)
                if topic.kind != "hint" and other != topic.roles:
                    path = ("topics", index, "phrases", number)
                    yield Fault(path, f"{phrase} means {other[0]} as well", "keep one of the two")


class Language(Strict):
    """Another language, known by its small words."""

    name: Label
    words: Words = Field(min_length=5)
    means: dict[Word, Word] = Field(
        description="Words of careers and what they are in English, so that a short question with "
        "an English title can be read."
    )


class VocabularyFile(Strict):
    """knowledge/asking/vocabulary.yaml."""

    spellings: dict[Word, Word] = Field(description="Chat spelling and what it stands for.")
    ordinary: Words = Field(description="Words that say nothing about the subject.")
    mended: Words = Field(
        description="Words that slips of the pen are corrected to, as are all words of phrases."
    )
    levels: Words
    labs: tuple[EmployerRef, ...] = Field(description="Employers whose name alone shows the field.")
    word_like: Words = Field(description="Short names of roles that are English words as well.")
    beside_short: Words = Field(description="Words that make a word-like short name a role.")
    beside_work: Words = Field(description="Right after a field of work, these name its people.")
    before_work: Words = Field(description="Right before a field of work, these name its people.")
    negations: Words = Field(description="A role right after one of these is not meant.")
    listing: Words = Field(description="Beside one of these, names may follow each other bare.")
    likened: Words = Field(
        description="A role right after one of these is what another is held for."
    )
    background: Words = Field(description="A job right after one of these is where one comes from.")
    not_trades: Words = Field(description="Nouns of other trades that are ordinary words too.")
    languages: tuple[Language, ...]


class Talk(Strict):
    """Something people say that asks for nothing, or for nothing that is known here."""

    id: Annotated[Slug, Unique("talk", within_file=True)]
    groups: tuple[PhraseGroup, ...] = Field(min_length=1)
    title: Label = Field("I have no answer to that.", description="What stands above the reply.")
    reply: Text
    action: Literal["help", "forget"] | None = None
    examples: tuple[Question, ...] = Field(min_length=1)


class SmallTalkFile(Strict):
    """knowledge/asking/small-talk.yaml."""

    talk: tuple[Talk, ...]


class OutOfScopeFile(Strict):
    """knowledge/asking/out-of-scope.yaml."""

    topics: tuple[Talk, ...]


@dataclass(frozen=True, slots=True)
class AskingFiles:
    """All that the files say about how people ask."""

    intents: IntentsFile
    examples: tuple[Example, ...]
    topics: TopicsFile
    vocabulary: VocabularyFile
    small_talk: SmallTalkFile
    out_of_scope: OutOfScopeFile
