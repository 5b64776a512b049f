"""What all kinds of items share: a question, an answer as a value, and how right it is."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from string import ascii_uppercase
from typing import Any, ClassVar, Self

from rapidfuzz import fuzz

from bot.errors import UserFacingError
from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Item
from bot.lookups.charts import ShareChart
from bot.records.problems import Finding
from bot.titles import TitleResolver

FULL = 100
"""The credit of a wholly right answer; a wrong one has 0."""
ANSWER_LIMIT = 100
"""Characters of a typed answer that are read."""
REWORDED = 60
"""From this likeness (of 100) on, two wordings are taken for the same option."""


class UnreadableAnswerError(UserFacingError):
    """An answer that says nothing definite; `text` says how to answer instead."""

    remedy = "Nothing is locked in yet."


class DoubtfulAnswerError(UnreadableAnswerError):
    """An answer that can be read, and is hardly what was meant.

    `offers` are what to lock instead: what it says, and what to type for it.
    """

    def __init__(self, text: str, offers: tuple[tuple[str, str], ...]) -> None:
        super().__init__(text)
        self.offers = offers


@dataclass(frozen=True, slots=True)
class Given(ABC):
    """What a member answered, as a value that outlives changes in the wording of an item.

    It is written as `prefix:body`, where each kind of item has a prefix of its own.
    """

    prefix: ClassVar[str]

    @property
    @abstractmethod
    def body(self) -> str:
        """What is written behind the prefix."""

    @classmethod
    @abstractmethod
    def parse(cls, body: str) -> Self:
        """Read `body` back; raise ValueError where it is none."""

    def __str__(self) -> str:
        return f"{self.prefix}:{self.body}"


@dataclass(frozen=True, slots=True)
class RawText(Given):
    """An answer of an early version of the bot, kept as it was shown, that could not be read."""

    prefix = "text"
    text: str

    @property
    def body(self) -> str:
        return self.text

    @classmethod
    def parse(cls, body: str) -> Self:
        return cls(body)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How right an answer is, in credit of 0 to 100.

    `words` repeat it to who gave it; `read_as` says how typed words were understood, where they
    were not taken as they stand.
    """

    given: Given
    right: bool
    credit: int
    words: str
    read_as: str | None = None


