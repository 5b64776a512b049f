"""Draw how wholes are split: one stacked bar a subject, with its numbers, and a legend."""

from bot.charts.canvas import Canvas
from bot.charts.palette import AXIS, LABEL, LOOKS, MARGIN, SHARE, UNIT, WIDTH, Look
from bot.lookups.charts import Bar, ShareChart

HEIGHT, GAP = 92, 30
SEAM, PADDING = 4, 10
SWATCH, SWATCH_GAP = 40, 14
WHOLE = 100


def draw_shares(canvas: Canvas, chart: ShareChart) -> None:
    """Draw the bars and what their parts are."""
    names = dict.fromkeys(name for bar in chart.bars for name, _ in bar.parts)
    looks = {name: LOOKS[index % len(LOOKS)] for index, name in enumerate(names)}
    alone = len(chart.bars) == 1
    for bar in chart.bars:
        canvas.y += GAP
        canvas.paragraph(bar.label, LABEL)
        canvas.y += 6
        untold = _draw_bar(canvas, bar, looks)
        canvas.y += HEIGHT
        if untold and not alone:
            canvas.y += 6
            canvas.paragraph("Also: " + ", ".join(untold), AXIS)
    canvas.y += GAP
    shares = {name: share for bar in chart.bars for name, share in bar.parts if share > 0}
    _draw_legend(
        canvas,
        # One bar's numbers fit beside its names, where even the narrowest part has room.
        [
            (f"{name} {shares[name]}%" if alone else name, looks[name])
            for name in looks
            if name in shares
        ],
    )


def _draw_bar(canvas: Canvas, bar: Bar, looks: dict[str, Look]) -> list[str]:
    """Draw one stacked bar; give the parts too narrow to hold their number."""
    x: float = MARGIN
    total = max(WHOLE, sum(share for _, share in bar.parts))
    untold = []
    for name, share in bar.parts:
        if share <= 0:
            continue
        width = (WIDTH - 2 * MARGIN) * share / total
        canvas.part(x, canvas.y, max(width - SEAM, 1), HEIGHT, looks[name])
        if not _number(canvas, x, width - SEAM, share, looks[name]):
            untold.append(f"{name} {share}%")
        x += width
    return untold


def _number(canvas: Canvas, x: float, width: float, share: int, look: Look) -> bool:
    """Write a share into its part, without the sign where that is too wide."""
    style = SHARE._replace(colour=look.ink)
    for text in (f"{share}%", str(share)):
        needed = canvas.width(text, style)
        if needed <= width:
            room = min(needed + 2 * PADDING, width)
            top = canvas.y + (HEIGHT - style.step) / 2
            canvas.box(x + (width - room) / 2, top, room, style.step, look.fill, radius=10)
            canvas.text(x + width / 2, canvas.y + HEIGHT / 2, text, style, "center")
            return True
    return False


def _draw_legend(canvas: Canvas, entries: list[tuple[str, Look]]) -> None:
    """Write the parts' names one after another, in as many rows as they take."""
    x, row = float(MARGIN), 58
    most = WIDTH - 2 * MARGIN - SWATCH - SWATCH_GAP
    for name, look in entries:
        text = "".join(canvas.wrap(name, UNIT, most, 1))
        width = SWATCH + SWATCH_GAP + canvas.width(text, UNIT)
        if x > MARGIN and x + width > WIDTH - MARGIN:
            x, canvas.y = MARGIN, canvas.y + row
        canvas.part(x, canvas.y + (row - SWATCH) / 2, SWATCH, SWATCH, look)
        canvas.text(x + SWATCH + SWATCH_GAP, canvas.y + row / 2, text, UNIT)
        x += width + 44
    canvas.y += row if entries else 0
