"""Judge what a member answered: how right it is, what was forgiven, or why it cannot be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from bot.knowledge.decks import ChoiceItem, Item, NumberItem, OrderItem, TitleItem
from bot.quiz.questions import Question
from bot.titles import Resolution, TitleResolver

FULL = 100
"""The credit of a wholly right answer; a wrong one has 0."""
NEAR = 95
"""A guessed number with at least this credit counts as right in statistics."""
ANSWER_LIMIT = 100

_NUMBER = re.compile(r"(?P<sign>[-−]?)(?P<digits>\d[\d,  ']*(?:\.\d+)?)\s*(?P<unit>[kKmM]?)\b")
_THOUSANDS = {"k": 1_000, "m": 1_000_000}


class UnreadableAnswerError(Exception):
    """An answer that says nothing definite; it is not locked, and the message says what to do."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How right an answer is, in credit of 0 to 100; `given` repeats it as it was understood."""

    given: str
    right: bool
    credit: int
    note: str | None = None


def judge(
    question: Question, given: str, titles: TitleResolver, role_names: Mapping[str, str]
) -> Verdict:
    """Judge an answer; raise UnreadableAnswerError where it cannot be understood.

    A choice is given as the letter of its option, an order as the letters in order.
    """
    item = question.item
    match item:
        case ChoiceItem():
            return _choice(question, given)
        case OrderItem():
            return _order(question, item, given)
        case NumberItem():
            return _number(item, given)
        case _:
            return _title(item, titles.resolve(given[:ANSWER_LIMIT]), role_names)


def _choice(question: Question, given: str) -> Verdict:
    options = dict(question.lettered)
    letter = given.strip().upper()
    if letter not in options:
        raise UnreadableAnswerError(f"Answer with one of the letters {_letters(question)}.")
    right = letter == question.right_letters
    return Verdict(f"{letter}. {options[letter]}", right, FULL if right else 0)


def _letters(question: Question) -> str:
    return ", ".join(letter for letter, _ in question.lettered)


def _order(question: Question, item: OrderItem, given: str) -> Verdict:
    """Give credit for pairs in the right order, so that a random order expects none."""
    options = dict(question.lettered)
    letters = re.sub(r"[^A-Za-z]", "", given).upper()
    if sorted(letters) != sorted(options):
        raise UnreadableAnswerError(
            f"Write each of the letters {_letters(question)} once, such as {_example(question)}."
        )
    place = {step: number for number, step in enumerate(item.order)}
    pairs = list(combinations([place[options[letter]] for letter in letters], 2))
    rising = sum(first < second for first, second in pairs)
    credit = max(0, (2 * rising - len(pairs)) * FULL // len(pairs))
    return Verdict(" → ".join(letters), rising == len(pairs), credit)


def _example(question: Question) -> str:
    """Give an answer of the right form that tells nothing: the letters backwards."""
    return "".join(letter for letter, _ in reversed(question.lettered))


def _number(item: NumberItem, given: str) -> Verdict:
    """Give credit by distance: none from half the sane range on."""
    number = read_number(given)
    if number is None:
        raise UnreadableAnswerError("Write a number, such as 45, 300k or 1.2m.")
    reach = max(1, (item.high - item.low) // 2)
    credit = max(0, FULL - FULL * abs(number - item.answer) // reach)
    note = None if number == item.answer else f"{abs(number - item.answer):,} off"
    return Verdict(f"{number:,} {item.unit}", credit >= NEAR, credit, note)


def read_number(text: str) -> int | None:
    """Read a whole number as people type it: 45 %, $300,000, 300k, 1.2m; None where there is none.

    Numbers of more than 15 digits are no sane answer to anything.
    """
    match = _NUMBER.search(text[:ANSWER_LIMIT])
    if match is None:
        return None
    digits = re.sub(r"[,  ']", "", match["digits"])
    if len(digits) > 15:  # noqa: PLR2004
        return None
    amount = round(float(digits) * _THOUSANDS.get(match["unit"].lower(), 1))
    return -amount if match["sign"] else amount


def _title(item: TitleItem, found: Resolution, role_names: Mapping[str, str]) -> Verdict:
    """Accept a role in whatever words people call it; say what was forgiven."""
    if found.status == "choose":
        names = " or ".join(role_names[role] for role in found.candidates[:3])
        raise UnreadableAnswerError(f"That can mean {names}. Say which.")
    if found.status == "unknown":
        raise UnreadableAnswerError("I know no role by that title. Try another name for it.")
    right = any(role in item.accept for role in found.roles)
    names = " or ".join(role_names[role] for role in found.roles)
    return Verdict(names, right, FULL if right else 0, _forgiven(found, names))


def _forgiven(found: Resolution, names: str) -> str | None:
    """Say how a title was read, where it was not the role's own name."""
    if found.how in ("id", "name"):
        return None
    spelling = ", spelling forgiven" if found.how == "fuzzy" else ""
    left_out = ", ".join(part.text for part in found.stripped)
    without = f", without {left_out}" if left_out else ""
    return f"“{found.title}” read as {names}{spelling}{without}"


def is_typed(item: Item) -> bool:
    """Tell whether an answer is typed, instead of chosen by a button."""
    return not isinstance(item, ChoiceItem)
