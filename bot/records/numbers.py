"""Numbers and amounts of money as people type them: 45 %, 1.2 million, $450,000, 38k a month."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, cast

MOST_DIGITS = 15
NUMBER_WORDS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
"""From one on; how many of them are read or said is up to who uses them."""
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
Period = Literal["year", "month", "week", "day", "hour"]
SMALLEST = 1_000
"""A year's pay below it is meant in thousands: 450 is 450K."""
MOST_MONEY = 10**12
_WORDS: Mapping[str, str] = {
    "USD": "usd dollar dollars bucks",
    "EUR": "eur euro euros",
    "GBP": "gbp pound pounds quid",
    "INR": "inr rs rupee rupees lakh lakhs lac lacs lpa crore crores",
    "CHF": "chf francs",
    "CAD": "cad",
    "AUD": "aud",
    "SGD": "sgd",
    "HKD": "hkd",
    "NZD": "nzd",
    "JPY": "jpy yen",
    "CNY": "cny rmb yuan",
    "KRW": "krw",
    "SEK": "sek",
    "NOK": "nok",
    "DKK": "dkk",
    "PLN": "pln zloty",
    "CZK": "czk",
    "ILS": "ils shekels",
    "AED": "aed dirhams",
    "BRL": "brl reais",
    "MXN": "mxn",
    "ZAR": "zar",
    "TWD": "twd",
}
CURRENCIES = tuple(_WORDS)
_SIGNS: Mapping[str, str] = {
    "$": "USD",
    "us$": "USD",
    "c$": "CAD",
    "a$": "AUD",
    "s$": "SGD",
    "hk$": "HKD",
    "nz$": "NZD",
    "r$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "¥": "JPY",
    "₩": "KRW",
    "₪": "ILS",
}
_BY_WORD = {word: code for code, words in _WORDS.items() for word in words.split()}
_CURRENCIES: Mapping[str, str] = {**_BY_WORD, **_SIGNS}
_NAMES = "|".join(sorted(_BY_WORD, key=len, reverse=True))
_SIGN = "|".join(rf"(?<![a-z]){re.escape(it)}" if len(it) > 1 else re.escape(it) for it in _SIGNS)
_CURRENCY = re.compile(rf"(?<![^\W\d_])(?:{_NAMES})(?![^\W_])|{_SIGN}")
_GLUED = re.compile(rf"(?<=\d)([kmb]?)({_NAMES})\b")
_PERIODS: tuple[tuple[Period, str], ...] = (
    ("year", "year|yr|annum"),
    ("month", "month|mo|mth"),
    ("week", "week|wk"),
    ("day", "day"),
    ("hour", "hour|hr|h"),
)
_UNIT = "|".join(rf"(?P<{period}>{words})" for period, words in _PERIODS)
_AFTER = re.compile(
    rf"\s*(?:(?:{_NAMES})\b|[$€£₹¥₩₪])?\s*(?:gross|net|base|total)?\s*"
    rf"(?:/\s*|(?:per|an?|each|every)\s+)(?:{_UNIT})\b"
)
_CALLED = re.compile(
    r"\b(?:(?P<month>month)|(?P<week>week)|(?P<day>dai|day)|(?P<hour>hour))(?:ly)?\s+"
    r"(?:rate|pay|salary|wage)\b"
)


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


@dataclass(frozen=True, slots=True)
class TypedAmount:
    """An amount of money; `currency` is None where none was typed, `marked` tells money by itself.

    A bare 450 may be anything; 450k and $450,000 are money. It is `in_thousands` where that was
    understood, and not `alone` where the text has another amount.
    """

    value: int
    currency: str | None
    marked: bool
    per: Period = "year"
    in_thousands: bool = False
    alone: bool = True


def read_money(text: str, per: Period | None = None) -> TypedAmount | None:
    """Read an amount of money above zero, one that can be nothing else first; None without any.

    `per` is the period where the text names none.
    """
    folded = _GLUED.sub(r"\1 \2", text.casefold())
    found = [
        _amount(folded, number, per)
        for number in typed_numbers(folded)
        if 0 < round(number.value) <= MOST_MONEY
    ]
    marked = [it for it in found if it.marked]
    alone = len(marked) <= 1 and len(read_numbers(folded)) <= 1
    return replace((marked or found)[0], alone=alone) if found else None


def _amount(folded: str, number: TypedNumber, per: Period | None) -> TypedAmount:
    after = _AFTER.match(folded, number.end) or _CALLED.search(folded)
    by = cast("Period", after.lastgroup) if after is not None else (per or "year")
    currency, value = _nearest(folded, number), round(number.value)
    small = value < SMALLEST and not number.unit and by == "year"
    is_pay = currency is not None and (value >= SMALLEST or after is not None)
    return TypedAmount(
        value * SMALLEST if small else value,
        currency,
        marked=number.unit or is_pay or (after is not None and by == "hour"),
        per=by,
        in_thousands=small,
    )


def _nearest(folded: str, number: TypedNumber) -> str | None:
    """Find the currency that stands nearest to a number."""
    found = (
        (max(number.start - it.end(), it.start() - number.end), _CURRENCIES[it.group()])
        for it in _CURRENCY.finditer(folded)
    )
    return min(found, default=(0, None))[1]
