"""Times of day as people type them, and when they come."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.records.moments import next_time, read_minute
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("typed", "minute"),
    [("18:30", 1110), ("6.30 pm", 1110), ("12 am", 0), ("12pm", 720), ("19h", 1140), ("0:00", 0)],
)
def test_times_are_read_as_people_type_them(typed: str, minute: int) -> None:
    assert read_minute(typed) == minute


@given(st.text(max_size=20))
def test_any_text_is_a_minute_of_the_day_or_none(typed: str) -> None:
    minute = read_minute(typed)
    assert minute is None or 0 <= minute < 24 * 60


@given(
    st.integers(0, 24 * 60 - 1),
    st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"]),
    st.integers(0, 3000),
)
@settings(max_examples=200)
def test_reminders_are_at_least_a_day_apart_by_the_calendar(
    minute: int, zone: str, hours: int
) -> None:
    local = ZoneInfo(zone)
    now = NOW + timedelta(hours=hours)
    first = next_time(minute, local, now)
    assert now < first <= now + timedelta(hours=49)
    second = next_time(minute, local, first, first.astimezone(local).date())
    assert timedelta(hours=22) < second - first < timedelta(hours=50)
