"""How long, as people type it: “8 weeks”, “two months”, “5 hours a week”; and “in two weeks”."""

import re
from collections.abc import Mapping

from bot.records.numbers import NUMBER_WORDS

DAYS_A_WEEK, MINUTES_AN_HOUR = 7, 60
LONGEST = 200
"""Characters that are read."""
MOST_DAYS = 26 * DAYS_A_WEEK
MOST_HOURS = 60
"""Of one week."""
_DAYS: Mapping[str, int] = {"d": 1, "w": DAYS_A_WEEK, "m": 30}
_NUMBERS: Mapping[str, int] = {
    "a": 1,
    "an": 1,
    "couple": 2,
    **{word: number for number, word in enumerate(NUMBER_WORDS, 1)},
}
_COUNT = rf"(?:an?\s+(?=couple))?(?P<count>\d{{1,3}}(?:\.\d)?|{'|'.join(_NUMBERS)})(?:\s+of)?"
_TO = r"(?:\s*(?:-|–|to|or)\s*\d{1,3})?"
"""The other end of a range; the first one counts, so that nothing takes longer than was said."""
_SPAN = re.compile(
    rf"\b{_COUNT}{_TO}\s*-?(?P<unit>days?|d|weeks?|wks?|w|months?|mths?)\b(?!\s+(?:of\s+)?(?:exp|ago|old))",
    re.ASCII,
)
_BEFORE = re.compile(
    r"\b(?:in|within|have|has|got|only|just|next|about|around|have only)\s+(?:the\s+)?$"
)
_AFTER = re.compile(r"\s*(?:left|to go|to prepare|to prep|away|until|till|from now|before)\b")
_HOURS = re.compile(
    rf"\b{_COUNT}{_TO}\s*-?(?P<unit>hours?|hrs?|h|minutes?|mins?)\b"
    r"(?:\s*(?:a|per|each|every|/)\s*(?P<per>day|d|week|w)\b)?",
    re.ASCII,
)
_BARE = re.compile(rf"(?P<count>\d{{1,3}}){_TO}", re.ASCII)


def read_days(typed: str) -> int | None:
    """Read a length of time in days, 1 to 182; a bare number is weeks. None where it is none."""
    text = typed.casefold().strip()[:LONGEST]
    if (bare := _BARE.fullmatch(text)) is not None:
        days = int(bare["count"]) * DAYS_A_WEEK
    elif (match := _SPAN.search(text)) is not None:
        days = _days(match)
    else:
        return None
    return days if 1 <= days <= MOST_DAYS else None


def days_ahead(question: str) -> int | None:
    """Find how many days are left until something, in a question; None where it does not say."""
    text = question.casefold()
    for match in _SPAN.finditer(text):
        if _BEFORE.search(text[: match.start()]) or _AFTER.match(text, match.end()):
            days = _days(match)
            return days if 1 <= days <= MOST_DAYS else None
    if re.search(r"\bnext week\b", text):
        return DAYS_A_WEEK
    return 1 if re.search(r"\btomorrow\b", text) else None


def read_hours(typed: str) -> int | None:
    """Read hours a week, 1 to 60; a bare number is hours. None where it is none."""
    text = typed.casefold().strip()[:LONGEST]
    if (bare := _BARE.fullmatch(text)) is not None:
        hours = float(bare["count"])
    elif (match := _HOURS.search(text)) is not None:
        hours = _number(match) / (MINUTES_AN_HOUR if match["unit"].startswith("m") else 1)
        hours *= DAYS_A_WEEK if (match["per"] or "").startswith("d") else 1
    else:
        return None
    return int(hours) if 1 <= hours <= MOST_HOURS else None


def span_text(days: int) -> str:
    """Say a length of time: 10 days, 1 week, 8 weeks."""
    count, word = (days, "day") if days % DAYS_A_WEEK else (days // DAYS_A_WEEK, "week")
    return f"{count} {word}{'' if count == 1 else 's'}"


def _days(match: re.Match[str]) -> int:
    return int(_number(match) * _DAYS[match["unit"][0]])


def _number(match: re.Match[str]) -> float:
    count = match["count"]
    return float(_NUMBERS.get(count) or float(count))
