"""Draw charts as PNG, for a phone in dark or light theme, and never by colour alone."""

from typing import assert_never

from bot.charts.bars import draw_counts, draw_shares
from bot.charts.canvas import Canvas
from bot.charts.heat import draw_heat
from bot.charts.palette import TITLE, UNIT
from bot.charts.ranges import draw_ranges
from bot.lookups.charts import Chart, CountChart, HeatChart, RangeChart, ShareChart


def draw(chart: Chart) -> bytes:
    return lay_out(chart).png()


def lay_out(chart: Chart) -> Canvas:
    """Place all that a chart shows."""
    canvas = Canvas()
    canvas.paragraph(chart.title, TITLE)
    match chart:
        case ShareChart():
            draw_shares(canvas, chart)
        case HeatChart():
            draw_heat(canvas, chart)
        case CountChart():
            canvas.paragraph(chart.unit, UNIT)
            draw_counts(canvas, chart)
        case RangeChart():
            canvas.paragraph(chart.unit, UNIT)
            draw_ranges(canvas, chart)
        case _:
            assert_never(chart)
    return canvas
