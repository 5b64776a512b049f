"""The kinds of items, each declared in a module of its own and listed here.

A new kind is a model in `bot.knowledge.decks`, a module beside these, and a line in `KINDS`:
asking, judging, decks of servers, their checks and all screens follow from it.
"""

from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType
from typing import Any, get_args, get_origin

from bot.knowledge.decks import ITEM, Item
from bot.quiz.items.base import Given, Question, RawText
from bot.quiz.items.choice import ChoiceQuestion
from bot.quiz.items.number import NumberQuestion
from bot.quiz.items.order import OrderQuestion
from bot.quiz.items.title import TitleQuestion

KINDS: tuple[type[Question], ...] = (ChoiceQuestion, TitleQuestion, NumberQuestion, OrderQuestion)

_KIND_OF_ITEM: Mapping[type[Any], type[Question]] = MappingProxyType(
    {kind.item_type: kind for kind in KINDS}
)
_GIVENS: tuple[type[Given], ...] = (RawText, *(kind.given_type for kind in KINDS))
_GIVEN: Mapping[str, type[Given]] = MappingProxyType({given.prefix: given for given in _GIVENS})


def _columns(is_wanted: Callable[[Any], bool]) -> frozenset[str]:
    return frozenset(
        name
        for kind in KINDS
        for name, field in kind.item_type.model_fields.items()
        if is_wanted(field.annotation)
    )


def _is_list(annotation: Any) -> bool:
    """Whether a field holds several texts; what has parts of its own fits no cell."""
    return get_origin(annotation) is tuple and get_origin(get_args(annotation)[0]) is not tuple


LIST_COLUMNS = _columns(_is_list)
"""Fields of items that hold several values; a cell of a table sets them apart by `|`."""
NUMBER_COLUMNS = _columns(lambda annotation: annotation is int)


def ask(item: Item, random: Random) -> Question:
    """Turn an item into a question, its options in an order of chance."""
    return _KIND_OF_ITEM[type(item)](item).shuffled(random)


def unshuffled(item: Item) -> Question:
    """Turn an item into a question with its options in the order of the file."""
    return _KIND_OF_ITEM[type(item)](item).unshuffled()


def dump_question(question: Question) -> dict[str, Any]:
    """Write a question as JSON values, so that it outlives a change of the knowledge."""
    return {
        "item": question.item.model_dump(mode="json", exclude_defaults=True),
        "options": list(question.options),
    }


def load_question(stored: Mapping[str, Any]) -> Question:
    """Read what `dump_question` gave; raise ValidationError where it is no question."""
    item = ITEM.validate_python(stored["item"])
    return _KIND_OF_ITEM[type(item)](item, tuple(stored["options"]))


def read_given(stored: str) -> Given:
    """Read an answer as it was written by `str`; what cannot be read is kept as text."""
    prefix, _, body = stored.partition(":")
    try:
        return _GIVEN[prefix].parse(body)
    except (KeyError, ValueError):
        return RawText(stored)
