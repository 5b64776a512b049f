"""Find the pay that a posting states."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

Period = Literal["year", "month", "day", "hour"]

_SIGNS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "₹": "INR"}
_CODE = r"USD|EUR|GBP|CAD|AUD|CHF|INR|SGD"
_SIGN = rf"(?:{_CODE}|US\$|[$€£₹])"
_AMOUNT = r"(?<![\d.,])(?:\d{1,3}(?:[,.\s']\d{3}){1,3}|\d{1,9}(?:\.\d{1,2})?)(?![\d])"
_RANGE = re.compile(
    rf"(?P<before>{_SIGN})?\s?(?P<low>{_AMOUNT})\s?(?P<low_k>[kK])?\s?(?:{_SIGN})?"
    rf"\s*(?:-|–|—|to|and|up to)\s*"
    rf"(?P<between>{_SIGN})?\s?(?P<high>{_AMOUNT})\s?(?P<high_k>[kK])?(?![\w%])\s?(?P<after>{_SIGN})?"
)
_PERIODS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    ("hour", re.compile(r"\b(?:hour|hourly|hr|p\.?h)\b", re.IGNORECASE)),
    ("day", re.compile(r"\b(?:per day|a day|daily|day rate)\b", re.IGNORECASE)),
    ("month", re.compile(r"\b(?:per month|a month|monthly)\b", re.IGNORECASE)),
)
_PAY = re.compile(
    r"\b(?:salary|pay|base|compensation|comp|ote|per year|annual(?:ly)?|remuneration)\b",
    re.IGNORECASE,
)
LEAST: Mapping[Period, int] = {"year": 12_000, "month": 800, "day": 60, "hour": 7}
MOST: Mapping[Period, int] = {"year": 5_000_000, "month": 400_000, "day": 20_000, "hour": 2_000}
MOST_RANGES = 20
"""Ranges in one line that are looked at."""
WIDEST = 8
"""How many times its lower end a range of pay may reach; wider ones are about something else."""


@dataclass(frozen=True, slots=True)
class StatedPay:
    """A range of pay as a posting states it, in whole units; currency None where none is named."""

    low: int
    high: int
    currency: str | None
    period: Period


def stated_pay(lines: Iterable[str]) -> StatedPay | None:
    """Find the range that a posting states, one that is called pay before any other."""
    found = [(line, pay) for line in lines if (pay := _in_line(line)) is not None]
    called = [pay for line, pay in found if _PAY.search(line)]
    rest = [pay for _, pay in found if pay.currency is not None]
    return next(iter((*called, *rest)), None)


def _in_line(line: str) -> StatedPay | None:
    named = (name for name, words in _PERIODS if words.search(line))
    period: Period = next(named, "year")
    is_pay = bool(_PAY.search(line))
    for match in islice(_RANGE.finditer(line), MOST_RANGES):
        sign = match["before"] or match["between"] or match["after"]
        thousands = bool(match["low_k"] or match["high_k"])
        if sign is None and not (thousands or is_pay):
            continue
        low, high = (_value(match[it], thousands=thousands) for it in ("low", "high"))
        if LEAST[period] <= low <= high <= MOST[period] and high <= WIDEST * low:
            return StatedPay(low, high, _SIGNS.get(sign, sign) if sign else None, period)
    return None


def _value(text: str, *, thousands: bool) -> int:
    grouped = re.fullmatch(r"\d{1,3}(?:[,.\s']\d{3}){1,3}", text)
    value = int(re.sub(r"\D", "", text)) if grouped else float(text)
    return round(value * 1000) if thousands and value < 1000 else round(value)  # noqa: PLR2004
