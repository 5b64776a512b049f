"""Draw counts: one bar a label, with its number behind it."""

from bot.charts.canvas import Canvas
from bot.charts.palette import FIGURE, LABEL, LOOKS, MARGIN, WIDTH
from bot.lookups.charts import CountChart

HEIGHT, GAP, LABEL_WIDTH, SPACE = 46, 14, 260, 16


def draw_counts(canvas: Canvas, chart: CountChart) -> None:
    """Draw the bars."""
    most = max((count for _, count in chart.counts), default=0) or 1
    room = max((canvas.width(str(count), FIGURE) for _, count in chart.counts), default=0)
    lane = WIDTH - 2 * MARGIN - LABEL_WIDTH - room - SPACE
    for label, count in chart.counts:
        canvas.y += GAP
        middle = canvas.y + HEIGHT / 2
        shown = "".join(canvas.wrap(label, LABEL, LABEL_WIDTH - SPACE, 1))
        canvas.text(MARGIN, middle, shown, LABEL)
        x = MARGIN + LABEL_WIDTH
        width = lane * count / most
        if count:
            canvas.part(x, canvas.y, max(width, 4), HEIGHT, LOOKS[0])
        canvas.text(x + width + SPACE, middle, str(count), FIGURE)
        canvas.y += HEIGHT
    canvas.y += GAP
