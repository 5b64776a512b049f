"""Draw a podium: the first three with their pictures."""

from bot.charts.canvas import Canvas
from bot.charts.palette import (
    DARK,
    FILLS,
    INNER,
    MARGIN,
    MEDALS,
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
INITIAL, INITIALS = TextStyle(64, DARK, bold=True), TextStyle(46, DARK, bold=True)
ELLIPSIS = "…"


def draw_podium(canvas: Canvas, chart: PodiumChart) -> None:
    floor = canvas.y + GAP + FACES[0] + GAP + STRONG.step + STEPS[0]
    for place, standing in enumerate(chart.places):
        _draw_place(canvas, standing, place, floor)
    canvas.y = floor


def _draw_place(canvas: Canvas, standing: PodiumPlace, place: int, floor: float) -> None:
    """Draw one column upwards from the floor: the step, the name, the face."""
    left = MARGIN + ORDER[place] * (COLUMN + SEAM)
    middle = left + COLUMN / 2
    rank = min(standing.rank, len(STEPS)) - 1
    top = floor - STEPS[rank]
    canvas.box(left, top, COLUMN, STEPS[rank], MEDALS[rank], radius=RADIUS)
    canvas.text(middle, top + 44, str(standing.rank), RANK, "center")
    canvas.text(middle, top + 92, _cut(canvas, standing.score, ON_FILL), ON_FILL, "center")
    names = _named(canvas, standing)
    canvas.text(middle, top - 10 - STRONG.step / 2, names, STRONG, "center")
    size = FACES[rank]
    height = top - 10 - STRONG.step - GAP / 2 - size / 2
    face = None if standing.sharing else standing.avatar
    if face is None or not canvas.photo(middle, height, size, face):
        canvas.box(middle - size / 2, height - size / 2, size, size, FILLS[place], radius=size / 2)
        both = (standing.name, *standing.sharing)[:2]
        initials = "".join(it[:1].upper() for it in both)
        canvas.text(middle, height, initials, INITIALS if standing.sharing else INITIAL, "center")


def _named(canvas: Canvas, standing: PodiumPlace) -> str:
    """Name who shares a step, each shortened to their part of its width."""
    if not standing.sharing:
        return _cut(canvas, standing.name, STRONG)
    beside = COLUMN - canvas.width(standing.named(lambda _: ""), STRONG)
    room = beside / 2 if len(standing.sharing) == 1 else beside
    return standing.named(lambda it: _cut(canvas, it, STRONG, room))


def _cut(canvas: Canvas, words: str, style: TextStyle, room: float = COLUMN) -> str:
    """Shorten words to a width."""
    shown = words
    while canvas.width(shown, style) > room and len(shown) > 1:
        shown = shown.removesuffix(ELLIPSIS)[:-1].rstrip() + ELLIPSIS
    return shown
