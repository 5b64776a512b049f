"""Draw a table: a row for each role, a column for each thing that sets them apart."""

from bot.charts.canvas import Canvas
from bot.charts.palette import INNER, LANE, MARGIN, NOTE, STRONG, TextStyle
from bot.lookups.charts import TableChart

GAP, SEAM, RULE = 14, 22, 3
MOST_NAME = 0.15
HEAD = NOTE
CELL = TextStyle(36, STRONG.colour)


def draw_table(canvas: Canvas, chart: TableChart) -> None:
    """Write the columns' heads, then every row below a thin line."""
    widest = max((canvas.width(name, STRONG) for name, _ in chart.rows), default=0)
    first = min(widest, INNER * MOST_NAME)
    width = (INNER - first) / len(chart.columns)
    starts = [MARGIN + first + SEAM + width * number for number in range(len(chart.columns))]
    _row(canvas, [], chart.columns, starts, (first, width - SEAM), HEAD)
    for name, cells in chart.rows:
        canvas.y += GAP
        canvas.box(MARGIN, canvas.y, INNER, RULE, LANE)
        canvas.y += GAP
        lines = canvas.wrap(name, STRONG, first)
        _row(canvas, lines, cells, starts, (first, width - SEAM), CELL)


def _row(  # noqa: PLR0913, PLR0917 - what stands in a row, and where
    canvas: Canvas,
    name: list[str],
    cells: tuple[str, ...],
    starts: list[float],
    widths: tuple[float, float],
    style: TextStyle,
) -> None:
    """Write one row, as high as its highest cell."""
    canvas.column(MARGIN, canvas.y, name, STRONG)
    texts = [canvas.wrap(cell, style, widths[1]) for cell in cells]
    for x, lines in zip(starts, texts, strict=True):
        canvas.column(x, canvas.y, lines, style)
    canvas.y += max(STRONG.step * len(name), style.step * max(map(len, texts), default=0))
