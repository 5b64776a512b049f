"""A picture to write on from the top down, over matplotlib's drawing without its axes.

No pyplot and no shared state, so that it is safe in a worker thread.
"""

import io
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text
from PIL import Image

WIDTH, MARGIN, DPI = 1000, 48, 100
PANEL, INK, SOFT = "#F7F8FA", "#14181F", "#4A5261"
COLOURS_KEPT = 64
Anchor = Literal["left", "middle", "above", "below"]
Point = tuple[float, float]
_ANCHORS: dict[Anchor, tuple[Literal["left", "center"], Literal["top", "center", "bottom"]]] = {
    "left": ("left", "top"),
    "middle": ("center", "center"),
    "above": ("center", "bottom"),
    "below": ("center", "top"),
}


class Canvas:
    """A panel with rounded corners; y is the distance from its top, in pixels."""

    def __init__(self, height: int) -> None:
        self.height = height
        self.y = MARGIN
        self._figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI)
        self._figure.patch.set_alpha(0)
        self._agg = FigureCanvasAgg(self._figure)
        corners = "round,pad=0,rounding_size=28"
        panel = FancyBboxPatch((0, 0), WIDTH, height, boxstyle=corners)
        panel.set(facecolor=PANEL, edgecolor="none")
        self._add(panel)

    def text(  # noqa: PLR0913 - where, what and how it looks
        self,
        x: float,
        y: float,
        text: str,
        size: float = 34,
        colour: str = INK,
        *,
        bold: bool = False,
        anchor: Anchor = "left",
    ) -> None:
        """Write text, taken literally."""
        item = Text(x, self.height - y, text, parse_math=False)
        horizontal, vertical = _ANCHORS[anchor]
        item.set_horizontalalignment(horizontal)
        item.set_verticalalignment(vertical)
        item.set_fontsize(size * 72 / DPI)
        item.set_fontweight("bold" if bold else "normal")
        item.set_color(colour)
        self._add(item)

    def box(  # noqa: PLR0913 - where, how large and how it looks
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: str,
        *,
        hatch: str = "",
        edge: float = 2,
    ) -> None:
        """Fill a rectangle whose top left corner is at x, y."""
        item = Rectangle((x, self.height - y - height), width, height)
        item.set(facecolor=colour, edgecolor=PANEL, linewidth=edge, hatch=hatch)
        self._add(item)

    def line(
        self, start: Point, end: Point, colour: str, width: float, *, dashed: bool = False
    ) -> None:
        """Draw a line."""
        item = Line2D((start[0], end[0]), (self.height - start[1], self.height - end[1]))
        item.set(color=colour, linewidth=width * 72 / DPI, solid_capstyle="butt")
        item.set_linestyle((0, (1.2, 0.6)) if dashed else "-")
        self._add(item)

    def mark(self, x: float, y: float, shape: str, size: float, colour: str) -> None:
        """Draw a marker."""
        item = Line2D((x,), (self.height - y,), marker=shape, markersize=size * 72 / DPI)
        item.set(markerfacecolor=colour, markeredgecolor=PANEL, markeredgewidth=2)
        self._add(item)

    def png(self) -> bytes:
        """Give the picture with few colours, which halves its size."""
        self._agg.draw()  # type: ignore[no-untyped-call]
        pixels = self._agg.buffer_rgba()  # type: ignore[no-untyped-call]
        image = Image.frombuffer("RGBA", self._agg.get_width_height(), pixels)
        out = io.BytesIO()
        few = image.quantize(COLOURS_KEPT, method=Image.Quantize.FASTOCTREE)
        few.save(out, "PNG", optimize=True)
        return out.getvalue()

    def _add(self, item: Artist) -> None:
        """Place something in pixels of the whole picture."""
        self._figure.add_artist(item)
        item.set_transform(None)
