"""Amounts of money as people type them: 450k, $450,000, 38k a month, 45 lakh."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

from bot.records.numbers import TypedNumber, read_numbers, typed_numbers

Period = Literal["year", "month", "week", "day", "hour"]
SMALLEST = 1_000
"""A year's pay below it is meant in thousands: 450 is 450K."""
MOST = 10**12
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
_UNITS: tuple[tuple[Period, str], ...] = (
    ("year", "year|yr|annum"),
    ("month", "month|mo|mth"),
    ("week", "week|wk"),
    ("day", "day"),
    ("hour", "hour|hr|h"),
)
_UNIT = "|".join(rf"(?P<{period}>{words})" for period, words in _UNITS)
_AFTER = re.compile(
    rf"\s*(?:(?:{_NAMES})\b|[$€£₹¥₩₪])?\s*(?:gross|net|base|total)?\s*"
    rf"(?:/\s*|(?:per|an?|each|every)\s+)(?:{_UNIT})\b"
)
_CALLED = re.compile(
    r"\b(?:(?P<month>month)|(?P<week>week)|(?P<day>dai|day)|(?P<hour>hour))(?:ly)?\s+"
    r"(?:rate|pay|salary|wage)\b"
)


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
        if 0 < round(number.value) <= MOST
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
