"""A number to be guessed: the closest guess wins, and each scores by its distance."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Self

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import NumberItem
from bot.quiz.items.base import (
    ANSWER_LIMIT,
    FULL,
    ByForm,
    DoubtfulAnswerError,
    Given,
    Hint,
    Judgement,
    Question,
    UnreadableAnswerError,
    verdict,
)
from bot.records.numbers import Number, read_numbers
from bot.records.problems import AdviceRule, Finding

NEAR = 95
"""A guess with at least this credit counts as right in statistics."""
EXAMPLES = "such as 45, 300k or 1.2 million"
EXACTLY = "="
LARGE, THOUSAND = 10_000, 1_000
SCALES = (1_000_000, 1_000, 1, 0.001, 0.000_001)
"""What people leave out or add when they type thousands or millions."""
LEAST_NUMBERS = 6
MIDDLE_SHARE = 0.6
"""Of a deck's numbers, the share whose answer may be the middle of low and high."""


@dataclass(frozen=True, slots=True)
class GivenNumber(Given):
    """A number of the unit that was asked for."""

    prefix = "number"
    number: Number
    unit: str

    @property
    def body(self) -> str:
        return f"{self.number} {self.unit}"

    @classmethod
    def parse(cls, body: str) -> Self:
        number, _, unit = body.partition(" ")
        return cls(float(number) if "." in number else int(number), unit)


@dataclass(frozen=True)
class NumberQuestion(Question):
    """A question that is answered by a typed number."""

    item: NumberItem
    item_type = NumberItem
    given_type = GivenNumber
    closest_wins = True

    @property
    def answered(self) -> ByForm:
        return ByForm(f"Number ({self.item.unit})", EXAMPLES)

    @property
    def prompt(self) -> str:
        return f"Type a number ({self.item.unit})."

    @property
    def right(self) -> GivenNumber:
        return GivenNumber(self.item.answer, self.item.unit)

    def judge(self, typed: str, knowledge: Callable[[], Knowledge]) -> Judgement:
        """Judge a typed number; `=` before it says that just this one is meant."""
        del knowledge
        numbers = read_numbers(typed[:ANSWER_LIMIT])
        if not numbers:
            raise UnreadableAnswerError(f"Write a number, {EXAMPLES}.")
        if len(set(numbers)) > 1:
            words = " or ".join(f"{it:,}" for it in numbers)
            raise DoubtfulAnswerError(f"Is it {words}?", tuple(map(_offer, numbers)))
        number = numbers[0]
        if not typed.lstrip().startswith(EXACTLY):
            self._ask_back(number)
        return verdict(self, GivenNumber(number, self.item.unit), f"{number:,} {self.item.unit}")

    def _ask_back(self, number: Number) -> None:
        """Raise DoubtfulAnswerError where a number is far out of the range of sane guesses.

        What is a thousandth of it was probably meant in thousands or millions.
        """
        low, high = self.item.low, self.item.high
        too_far = not 2 * low - high <= number <= 2 * high - low
        too_little = 0 < number < high / THOUSAND and high >= LARGE
        if not too_far and not too_little:
            return
        scaled = (number * times for times in SCALES)
        likely = next((_whole(it) for it in scaled if low <= it <= high), None)
        if likely is None or likely == number:
            asked = f"Do you really mean {number:,} {self.item.unit}?"
            raise DoubtfulAnswerError(asked, ((f"Yes, lock {number:,}", f"{EXACTLY}{number}"),))
        raise DoubtfulAnswerError(
            f"Did you mean {likely:,} {self.item.unit}?",
            (_offer(likely), (f"No, lock {number:,}", f"{EXACTLY}{number}")),
        )

    def credit(self, given: Given) -> int | None:
        """Give credit by distance: none from half the sane range on."""
        if not isinstance(given, GivenNumber):
            return None
        reach = max(1, (self.item.high - self.item.low) // 2)
        return max(0, int(FULL - FULL * abs(given.number - self.item.answer) // reach))

    def is_right(self, credit: int) -> bool:
        return credit >= NEAR

    def meaning(self, given: Given, role_names: Mapping[str, str]) -> str:
        del role_names
        if isinstance(given, GivenNumber):
            return f"{given.number:,} {given.unit}"
        return given.body

    def hint(self, random: Random, role_names: Mapping[str, str]) -> Hint | None:
        """Give a range of a third of the sane one, its ends rounded outwards."""
        del role_names
        low, high, width = self.item.low, self.item.high, (self.item.high - self.item.low) // 3
        step = 10 ** max(0, len(str(width)) - 1)
        least = max(low, (self.item.answer - random.randint(0, width)) // step * step)
        most = min(high, -(-(least + width) // step) * step)
        if most - least > (high - low) // 2:
            return None
        return Hint(f"Between {least:,} and {max(most, self.item.answer):,} {self.item.unit}")

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


def _offer(number: Number) -> tuple[str, str]:
    return f"{number:,}", f"{EXACTLY}{number}"


def _whole(number: Number) -> Number:
    return int(number) if number == int(number) else number
