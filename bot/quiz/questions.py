"""A question: an item as one game asks it, its options shuffled once and then fixed."""

from dataclasses import dataclass
from random import Random
from string import ascii_uppercase
from typing import Any

from bot.knowledge.decks import ITEM, ChoiceItem, Item, NumberItem, OrderItem


@dataclass(frozen=True, slots=True)
class Question:
    """An item and the order in which its options are shown; none for typed answers."""

    item: Item
    options: tuple[str, ...] = ()

    @property
    def lettered(self) -> tuple[tuple[str, str], ...]:
        """Pair each option with the letter it is called by."""
        return tuple(zip(ascii_uppercase, self.options, strict=False))

    @property
    def right_letters(self) -> str:
        """Give the letters of the right answer, in their right order; empty for typed answers."""
        letter = {option: name for name, option in self.lettered}
        match self.item:
            case ChoiceItem(right=right):
                return letter[right]
            case OrderItem(order=order):
                return "".join(letter[step] for step in order)
            case _:
                return ""

    def dump(self) -> dict[str, Any]:
        """Give the question as JSON values, so that it outlives a change of the knowledge."""
        return {
            "item": self.item.model_dump(mode="json", exclude_defaults=True),
            "options": list(self.options),
        }

    @classmethod
    def load(cls, stored: dict[str, Any]) -> "Question":
        """Take what `dump` gave; raise ValidationError where it is no question."""
        return cls(ITEM.validate_python(stored["item"]), tuple(stored["options"]))


def ask(item: Item, random: Random) -> Question:
    """Turn an item into a question; what is to be ordered never stands in the right order."""
    match item:
        case ChoiceItem():
            options = [item.right, *item.wrong]
            random.shuffle(options)
            return Question(item, tuple(options))
        case OrderItem():
            steps = list(item.order)
            while tuple(steps) == item.order:
                random.shuffle(steps)
            return Question(item, tuple(steps))
        case _:
            return Question(item)


def right_answer(question: Question, role_names: dict[str, str]) -> str:
    """Say the right answer in words."""
    item = question.item
    match item:
        case ChoiceItem():
            return f"{question.right_letters}. {item.right}"
        case NumberItem():
            return f"{item.answer:,} {item.unit}"
        case OrderItem():
            return " → ".join(
                f"{letter}. {step}"
                for letter, step in zip(question.right_letters, item.order, strict=True)
            )
        case _:
            return " or ".join(role_names.get(role, role) for role in item.accept)
