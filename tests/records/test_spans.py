"""Lengths of time, as people type them."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.records.moments import read_day
from bot.records.spans import (
    MOST_DAYS,
    MOST_HOURS,
    days_ahead,
    read_days,
    read_hours,
    span_text,
)
from tests.conftest import NOW
from tests.records.test_moments import BERLIN, ZONES

ANYTHING = st.one_of(
    st.text(max_size=40),
    st.from_regex(
        r"(in |only )?[0-9a-z.-]{1,5} ?(weeks?|d|months?|h|hours a day|min)( left)?", fullmatch=True
    ),
)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("8", 56),
        ("8 weeks", 56),
        ("about 6-10 weeks", 42),
        ("two months", 60),
        ("10 days", 10),
        ("a couple of weeks", 14),
        ("3wks", 21),
        ("", None),
        ("0", None),
        ("999 weeks", None),
        ("some time", None),
        ("٣", None),
    ],
)
def test_lengths_are_read_as_people_type_them(typed: str, days: int | None) -> None:
    assert read_days(typed) == days


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("5", 5),
        ("5-8 hours", 5),
        ("10 h a week", 10),
        ("2 hours a day", 14),
        ("30 min per day", 3),
        ("an hour each day", 7),
        ("lots", None),
        ("100", None),
        ("0.5 h", None),
    ],
)
def test_hours_are_read_a_week(typed: str, hours: int | None) -> None:
    assert read_hours(typed) == hours


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("i have an RE onsite in two weeks", 14),
        ("my onsite is 10 days away", 10),
        ("only 3 days left for my MLE loop", 3),
        ("RS screen next week", 7),
        ("interview tomorrow!!", 1),
        ("i have 6 months of experience as an MLE", None),
        ("how long is the RE loop", None),
        ("in 2 years i want to be an RS", None),
    ],
)
def test_what_is_left_until_something_is_found_in_a_question(
    question: str, days: int | None
) -> None:
    assert days_ahead(question) == days


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("14 December", "2026-12-14"),
        ("friday", "2026-11-27"),
        ("in 3 weeks", "2026-12-12"),
        ("today", "2026-11-21"),
        ("2026-12-04", "2026-12-04"),
        ("2025-12-04", None),
        ("20:00", None),
        ("4/12", None),
    ],
)
def test_a_day_to_come_is_read(typed: str, day: str | None) -> None:
    found = read_day(typed, NOW, BERLIN)
    assert (None if found is None else str(found)) == day


@settings(max_examples=150)
@given(ANYTHING, ZONES)
def test_any_text_is_a_length_that_can_be_planned_or_none(typed: str, zone: ZoneInfo) -> None:
    for days in (read_days(typed), days_ahead(typed)):
        if days is not None:
            assert 1 <= days <= MOST_DAYS
            assert read_days(span_text(days)) == days
    assert (read_hours(typed) or 1) in range(1, MOST_HOURS + 1)
    day = read_day(typed, NOW, zone)
    assert day is None or day >= NOW.astimezone(zone).date()
