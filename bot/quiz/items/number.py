"""A number to be guessed: the closest guess wins, and each scores by its distance."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import NumberItem
from bot.quiz.items.base import (
    ANSWER_LIMIT,
    FULL,
    ByForm,
    Given,
    Judgement,
    Question,
    UnreadableAnswerError,
    verdict,
)
from bot.records.numbers import read_number
from bot.records.problems import AdviceRule, Finding

NEAR = 95
"""A guess with at least this credit counts as right in statistics."""
LEAST_NUMBERS = 6
MIDDLE_SHARE = 0.6
"""Of a deck's numbers, the share whose answer may be the middle of low and high."""


@dataclass(frozen=True, slots=True)
class GivenNumber(Given):
    """A whole number of the unit that was asked for."""

    prefix = "number"
    number: int
    unit: str

    @property
    def body(self) -> str:
        return f"{self.number} {self.unit}"

    @classmethod
    def parse(cls, body: str) -> Self:
        number, _, unit = body.partition(" ")
        return cls(int(number), unit)


@dataclass(frozen=True)
class NumberQuestion(Question):
    """A question that is answered by a typed number."""

    item: NumberItem
    item_type = NumberItem
    given_type = GivenNumber
    closest_wins = True

    @property
    def answered(self) -> ByForm:
        return ByForm(f"Number ({self.item.unit})", "such as 45, 300k or 1.2m")

    @property
    def prompt(self) -> str:
        return f"Type a number ({self.item.unit}). The closest wins."

    @property
    def right(self) -> GivenNumber:
        return GivenNumber(self.item.answer, self.item.unit)

    def judge(self, typed: str, knowledge: Callable[[], Knowledge]) -> Judgement:
        del knowledge
        number = read_number(typed[:ANSWER_LIMIT])
        if number is None:
            raise UnreadableAnswerError("Write a number, such as 45, 300k or 1.2m.")
        return verdict(self, GivenNumber(number, self.item.unit), f"{number:,} {self.item.unit}")

    def credit(self, given: Given) -> int | None:
        """Give credit by distance: none from half the sane range on."""
        if not isinstance(given, GivenNumber):
            return None
        reach = max(1, (self.item.high - self.item.low) // 2)
        return max(0, FULL - FULL * abs(given.number - self.item.answer) // reach)

    def is_right(self, credit: int) -> bool:
        return credit >= NEAR

    def meaning(self, given: Given, role_names: Mapping[str, str]) -> str:
        del role_names
        if isinstance(given, GivenNumber):
            return f"{given.number:,} {given.unit}"
        return given.body

    def answer_key(self) -> str:
        return str(self.item.answer)

    @classmethod
    def lint_deck(cls, deck: str, questions: Sequence[Self]) -> Iterator[Finding]:
        items = [question.item for question in questions]
        middle = [item for item in items if 2 * item.answer == item.low + item.high]
        if len(items) >= LEAST_NUMBERS and len(middle) > MIDDLE_SHARE * len(items):
            yield Finding(
                AdviceRule.DECK_BIAS,
                deck,
                ("items",),
                f"in {len(middle)} of {len(items)} numbers the answer is the middle of low and "
                "high",
                "choose low and high by what is sane, not around the answer",
            )
