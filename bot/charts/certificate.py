"""Draw a certificate: whose it is in large, what for, where and when."""

from bot.charts.canvas import Canvas
from bot.charts.palette import INK, INNER, MARGIN, MEDALS, NOTE, SOFT, WIDTH, TextStyle
from bot.lookups.charts import Certificate

HEAD = TextStyle(36, MEDALS[0], bold=True)
NAME, DEED = TextStyle(64, INK, bold=True), TextStyle(42, SOFT)
GAP, RULE, SHORT = 26, 4, 160


def draw_certificate(canvas: Canvas, shown: Certificate) -> None:
    middle = WIDTH / 2
    canvas.y += GAP
    _centred(canvas, shown.title.upper(), HEAD)
    canvas.y += GAP / 2
    _centred(canvas, shown.name, NAME)
    canvas.y += GAP / 2
    canvas.box(middle - SHORT / 2, canvas.y, SHORT, RULE, MEDALS[0])
    canvas.y += GAP
    _centred(canvas, shown.deed, DEED)
    canvas.y += GAP / 2
    _centred(canvas, shown.detail, NOTE)
    canvas.y += GAP
    _centred(canvas, shown.place, NOTE)
    canvas.y += GAP
    canvas.box(MARGIN, canvas.y, INNER, RULE, MEDALS[0])


def _centred(canvas: Canvas, words: str, style: TextStyle) -> None:
    lines = canvas.wrap(words, style, INNER)
    canvas.column(WIDTH / 2, canvas.y, lines, style, "center")
    canvas.y += style.step * len(lines)
