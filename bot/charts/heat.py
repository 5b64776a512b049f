"""Draw a heat map: rows of cells, each with its level in words, so that colour only helps."""

from itertools import accumulate

from bot.charts.canvas import Canvas
from bot.charts.geometry import column_widths
from bot.charts.palette import AXIS, INNER, LABEL, MARGIN, SHADES, SOFT, TextStyle
from bot.lookups.charts import HeatChart

GAP, SEAM, PADDING, BESIDE = 16, 6, 12, 4
CELL = TextStyle(36, SOFT)
UNKNOWN = "–"


def draw_heat(canvas: Canvas, chart: HeatChart) -> None:
    """Draw the columns' names once, then every row under its own name."""
    words = max(canvas.widest_word(level, CELL) for level in chart.levels)
    least = [max(words, canvas.widest_word(column, AXIS)) + 2 * BESIDE for column in chart.columns]
    widths = column_widths(least, least, INNER - SEAM * (len(least) - 1))
    canvas.y += GAP
    heads = [
        canvas.wrap(column, AXIS, width)
        for column, width in zip(chart.columns, widths, strict=True)
    ]
    deepest = max(map(len, heads))
    for x, width, lines in zip(_starts(widths), widths, heads, strict=True):
        top = canvas.y + AXIS.step * (deepest - len(lines))
        canvas.column(x + width / 2, top, lines, AXIS, "center")
    canvas.y += AXIS.step * deepest
    for name, cells in chart.rows:
        canvas.y += GAP / 2
        canvas.paragraph(name, LABEL)
        canvas.y += BESIDE
        _row(canvas, chart, cells, widths)


def _starts(widths: list[float]) -> list[float]:
    return [MARGIN + it for it in accumulate((width + SEAM for width in widths[:-1]), initial=0.0)]


def _row(
    canvas: Canvas, chart: HeatChart, cells: tuple[int | None, ...], widths: list[float]
) -> None:
    """Draw the cells of one row, all as high as the highest needs."""
    texts = [
        canvas.wrap(UNKNOWN if level is None else chart.levels[level], CELL, width - BESIDE)
        for level, width in zip(cells, widths, strict=True)
    ]
    height = CELL.step * max(1, *map(len, texts)) + 2 * PADDING
    for level, lines, x, width in zip(cells, texts, _starts(widths), widths, strict=True):
        fill, ink = SHADES[0] if level is None else SHADES[_shade(level, len(chart.levels))]
        canvas.box(x, canvas.y, width, height, fill, radius=10)
        top = canvas.y + (height - CELL.step * len(lines)) / 2
        style = CELL._replace(colour=SOFT if level is None else ink)
        canvas.column(x + width / 2, top, lines, style, "center")
    canvas.y += height


def _shade(level: int, levels: int) -> int:
    """Spread any number of levels over the shades."""
    return round(level * (len(SHADES) - 1) / max(1, levels - 1))
