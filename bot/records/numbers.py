"""Numbers as people type them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

MOST_DIGITS = 15
_UNITS = {
    1_000: ("k", "thousand", "thousands", "grand"),
    100_000: ("lakh", "lakhs", "lac", "lacs", "lpa"),
    1_000_000: ("m", "mil", "mill", "mio", "mn", "million", "millions"),
    10_000_000: ("crore", "crores"),
    1_000_000_000: ("b", "bn", "billion", "billions"),
}
_TIMES = {word: times for times, words in _UNITS.items() for word in words}
_PARTS = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}
_NUMBER = re.compile(
    rf"""
    (?<![\w.,])                                  # not within a name, as in L5
    (?P<sign>[-−])?
    (?P<digits>(?:\d+(?:[\ \u00a0\u202f'’]\d{{3}}(?!\d)|[.,]\d+)*|\.\d+)?)
    (?P<part>\ ?[{"".join(_PARTS)}])?
    (?<=[\d{"".join(_PARTS)}])                    # at least one of the two
    (?:\s*(?P<unit>{"|".join(sorted(_TIMES, key=len, reverse=True))}))?
    (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:-|–|—|\.\.|to|or|and)\s*[$€£]?\s*", re.IGNORECASE)
GROUP = 3
Number = int | float


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number in a text: where it stands, and whether a unit such as k belongs to it."""

    value: Decimal
    unit: bool
    start: int
    end: int


def read_number(text: str) -> int | None:
    """Read a whole number: 45 %, $300,000, 300k, 1.2 million; None where there is none."""
    found = read_numbers(text)
    return round(found[0]) if found else None


def read_numbers(text: str) -> tuple[Number, ...]:
    """Read the first number of a text, or both ends where it is a range: 300-450k.

    1,5m and 1.5 million have a decimal mark; 450.000 and 1,200,000 are set in groups of three.
    Numbers of more than 15 digits are no sane answer to anything.
    """
    text = re.sub(r"(?<=[\w½])\s*[-−–—]\s*(?=[$€£]?\d)", " to ", text)
    first = _NUMBER.search(text)
    if first is None or (value := _value(first)) is None:
        return ()
    second = _NUMBER.search(text, first.end())
    if second is None or not _BETWEEN.fullmatch(text, first.end(), second.start()):
        return (_plain(value),)
    other = _value(second)
    if other is None:
        return ()
    if first["unit"] is None and second["unit"] is not None and value < other:
        value *= _TIMES[second["unit"].lower()]
    return (_plain(value), _plain(other))


def typed_numbers(text: str) -> Iterator[TypedNumber]:
    """Give every sane number of a text."""
    for match in _NUMBER.finditer(text):
        if (value := _value(match)) is not None:
            yield TypedNumber(value, match["unit"] is not None, *match.span())


def _value(match: re.Match[str]) -> Decimal | None:
    digits = _decimal(re.sub(r"[\s'’]", "", match["digits"]), match["unit"] is not None)
    if len(digits) > MOST_DIGITS:
        return None
    value = Decimal(digits or 0) + _PARTS.get((match["part"] or "").strip(), 0)
    value *= _TIMES.get((match["unit"] or "").lower(), 1)
    return -value if match["sign"] else value


def _decimal(digits: str, has_unit: bool) -> str:  # noqa: FBT001 - of one number
    """Tell decimal marks from marks between groups of three: 1.234,5 and 450.000 and 1,5."""
    marks = [it for it in digits if it in ".,"]
    if not marks:
        return digits
    head, tail = re.split(r"[.,](?=\d*$)", digits)
    grouped = len(tail) == GROUP and head not in ("", "0") and (marks[-1] == "," or not has_unit)
    if len(marks) > 1 and len(set(marks)) == 1:
        return re.sub("[.,]", "", digits)
    if grouped and len(set(marks)) == 1:
        return head + tail
    return re.sub("[.,]", "", head) + "." + tail


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)
