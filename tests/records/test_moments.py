"""Moments to come, as people type them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.records.moments import read_moment
from tests.conftest import NOW

BERLIN = ZoneInfo("Europe/Berlin")
"""NOW is Saturday, 21 November 2026, 19:00 there."""
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/St_Johns", "America/Havana", "Asia/Kathmandu"]
).map(ZoneInfo)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Friday 20:00", "2026-11-27 20:00"),
        ("fri, 8 pm", "2026-11-27 20:00"),
        ("20:00 on Friday", "2026-11-27 20:00"),
        ("saturday 20:00", "2026-11-21 20:00"),
        ("saturday at 18:00", "2026-11-28 18:00"),
        ("next monday 9am", "2026-11-23 09:00"),
        ("next saturday 20:00", "2026-11-28 20:00"),
        ("tomorrow noon", "2026-11-22 12:00"),
        ("tonight 8", "2026-11-21 20:00"),
        ("tonight 20:30", "2026-11-21 20:30"),
        ("today at 23.15", "2026-11-21 23:15"),
        ("18:30", "2026-11-22 18:30"),
        ("9 pm", "2026-11-21 21:00"),
        ("2026-12-04 20:00", "2026-12-04 20:00"),
        ("4 Dec 20:00", "2026-12-04 20:00"),
        ("December 4th, 2026 at 8 pm", "2026-12-04 20:00"),
        ("04.12.2026 20:00", "2026-12-04 20:00"),
        ("4.12. 20h", "2026-12-04 20:00"),
        ("1 March 20:00", "2027-03-01 20:00"),
        ("29 February 20:00", "2028-02-29 20:00"),
        ("2025-01-01 10:00", "2025-01-01 10:00"),
        ("in 2 hours", "2026-11-21 21:00"),
        ("in 1h 30m", "2026-11-21 20:30"),
        ("in an hour and 5 minutes", "2026-11-21 20:05"),
        ("in half an hour", "2026-11-21 19:30"),
        ("in 3 days", "2026-11-24 19:00"),
        ("in a week", "2026-11-28 19:00"),
    ],
)
def test_moments_are_read_as_people_type_them(typed: str, wanted: str) -> None:
    found = read_moment(typed, NOW, BERLIN)
    assert found is not None
    assert f"{found.astimezone(BERLIN):%Y-%m-%d %H:%M}" == wanted


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "friday",
        "4 dec",
        "4/12 20:00",
        "soon",
        "in a moment",
        "in 2 hours or so",
        "32.12. 20:00",
        "31 november 20:00",
        "friday 25:00",
        "8 9",
        "4 dec 2026",
        "the 4th 20:00",
        "blursday 20:00",
        "in 9999999 weeks",
        "٤ dec 20:00",
        "20:00 21:00",
    ],
)
def test_what_says_no_moment_for_certain_is_none(typed: str) -> None:
    assert read_moment(typed, NOW, BERLIN) is None


@given(st.text(max_size=70) | st.from_regex(r"(in )?[\w:.,/ -]{0,30}"), ZONES)
@settings(max_examples=300)
def test_any_text_is_a_moment_or_none(typed: str, zone: ZoneInfo) -> None:
    found = read_moment(typed, NOW, zone)
    assert found is None or found.tzinfo is UTC


@given(st.datetimes(NOW.replace(tzinfo=None), datetime(2030, 1, 1)), ZONES)  # noqa: DTZ001
@settings(max_examples=100)
def test_a_moment_that_is_written_out_is_read_back(when: datetime, zone: ZoneInfo) -> None:
    local = when.replace(second=0, microsecond=0, tzinfo=UTC).astimezone(zone)
    if local.fold:
        local -= timedelta(hours=2)
    for form in ("%Y-%m-%d %H:%M", "%d %B %Y %I:%M %p", "%B %d %Y, %H.%M", "%H:%M %d.%m.%Y"):
        assert read_moment(f"{local:{form}}", NOW, zone) == local.astimezone(UTC), form


@given(st.integers(0, 24 * 60 - 1), st.sampled_from(range(7)), st.integers(0, 10_000), ZONES)
@settings(max_examples=100)
def test_a_weekday_is_the_next_one_at_that_time(
    minute: int, weekday: int, hours: int, zone: ZoneInfo
) -> None:
    now = NOW + timedelta(hours=hours)
    found = read_moment(f"{WEEKDAYS[weekday]} {minute // 60}:{minute % 60:02}", now, zone)
    assert found is not None
    assert now < found <= now + timedelta(days=7, hours=2)
    assert found.astimezone(zone).weekday() == weekday


@given(st.integers(1, 999), st.integers(1, 59), ZONES)
def test_from_now_on_needs_no_clock(hours: int, minutes: int, zone: ZoneInfo) -> None:
    wanted = NOW + timedelta(hours=hours, minutes=minutes)
    assert read_moment(f"in {hours} hours {minutes} min", NOW, zone) == wanted
