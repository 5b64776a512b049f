"""Draw a heat map: rows of cells, each with its level in words, so that colour only helps."""

from bot.charts.canvas import Canvas
from bot.charts.palette import AXIS, INNER, LABEL, MARGIN, SHADES, SOFT, TextStyle
from bot.lookups.charts import HeatChart

GAP, SEAM, PADDING = 18, 8, 14
CELL = TextStyle(35, SOFT, bold=True)
UNKNOWN = "–"


def draw_heat(canvas: Canvas, chart: HeatChart) -> None:
    """Draw the columns' names once, then every row under its own name."""
    width = (INNER + SEAM) / len(chart.columns)
    canvas.y += GAP
    heads = [canvas.wrap(column, AXIS, width - SEAM) for column in chart.columns]
    deepest = max(map(len, heads))
    for number, lines in enumerate(heads):
        middle = MARGIN + width * number + (width - SEAM) / 2
        top = canvas.y + AXIS.step * (deepest - len(lines))
        canvas.column(middle, top, lines, AXIS, "center")
    canvas.y += AXIS.step * deepest
    for name, cells in chart.rows:
        canvas.y += GAP / 2
        canvas.paragraph(name, LABEL)
        canvas.y += 4
        _row(canvas, chart, cells, width)


def _row(canvas: Canvas, chart: HeatChart, cells: tuple[int | None, ...], width: float) -> None:
    """Draw the cells of one row, all as high as the highest needs."""
    texts = [
        canvas.wrap(UNKNOWN if level is None else chart.levels[level], CELL, width - SEAM - 4)
        for level in cells
    ]
    height = CELL.step * max(1, *map(len, texts)) + 2 * PADDING
    for number, (level, lines) in enumerate(zip(cells, texts, strict=True)):
        x = MARGIN + width * number
        fill, ink = SHADES[0] if level is None else SHADES[_shade(level, len(chart.levels))]
        canvas.box(x, canvas.y, width - SEAM, height, fill, radius=10)
        top = canvas.y + (height - CELL.step * len(lines)) / 2
        style = CELL._replace(colour=SOFT if level is None else ink)
        canvas.column(x + (width - SEAM) / 2, top, lines, style, "center")
    canvas.y += height


def _shade(level: int, levels: int) -> int:
    """Spread any number of levels over the shades."""
    return round(level * (len(SHADES) - 1) / max(1, levels - 1))
