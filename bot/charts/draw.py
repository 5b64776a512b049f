"""Draw charts with matplotlib, for a phone in dark or light theme, and never by colour alone.

Sizes are in pixels of a picture 1000 wide, which a phone shows at about 360: text of 34 is
read there as 12.
"""

import io
import textwrap
import warnings
from collections.abc import Iterator

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text
from PIL import Image

from bot.answers.charts import Bar, Chart, Range, RangeChart, ShareChart, short_amount, span

WIDTH, MARGIN, DPI = 1000, 48, 100
PANEL, INK, SOFT, RULE = "#F7F8FA", "#14181F", "#4A5261", "#C9CFD9"
TITLE, LABEL, SMALL = 40, 34, 32
LABEL_STEP, TITLE_STEP = 44, 54
BAR_HEIGHT, BAR_GAP, RANGE_STEP = 84, 40, 96
NARROWEST_TEXT = 8
"""Percent from which on a share's number fits into its part of a bar."""
# Okabe and Ito's palette, which people with any colour vision tell apart; ink that reads on each.
COLOURS = (("#0072B2", "white"), ("#E69F00", INK), ("#009E73", "white"), ("#CC79A7", INK))
HATCHES = ("", "//", "..", "xx")


def draw(chart: Chart) -> bytes:
    """Draw a chart as a PNG."""
    with warnings.catch_warnings():
        # A label may hold characters that the font lacks; they are drawn as boxes.
        warnings.simplefilter("ignore", UserWarning)
        match chart:
            case ShareChart():
                canvas = _Canvas(chart.title, _share_height(chart))
                _draw_shares(canvas, chart)
            case RangeChart():
                canvas = _Canvas(f"{chart.title}, {chart.unit}", _range_height(chart))
                _draw_ranges(canvas, chart)
        return canvas.png()


class _Canvas:
    """A picture that is written from the top down; y is the distance from its top."""

    def __init__(self, title: str, height: int) -> None:
        lines = _wrap(title, 40)
        self.height = height + MARGIN + TITLE_STEP * len(lines) + MARGIN // 2
        self._figure = Figure(figsize=(WIDTH / DPI, self.height / DPI), dpi=DPI)
        self._figure.patch.set_alpha(0)
        self._agg = FigureCanvasAgg(self._figure)
        self._add(
            FancyBboxPatch(
                (0, 0),
                WIDTH,
                self.height,
                boxstyle="round,pad=0,rounding_size=28",
                facecolor=PANEL,
                edgecolor="none",
            )
        )
        self.y = MARGIN
        for line in lines:
            self.text(MARGIN, self.y, line, TITLE, weight="bold")
            self.y += TITLE_STEP
        self.y += MARGIN // 2

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = LABEL,
        colour: str = INK,
        weight: str = "normal",
        align: str = "left",
        vertical: str = "top",
    ) -> None:
        """Write text, taken literally."""
        item = Text(
            x,
            self.height - y,
            text,
            fontsize=size * 72 / DPI,
            color=colour,
            fontweight=weight,
            horizontalalignment=align,
            verticalalignment=vertical,
            parse_math=False,
        )
        self._figure.add_artist(item)
        item.set_transform(None)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: str,
        hatch: str = "",
        edge: float = 2,
    ) -> None:
        """Fill a rectangle whose top left corner is at x, y."""
        self._add(
            Rectangle(
                (x, self.height - y - height),
                width,
                height,
                facecolor=colour,
                edgecolor=PANEL,
                linewidth=edge,
                hatch=hatch,
            )
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dash: str = "-"
    ) -> None:
        """Draw a line."""
        from matplotlib.lines import Line2D  # noqa: PLC0415

        item = Line2D(
            (x1, x2),
            (self.height - y1, self.height - y2),
            color=colour,
            linewidth=width * 72 / DPI,
            linestyle=dash,
            solid_capstyle="butt",
        )
        self._figure.add_artist(item)
        item.set_transform(None)

    def mark(self, x: float, y: float, shape: str, size: float, colour: str) -> None:
        """Draw a marker."""
        from matplotlib.lines import Line2D  # noqa: PLC0415

        item = Line2D(
            (x,),
            (self.height - y,),
            marker=shape,
            markersize=size * 72 / DPI,
            markerfacecolor=colour,
            markeredgecolor=PANEL,
            markeredgewidth=2,
        )
        self._figure.add_artist(item)
        item.set_transform(None)

    def png(self) -> bytes:
        """Give the picture with few colours, which halves its size."""
        self._agg.draw()
        image = Image.frombuffer("RGBA", self._agg.get_width_height(), self._agg.buffer_rgba())
        out = io.BytesIO()
        image.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
        return out.getvalue()

    def _add(self, patch: Rectangle | FancyBboxPatch) -> None:
        self._figure.add_artist(patch)
        patch.set_transform(None)


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), width)[:3] or [" "]


