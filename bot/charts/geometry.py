"""Where amounts and columns lie on a picture's width: plain numbers, drawn elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from bot.charts.palette import MARGIN, WIDTH
from bot.lookups.charts import Range, RangeChart

ARROW, DOT, INSET = 56, 34, 20
MOST_STEPS = 4


@dataclass(frozen=True, slots=True)
class AxisScale:
    """An axis from zero to the highest amount; amounts and steps are in the unit of the ranges."""

    step: int
    highest: int
    end: float

    def at(self, amount: int) -> float:
        start = MARGIN + INSET
        return start + (self.end - start) * amount / self.highest

    @property
    def ticks(self) -> range:
        return range(0, self.highest + 1, self.step)


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
        left = max(self.start - ARROW, MARGIN) if self.below else self.start - margin
        return left, self.end + (ARROW if self.above else margin)


def scale_of(chart: RangeChart) -> AxisScale:
    """Find the smallest round step that takes few of them to the highest amount."""
    marked = () if chart.mark is None else (chart.mark.amount,)
    highest = max((*marked, *(it for item in chart.ranges for it in _known(item))), default=1) or 1
    steps = (digit * 10**power for power in count() for digit in (1, 2, 5))
    step = next(step for step in steps if step * MOST_STEPS >= highest)
    right = ARROW if any(map(_open_above, chart.ranges)) else INSET
    return AxisScale(step, highest, WIDTH - MARGIN - right)


def shape_of(item: Range, scale: AxisScale) -> RangeShape | None:
    """None for a range of a median alone, which has no extent."""
    if item.low is None and item.high is None:
        return None
    low = min(_known(item)) if item.low is None else item.low
    high = max(_known(item)) if item.high is None else item.high
    lone = item.low == item.high
    return RangeShape(scale.at(low), scale.at(high), item.low is None, _open_above(item), lone)


def column_widths(least: Sequence[float], wished: Sequence[float], room: float) -> list[float]:
    """Share a width among columns: what each needs at least first, then what it wishes for."""
    spare = room - sum(least)
    if spare < 0:
        return [width * room / sum(least) for width in least]
    wants = [max(wish - need, 0) for need, wish in zip(least, wished, strict=True)]
    share = min(spare / (sum(wants) or 1), 1)
    rest = (spare - share * sum(wants)) / len(wants)
    return [need + want * share + rest for need, want in zip(least, wants, strict=True)]


def _known(item: Range) -> list[int]:
    return [amount for amount in (item.low, item.middle, item.high) if amount is not None]


def _open_above(item: Range) -> bool:
    return item.low is not None if item.high is None else item.open_ended
