"""Draw charts as PNG, for a phone in dark or light theme, and never by colour alone."""

from typing import assert_never

from bot.charts.bars import draw_counts, draw_shares
from bot.charts.canvas import Canvas
from bot.charts.career_card import draw_career_card
from bot.charts.certificate import draw_certificate
from bot.charts.heat import draw_heat
from bot.charts.palette import TITLE
from bot.charts.podium import draw_podium
from bot.charts.ranges import draw_ranges
from bot.charts.table import draw_table
from bot.lookups.charts import (
    CareerCard,
    Certificate,
    Chart,
    CountChart,
    HeatChart,
    PodiumChart,
    RangeChart,
    ShareChart,
    TableChart,
)


def draw(chart: Chart) -> bytes:
    return lay_out(chart).png()


def lay_out(chart: Chart) -> Canvas:
    """Place all that a chart shows."""
    canvas = Canvas()
    match chart:
        case ShareChart():
            canvas.paragraph(chart.title, TITLE)
            draw_shares(canvas, chart)
        case HeatChart():
            canvas.paragraph(chart.title, TITLE)
            draw_heat(canvas, chart)
        case CountChart():
            canvas.paragraph(f"{chart.title}, {chart.unit}", TITLE)
            draw_counts(canvas, chart)
        case RangeChart():
            canvas.paragraph(f"{chart.title}, a {chart.period}", TITLE)
            draw_ranges(canvas, chart)
        case TableChart():
            draw_table(canvas, chart)
        case CareerCard():
            draw_career_card(canvas, chart)
        case PodiumChart():
            canvas.paragraph(chart.title, TITLE)
            draw_podium(canvas, chart)
        case Certificate():
            draw_certificate(canvas, chart)
        case _:
            assert_never(chart)
    return canvas
