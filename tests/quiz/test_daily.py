"""The question of the day as values: one a day whatever the clocks do, streaks, the week."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quiz.daily import LEAST_OPEN, DailySlot, DayAnswer, choose, slot_at, streak_of, week_of
from bot.quiz.pool import Pool
from bot.records.moments import ONE_DAY, next_time
from bot.services.editing.snapshot import KnowledgeSnapshot

MONDAY = date(2026, 11, 2)
DAYS = [MONDAY + timedelta(days=it) for it in range(40)]
JUMPING = (
    "UTC",
    "Europe/Berlin",
    "America/Havana",  # at midnight
    "America/St_Johns",
    "Australia/Lord_Howe",  # by half an hour
    "Pacific/Apia",
    "Asia/Kathmandu",
)


@given(
    st.integers(0, 24 * 60 - 1),
    st.sampled_from(JUMPING),
    st.integers(0, 24 * 365),
    st.lists(st.integers(0, 90), min_size=1, max_size=400),
)
@settings(max_examples=60)
def test_a_day_has_one_question_also_when_the_clocks_jump(
    minute: int, name: str, start: int, late: list[int]
) -> None:
    """Asked some minutes late each time, a year long."""
    zone = ZoneInfo(name)
    due = next_time(minute, zone, datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=start))
    days = []
    for minutes in late:
        slot = slot_at(minute, zone, due + timedelta(minutes=minutes))
        assert slot.day == due.astimezone(zone).date()
        days.append(slot.day)
        due = slot.following
    assert days == [days[0] + ONE_DAY * it for it in range(len(days))]


@given(st.integers(0, 24 * 60 - 1), st.sampled_from(JUMPING), st.integers(0, 24 * 60 * 20))
@settings(max_examples=60)
def test_what_was_missed_is_one_question_or_none(minute: int, name: str, away: int) -> None:
    zone = ZoneInfo(name)
    due = next_time(minute, zone, datetime(2026, 3, 20, tzinfo=UTC))
    now = due + timedelta(minutes=away)
    slot = slot_at(minute, zone, now)
    assert now < slot.following <= now + timedelta(hours=25)
    assert (slot.day is None) == (slot.following - now < LEAST_OPEN)
    if slot.day is not None:
        assert slot.day == slot.following.astimezone(zone).date() - ONE_DAY


def test_a_question_that_would_be_open_for_minutes_falls_out() -> None:
    now = datetime(2026, 11, 21, 17, 50, tzinfo=UTC)
    assert slot_at(18 * 60, ZoneInfo("UTC"), now) == DailySlot(None, now.replace(hour=18, minute=0))


@pytest.mark.parametrize(
    ("answered", "wanted", "best", "frozen"),
    [
        ("", 0, 0, None),
        ("x", 1, 1, None),
        ("xx.", 2, 2, None),  # the last day is open
        ("x.x", 2, 2, 1),
        ("xx.x", 3, 3, 2),
        ("xx.xxx", 5, 5, None),
        ("xxx.xx.x", 1, 5, None),  # the second one of a month ends it
        ("x.xx", 3, 3, None),  # told once, with the answer after it
        ("..xx", 2, 2, None),  # nothing to freeze before the first
        ("xx.x.", 3, 3, None),
        ("xx..", 2, 2, 2),
        ("xx...", 0, 2, None),
    ],
)
def test_a_streak_counts_answered_days(
    answered: str, wanted: int, best: int, frozen: int | None
) -> None:
    asked = DAYS[: len(answered)]
    days = {day for day, mark in zip(asked, answered, strict=True) if mark == "x"}
    found = streak_of(asked, days)
    assert (found.days, found.best) == (wanted, best)
    assert found.frozen == (None if frozen is None else DAYS[frozen])


def test_each_month_has_a_freeze_of_its_own() -> None:
    missed = {date(2026, 11, 10), date(2026, 12, 3)}
    found = streak_of(DAYS, set(DAYS) - missed)
    assert found.days == len(DAYS) - 2
    assert not found.has_freeze
    assert streak_of(DAYS, set(DAYS) - {date(2026, 11, 10)}).has_freeze
    assert streak_of(DAYS, set(DAYS) - missed - {date(2026, 11, 12)}).days < len(DAYS) - 10


def test_a_day_without_a_question_ends_nothing() -> None:
    asked = [day for day in DAYS if day.weekday() < 5]
    assert streak_of(asked, set(asked)).days == len(asked)


@given(st.sets(st.integers(0, 39)))
def test_a_streak_is_never_longer_than_what_was_answered(places: set[int]) -> None:
    days = {DAYS[it] for it in places}
    found = streak_of(DAYS, days)
    assert 0 <= found.days <= found.best <= len(days)
    assert (found.best > 0) == bool(days)


@given(st.integers(1, 12), st.integers(0, 99))
@settings(max_examples=30)
def test_none_is_asked_twice_before_all_were(pool: Pool, count: int, seed: int) -> None:
    items = Random(seed).sample(sorted(pool.items), count)
    at_hand = [pool.items[it] for it in items]
    random, asked = Random(seed), list[str]()
    for _ in range(2 * len(at_hand)):
        chosen = choose(at_hand, asked, random)
        assert chosen is not None
        asked.insert(0, chosen.id)
    assert sorted(asked[: len(items)]) == sorted(asked[len(items) :]) == sorted(items)
    assert asked[: len(items)] == asked[len(items) :], "the one that was asked longest ago"
    assert choose([], asked, random) is None


def test_the_week_names_the_best_of_it_and_counts_streaks_from_before() -> None:
    asked = DAYS[:14]
    answers = [DayAnswer(1, day, day.day % 2 == 0) for day in asked]
    answers += [DayAnswer(2, day, right=True) for day in asked[7:]]
    answers += [DayAnswer(3, day, right=True) for day in asked[:8]]
    found = week_of(asked, answers, asked[-1])
    assert found is not None
    assert found.asked == 7
    assert found.most_right == ((2, 7), (1, 3), (3, 1))
    assert found.streaks == ((1, 14), (2, 7))
    assert week_of(asked, [], asked[-1]) is None


@pytest.fixture(scope="module")
def pool(snapshot: KnowledgeSnapshot) -> Pool:
    return snapshot.pool
