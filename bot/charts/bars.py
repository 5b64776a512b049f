"""Draw bars: one whole or a count in rows of their own; several wholes as stacked bars."""

from collections.abc import Sequence

from bot.charts.canvas import Canvas
from bot.charts.palette import (
    ACCENT,
    FILLS,
    INNER,
    LABEL,
    LANE,
    MARGIN,
    NOTE,
    ON_FILL,
    STRONG,
    WIDTH,
)
from bot.lookups.charts import Bar, CountChart, ShareChart

GAP, SPACE = 18, 24
ROW_BAR, MOST_LABEL = 34, 0.45
HEIGHT, STACK_GAP, SEAM, RADIUS = 76, 26, 5, 8
SWATCH, SWATCH_GAP, SWATCH_SPACE = 32, 12, 28
WHOLE = 100


def draw_shares(canvas: Canvas, chart: ShareChart) -> None:
    """Draw a row for each part of one whole, or a stacked bar for each of several."""
    if len(chart.bars) == 1:
        parts = [(name, share, f"{share} %") for name, share in chart.bars[0].parts if share > 0]
        _draw_rows(canvas, parts)
        return
    names = dict.fromkeys(name for bar in chart.bars for name, _ in bar.parts)
    fills = {name: FILLS[number % len(FILLS)] for number, name in enumerate(names)}
    shown = {name for bar in chart.bars for name, share in bar.parts if share > 0}
    canvas.y += GAP
    _draw_legend(canvas, {name: fill for name, fill in fills.items() if name in shown})
    for bar in chart.bars:
        canvas.y += STACK_GAP
        canvas.paragraph(bar.label, LABEL)
        canvas.y += 4
        untold = _draw_stack(canvas, bar, fills)
        canvas.y += HEIGHT
        if untold:
            canvas.y += 4
            canvas.paragraph("Also: " + ", ".join(untold), NOTE)


def draw_counts(canvas: Canvas, chart: CountChart) -> None:
    _draw_rows(canvas, [(label, count, str(count)) for label, count in chart.counts], chart.most)


def _draw_rows(canvas: Canvas, rows: Sequence[tuple[str, int, str]], most: int = 0) -> None:
    """Draw one bar a label, as long as its number, which is written behind it."""
    highest = max((most, *(number for _, number, _ in rows))) or 1
    wide = INNER * MOST_LABEL
    column = min(max((canvas.width(label, LABEL) for label, _, _ in rows), default=0), wide)
    room = max((canvas.width(text, STRONG) for _, _, text in rows), default=0)
    x = MARGIN + column + SPACE
    lane = WIDTH - MARGIN - x - SPACE - room
    for label, number, text in rows:
        canvas.y += GAP
        lines = canvas.wrap(label, LABEL, column) if label else []
        canvas.column(MARGIN, canvas.y, lines, LABEL)
        height = LABEL.step * max(len(lines), 1)
        middle = canvas.y + height / 2
        width = max(lane * number / highest, 4)
        colour = ACCENT if number else LANE
        canvas.box(x, middle - ROW_BAR / 2, width, ROW_BAR, colour, radius=RADIUS)
        canvas.text(x + width + SPACE, middle, text, STRONG)
        canvas.y += height


def _draw_stack(canvas: Canvas, bar: Bar, fills: dict[str, str]) -> list[str]:
    """Draw one stacked bar; give the parts too narrow to hold their number."""
    x: float = MARGIN
    total = max(WHOLE, sum(share for _, share in bar.parts))
    untold = []
    for name, share in bar.parts:
        if share <= 0:
            continue
        width = INNER * share / total
        canvas.box(x, canvas.y, max(width - SEAM, 1), HEIGHT, fills[name], radius=RADIUS)
        texts = (f"{share} %", str(share))
        shown = next((it for it in texts if canvas.width(it, ON_FILL) <= width - SEAM), None)
        if shown is None:
            untold.append(f"{name} {share} %")
        else:
            middle = x + (width - SEAM) / 2
            canvas.text(middle, canvas.y + HEIGHT / 2, shown, ON_FILL, "center")
        x += width
    return untold


def _draw_legend(canvas: Canvas, fills: dict[str, str]) -> None:
    """Write the parts' names one after another, in as many rows as they take."""
    x = float(MARGIN)
    before = SWATCH + SWATCH_GAP
    for name, fill in fills.items():
        lines = canvas.wrap(name, NOTE, INNER - before) or [""]
        width = before + max(canvas.width(line, NOTE) for line in lines)
        if x > MARGIN and x + width > WIDTH - MARGIN:
            x, canvas.y = MARGIN, canvas.y + NOTE.step
        top = canvas.y + (NOTE.step - SWATCH) / 2
        canvas.box(x, top, SWATCH, SWATCH, fill, radius=RADIUS)
        canvas.column(x + before, canvas.y, lines, NOTE)
        canvas.y += NOTE.step * (len(lines) - 1)
        x += width + SWATCH_SPACE
    canvas.y += NOTE.step if fills else 0
