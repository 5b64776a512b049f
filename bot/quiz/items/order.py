"""Some things to be put in order, by typing their letters."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import Self

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import OrderItem
from bot.quiz.items.base import (
    FULL,
    ByForm,
    Given,
    Hint,
    Judgement,
    Question,
    UnreadableAnswerError,
    carried_places,
    verdict,
)


@dataclass(frozen=True, slots=True)
class GivenOrder(Given):
    """The places that the things have in the right order, from 0 on, in the order given."""

    prefix = "order"
    places: tuple[int, ...]

    @property
    def body(self) -> str:
        return ",".join(map(str, self.places))

    @classmethod
    def parse(cls, body: str) -> Self:
        return cls(tuple(map(int, body.split(","))))


@dataclass(frozen=True)
class OrderQuestion(Question):
    """A question that is answered by letters in an order."""

    item: OrderItem
    item_type = OrderItem
    given_type = GivenOrder

    @property
    def file_options(self) -> tuple[str, ...]:
        return self.item.order

    def shuffled(self, random: Random) -> Self:
        """Shuffle until what is shown does not stand in the right order."""
        question = super().shuffled(random)
        return question if question.options != self.item.order else self.shuffled(random)

    @property
    def answered(self) -> ByForm:
        return ByForm(f"Letters in order: {self.item.by}", f"such as {self._example}")

    @property
    def prompt(self) -> str:
        return f"Type the letters in order, {self.item.by}."

    @property
    def recall_prompt(self) -> str:
        return f"In which order, {self.item.by}?"

    @property
    def right(self) -> GivenOrder:
        return GivenOrder(tuple(range(len(self.item.order))))

    @property
    def right_letters(self) -> str:
        return "".join(map(self.letter_of, self.item.order))

    @property
    def _example(self) -> str:
        """An answer of the right form that tells nothing: the letters backwards."""
        return "".join(letter for letter, _ in reversed(self.lettered))

    def judge(self, typed: str, knowledge: Callable[[], Knowledge]) -> Judgement:
        del knowledge
        options = dict(self.lettered)
        letters = re.sub(r"[^A-Za-z]", "", typed).upper()
        if sorted(letters) != sorted(options):
            named = ", ".join(options)
            raise UnreadableAnswerError(
                f"Write each of the letters {named} once, such as {self._example}."
            )
        places = (self.item.order.index(options[letter]) for letter in letters)
        return verdict(self, GivenOrder(tuple(places)), " → ".join(letters))

    def credit(self, given: Given) -> int | None:
        """Give credit for pairs in the right order, so that a random order expects none."""
        if not isinstance(given, GivenOrder):
            return None
        pairs = list(combinations(given.places, 2))
        rising = sum(first < second for first, second in pairs)
        return max(0, (2 * rising - len(pairs)) * FULL // len(pairs))

    def meaning(self, given: Given, role_names: Mapping[str, str]) -> str:
        del role_names
        steps = self._steps(given)
        return given.body if steps is None else " → ".join(steps)

    def words(self, given: Given, role_names: Mapping[str, str]) -> str:
        steps = self._steps(given)
        if steps is None:
            return self.meaning(given, role_names)
        return " → ".join(map(self.letter_of, steps))

    def right_words(self, role_names: Mapping[str, str]) -> str:
        del role_names
        return " → ".join(f"{self.letter_of(step)}. {step}" for step in self.item.order)

    def _steps(self, given: Given) -> tuple[str, ...] | None:
        order = self.item.order
        if not isinstance(given, GivenOrder) or max(given.places) >= len(order):
            return None
        return tuple(order[place] for place in given.places)

    def carried(self, given: Given, earlier: Question) -> Given | None:
        if not isinstance(given, GivenOrder) or not isinstance(earlier, OrderQuestion):
            return None
        places = carried_places(earlier.item.order, self.item.order)
        if len(earlier.item.order) != len(self.item.order):
            return None
        return GivenOrder(tuple(places[place] for place in given.places))

    def hint(self, random: Random, role_names: Mapping[str, str]) -> Hint | None:
        """Say what comes first."""
        del random, role_names
        first = self.item.order[0]
        return Hint(f"{self.letter_of(first)} comes first: {first}")

    def answer_key(self) -> str:
        return repr(self.item.order)
