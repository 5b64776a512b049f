"""Times of day as people type them, and when they come next in a time zone."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

HOURS, MINUTES, NOON = 24, 60, 12
ONE_DAY = timedelta(days=1)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})?)?\s*(?P<half>am|pm)?", re.IGNORECASE | re.ASCII
)


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
