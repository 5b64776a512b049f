"""The question of the day as values: its days, which is asked, streaks, the week in review."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.knowledge.decks import Item
from bot.quiz.items.base import Given, Question
from bot.records.moments import ONE_DAY, next_time

LEAST_OPEN = timedelta(hours=6)
"""A question that would be open for less falls out: the bot was away when its time came."""
QUIET_DAYS = 7
"""After so many questions that nobody answered no more are asked."""
WEEK_SHOWN = 3
"""How many the week in review names of each kind."""
_Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DailySlot:
    """The day whose question is due, None where it falls out, and when the next one comes."""

    day: date | None
    following: datetime


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row that a member answered, and the most there ever were.

    `frozen` is a day that they missed since the answer before the last one, or since the last,
    and that their freeze of the month covered; `has_freeze` tells whether this month's is left.
    """

    days: int
    best: int
    frozen: date | None
    has_freeze: bool


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """Who answered the question of which day, and whether rightly."""

    member: int
    day: date
    right: bool


@dataclass(frozen=True, slots=True)
class DailyWeek:
    """The best of a week of `asked` questions, each a member with right answers or with days."""

    asked: int
    most_right: tuple[tuple[int, int], ...]
    streaks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DailyResult:
    """How a question went: who answered, how many rightly, and the best of what was given."""

    question: Question
    day: date
    answered: int
    right: int
    best: Given | None


@dataclass(frozen=True, slots=True)
class DailyPost:
    """One posting: a question, what became of the one before, and of the week where it is over."""

    number: int
    guild: int
    channel: int
    role: int | None
    day: date
    question: Question
    closes: datetime
    before: DailyResult | None
    week: DailyWeek | None


def slot_at(minute: int, zone: ZoneInfo, now: datetime) -> DailySlot:
    """Tell which day's question is due; several that were missed are one.

    It is the day before that of the next question, whatever the clocks do in between.
    """
    following = next_time(minute, zone, now)
    day = following.astimezone(zone).date() - ONE_DAY
    return DailySlot(day if following - now >= LEAST_OPEN else None, following)


def choose(items: Iterable[Item], asked: Sequence[str], random: Random) -> Item | None:
    """Choose what was not asked yet, else what was asked longest ago; None where nothing may be.

    `asked` are the ids of those asked, the latest first. Topics are as likely as each other.
    """
    at_hand, known = {item.id: item for item in items}, dict.fromkeys(asked)
    fresh: dict[str, list[Item]] = {}
    for item in at_hand.values():
        if item.id not in known:
            fresh.setdefault(item.topic, []).append(item)
    if fresh:
        return random.choice(fresh[random.choice(sorted(fresh))])
    return next((at_hand[it] for it in reversed(known) if it in at_hand), None)


def streak_of(asked: Sequence[date], answered: Collection[date]) -> Streak:
    """Count a streak over the days on which the server was asked, in order.

    1. A day counts that was answered, rightly or not.
    2. The last day is still open: to have missed it ends nothing.
    3. The first missed day of a month ends nothing either: the freeze of that month is used.
    4. Any other missed day ends the streak. A day without a question is none.
    """
    days = best = 0
    frozen: date | None = None
    pending: date | None = None
    used: set[_Month] = set()
    for day in asked:
        if day in answered:
            days, frozen, pending = days + 1, pending, None
            best = max(best, days)
        elif day == asked[-1]:
            frozen = pending
        elif days and _month(day) not in used:
            used.add(_month(day))
            pending = day
        else:
            days, frozen, pending = 0, None, None
    return Streak(days, best, frozen, not asked or _month(asked[-1]) not in used)


def week_of(asked: Sequence[date], answers: Iterable[DayAnswer], last: date) -> DailyWeek | None:
    """Sum up the calendar week of a day; None where nobody answered in it.

    `asked` are all days up to and with `last`; `answers` are all of those who answered in the week.
    """
    week = [day for day in asked if day.isocalendar()[:2] == last.isocalendar()[:2]]
    right: Counter[int] = Counter()
    days: defaultdict[int, set[date]] = defaultdict(set)
    for answer in answers:
        days[answer.member].add(answer.day)
        right[answer.member] += answer.right and answer.day in week
    # Beyond the last day, so that a missed last day is no longer open.
    over = [*asked, last + ONE_DAY]
    streaks = {member: streak_of(over, answered).days for member, answered in days.items()}
    if not days:
        return None
    return DailyWeek(len(week), _most(right, 1), _most(streaks, 2))


def _most(counts: Mapping[int, int], least: int) -> tuple[tuple[int, int], ...]:
    """Rank the best; those who are alike stand in the order of their ids."""
    ranked = sorted(counts.items(), key=lambda it: (-it[1], it[0]))
    return tuple(it for it in ranked if it[1] >= least)[:WEEK_SHOWN]


def _month(day: date) -> _Month:
    return day.year, day.month
