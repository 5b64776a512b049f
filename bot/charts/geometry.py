"""Where the amounts of ranges lie on a picture's width: plain numbers, drawn elsewhere."""

from dataclasses import dataclass
from itertools import count

from bot.charts.palette import MARGIN, WIDTH
from bot.lookups.charts import Range

ARROW, DOT, INSET = 60, 36, 36
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """Amounts from zero up, on the picture's width."""

    step: int
    steps: int
    end: float

    def at(self, amount: int) -> float:
        """Give the place of an amount."""
        start = MARGIN + INSET
        return start + (self.end - start) * amount / (self.step * self.steps)

    @property
    def ticks(self) -> list[int]:
        """List the round amounts along the axis."""
        return [self.step * number for number in range(self.steps + 1)]


@dataclass(frozen=True, slots=True)
class Shape:
    """From where to where a range is drawn; a lone figure is a dot."""

    start: float
    end: float
    below: bool
    above: bool
    lone: bool

    @property
    def reach(self) -> tuple[float, float]:
        """Give the whole width taken, with the arrows of open ends."""
        margin = DOT / 2 if self.lone else 0
        # At the axis' very start an arrow has room for its head alone.
        left = max(self.start - ARROW, MARGIN + 4) if self.below else self.start - margin
        return left, self.end + (ARROW if self.above else margin)


def scale_of(ranges: tuple[Range, ...]) -> Scale:
    """Find the smallest round step that takes few of them to the highest amount."""
    highest = max((amount for item in ranges for amount in _known(item)), default=1)
    steps = (digit * 10**power for power in count() for digit in (1, 2, 5))
    step = next(step for step in steps if step * MOST_STEPS >= highest)
    right = ARROW + 8 if any(map(_open_above, ranges)) else INSET
    return Scale(step, max(-(-highest // step), 1), WIDTH - MARGIN - right)


def shape_of(item: Range, scale: Scale) -> Shape | None:
    """Tell where a range lies; one of a median alone has no extent."""
    if item.low is None and item.high is None:
        return None
    low = min(_known(item)) if item.low is None else item.low
    high = max(_known(item)) if item.high is None else item.high
    lone = item.low == item.high
    return Shape(scale.at(low), scale.at(high), item.low is None, _open_above(item), lone)


def _known(item: Range) -> list[int]:
    return [amount for amount in (item.low, item.middle, item.high) if amount is not None]


def _open_above(item: Range) -> bool:
    return item.low is not None if item.high is None else item.open_ended
