"""Numbers and amounts of money as people type them."""

import re
from dataclasses import dataclass

MOST_DIGITS = 15
_NUMBER = re.compile(r"(?P<sign>[-−]?)(?P<digits>\d[\d,  ']*(?:\.\d+)?)\s*(?P<unit>[kKmM]?)\b")
_AMOUNT = re.compile(rf"(?<![\w.]){_NUMBER.pattern}")
_UNITS = {"k": 1_000, "m": 1_000_000}
_CURRENCIES = {
    "$": "USD",
    "usd": "USD",
    "dollar": "USD",
    "€": "EUR",
    "eur": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "pound": "GBP",
    "chf": "CHF",
    "inr": "INR",
    "₹": "INR",
    "cad": "CAD",
    "aud": "AUD",
}
SMALLEST = 1_000
"""An amount of money below it is meant in thousands: 450 is 450K."""


@dataclass(frozen=True, slots=True)
class TypedAmount:
    """An amount of money; `currency` is None where none was typed, `marked` tells money by itself.

    A bare 450 may be anything; 450k and $450,000 are money.
    """

    value: int
    currency: str | None
    marked: bool


def read_number(text: str) -> int | None:
    """Read a whole number: 45 %, $300,000, 300k, 1.2m; None where there is none.

    Numbers of more than 15 digits are no sane answer to anything.
    """
    match = _NUMBER.search(text)
    return None if match is None else _value(match)


def read_money(text: str) -> TypedAmount | None:
    """Read an amount of money above zero; None where there is none."""
    folded = text.casefold()
    found = [currency for sign, currency in _CURRENCIES.items() if sign in folded]
    for match in _AMOUNT.finditer(text):
        value = _value(match)
        if value is None or value <= 0:
            continue
        marked = bool(match["unit"]) or (bool(found) and value >= SMALLEST)
        amount = value if value >= SMALLEST else value * SMALLEST
        return TypedAmount(amount, found[0] if found else None, marked)
    return None


def _value(match: re.Match[str]) -> int | None:
    digits = re.sub(r"[,  ']", "", match["digits"])
    if len(digits) > MOST_DIGITS:
        return None
    value = round(float(digits) * _UNITS.get(match["unit"].lower(), 1))
    return -value if match["sign"] else value
