"""Study plans as values: shared out by weight, short ones cut from the end, moved with life."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.base import Knowledge
from bot.records.spans import MOST_DAYS, MOST_HOURS
from bot.tools.planning import (
    LEAST_HOURS,
    PlanChange,
    PlanFrame,
    changed_frame,
    days_left,
    default_days,
    is_short,
    schedule,
)
from tests.conftest import NOW

DAYS, HOURS = st.integers(1, MOST_DAYS), st.integers(1, MOST_HOURS)
IN_8_WEEKS = NOW + timedelta(weeks=8)
FRAME = PlanFrame("research-engineer", 8, IN_8_WEEKS)


@settings(max_examples=100)
@given(DAYS, HOURS, st.data())
def test_all_hours_are_shared_out_within_the_time(
    knowledge: Knowledge, days: int, hours: int, data: st.DataObject
) -> None:
    role = data.draw(st.sampled_from(list(knowledge.roles)))
    units = knowledge.plan.units_of(role)
    planned = schedule(units, days, hours)
    assert [it.unit for it in planned] == list(units[: len(planned)])
    assert sum(it.hours for it in planned) == max(1, days * hours // 7)
    assert [it.day for it in planned] == sorted(it.day for it in planned)
    assert planned[-1].day == days
    assert len(planned) == 1 or min(it.hours for it in planned) >= LEAST_HOURS


@pytest.mark.parametrize(
    ("role", "weeks", "short"),
    [
        ("research-engineer", 8, 5),
        ("research-scientist", 14, 3),
        ("ai-engineer", 5, 3),
        ("ml-engineer", 6, None),
        ("ai-red-teamer", 6, None),
    ],
)
def test_lengths_are_the_documents_or_ours(
    knowledge: Knowledge, role: str, weeks: int, short: int | None
) -> None:
    lengths = knowledge.plan.lengths_of(role)
    assert default_days(knowledge.plan, role) == weeks * 7
    assert bool(lengths) == (short is not None)
    if short is not None:
        assert is_short(short * 7, lengths)
        assert not is_short(short * 7 + 7, lengths)


@pytest.mark.parametrize(
    ("frame", "change", "left", "weeks"),
    [
        (FRAME, PlanChange(missed=True), 64, 9),
        (PlanFrame("x", 8, IN_8_WEEKS, is_fixed=True), PlanChange(missed=True), 64, 8),
        (FRAME, PlanChange(hours=4), 64, 16),
        (FRAME, PlanChange(hours=16), 64, 4),
        (PlanFrame("x", 8, IN_8_WEEKS, is_fixed=True), PlanChange(hours=4), 64, 8),
        (FRAME, PlanChange(days=21, is_fixed=True), 64, 3),
        (FRAME, PlanChange(role="ml-engineer"), 64, 8),
        (PlanFrame("x", 8, NOW - timedelta(weeks=2)), PlanChange(missed=True), 9, 1),
        (FRAME, PlanChange(hours=1), 600, 26),
    ],
)
def test_a_plan_ends_when_life_lets_it(
    frame: PlanFrame, change: PlanChange, left: int, weeks: int
) -> None:
    changed = changed_frame(frame, change, left, NOW)
    assert days_left(changed, NOW) == weeks * 7
    assert changed.hours == (change.hours or frame.hours)
    assert changed.role == (change.role or frame.role)
