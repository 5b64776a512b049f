"""A study plan as values: which units fit into the time there is, how long each takes, by when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from bot.knowledge.exercises import PlanFile, PlanLength, StudyUnit
from bot.records.moments import ONE_DAY
from bot.records.spans import DAYS_A_WEEK, MOST_DAYS

LEAST_HOURS = 2
"""Hours below which a unit is left out, so that those which weigh more are worth their time."""
DEFAULT_WEEKS, DEFAULT_HOURS = 6, 8
"""Ours, where neither a document nor the member says how many."""
ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit with its hours; `day` is the one after the start by whose end it is done."""

    unit: StudyUnit
    hours: int
    day: int


@dataclass(frozen=True, slots=True)
class PlanFrame:
    """What a plan is made for; `is_fixed` where it ends with an interview, and cannot end later."""

    role: str
    hours: int
    ends: datetime
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What came up: a week missed, other hours, another end in `days` from now, another role."""

    missed: bool = False
    hours: int | None = None
    days: int | None = None
    is_fixed: bool = False
    role: str | None = None


def schedule(units: Sequence[StudyUnit], days: int, hours: int) -> tuple[PlannedUnit, ...]:
    """Share out some days of so many hours a week among units, by their weights.

    What weighs least is left out first, until each that is left gets two hours.
    """
    total = max(1, days * hours // DAYS_A_WEEK)
    kept = list(units)
    while len(kept) > 1 and total * kept[-1].weight // _weight(kept) < LEAST_HOURS:
        kept.pop()
    planned, weight, before = [], 0, 0
    for unit in kept:
        weight += unit.weight
        until = ceil(total * weight / _weight(kept))
        planned.append(PlannedUnit(unit, until - before, ceil(days * until / total)))
        before = until
    return tuple(planned)


def _weight(units: Sequence[StudyUnit]) -> int:
    return sum(it.weight for it in units)


def default_days(plan: PlanFile, role: str) -> int:
    """Give the middle of what documents speak of, else a length of our own."""
    usual = next(iter(plan.lengths_of(role)), None)
    weeks = DEFAULT_WEEKS if usual is None else (usual.low + usual.high) // 2
    return weeks * DAYS_A_WEEK


def is_short(days: int, lengths: Collection[PlanLength]) -> bool:
    """Whether it is less than any document speaks of."""
    return bool(lengths) and days < min(it.low for it in lengths) * DAYS_A_WEEK


def changed_frame(frame: PlanFrame, change: PlanChange, left: int, now: datetime) -> PlanFrame:
    """Fit a plan to what came up, with so many hours of it left.

    An interview's day stays unless it is moved itself. Else a missed week moves the end by a week,
    and other hours move it so that what is left keeps its hours.
    """
    ends, is_fixed = frame.ends, frame.is_fixed
    if change.days is not None:
        ends, is_fixed = now + ONE_DAY * change.days, change.is_fixed
    elif not is_fixed:
        ends = max(ends, now)
        if change.missed:
            ends += ONE_WEEK
        if change.hours is not None and left:
            ends = now + ONE_DAY * ceil(left * DAYS_A_WEEK / change.hours)
    ends = min(max(ends, now + ONE_DAY), now + ONE_DAY * MOST_DAYS)
    role, hours = change.role or frame.role, change.hours or frame.hours
    return PlanFrame(role, hours, ends, is_fixed)


def days_left(frame: PlanFrame, now: datetime) -> int:
    return max(1, ceil((frame.ends - now) / ONE_DAY))
