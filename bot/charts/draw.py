"""Draw charts for a phone in dark or light theme, and never by colour alone."""

from bot.charts.canvas import Canvas
from bot.charts.counts import draw_counts
from bot.charts.heat import draw_heat
from bot.charts.palette import TITLE, UNIT
from bot.charts.ranges import draw_ranges
from bot.charts.shares import draw_shares
from bot.lookups.charts import Chart, CountChart, HeatChart, ShareChart


def draw(chart: Chart) -> bytes:
    """Draw a chart as a PNG."""
    return lay_out(chart).png()


def lay_out(chart: Chart) -> Canvas:
    """Place all that a chart shows."""
    canvas = Canvas()
    canvas.paragraph(chart.title, TITLE)
    if isinstance(chart, ShareChart):
        draw_shares(canvas, chart)
    elif isinstance(chart, HeatChart):
        draw_heat(canvas, chart)
    elif isinstance(chart, CountChart):
        canvas.paragraph(chart.unit, UNIT)
        draw_counts(canvas, chart)
    else:
        canvas.paragraph(chart.unit, UNIT)
        draw_ranges(canvas, chart)
    return canvas
