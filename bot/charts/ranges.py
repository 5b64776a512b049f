"""Draw ranges on one axis from zero: a label with its figures, and the bar below it."""

from collections.abc import Iterator

from bot.charts.canvas import Canvas
from bot.charts.geometry import DOT, AxisScale, RangeShape, scale_of, shape_of
from bot.charts.palette import (
    ACCENT,
    AXIS,
    DOUBTFUL,
    FAINT,
    INK,
    INNER,
    LABEL,
    LANE,
    MARGIN,
    OFFER,
    OLD,
    ON_FILL,
    PANEL,
    STRONG,
    WIDTH,
    TextStyle,
)
from bot.knowledge.money import amount
from bot.lookups.charts import AmountMark, Range, RangeChart

GAP, TRACK, BAR, LANE_HEIGHT = 22, 12, 30, 50
HEAD, SHAFT = 30, 8
DASH, DASH_GAP = 22, 8
SPACE = 22
PILL_PADDING, PILL_GAP, PILL_HEIGHT = 14, 14, 46
MOST_BESIDE = 0.62
"""The share of a line that figures take at most beside their label."""


def draw_ranges(canvas: Canvas, chart: RangeChart) -> None:
    if not chart.ranges:
        return
    scale = scale_of(chart)
    lit = any(item.highlight for item in chart.ranges)
    if chart.mark is not None:
        canvas.y += GAP
        styles = (STRONG._replace(colour=OFFER),) * 2
        _head(canvas, chart.mark.label, amount(chart.mark.amount, chart.currency), (), styles)
    for item in chart.ranges:
        canvas.y += GAP
        faint = lit and not item.highlight
        pills = tuple(_pills(item))
        styles = (STRONG if item.highlight else LABEL, LABEL if faint else STRONG)
        _head(canvas, item.label, item.amounts(chart.currency), pills, styles)
        _draw_lane(canvas, item, scale, chart.mark, faint=faint)
    _draw_axis(canvas, chart, scale)


def _pills(item: Range) -> Iterator[tuple[str, str]]:
    marks = (("doubtful", DOUBTFUL, item.doubtful), ("old", OLD, item.old))
    return ((word, colour) for word, colour, on in marks if on)


def _head(
    canvas: Canvas,
    label: str,
    figures: str,
    pills: tuple[tuple[str, str], ...],
    styles: tuple[TextStyle, TextStyle],
) -> None:
    """Write a label on the left and the figures on the right, or below where they are long."""
    left, right = styles
    taken = canvas.width(figures, right) + sum(
        canvas.width(word, ON_FILL) + 2 * PILL_PADDING + PILL_GAP for word, _ in pills
    )
    if taken <= INNER * MOST_BESIDE:
        lines = canvas.wrap(label, left, INNER - taken - SPACE)
        canvas.column(MARGIN, canvas.y, lines, left)
        _figures(canvas, figures, pills, right)
        canvas.y += left.step * max(len(lines), 1)
        return
    canvas.paragraph(label, left)
    if taken <= INNER:
        _figures(canvas, figures, pills, right)
        canvas.y += right.step
        return
    canvas.paragraph(figures, right)
    if pills:
        _figures(canvas, "", pills, right)
        canvas.y += right.step


def _figures(
    canvas: Canvas, figures: str, pills: tuple[tuple[str, str], ...], style: TextStyle
) -> None:
    """Write the figures at the right end of a line, what is to be known about them before."""
    middle = canvas.y + style.step / 2
    canvas.text(WIDTH - MARGIN, middle, figures, style, "right")
    x = WIDTH - MARGIN - canvas.width(figures, style)
    for word, colour in pills:
        width = canvas.width(word, ON_FILL) + 2 * PILL_PADDING
        x -= width + PILL_GAP
        top = middle - PILL_HEIGHT / 2
        canvas.box(x, top, width, PILL_HEIGHT, colour, radius=PILL_HEIGHT / 2)
        canvas.text(x + PILL_PADDING, middle, word, ON_FILL)


def _draw_lane(
    canvas: Canvas, item: Range, scale: AxisScale, mark: AmountMark | None, *, faint: bool
) -> None:
    middle = canvas.y + LANE_HEIGHT / 2
    canvas.box(MARGIN, middle - TRACK / 2, INNER, TRACK, LANE, radius=TRACK / 2)
    for tick in scale.ticks[1:]:
        canvas.box(scale.at(tick) - 2, middle - TRACK / 2, 4, TRACK, PANEL)
    if (shape := shape_of(item, scale)) is not None:
        _draw_shape(canvas, shape, middle, item, faint=faint)
    if item.middle is not None:
        canvas.diamond(scale.at(item.middle), middle, DOT, INK)
    if mark is not None:
        x = scale.at(mark.amount)
        canvas.box(x - 10, middle - LANE_HEIGHT / 2, 20, LANE_HEIGHT, PANEL, radius=10)
        canvas.box(x - 5, middle - LANE_HEIGHT / 2, 10, LANE_HEIGHT, OFFER, radius=5)
    canvas.y += LANE_HEIGHT


def _draw_shape(canvas: Canvas, shape: RangeShape, y: float, item: Range, *, faint: bool) -> None:
    """Draw a range's bar, in dashes where it is doubtful, and an arrow where an end is open."""
    colour = DOUBTFUL if item.doubtful else OLD if item.old else FAINT if faint else ACCENT
    left, right = shape.reach
    if shape.lone:
        canvas.box(shape.start - DOT / 2, y - DOT / 2, DOT, DOT, colour, radius=DOT / 2)
    elif item.doubtful:
        for x, end in _dashes(shape.start, shape.end):
            canvas.box(x, y - BAR / 2, end - x, BAR, colour, radius=4)
    else:
        canvas.box(shape.start, y - BAR / 2, shape.end - shape.start, BAR, colour, radius=8)
    for is_open, tip, base, end in (
        (shape.below, left, left + HEAD, shape.start),
        (shape.above, right, right - HEAD, shape.end),
    ):
        if is_open:
            start, width = min(base, end), abs(end - base)
            canvas.box(start, y - SHAFT / 2, width, SHAFT, colour)
            half = HEAD * 0.7
            canvas.polygon(((base, y - half), (tip, y), (base, y + half)), colour)


def _dashes(x: float, end: float) -> Iterator[tuple[float, float]]:
    while x < end:
        yield x, min(x + DASH, end)
        x += DASH + DASH_GAP


def _draw_axis(canvas: Canvas, chart: RangeChart, scale: AxisScale) -> None:
    """Write the amounts along the axis, leaving out what would touch its neighbour."""
    canvas.y += 8
    free: float = 0
    for tick in scale.ticks:
        text = amount(tick, chart.currency) if tick else "0"
        half = canvas.width(text, AXIS) / 2
        x = min(max(scale.at(tick), MARGIN + half), WIDTH - MARGIN - half)
        if x - half >= free:
            canvas.text(x, canvas.y + AXIS.size / 2, text, AXIS, "center")
            free = x + half + SPACE
    canvas.y += AXIS.size
