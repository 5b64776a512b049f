"""One right option among some wrong ones, clicked by its letter."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Self

from rapidfuzz import utils

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ChoiceItem
from bot.lookups.charts import Bar, ShareChart
from bot.quiz.items.base import (
    FULL,
    ByButton,
    Given,
    Hint,
    Judgement,
    Question,
    UnreadableAnswerError,
    carried_places,
    verdict,
)
from bot.records.numbers import read_number
from bot.records.problems import AdviceRule, Finding
from bot.records.reader import DataPath
from bot.titles import TitleResolver

LEAST_CHOICES = 6
LONGEST_SHARE = 0.3
"""Of a deck's choices, the share in which the right option may be the longest."""
FILLER = re.compile(
    r"(none|all|both|neither|any|either) of (these|those|them|the above|the others)\b.*"
    r"|(none|all|both|neither|either|nothing|i don't know)\W*",
    re.IGNORECASE,
)
"""An option that says nothing of its own."""
EXACT = ("id", "name", "alias")


@dataclass(frozen=True, slots=True)
class GivenOption(Given):
    """The place of an option in its item: 0 for the right one, from 1 on the wrong ones."""

    prefix = "option"
    place: int

    @property
    def body(self) -> str:
        return str(self.place)

    @classmethod
    def parse(cls, body: str) -> Self:
        return cls(int(body))


@dataclass(frozen=True)
class ChoiceQuestion(Question):
    """A question whose options are buttons."""

    item: ChoiceItem
    item_type = ChoiceItem
    given_type = GivenOption

    @property
    def file_options(self) -> tuple[str, ...]:
        return (self.item.right, *self.item.wrong)

    @property
    def chart(self) -> ShareChart | None:
        if not self.item.shares:
            return None
        return ShareChart("It splits like this", (Bar("In percent", self.item.shares),))

    @property
    def answered(self) -> ByButton:
        return ByButton(tuple(letter for letter, _ in self.lettered))

    @property
    def right(self) -> GivenOption:
        return GivenOption(0)

    @property
    def right_letters(self) -> str:
        return self.letter_of(self.item.right)

    def judge(self, typed: str, knowledge: Callable[[], Knowledge]) -> Judgement:
        del knowledge
        option = dict(self.lettered).get(typed.strip().upper())
        if option is None:
            letters = ", ".join(letter for letter, _ in self.lettered)
            raise UnreadableAnswerError(f"Answer with one of the letters {letters}.")
        given = GivenOption(self.file_options.index(option))
        return verdict(self, given, f"{self.letter_of(option)}. {option}")

    def credit(self, given: Given) -> int | None:
        if not isinstance(given, GivenOption):
            return None
        return FULL if given.place == 0 else 0

    def meaning(self, given: Given, role_names: Mapping[str, str]) -> str:
        del role_names
        if isinstance(given, GivenOption) and given.place < len(self.file_options):
            return self.file_options[given.place]
        return given.body

    def words(self, given: Given, role_names: Mapping[str, str]) -> str:
        option = self.meaning(given, role_names)
        return f"{self.letter_of(option)}. {option}" if option in self.options else option

    def carried(self, given: Given, earlier: Question) -> Given | None:
        if not isinstance(given, GivenOption) or not isinstance(earlier, ChoiceQuestion):
            return None
        place = carried_places(earlier.file_options, self.file_options).get(given.place)
        return None if place is None else GivenOption(place)

    def credit_again(self, given: Given, earlier: Question) -> int | None:
        """Give none to an option that is no longer offered: it is not the one that is right."""
        if not isinstance(given, GivenOption) or not isinstance(earlier, ChoiceQuestion):
            return None
        return super().credit_again(given, earlier) or 0

    def answer_key(self) -> str:
        return utils.default_process(self.item.right)

    def hint(self, random: Random, role_names: Mapping[str, str]) -> Hint | None:
        """Leave the right option and one wrong one."""
        del role_names
        wrong = random.choice(self.item.wrong)
        left = [(letter, it) for letter, it in self.lettered if it in (self.item.right, wrong)]
        if len(left) == len(self.options):
            return None
        said = " or ".join(f"{letter}. {option}" for letter, option in left)
        return Hint(f"It is {said}", tuple(letter for letter, _ in left))

    def lint_item(self, deck: str, index: int, titles: TitleResolver) -> Iterator[Finding]:
        """Find options that fill, and wrong ones that say the same as the right one."""
        for path, option in self._placed():
            if FILLER.fullmatch(option):
                yield Finding(
                    AdviceRule.FILLER,
                    deck,
                    ("items", index, *path),
                    f"“{option}” says nothing of its own",
                    "offer something that could be right",
                )
        right = _meaning(self.item.right, titles)
        for number, option in enumerate(self.item.wrong):
            if right == _meaning(option, titles):
                yield Finding(
                    AdviceRule.TWO_RIGHT_OPTIONS,
                    deck,
                    ("items", index, "wrong", number),
                    f"“{option}” is right as well: it says the same as “{self.item.right}”",
                    "replace it by something that is certainly wrong",
                )

    def _placed(self) -> Iterator[tuple[DataPath, str]]:
        """Yield each option with its path within the item."""
        yield ("right",), self.item.right
        for number, option in enumerate(self.item.wrong):
            yield ("wrong", number), option

    @classmethod
    def lint_deck(cls, deck: str, questions: Sequence[Self]) -> Iterator[Finding]:
        """Find right answers that can be guessed by their length.

        Where the right option stands cannot give it away: the files keep it apart from the wrong
        ones, and each game shuffles them.
        """
        items = [question.item for question in questions]
        longest = [it for it in items if len(it.right) > max(map(len, it.wrong))]
        if len(items) >= LEAST_CHOICES and len(longest) > LONGEST_SHARE * len(items):
            yield Finding(
                AdviceRule.DECK_BIAS,
                deck,
                ("items",),
                f"in {len(longest)} of {len(items)} choices the right option is the longest",
                "lengthen wrong options, or shorten right ones",
            )


def _meaning(option: str, titles: TitleResolver) -> tuple[object, ...]:
    """Reduce an option to what it says: roles, an amount, or its bare words."""
    found = titles.resolve(option)
    if found.how in EXACT:
        return ("roles", found.roles)
    if re.fullmatch(r"[\s$€£]*[\d.,]+\s*[km%]?\s*", option.casefold()):
        return ("number", read_number(option))
    return ("words", utils.default_process(option))
