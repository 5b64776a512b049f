"""Draw charts for a phone in dark or light theme, and never by colour alone.

Sizes are in pixels of a picture 1000 wide, which a phone shows at about 360: text of 34 is
read there as 12.
"""

import textwrap
import warnings
from collections.abc import Callable, Iterator

from bot.answers.charts import Bar, Chart, Range, RangeChart, ShareChart, short_amount, span
from bot.charts.canvas import INK, MARGIN, SOFT, WIDTH, Anchor, Canvas

LABEL_STEP, TITLE_STEP = 44, 54
BAR_HEIGHT, BAR_GAP, RANGE_STEP = 84, 40, 112
NARROWEST_TEXT = 8
"""Percent from which on a share's number fits into its part of a bar."""
LABEL_WIDTH = 46
RULE, PLAIN, DOUBTFUL = "#DDE1E8", "#0072B2", "#8A5A00"
# Okabe and Ito's palette, which people with any colour vision tell apart; ink that reads on each.
COLOURS = (("#0072B2", "white"), ("#E69F00", INK), ("#009E73", "white"), ("#CC79A7", INK))
HATCHES = ("", "//", "..", "xx")


def draw(chart: Chart) -> bytes:
    """Draw a chart as a PNG."""
    with warnings.catch_warnings():
        # A label may hold characters that the font lacks; they are drawn as boxes.
        warnings.simplefilter("ignore", UserWarning)
        if isinstance(chart, ShareChart):
            canvas = _titled(chart.title, _share_height(chart))
            _draw_shares(canvas, chart)
        else:
            canvas = _titled(f"{chart.title}, {chart.unit}", _range_height(chart))
            _draw_ranges(canvas, chart)
        return canvas.png()


def _titled(title: str, height: int) -> Canvas:
    """Make a canvas of some height below its title."""
    lines = _wrap(title, 40)
    canvas = Canvas(height + MARGIN + TITLE_STEP * len(lines) + MARGIN // 2)
    for line in lines:
        canvas.text(MARGIN, canvas.y, line, 40, bold=True)
        canvas.y += TITLE_STEP
    canvas.y += MARGIN // 2
    return canvas


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), width)[:3] or [" "]


def _label(canvas: Canvas, label: str) -> None:
    for line in _wrap(label, LABEL_WIDTH):
        canvas.text(MARGIN, canvas.y, line)
        canvas.y += LABEL_STEP


def _share_height(chart: ShareChart) -> int:
    lines = sum(len(_wrap(bar.label, LABEL_WIDTH)) for bar in chart.bars)
    rows = LABEL_STEP * lines + (BAR_HEIGHT + BAR_GAP) * len(chart.bars)
    return rows + LABEL_STEP * 2 + MARGIN


def _draw_shares(canvas: Canvas, chart: ShareChart) -> None:
    names = list(dict.fromkeys(name for bar in chart.bars for name, _ in bar.parts))
    for bar in chart.bars:
        _label(canvas, bar.label)
        _draw_bar(canvas, bar, names)
        canvas.y += BAR_HEIGHT + BAR_GAP
    for index, name in enumerate(names):
        x = MARGIN + (index % 2) * (WIDTH - 2 * MARGIN) / 2
        y = canvas.y + (index // 2) * LABEL_STEP
        canvas.box(x, y, 40, 32, COLOURS[index % 4][0], hatch=HATCHES[index % 4])
        canvas.text(x + 54, y - 2, name, 32, SOFT)


def _draw_bar(canvas: Canvas, bar: Bar, names: list[str]) -> None:
    """Draw one stacked bar; parts too narrow for a number say it above themselves."""
    x: float = MARGIN
    for name, share in bar.parts:
        if share == 0:
            continue
        width = (WIDTH - 2 * MARGIN) * share / 100
        colour, ink = COLOURS[names.index(name) % 4]
        canvas.box(x, canvas.y, width, BAR_HEIGHT, colour, hatch=HATCHES[names.index(name) % 4])
        centre, middle = x + width / 2, canvas.y + BAR_HEIGHT / 2
        if share >= NARROWEST_TEXT:
            canvas.box(centre - 42, middle - 24, 84, 48, colour, edge=0)
            canvas.text(centre, middle, f"{share}%", 34, ink, bold=True, anchor="middle")
        else:
            centre = min(centre, WIDTH - MARGIN - 22)
            canvas.text(centre, canvas.y - 4, f"{share}%", 24, SOFT, bold=True, anchor="above")
        x += width


def _range_height(chart: RangeChart) -> int:
    lines = sum(len(_wrap(item.label, LABEL_WIDTH)) for item in chart.ranges)
    return LABEL_STEP * lines + RANGE_STEP * len(chart.ranges) + LABEL_STEP + MARGIN


def _draw_ranges(canvas: Canvas, chart: RangeChart) -> None:
    amounts = (n for item in chart.ranges for n in (item.low, item.middle, item.high))
    top = max(filter(None, amounts), default=1)
    width = WIDTH - 2 * MARGIN - 24

    def at(amount: int) -> float:
        return MARGIN + width * amount / top

    ticks = list(_ticks(top))
    bottom = canvas.height - MARGIN - LABEL_STEP
    for tick in ticks:
        canvas.line((at(tick), canvas.y), (at(tick), bottom), RULE, 2)
    for item in chart.ranges:
        _label(canvas, item.label)
        _draw_range(canvas, item, at)
        canvas.y += RANGE_STEP
    for tick in ticks:
        anchor: Anchor = "left" if tick == 0 else "below"
        canvas.text(at(tick), bottom + 8, short_amount(tick), 28, SOFT, anchor=anchor)


def _draw_range(canvas: Canvas, item: Range, at: Callable[[int], float]) -> None:
    """Draw a range: a bar between its ends, an arrow at an open one, a diamond at the median."""
    colour = DOUBTFUL if item.doubtful else PLAIN
    y = canvas.y + 20
    ends = [at(end) for end in (item.low, item.high) if end is not None]
    if len(set(ends)) > 1:
        canvas.line((ends[0], y), (ends[1], y), colour, 14, dashed=item.doubtful)
        for end in ends[:1] if item.open_ended else ends:
            canvas.line((end, y - 16), (end, y + 16), colour, 5)
    elif ends:
        canvas.mark(ends[0], y, "s", 24, colour)
    if ends and (item.open_ended or (item.high is None and item.middle is None)):
        canvas.mark(ends[-1] + 14, y, ">", 30, colour)
    if item.middle is not None:
        canvas.mark(at(item.middle), y, "D", 28, INK)
    words = span(item.low, item.middle, item.high, open_ended=item.open_ended)
    marks = [word for word, on in (("doubtful", item.doubtful), ("old", item.old)) if on]
    canvas.text(MARGIN, y + 22, ", ".join([words, *marks]), 32, SOFT, bold=True)


def _ticks(top: int) -> Iterator[int]:
    """Give a few round amounts from zero up."""
    step = 1
    while top / step > 4:  # noqa: PLR2004
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    yield from range(0, top + 1, step)
