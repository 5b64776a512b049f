"""Find the pay that a posting states."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

Period = Literal["year", "month", "day", "hour"]

_SIGNS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "₹": "INR"}
_SIGN = r"(?:USD|EUR|GBP|CAD|AUD|CHF|INR|SGD|US\$|[$€£₹])"
_AMOUNT = r"(?<![\d.,])(?:\d{1,3}(?:[,.\s']\d{3}){1,3}(?:\.00)?|\d{1,9}(?:\.\d{1,2})?)(?!\d)"


def _end(name: str) -> str:
    """Match an amount with its sign before or behind, and a k for thousands."""
    return (
        rf"(?P<{name}_before>{_SIGN})?\s?(?P<{name}>{_AMOUNT})"
        rf"\s?(?P<{name}_k>[kK]\b)?\s?(?P<{name}_after>{_SIGN})?"
    )


_EACH = r"(?:\s?(?:/|per|a|an)\s?(?:year|yr|annum|month|day|hour|hr))?"
_BETWEEN = r"(?:\s?\([^)\d]{1,20}\))?(?:\s*(?:-|–|—|to|and)\s*|\s[^.;\d]{0,60}?\bup to\s+)"
_RANGE = re.compile(_end("low") + _EACH + _BETWEEN + _end("high"))
_CALLED = r"(?:salary|pay|rate|compensation)"
_UP_TO = re.compile(rf"(?:^|\b{_CALLED}\b[^.;\d]{{0,40}}?)\bup to\s+" + _end("high"), re.IGNORECASE)
_ONE = re.compile(rf"\b{_CALLED}\s*[:–-]\s*" + _end("one"), re.IGNORECASE)
_LAKHS = re.compile(
    r"(\d{1,3}(?:\.\d)?)\s*(?:-|–|to)\s*(\d{1,3}(?:\.\d)?)\s*(?:LPA|lpa|[Ll]akhs?)\b"
)
_LAKH = 100_000
_SIGNED = ("_before", "_after")
_PERIODS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    ("hour", re.compile(r"\b(?:hour|hourly|hr|p\.?h)\b", re.IGNORECASE)),
    ("day", re.compile(r"\b(?:per day|a day|daily|day rate)\b|/day\b", re.IGNORECASE)),
    ("month", re.compile(r"\b(?:per month|a month|monthly)\b|/month\b", re.IGNORECASE)),
)
_PAY = re.compile(
    r"\b(?:salary|pay|base|compensation|comp|ote|per year|annual(?:ly)?|remuneration|year)\b",
    re.IGNORECASE,
)
LEAST: Mapping[Period, int] = {"year": 12_000, "month": 800, "day": 60, "hour": 7}
MOST: Mapping[Period, int] = {"year": 20_000_000, "month": 400_000, "day": 20_000, "hour": 2_000}
MOST_RANGES = 20
"""Ranges in one line that are looked at."""
WIDEST = 8
"""How many times its lower end a range of pay may reach; wider ones are about something else."""


@dataclass(frozen=True, slots=True)
class StatedPay:
    """Pay as a posting states it, in whole units; `low` None for “up to”.

    The currency is None where none is named.
    """

    low: int | None
    high: int
    currency: str | None
    period: Period


def stated_pay(lines: Iterable[str]) -> StatedPay | None:
    """Find what a posting states; what is called pay comes before any other amounts."""
    found = [(line, pay) for line in lines for pay in islice(_in_line(line), 1)]
    called = [pay for line, pay in found if _PAY.search(line)]
    rest = [pay for _, pay in found if pay.currency is not None]
    return next(iter((*called, *rest)), None)


def _in_line(line: str) -> Iterator[StatedPay]:
    if (lakhs := _LAKHS.search(line)) is not None:
        low, high = (round(float(it) * _LAKH) for it in lakhs.groups())
        yield StatedPay(low, high, "INR", "year")
    named = (name for name, words in _PERIODS if words.search(line))
    period: Period = next(named, "year")
    is_pay = bool(_PAY.search(line))
    kinds = (_RANGE, _UP_TO, _ONE)
    for match in (it for kind in kinds for it in islice(kind.finditer(line), MOST_RANGES)):
        pay = _pay(match, period, is_pay=is_pay)
        if pay is not None:
            yield pay


def _pay(match: re.Match[str], period: Period, *, is_pay: bool) -> StatedPay | None:
    parts = match.groupdict()
    sign = next((it for name, it in parts.items() if it and name.endswith(_SIGNED)), None)
    thousands = any(it for name, it in parts.items() if name.endswith("_k"))
    if sign is None and not (thousands or is_pay):
        return None
    ends = (parts.get("low") or parts.get("one"), parts.get("high") or parts.get("one"))
    low, high = (None if it is None else _value(it, thousands=thousands) for it in ends)
    if high is None:
        return None
    least = high if low is None else low
    if not (LEAST[period] <= least <= high <= MOST[period] and high <= WIDEST * least):
        return None
    return StatedPay(low, high, _SIGNS.get(sign, sign) if sign else None, period)


def _value(text: str, *, thousands: bool) -> int:
    text = text.removesuffix(".00")
    grouped = re.fullmatch(r"\d{1,3}(?:[,.\s']\d{3}){1,3}", text)
    value = int(re.sub(r"\D", "", text)) if grouped else float(text)
    return round(value * 1000) if thousands and value < 1000 else round(value)  # noqa: PLR2004