def _share_height(chart: ShareChart) -> int:
    rows = sum(LABEL_STEP * len(_wrap(bar.label, 46)) + BAR_HEIGHT + BAR_GAP for bar in chart.bars)
    return rows + LABEL_STEP * 2 + MARGIN


def _draw_shares(canvas: _Canvas, chart: ShareChart) -> None:
    names = list(dict.fromkeys(name for bar in chart.bars for name, _ in bar.parts))
    for bar in chart.bars:
        for line in _wrap(bar.label, 46):
            canvas.text(MARGIN, canvas.y, line)
            canvas.y += LABEL_STEP
        _draw_bar(canvas, bar, names)
        canvas.y += BAR_HEIGHT + BAR_GAP
    for index, name in enumerate(names):
        x = MARGIN + (index % 2) * (WIDTH - 2 * MARGIN) / 2
        y = canvas.y + (index // 2) * LABEL_STEP
        canvas.box(x, y, 40, 32, COLOURS[index % 4][0], HATCHES[index % 4])
        canvas.text(x + 54, y - 2, name, SMALL, SOFT)


def _draw_bar(canvas: _Canvas, bar: Bar, names: list[str]) -> None:
    """Draw one stacked bar; parts too narrow for a number say it above themselves."""
    x: float = MARGIN
    for name, share in bar.parts:
        if share == 0:
            continue
        width = (WIDTH - 2 * MARGIN) * share / 100
        colour, ink = COLOURS[names.index(name) % 4]
        canvas.box(x, canvas.y, width, BAR_HEIGHT, colour, HATCHES[names.index(name) % 4])
        if share >= NARROWEST_TEXT:
            middle, centre = canvas.y + BAR_HEIGHT / 2, x + width / 2
            canvas.box(centre - 44, middle - 24, 88, 48, colour, edge=0)
            canvas.text(centre, middle, f"{share}%", LABEL, ink, "bold", "center", "center")
        else:
            centre = min(x + width / 2, WIDTH - MARGIN - 26)
            canvas.text(centre, canvas.y - 4, f"{share}%", 24, SOFT, "bold", "center", "bottom")
        x += width


def _range_labels(item: Range) -> list[str]:
    return _wrap(item.label, 46)


def _range_height(chart: RangeChart) -> int:
    rows = sum(LABEL_STEP * len(_range_labels(item)) + RANGE_STEP for item in chart.ranges)
    return rows + LABEL_STEP + MARGIN


def _draw_ranges(canvas: _Canvas, chart: RangeChart) -> None:
    top = max(filter(None, (n for r in chart.ranges for n in (r.low, r.middle, r.high))), default=1)
    right = WIDTH - MARGIN - 24

    def at(amount: int) -> float:
        return MARGIN + (right - MARGIN) * amount / top

    ticks, first = list(_ticks(top)), canvas.y
    for tick in ticks:
        canvas.line(at(tick), first, at(tick), canvas.height - MARGIN - LABEL_STEP, RULE, 2)
    for item in chart.ranges:
        for line in _range_labels(item):
            canvas.text(MARGIN, canvas.y, line)
            canvas.y += LABEL_STEP
        _draw_range(canvas, item, at)
        canvas.y += RANGE_STEP
    for tick in ticks:
        align = "left" if tick == 0 else "center"
        canvas.text(at(tick), canvas.height - MARGIN - LABEL_STEP + 8, short_amount(tick), 28, SOFT, align=align)


def _draw_range(canvas: _Canvas, item: Range, at) -> None:  # type: ignore[no-untyped-def]
    ends = [amount for amount in (item.low, item.high) if amount is not None]
    colour = "#8A5A00" if item.doubtful else "#0072B2"
    y = canvas.y + 20
    if len(ends) == 2 and ends[0] != ends[1]:
        canvas.line(at(ends[0]), y, at(ends[1]), y, colour, 14, (0, (1.2, 0.6)) if item.doubtful else "-")
        canvas.line(at(ends[0]), y - 16, at(ends[0]), y + 16, colour, 5)
        if not item.open_ended:
            canvas.line(at(ends[1]), y - 16, at(ends[1]), y + 16, colour, 5)
    else:
        for end in ends:
            canvas.mark(at(end), y, "s", 24, colour)
    if item.open_ended or (item.low is not None and not item.high and item.middle is None):
        canvas.mark(at(ends[-1]) + 12, y, ">", 30, colour)
    if item.middle is not None:
        canvas.mark(at(item.middle), y, "D", 28, INK)
    words = span(item.low, item.middle, item.high, open_ended=item.open_ended)
    marks = [word for word, on in (("doubtful", item.doubtful), ("old", item.old)) if on]
    canvas.text(MARGIN, y + 22, ", ".join([words, *marks]), SMALL, SOFT, "bold")


def _ticks(top: int) -> Iterator[int]:
    """Give three to six round amounts from zero up."""
    step = 1
    while top / step > 5:
        step = step * 2 if str(step)[0] != "2" else step * 5 // 2
    yield from range(0, top + 1, step)
