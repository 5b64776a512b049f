"""Where the amounts of ranges lie on a picture's width: plain numbers, drawn elsewhere."""

from dataclasses import dataclass
from itertools import count

from bot.charts.palette import MARGIN, WIDTH
from bot.lookups.charts import Range

ARROW, DOT, INSET = 60, 36, 36
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class AxisScale:
    """An axis from zero up; amounts and steps are in the unit of the ranges."""

    step: int
    steps: int
    end: float

    def at(self, amount: int) -> float:
        start = MARGIN + INSET
        return start + (self.end - start) * amount / (self.step * self.steps)

    @property
    def ticks(self) -> list[int]:
        return [self.step * number for number in range(self.steps + 1)]


@dataclass(frozen=True, slots=True)
class RangeShape:
    """From where to where a range is drawn; a lone figure is a dot."""

    start: float
    end: float
    below: bool
    above: bool
    lone: bool

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where it takes room, with the arrows of open ends."""
        margin = DOT / 2 if self.lone else 0
        # At the axis' very start an arrow has room for its head alone.
        left = max(self.start - ARROW, MARGIN + 4) if self.below else self.start - margin
        return left, self.end + (ARROW if self.above else margin)


def scale_of(ranges: tuple[Range, ...]) -> AxisScale:
    """Find the smallest round step that takes few of them to the highest amount."""
    highest = max((amount for item in ranges for amount in _known(item)), default=1)
    steps = (digit * 10**power for power in count() for digit in (1, 2, 5))
    step = next(step for step in steps if step * MOST_STEPS >= highest)
    right = ARROW + 8 if any(map(_open_above, ranges)) else INSET
    return AxisScale(step, max(-(-highest // step), 1), WIDTH - MARGIN - right)


def shape_of(item: Range, scale: AxisScale) -> RangeShape | None:
    """None for a range of a median alone, which has no extent."""
    if item.low is None and item.high is None:
        return None
    low = min(_known(item)) if item.low is None else item.low
    high = max(_known(item)) if item.high is None else item.high
    lone = item.low == item.high
    return RangeShape(scale.at(low), scale.at(high), item.low is None, _open_above(item), lone)


def _known(item: Range) -> list[int]:
    return [amount for amount in (item.low, item.middle, item.high) if amount is not None]


def _open_above(item: Range) -> bool:
    return item.low is not None if item.high is None else item.open_ended