@dataclass(frozen=True, slots=True)
class ByButton:
    """An answer is a click on one of these letters."""

    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ByForm:
    """An answer is typed into a form of one line; `hint` shows the form of an answer."""

    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Hint:
    """What helps with a question, in words; `letters` are the options that are left by it."""

    words: str
    letters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question(ABC):
    """An item as one game asks it, its options shuffled once and then fixed.

    There is one subclass for each kind of item, in a module of its own; `bot.quiz.items` lists
    them.
    """

    item: Item
    options: tuple[str, ...] = ()
    """In the order in which they are shown; none for what is asked without options."""

    item_type: ClassVar[type[Any]]
    given_type: ClassVar[type[Given]]
    closest_wins: ClassVar[bool] = False
    """Whether the best answer is worth naming though it is not wholly right."""

    @property
    def file_options(self) -> tuple[str, ...]:
        """The options in the order of the file, the right one first or all in the right order."""
        return ()

    def unshuffled(self) -> Self:
        return replace(self, options=self.file_options)

    def shuffled(self, random: Random) -> Self:
        options = list(self.file_options)
        random.shuffle(options)
        return replace(self, options=tuple(options))

    @property
    def chart(self) -> ShareChart | None:
        """What is drawn beside the question; its words tell everything as well."""
        return None

    @property
    @abstractmethod
    def answered(self) -> ByButton | ByForm:
        """How an answer is given."""

    @property
    def prompt(self) -> str | None:
        """What is said beneath the question on how to answer it."""
        return None

    @property
    def recall_prompt(self) -> str | None:
        """What a review has to add to the question, where nothing is answered in writing."""
        return None

    @property
    def lettered(self) -> tuple[tuple[str, str], ...]:
        """Pair each option with the letter it is called by."""
        return tuple(zip(ascii_uppercase, self.options, strict=False))

    def letter_of(self, option: str) -> str:
        return ascii_uppercase[self.options.index(option)]

    @property
    @abstractmethod
    def right(self) -> Given:
        """The right answer; one of them where there are several."""

    @property
    def right_letters(self) -> str:
        """The letters of the right answer, in their right order; empty without options."""
        return ""

    @abstractmethod
    def judge(self, typed: str, knowledge: Callable[[], Knowledge]) -> Judgement:
        """Judge letters or typed words; raise UnreadableAnswerError.

        `knowledge` is asked only where it takes that to read the words.
        """

    @abstractmethod
    def credit(self, given: Given) -> int | None:
        """Give the credit of an answer; None for one that is of another kind of item."""

    def is_right(self, credit: int) -> bool:
        """Whether an answer of so much credit counts as right in statistics."""
        return credit == FULL

    @abstractmethod
    def meaning(self, given: Given, role_names: Mapping[str, str]) -> str:
        """Say an answer in words that need no letters of this question."""

    def words(self, given: Given, role_names: Mapping[str, str]) -> str:
        """Say an answer as those read it who have the question before them."""
        return self.meaning(given, role_names)

    def right_words(self, role_names: Mapping[str, str]) -> str:
        return self.words(self.right, role_names)

    def carried(self, given: Given, earlier: "Question") -> Given | None:
        """Give what an answer to an earlier wording of the item is here; None where nothing is."""
        mine = isinstance(earlier, type(self)) and isinstance(given, self.given_type)
        return given if mine else None

    def credit_again(self, given: Given, earlier: "Question") -> int | None:
        """Give the credit here of an answer to an earlier wording; None where none can be said."""
        carried = self.carried(given, earlier)
        return None if carried is None else self.credit(carried)

    @abstractmethod
    def answer_key(self) -> str:
        """Give the right answer in a form in which two items can be compared."""

    def hint(self, random: Random, role_names: Mapping[str, str]) -> Hint | None:
        """Give a hint, by chance where there are several; None where none is fair."""
        del random, role_names
        return None

    def lint_item(self, deck: str, index: int, titles: TitleResolver) -> Iterator[Finding]:
        """Find what makes this item a poor one; it is number `index` of a deck."""
        del deck, index, titles
        return iter(())

    @classmethod
    def lint_deck(cls, deck: str, questions: Sequence[Self]) -> Iterator[Finding]:
        """Find what makes a deck's items of this kind poor together."""
        del deck, questions
        return iter(())


def verdict(question: Question, given: Given, words: str, read_as: str | None = None) -> Judgement:
    """Judge an answer that was read for this question."""
    credit = question.credit(given) or 0
    return Judgement(given, question.is_right(credit), credit, words, read_as)


def carried_places(earlier: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Map the places of earlier options to the places where the same options stand now.

    1. What is worded the same is the same, wherever it stands.
    2. Of the rest the most alike are the same, if they are alike at all.
    3. What is left was rewritten: it is what stands in its place now, if that is left as well.
    """
    before, after = dict(enumerate(earlier)), dict(enumerate(now))
    found: dict[int, int] = {}

    def pair(old: int, new: int) -> None:
        found[old] = new
        del before[old], after[new]

    for old, text in list(before.items()):
        same = [new for new, other in after.items() if other.casefold() == text.casefold()]
        if same:
            pair(old, same[0])
    alike = sorted(
        (
            (-fuzz.ratio(text.casefold(), other.casefold()), abs(old - new), old, new)
            for old, text in before.items()
            for new, other in after.items()
        ),
    )
    for likeness, _, old, new in alike:
        if -likeness >= REWORDED and old in before and new in after:
            pair(old, new)
    for old in list(before):
        if old in after:
            pair(old, old)
    return found
