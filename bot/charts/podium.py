"""Draw a podium: the first three with their pictures, and what the game is remembered for."""

from bot.charts.canvas import Canvas
from bot.charts.palette import (
    DARK,
    FILLS,
    INNER,
    LABEL,
    MARGIN,
    MEDALS,
    NOTE,
    ON_FILL,
    STRONG,
    TextStyle,
)
from bot.lookups.charts import PodiumChart, PodiumPlace

GAP, SEAM, RADIUS = 20, 12, 14
COLUMN = (INNER - 2 * SEAM) / 3
ORDER = (1, 0, 2)
"""The column of the first, the second and the third: the first stands in the middle."""
STEPS, FACES = (196, 156, 126), (150, 124, 124)
RANK = TextStyle(52, DARK, bold=True)
INITIAL = TextStyle(64, DARK, bold=True)
ELLIPSIS = "…"
MEMORY_LABEL = 250


def draw_podium(canvas: Canvas, chart: PodiumChart) -> None:
    floor = canvas.y + GAP + FACES[0] + GAP + STRONG.step + STEPS[0]
    for place, standing in enumerate(chart.places):
        _draw_place(canvas, standing, place, floor)
    canvas.y = floor
    for label, words in chart.memories:
        canvas.y += GAP
        named = canvas.wrap(label, NOTE, MEMORY_LABEL - SEAM)
        canvas.column(MARGIN, canvas.y, named, NOTE)
        told = canvas.wrap(words, LABEL, INNER - MEMORY_LABEL)
        canvas.column(MARGIN + MEMORY_LABEL, canvas.y, told, LABEL)
        canvas.y += LABEL.step * max(len(named), len(told))


def _draw_place(canvas: Canvas, standing: PodiumPlace, place: int, floor: float) -> None:
    """Draw one column upwards from the floor: the step, the name, the face."""
    left = MARGIN + ORDER[place] * (COLUMN + SEAM)
    middle = left + COLUMN / 2
    rank = min(standing.rank, len(STEPS)) - 1
    top = floor - STEPS[rank]
    canvas.box(left, top, COLUMN, STEPS[rank], MEDALS[rank], radius=RADIUS)
    canvas.text(middle, top + 44, str(standing.rank), RANK, "center")
    canvas.text(middle, top + 92, _cut(canvas, standing.score, ON_FILL), ON_FILL, "center")
    name = _cut(canvas, standing.name, STRONG)
    canvas.text(middle, top - 10 - STRONG.step / 2, name, STRONG, "center")
    size = FACES[rank]
    height = top - 10 - STRONG.step - GAP / 2 - size / 2
    if standing.avatar is None or not canvas.photo(middle, height, size, standing.avatar):
        canvas.box(middle - size / 2, height - size / 2, size, size, FILLS[place], radius=size / 2)
        canvas.text(middle, height, standing.name[:1].upper(), INITIAL, "center")


def _cut(canvas: Canvas, words: str, style: TextStyle) -> str:
    """Shorten words to the width of a step."""
    shown = words
    while canvas.width(shown, style) > COLUMN and len(shown) > 1:
        shown = shown.removesuffix(ELLIPSIS)[:-1].rstrip() + ELLIPSIS
    return shown
