"""Draw a heat map: rows of cells, each with its level in words, so that colour only helps."""

from bot.charts.canvas import Canvas
from bot.charts.palette import EDGE, INK, LABEL, MARGIN, SOFT, WIDTH, TextStyle
from bot.lookups.charts import HeatChart

CELL, GAP, SEAM = 92, 22, 6
LINE = 40
HEADER = TextStyle(34, SOFT)
FILLS = (
    ("#EEF2F7", INK),
    ("#C4DBEE", INK),
    ("#7DB3DA", INK),
    ("#0067A3", "#FFFFFF"),
)
UNKNOWN = "–"


def draw_heat(canvas: Canvas, chart: HeatChart) -> None:
    """Draw the columns' names once, then every row under its own name."""
    width = (WIDTH - 2 * MARGIN) / len(chart.columns)
    canvas.y += GAP
    for number, column in enumerate(chart.columns):
        middle = MARGIN + width * (number + 0.5)
        lines = canvas.wrap(column, HEADER, width - SEAM, 2)
        for step, line in enumerate(lines):
            canvas.text(middle, canvas.y + HEADER.step * (step + 0.5), line, HEADER, "center")
    canvas.y += HEADER.step * 2
    for name, cells in chart.rows:
        canvas.paragraph(name, LABEL)
        canvas.y += SEAM
        for number, level in enumerate(cells):
            _cell(canvas, chart, MARGIN + width * number, width, level)
        canvas.y += CELL + GAP


def _cell(canvas: Canvas, chart: HeatChart, x: float, width: float, level: int | None) -> None:
    fill, ink = ("#FFFFFF", SOFT) if level is None else FILLS[_shade(level, len(chart.levels))]
    canvas.box(x, canvas.y, width - SEAM, CELL, EDGE, radius=12)
    canvas.box(x + 2, canvas.y + 2, width - SEAM - 4, CELL - 4, fill, radius=10)
    text = UNKNOWN if level is None else chart.levels[level]
    style = TextStyle(34, ink, bold=True)
    shown = canvas.wrap(text, style, width - SEAM - 8, 2)
    top = canvas.y + (CELL - LINE * len(shown)) / 2
    for number, line in enumerate(shown):
        middle = top + LINE * (number + 0.5)
        canvas.text(x + (width - SEAM) / 2, middle, line, style, "center")


def _shade(level: int, levels: int) -> int:
    """Spread any number of levels over the shades."""
    return round(level * (len(FILLS) - 1) / max(1, levels - 1))
