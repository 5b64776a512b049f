"""Draw bars: how wholes are split, stacked and with a legend; or how many there are of each."""

from bot.charts.canvas import Canvas
from bot.charts.palette import (
    AXIS,
    FIGURE,
    FILL_STYLES,
    LABEL,
    MARGIN,
    SHARE,
    UNIT,
    WIDTH,
    FillStyle,
)
from bot.lookups.charts import Bar, CountChart, ShareChart

HEIGHT, GAP = 92, 30
SEAM, PADDING = 4, 10
SWATCH, SWATCH_GAP = 40, 14
WHOLE = 100
COUNT_HEIGHT, COUNT_GAP, COUNT_LABEL_WIDTH, COUNT_SPACE = 46, 14, 260, 16


def draw_shares(canvas: Canvas, chart: ShareChart) -> None:
    names = dict.fromkeys(name for bar in chart.bars for name, _ in bar.parts)
    styles = {name: FILL_STYLES[index % len(FILL_STYLES)] for index, name in enumerate(names)}
    alone = len(chart.bars) == 1
    for bar in chart.bars:
        canvas.y += GAP
        canvas.paragraph(bar.label, LABEL)
        canvas.y += 6
        untold = _draw_bar(canvas, bar, styles)
        canvas.y += HEIGHT
        if untold and not alone:
            canvas.y += 6
            canvas.paragraph("Also: " + ", ".join(untold), AXIS)
    canvas.y += GAP
    shares = {name: share for bar in chart.bars for name, share in bar.parts if share > 0}
    _draw_legend(
        canvas,
        # One bar's numbers fit beside its names, where even the narrowest part has room.
        [
            (f"{name} {shares[name]}%" if alone else name, styles[name])
            for name in styles
            if name in shares
        ],
    )


def _draw_bar(canvas: Canvas, bar: Bar, styles: dict[str, FillStyle]) -> list[str]:
    """Draw one stacked bar; give the parts too narrow to hold their number."""
    x: float = MARGIN
    total = max(WHOLE, sum(share for _, share in bar.parts))
    untold = []
    for name, share in bar.parts:
        if share <= 0:
            continue
        width = (WIDTH - 2 * MARGIN) * share / total
        canvas.part(x, canvas.y, max(width - SEAM, 1), HEIGHT, styles[name])
        if not _number(canvas, x, width - SEAM, share, styles[name]):
            untold.append(f"{name} {share}%")
        x += width
    return untold


def _number(canvas: Canvas, x: float, width: float, share: int, fill: FillStyle) -> bool:
    """Write a share into its part, without the sign where that is too wide."""
    style = SHARE._replace(colour=fill.ink)
    for text in (f"{share}%", str(share)):
        needed = canvas.width(text, style)
        if needed <= width:
            room = min(needed + 2 * PADDING, width)
            top = canvas.y + (HEIGHT - style.step) / 2
            canvas.box(x + (width - room) / 2, top, room, style.step, fill.colour, radius=10)
            canvas.text(x + width / 2, canvas.y + HEIGHT / 2, text, style, "center")
            return True
    return False


def _draw_legend(canvas: Canvas, entries: list[tuple[str, FillStyle]]) -> None:
    """Write the parts' names one after another, in as many rows as they take."""
    x, row = float(MARGIN), 58
    most = WIDTH - 2 * MARGIN - SWATCH - SWATCH_GAP
    for name, fill in entries:
        text = "".join(canvas.wrap(name, UNIT, most, 1))
        width = SWATCH + SWATCH_GAP + canvas.width(text, UNIT)
        if x > MARGIN and x + width > WIDTH - MARGIN:
            x, canvas.y = MARGIN, canvas.y + row
        canvas.part(x, canvas.y + (row - SWATCH) / 2, SWATCH, SWATCH, fill)
        canvas.text(x + SWATCH + SWATCH_GAP, canvas.y + row / 2, text, UNIT)
        x += width + 44
    canvas.y += row if entries else 0


def draw_counts(canvas: Canvas, chart: CountChart) -> None:
    """Draw one bar a label, with its number behind it."""
    most = max((count for _, count in chart.counts), default=0) or 1
    room = max((canvas.width(str(count), FIGURE) for _, count in chart.counts), default=0)
    x = MARGIN + COUNT_LABEL_WIDTH
    lane = WIDTH - MARGIN - x - room - COUNT_SPACE
    for label, count in chart.counts:
        canvas.y += COUNT_GAP
        middle = canvas.y + COUNT_HEIGHT / 2
        shown = "".join(canvas.wrap(label, LABEL, COUNT_LABEL_WIDTH - COUNT_SPACE, 1))
        canvas.text(MARGIN, middle, shown, LABEL)
        width = lane * count / most
        if count:
            canvas.part(x, canvas.y, max(width, 4), COUNT_HEIGHT, FILL_STYLES[0])
        canvas.text(x + width + COUNT_SPACE, middle, str(count), FIGURE)
        canvas.y += COUNT_HEIGHT
    canvas.y += COUNT_GAP
