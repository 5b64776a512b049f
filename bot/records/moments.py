"""Times of day, and moments to come, as people type them: “6.30 pm”, “friday 20:00”, “in 2 hours”.

A small grammar rather than a library: those guess at whatever they are given, and this has to
say no. A date in figures that is read differently in different countries (4/12) is none here.
"""

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

HOURS, MINUTES, NOON = 24, 60, 12
ONE_DAY = timedelta(days=1)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})?)?\s*(?P<half>am|pm)?", re.IGNORECASE | re.ASCII
)
LONGEST = 60
"""Characters that are read."""
ONE_MINUTE, ONE_WEEK = timedelta(minutes=1), timedelta(weeks=1)
HALF_DAY = NOON * MINUTES
LAST_MINUTE = HOURS * MINUTES - 1
_UNITS: Mapping[str, timedelta] = {
    "m": ONE_MINUTE,
    "h": timedelta(hours=1),
    "d": ONE_DAY,
    "w": ONE_WEEK,
}
_SPAN = re.compile(
    r"(?P<count>\d{1,4}|an?|half an)\s*"
    r"(?P<unit>minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)\b(?:\s*(?:and\b)?\s*)",
    re.ASCII,
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})?", re.ASCII)
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]+)"
    r"|(?P<month2>[a-z]+) (?P<day2>\d{1,2})(?:st|nd|rd|th)?)(?: (?P<year>\d{4}))?",
    re.ASCII,
)
_NEAR = {"today": timedelta(), "tonight": timedelta(), "tomorrow": ONE_DAY}
_FILLERS = {"at", "on", "the", "this", "coming", "@"}
_WEEKDAYS = {
    name.casefold(): number for names in (day_name, day_abbr) for number, name in enumerate(names)
}
_MONTHS = {
    name.casefold(): number
    for names in (month_name, month_abbr)
    for number, name in enumerate(names)
    if name
}
_MOST_WORDS = 2
"""Words of a time of day: 8 pm."""


def read_minute(typed: str) -> int | None:
    """Read 18:30, 6.30 pm, 7am or 19h as a minute of the day, 0 to 1439; None where it is none."""
    match = _TIME.fullmatch(typed.strip())
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if half := (match["half"] or "").lower():
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half == "pm" else 0)
    if hour >= HOURS or minute >= MINUTES:
        return None
    return hour * MINUTES + minute


def minute_text(minute: int) -> str:
    """Write a minute of the day: 18:30."""
    return f"{minute // MINUTES:02}:{minute % MINUTES:02}"


def moment_of(day: date, minute: int, zone: tzinfo) -> datetime:
    """Give the moment of a minute of a day, in UTC.

    A time that a change of clocks skips comes as much later as the clocks were set forward; of
    one that comes twice it is the first.
    """
    at = time(minute // MINUTES, minute % MINUTES)
    return datetime.combine(day, at, zone).astimezone(UTC)


def next_time(minute: int, zone: tzinfo, now: datetime, after: date | None = None) -> datetime:
    """Find the next moment of a minute of the day, on a day after `after`; in UTC."""
    day = now.astimezone(zone).date()
    if after is not None:
        day = max(day, after + ONE_DAY)
    when = moment_of(day, minute, zone)
    return when if when > now else moment_of(day + ONE_DAY, minute, zone)


def read_moment(typed: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Read a moment by the clock of a zone, in UTC; None where it is none for certain.

    1. “in” goes from now: 2 hours, 1 h 30 m, a week.
    2. Else there is a time of day, beside a day or alone; alone, it is the next one.
    3. A weekday is the next one, today where the time is still to come; “next friday” is that of
       the week after this one.
    4. A date without a year is the next one. One with a year may be over.
    """
    words = typed.casefold().replace(",", " ").split()
    if len(typed) > LONGEST or not words:
        return None
    if words[0] == "in":
        return _from_now(" ".join(words[1:]), now)
    words = [word for word in words if word not in _FILLERS]
    found = {it for it in _readings(words, now, zone) if it is not None}
    return found.pop() if len(found) == 1 else None


def read_day(typed: str, now: datetime, zone: ZoneInfo) -> date | None:
    """Read a day to come by the calendar of a zone: “14 december”, “friday”, “in 3 weeks”.

    A weekday is the next one, today among them; None where it is no day for certain, or is over.
    """
    words = [it for it in typed.casefold().replace(",", " ").split() if it not in _FILLERS]
    if len(typed) > LONGEST or not words:
        return None
    if words[0] == "in":
        when = _from_now(" ".join(words[1:]), now)
    else:
        when = _on(words, LAST_MINUTE, now, zone)
    if when is None or when < now:
        return None
    return when.astimezone(zone).date()


def _from_now(text: str, now: datetime) -> datetime | None:
    spans, end = timedelta(), 0
    while (match := _SPAN.match(text, end)) is not None:
        unit, count = _UNITS[match["unit"][0]], match["count"]
        spans += unit / 2 if count == "half an" else unit * (int(count) if count.isdigit() else 1)
        end = match.end()
    if end != len(text) or not spans:
        return None
    return (now + spans).astimezone(UTC)


def _readings(words: list[str], now: datetime, zone: ZoneInfo) -> Iterator[datetime | None]:
    """Read the words as a day and a time, and as a time and a day."""
    for count in range(1, min(_MOST_WORDS, len(words)) + 1):
        yield _read(words[:-count], words[-count:], now, zone)
        if count < len(words):
            yield _read(words[count:], words[:count], now, zone)


def _read(day: list[str], hour: list[str], now: datetime, zone: ZoneInfo) -> datetime | None:
    text = " ".join(hour)
    minute = HALF_DAY if text == "noon" else read_minute(text)
    if minute is None:
        return None
    if day == ["tonight"] and minute < HALF_DAY and "am" not in text:
        minute += HALF_DAY
    return next_time(minute, zone, now) if not day else _on(day, minute, now, zone)


def _on(day: list[str], minute: int, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Find a minute of a day that is named."""
    today = now.astimezone(zone).date()
    match day:
        case [name] if name in _NEAR:
            return moment_of(today + _NEAR[name], minute, zone)
        case ["next", name] if name in _WEEKDAYS:
            monday = today - ONE_DAY * today.weekday() + ONE_WEEK
            return moment_of(monday + ONE_DAY * _WEEKDAYS[name], minute, zone)
        case [name] if name in _WEEKDAYS:
            found = today + ONE_DAY * ((_WEEKDAYS[name] - today.weekday()) % 7)
            when = moment_of(found, minute, zone)
            return when if when > now else moment_of(found + ONE_WEEK, minute, zone)
        case _:
            return _dated(" ".join(day), minute, now, zone)


def _dated(text: str, minute: int, now: datetime, zone: ZoneInfo) -> datetime | None:
    for pattern in (_ISO, _DOTTED, _NAMED):
        if (match := pattern.fullmatch(text)) is not None:
            break
    else:
        return None
    parts = match.groupdict()
    month_text, day = parts["month"] or parts["month2"], int(parts["day"] or parts["day2"])
    month = int(month_text) if month_text.isdigit() else _MONTHS.get(month_text, 0)
    this_year = now.astimezone(zone).year
    # From a 29 February it may be eight years to the next.
    years = [int(parts["year"])] if parts["year"] else range(this_year, this_year + 9)
    for year in years:
        try:
            when = moment_of(date(year, month, day), minute, zone)
        except (ValueError, OverflowError):
            continue
        if parts["year"] or when > now:
            return when
    return None
