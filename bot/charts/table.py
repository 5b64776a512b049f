"""Draw a table: a row for each role, a column for each thing that sets them apart."""

from collections.abc import Sequence
from itertools import accumulate

from bot.charts.canvas import Canvas
from bot.charts.geometry import column_widths
from bot.charts.palette import INK, INNER, LANE, MARGIN, NOTE, STRONG, TextStyle
from bot.lookups.charts import TableChart

GAP, SEAM, RULE = 12, 22, 3
CELL = TextStyle(36, INK)


def draw_table(canvas: Canvas, chart: TableChart) -> None:
    """Write the columns' heads, then every row below a thin line."""
    rows = [("", *chart.columns), *((name, *cells) for name, cells in chart.rows)]
    columns = [
        [(text, _style(row, at)) for row, text in enumerate(texts)]
        for at, texts in enumerate(zip(*rows, strict=True))
    ]
    least = [max(canvas.widest_word(*cell) for cell in column) for column in columns]
    wished = [max(canvas.width(*cell) for cell in column) for column in columns]
    widths = column_widths(least, wished, INNER - SEAM * len(chart.columns))
    starts = [MARGIN + it for it in accumulate((it + SEAM for it in widths[:-1]), initial=0.0)]
    for number, row in enumerate(zip(*columns, strict=True)):
        if number:
            canvas.y += GAP
            canvas.box(MARGIN, canvas.y, INNER, RULE, LANE)
            canvas.y += GAP
        _draw_row(canvas, row, starts, widths)


def _style(row: int, column: int) -> TextStyle:
    return NOTE if row == 0 else STRONG if column == 0 else CELL


def _draw_row(
    canvas: Canvas,
    row: Sequence[tuple[str, TextStyle]],
    starts: Sequence[float],
    widths: Sequence[float],
) -> None:
    """Write one row, as high as its highest cell."""
    bottom = canvas.y
    for (text, style), x, width in zip(row, starts, widths, strict=True):
        lines = canvas.wrap(text, style, width)
        canvas.column(x, canvas.y, lines, style)
        bottom = max(bottom, canvas.y + style.step * len(lines))
    canvas.y = bottom
