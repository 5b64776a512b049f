"""A picture written on from the top down, as long as what is on it: no axes, no shared state."""

import io
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Patch, Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image

from bot.charts.palette import EDGE, MARGIN, PANEL, WIDTH, FillStyle, TextStyle
from bot.charts.typeface import POINTS_PER_INCH, Typeface

DPI = 100
COLOURS_KEPT, FAINT, SOLID = 32, 24, 255
Align = Literal["left", "center", "right"]
ASCENT, HALF_CAPITAL = 0.95, 0.365
"""From the top of a line to its baseline, and half a capital's height, in shares of the size."""


class Canvas:
    """A panel with rounded corners; y is the distance from its top, in pixels."""

    def __init__(self) -> None:
        self.y: float = MARGIN - 8
        self._faces = {bold: Typeface(bold=bold) for bold in (False, True)}
        self._items: list[Artist] = []

    def width(self, text: str, style: TextStyle) -> float:
        face = self._faces[style.bold]
        return face.width(face.literal(text), style.size)

    def wrap(self, text: str, style: TextStyle, width: float, most: int = 3) -> list[str]:
        return self._faces[style.bold].wrap(text, style, width, most)

    def paragraph(self, text: str, style: TextStyle) -> None:
        """Write wrapped text below all that was written before."""
        for line in self.wrap(text, style, WIDTH - 2 * MARGIN):
            self._text(MARGIN, self.y + style.size * ASCENT, line, style, "left")
            self.y += style.step

    def text(
        self, x: float, middle: float, text: str, style: TextStyle, align: Align = "left"
    ) -> None:
        """Write one line, its capitals centred on a height."""
        self._text(x, middle + style.size * HALF_CAPITAL, text, style, align)

    def _text(self, x: float, baseline: float, text: str, style: TextStyle, align: Align) -> None:
        face = self._faces[style.bold]
        item = Text(x, -baseline, face.literal(text), parse_math=False, color=style.colour)
        item.set_fontproperties(face.properties(_points(style.size)))
        item.set_horizontalalignment(align)
        item.set_verticalalignment("baseline")
        self._items.append(item)

    def box(  # noqa: PLR0913 - where, how large and how it looks
        self, x: float, y: float, width: float, height: float, colour: str, *, radius: float = 0
    ) -> None:
        """Fill a rectangle whose top left corner is at x, y."""
        item = _box(x, -y - height, width, height, min(radius, width / 2, height / 2))
        item.set(facecolor=colour, linewidth=0)
        self._items.append(item)

    def part(self, x: float, y: float, width: float, height: float, fill: FillStyle) -> None:
        item = _box(x, -y - height, width, height, 0)
        item.set(facecolor=fill.colour, edgecolor=fill.hatch_colour, linewidth=0, hatch=fill.hatch)
        self._items.append(item)

    def line(self, x: float, end: float, y: float, colour: str, width: float) -> None:
        self.box(x, y - width / 2, end - x, width, colour)

    def arrow_head(self, tip: float, y: float, length: float, colour: str) -> None:
        """Draw a triangle that points along a level line; leftwards if its length is negative."""
        half = abs(length) * 0.6
        base = tip - length
        self._items.append(
            Polygon(((base, half - y), (tip, -y), (base, -half - y)), facecolor=colour, linewidth=0)
        )

    def mark(self, x: float, y: float, shape: str, size: float, colour: str) -> None:
        """Draw a marker, with a rim that sets it apart from a line below it."""
        item = Line2D((x,), (-y,), marker=shape, markersize=_points(size))
        item.set(markerfacecolor=colour, markeredgecolor=PANEL, markeredgewidth=_points(4))
        self._items.append(item)

    def png(self) -> bytes:
        """Write the picture with few colours, which halves its size."""
        height = round(self.y + MARGIN)
        figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI)
        agg = FigureCanvasAgg(figure)
        renderer = agg.get_renderer()  # type: ignore[no-untyped-call]
        self._draw(figure, renderer, height)
        pixels = agg.buffer_rgba()  # type: ignore[no-untyped-call]
        image = Image.frombuffer("RGBA", (WIDTH, height), pixels)
        few = _with_few_colours(image)
        out = io.BytesIO()
        # A higher level, or `optimize`, takes six times as long to save a tenth.
        few.save(out, "PNG", compress_level=6)
        # Figure and canvas refer to each other, and would keep the pixels until the next sweep.
        del agg.renderer
        return out.getvalue()

    def _draw(self, figure: Figure, renderer: RendererAgg, height: int) -> None:
        """Draw what was placed, in that order.

        Nothing is added to the figure: what is refers back to it and to the renderer, and such
        rings kept ten pictures' pixels, 7 MB each, in memory.
        """
        panel = _box(1.5, 1.5 - height, WIDTH - 3, height - 3, 30)
        panel.set(facecolor=PANEL, edgecolor=EDGE, linewidth=_points(3))
        down = Affine2D().translate(0, height)
        for item in (panel, *self._items):
            item.set_figure(figure)
            item.set_transform(down)
            item.draw(renderer)
        self._items.clear()


def _with_few_colours(image: Image.Image) -> Image.Image:
    """Keep few colours, of which the see-through and the solid ones stay exactly that."""
    few = image.quantize(COLOURS_KEPT, method=Image.Quantize.FASTOCTREE)
    colours = few.getpalette("RGBA") or []
    # Each is the mean of its neighbours, so that a corner would be a little less than clear.
    colours[3::4] = [0 if a < FAINT else SOLID if a > SOLID - FAINT else a for a in colours[3::4]]
    few.putpalette(colours, "RGBA")
    return few


def _points(pixels: float) -> float:
    return pixels * POINTS_PER_INCH / DPI


def _box(x: float, y: float, width: float, height: float, radius: float) -> Patch:
    if not radius:
        return Rectangle((x, y), width, height)
    corners = f"round,pad=0,rounding_size={radius}"
    return FancyBboxPatch((x, y), width, height, boxstyle=corners)
