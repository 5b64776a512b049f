"""A person's own spaced repetition: when an item comes back, by FSRS."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from typing import Any
from zoneinfo import ZoneInfo

from fsrs import Card, Rating, Scheduler, State

FORECAST_DAYS = 14


class Recall(IntEnum):
    """How well something was remembered, in the numbers that FSRS gives it."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class CardMemory:
    """What FSRS knows of one item in one head: its state, and when it is due."""

    state: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due: datetime
    last_review: datetime | None

    @classmethod
    def fresh(cls, now: datetime) -> "CardMemory":
        """Begin with something that was never reviewed; it is due at once."""
        return cls(State.Learning.value, 0, None, None, now, None)

    def after(self, recall: Recall, now: datetime) -> "CardMemory":
        """Review it. Intervals are not scattered: the same review always gives the same."""
        card = Card(
            0,
            State(self.state),
            self.step,
            self.stability,
            self.difficulty,
            self.due.astimezone(UTC),
            None if self.last_review is None else self.last_review.astimezone(UTC),
        )
        scheduler = Scheduler(enable_fuzzing=False)
        done, _ = scheduler.review_card(card, Rating(recall.value), now.astimezone(UTC))
        return CardMemory(
            done.state.value, done.step, done.stability, done.difficulty, done.due, done.last_review
        )

    def values(self) -> Mapping[str, Any]:
        """Write it as the columns that store it."""
        return {
            "state": self.state,
            "step": self.step,
            "stability": self.stability,
            "difficulty": self.difficulty,
            "due": self.due,
            "last_review": self.last_review,
        }


def interval_words(due: datetime, now: datetime) -> str:
    """Say when something comes back: in 10 minutes, in 3 days."""
    minutes = max(1, round((due - now) / timedelta(minutes=1)))
    hours, days = round(minutes / 60), round(minutes / (24 * 60))
    if minutes < 60:  # noqa: PLR2004
        return f"{minutes} min"
    if hours < 24:  # noqa: PLR2004
        return f"{hours} h"
    return f"{days} day{'s' if days != 1 else ''}"


def forecast(
    due: Iterable[datetime], today: date, zone: ZoneInfo, days: int = FORECAST_DAYS
) -> tuple[tuple[date, int], ...]:
    """Count what falls due on each of the next days; what is overdue counts for today."""
    counts = Counter(max(when.astimezone(zone).date(), today) for when in due)
    return tuple(
        (day, counts[day]) for day in (today + timedelta(days=number) for number in range(days))
    )


def day_start(now: datetime, zone: ZoneInfo) -> datetime:
    """Find when the present day began where the person lives, in UTC."""
    local = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return local.astimezone(UTC)
