"""Draw a career card: the role in large, the best ones as bars, why, and what is lacking."""

from bot.charts.bars import draw_counts
from bot.charts.canvas import Canvas
from bot.charts.palette import ACCENT, INK, INNER, LANE, MARGIN, NOTE, OFFER, TITLE, TextStyle
from bot.lookups.charts import CareerCard, CountChart

ROLE, SAID = TextStyle(62, ACCENT, bold=True), TextStyle(38, INK)
GAP, RULE, INDENT, DOT = 20, 3, 40, 14


def draw_career_card(canvas: Canvas, card: CareerCard) -> None:
    canvas.paragraph(card.title, TITLE)
    canvas.paragraph(card.role, ROLE)
    draw_counts(canvas, CountChart("", "points", card.points, card.most))
    _list(canvas, "What I want and bring", card.reasons, ACCENT)
    _list(canvas, "What I still lack", card.gaps, OFFER)


def _list(canvas: Canvas, heading: str, texts: tuple[str, ...], colour: str) -> None:
    if not texts:
        return
    canvas.y += GAP
    canvas.box(MARGIN, canvas.y, INNER, RULE, LANE)
    canvas.y += GAP
    canvas.paragraph(heading, NOTE)
    for text in texts:
        canvas.diamond(MARGIN + DOT, canvas.y + SAID.step / 2, DOT, colour)
        canvas.paragraph(text, SAID, MARGIN + INDENT, INNER - INDENT)
