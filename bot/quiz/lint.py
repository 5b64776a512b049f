"""What is allowed in a deck, but makes it a poor one.

Where the right option stands cannot give it away: the files keep it apart from the wrong ones,
and each game shuffles them. Its length can, and so can a twin.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process, utils

from bot.knowledge.decks import ChoiceItem, DeckFile, Item, NumberItem
from bot.quiz.judging import read_number
from bot.records.problems import Finding
from bot.titles import TitleResolver

LEAST_CHOICES = 6
LONGEST_SHARE = 0.6
"""Of a deck's choices, the share in which the right option may be the longest by far."""
BY_FAR = 1.25
TWIN = 92
MIDDLE_SHARE = 0.6
EXACT = ("id", "name", "alias")


def lint(decks: Mapping[str, DeckFile], titles: TitleResolver) -> Iterator[Finding]:
    """Find what makes written decks poor; each deck goes by the name of its file."""
    for name, deck in decks.items():
        yield from _bias(name, deck)
        for index, item in enumerate(deck.items):
            if isinstance(item, ChoiceItem):
                yield from _also_right(name, index, item, titles)
    yield from _twins(decks)


def _bias(name: str, deck: DeckFile) -> Iterator[Finding]:
    """Find right answers that can be guessed by their form."""
    choices = [item for item in deck.items if isinstance(item, ChoiceItem)]
    longest = [item for item in choices if len(item.right) > BY_FAR * max(map(len, item.wrong))]
    if len(choices) >= LEAST_CHOICES and len(longest) > LONGEST_SHARE * len(choices):
        yield Finding(
            "deck-bias",
            name,
            ("items",),
            f"in {len(longest)} of {len(choices)} choices the right option is the longest by far",
            "lengthen wrong options, or shorten right ones",
        )
    numbers = [item for item in deck.items if isinstance(item, NumberItem)]
    middle = [item for item in numbers if 2 * item.answer == item.low + item.high]
    if len(numbers) >= LEAST_CHOICES and len(middle) > MIDDLE_SHARE * len(numbers):
        yield Finding(
            "deck-bias",
            name,
            ("items",),
            f"in {len(middle)} of {len(numbers)} numbers the answer is the middle of low and high",
            "choose low and high by what is sane, not around the answer",
        )


def _also_right(
    name: str, index: int, item: ChoiceItem, titles: TitleResolver
) -> Iterator[Finding]:
    """Find wrong options that say the same as the right one."""
    right = _meaning(item.right, titles)
    for number, option in enumerate(item.wrong):
        if right == _meaning(option, titles):
            yield Finding(
                "two-right-options",
                name,
                ("items", index, "wrong", number),
                f"“{option}” is right as well: it says the same as “{item.right}”",
                "replace it by something that is certainly wrong",
            )


def _meaning(option: str, titles: TitleResolver) -> tuple[object, ...]:
    """Reduce an option to what it says: roles, an amount, or its bare words."""
    found = titles.resolve(option)
    if found.how in EXACT:
        return ("roles", found.roles)
    if re.fullmatch(r"[\s$€£]*[\d.,]+\s*[km%]?\s*", option.casefold()):
        return ("number", read_number(option))
    return ("words", utils.default_process(option))


def _twins(decks: Mapping[str, DeckFile]) -> Iterator[Finding]:
    """Find written items that ask the same, in the same words or nearly so."""
    items: list[tuple[str, int, Item]] = [
        (name, index, item) for name, deck in decks.items() for index, item in enumerate(deck.items)
    ]
    asked = [utils.default_process(item.question) for _, _, item in items]
    for number, (name, index, item) in enumerate(items):
        for other in _like(asked, number):
            _, _, twin = items[other]
            if _answer(twin) != _answer(item):
                continue
            yield Finding(
                "near-duplicate",
                name,
                ("items", index, "question"),
                f"this asks nearly the same as item {twin.id}",
                "keep one of them, or ask for another thing",
            )
            break  # one twin is enough to look at


def _like(asked: Sequence[str], number: int) -> list[int]:
    """List the earlier questions that are nearly the same as one."""
    found = process.extract(
        asked[number], asked[:number], scorer=fuzz.ratio, score_cutoff=TWIN, limit=None
    )
    return [index for _, _, index in found]


def _answer(item: Item) -> str:
    """Give the answer in a form that can be compared."""
    match item:
        case ChoiceItem():
            return utils.default_process(item.right)
        case NumberItem():
            return str(item.answer)
        case _:
            return repr(getattr(item, "accept", getattr(item, "order", ())))
