"""Draw ranges on one axis from zero: each in a lane of its own, its numbers beside it."""

from collections.abc import Iterator

from bot.charts.canvas import Canvas
from bot.charts.geometry import DOT, AxisScale, RangeShape, scale_of, shape_of
from bot.charts.palette import (
    AXIS,
    DOUBTFUL,
    FAINT,
    FIGURE,
    INK,
    LABEL,
    LANE,
    MARGIN,
    MARK,
    OLD,
    PANEL,
    PLAIN,
    WIDTH,
)
from bot.knowledge.money import short_amount
from bot.lookups.charts import Range, RangeChart

LANE_HEIGHT, GAP = 68, 26
THICKNESS, CAP = 16, 40
HEAD, SHAFT = 30, 6
DASH, DASH_GAP = 20, 10
SPACE = 22
PILL_PADDING, PILL_GAP, PILL_HEIGHT = 14, 14, 48


def draw_ranges(canvas: Canvas, chart: RangeChart) -> None:
    if not chart.ranges:
        return
    scale = scale_of(chart.ranges)
    lit = any(item.highlight for item in chart.ranges)
    for item in chart.ranges:
        canvas.y += GAP
        canvas.paragraph(item.label, LABEL)
        canvas.y += 6
        _draw_lane(canvas, item, scale, faint=lit and not item.highlight)
    _draw_axis(canvas, scale)


def _draw_lane(canvas: Canvas, item: Range, scale: AxisScale, *, faint: bool) -> None:
    """Draw one range on its lane, and write its figures beside it, or below where it is long."""
    canvas.box(MARGIN, canvas.y, WIDTH - 2 * MARGIN, LANE_HEIGHT, LANE, radius=12)
    for tick in scale.ticks:
        canvas.box(scale.at(tick) - 1.5, canvas.y, 3, LANE_HEIGHT, PANEL)
    middle = canvas.y + LANE_HEIGHT / 2
    taken: list[float] = []
    if (shape := shape_of(item, scale)) is not None:
        _draw_shape(canvas, shape, middle, item, faint=faint)
        taken += shape.reach
    if item.middle is not None:
        at = scale.at(item.middle)
        canvas.mark(at, middle, "D", DOT - 4, INK)
        taken += (at - DOT / 2, at + DOT / 2)
    canvas.y += LANE_HEIGHT
    width = _note_width(canvas, item)
    right = max(taken, default=MARGIN) + SPACE
    left = min(taken, default=MARGIN) - SPACE - width
    if right + width <= WIDTH - MARGIN - PILL_GAP:
        _write_note(canvas, right, middle, item)
    elif left >= MARGIN + PILL_GAP:
        _write_note(canvas, left, middle, item)
    else:
        _write_note_below(canvas, width, item)


def _draw_shape(canvas: Canvas, shape: RangeShape, y: float, item: Range, *, faint: bool) -> None:
    """Draw a range's line, its caps, and a thin arrow where an end is open."""
    colour = DOUBTFUL if item.doubtful else OLD if item.old else FAINT if faint else PLAIN
    left, right = shape.reach
    lines = [(shape.start, shape.end, THICKNESS)]
    if shape.below:
        lines.append((left + HEAD, shape.start, SHAFT))
        canvas.arrow_head(left, y, -HEAD, colour)
    if shape.above:
        lines.append((shape.end, right - HEAD, SHAFT))
        canvas.arrow_head(right, y, HEAD, colour)
    for start, end, width in lines:
        for x, until in _dashes(start, end) if item.doubtful else ((start, end),):
            canvas.line(x, until, y, colour, width)
    if shape.lone:
        canvas.mark(shape.start, y, "o", DOT, colour)
        return
    for x, amount in ((shape.start, item.low), (shape.end, item.high)):
        if amount is not None:
            canvas.box(x - 4, y - CAP / 2, 8, CAP, colour, radius=3)


def _dashes(x: float, end: float) -> Iterator[tuple[float, float]]:
    while x < end:
        yield x, min(x + DASH, end)
        x += DASH + DASH_GAP


def _marks(item: Range) -> list[tuple[str, str]]:
    marks = (("doubtful", DOUBTFUL, item.doubtful), ("old", OLD, item.old))
    return [(word, colour) for word, colour, on in marks if on]


def _note_width(canvas: Canvas, item: Range) -> float:
    words = (canvas.width(word, MARK) for word, _ in _marks(item))
    return canvas.width(item.amounts, FIGURE) + sum(
        PILL_GAP + 2 * PILL_PADDING + width for width in words
    )


def _write_note(canvas: Canvas, x: float, middle: float, item: Range) -> None:
    """Write the figures, then what is to be known about them, each word in a pill."""
    canvas.text(x, middle, item.amounts, FIGURE)
    _write_marks(canvas, x + canvas.width(item.amounts, FIGURE) + PILL_GAP, middle, item)


def _write_note_below(canvas: Canvas, width: float, item: Range) -> None:
    """Write the figures under the lane, and the words under them where one line cannot hold all."""
    canvas.y += 6
    if width <= WIDTH - 2 * MARGIN:
        _write_note(canvas, MARGIN, canvas.y + PILL_HEIGHT / 2, item)
        canvas.y += PILL_HEIGHT
        return
    canvas.paragraph(item.amounts, FIGURE)
    if _marks(item):
        _write_marks(canvas, MARGIN, canvas.y + PILL_HEIGHT / 2, item)
        canvas.y += PILL_HEIGHT


def _write_marks(canvas: Canvas, x: float, middle: float, item: Range) -> None:
    for word, colour in _marks(item):
        width = canvas.width(word, MARK) + 2 * PILL_PADDING
        top = middle - PILL_HEIGHT / 2
        canvas.box(x, top, width, PILL_HEIGHT, colour, radius=PILL_HEIGHT / 2)
        canvas.text(x + PILL_PADDING, middle, word, MARK)
        x += width + PILL_GAP


def _draw_axis(canvas: Canvas, scale: AxisScale) -> None:
    """Write the amounts along the axis, leaving out what would touch its neighbour."""
    canvas.y += 12
    free: float = 0
    for tick in scale.ticks:
        text = short_amount(tick)
        half = canvas.width(text, AXIS) / 2
        x = min(max(scale.at(tick), MARGIN + half), WIDTH - MARGIN - half)
        if x - half >= free:
            canvas.text(x, canvas.y + AXIS.size / 2, text, AXIS, "center")
            free = x + half + SPACE
    canvas.y += AXIS.size
