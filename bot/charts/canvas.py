"""A picture written on from the top down, as long as what is on it."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageChops, ImageDraw, ImageOps

from bot.charts.palette import EDGE, INNER, MARGIN, PANEL, WIDTH, TextStyle
from bot.charts.typeface import Typeface

SCALE = 2
"""Shapes are drawn so many times as large, since Pillow does not smooth their edges."""
CORNER = 28
COLOURS_KEPT, CLEAR, SOLID = 64, 24, 255
LARGEST_PHOTO = 1024
"""Pixels a side of a photo that is drawn; a larger one is left out before it is unpacked."""
HALF_CAPITAL, ASCENT, DESCENT = 0.357, 0.77, 0.24
"""Half a capital's height, and the reach above and below the baseline, in shares of the size."""
Align = Literal["left", "center", "right"]
_SHARE_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Written:
    """One line of text where it stands."""

    text: str
    style: TextStyle
    left: float
    right: float
    baseline: float

    @property
    def top(self) -> float:
        return self.baseline - ASCENT * self.style.size

    @property
    def bottom(self) -> float:
        return self.baseline + DESCENT * self.style.size


class Canvas:
    """A panel with rounded corners; y is the distance from its top, in pixels."""

    def __init__(self) -> None:
        self.y: float = MARGIN - 10
        self.written: list[Written] = []
        self._face = Typeface()
        self._shapes: list[Callable[[ImageDraw.ImageDraw], None]] = []
        self._photos: list[tuple[tuple[int, int], Image.Image]] = []

    def width(self, text: str, style: TextStyle) -> float:
        return self._face.width(self._face.literal(text), style)

    def widest_word(self, text: str, style: TextStyle) -> float:
        return max((self.width(word, style) for word in text.split()), default=0)

    def wrap(self, text: str, style: TextStyle, width: float) -> list[str]:
        return self._face.wrap(text, style, width)

    def paragraph(
        self, text: str, style: TextStyle, x: float = MARGIN, width: float = INNER
    ) -> None:
        """Write wrapped text below all that was written before."""
        lines = self.wrap(text, style, width)
        self.column(x, self.y, lines, style)
        self.y += style.step * len(lines)

    def column(
        self, x: float, y: float, lines: Iterable[str], style: TextStyle, align: Align = "left"
    ) -> None:
        """Write lines one below the other, from a height down."""
        for number, line in enumerate(lines):
            self.text(x, y + style.step * (number + 0.5), line, style, align)

    def text(
        self, x: float, middle: float, text: str, style: TextStyle, align: Align = "left"
    ) -> None:
        """Write one line, its capitals centred on a height."""
        shown = self._face.literal(text)
        width = self._face.width(shown, style)
        left = x - width * _SHARE_BEFORE[align]
        baseline = middle + style.size * HALF_CAPITAL
        self.written.append(Written(shown, style, left, left + width, baseline))

    def box(  # noqa: PLR0913 - where, how large and how it looks
        self, x: float, y: float, width: float, height: float, colour: str, *, radius: float = 0
    ) -> None:
        """Fill a rectangle whose top left corner is at x, y."""
        if width <= 0:
            return
        area = _scaled((x, y), (x + width, y + height))
        # Pillow takes the last row and column as part of a shape.
        (left, top), (right, bottom) = area[0], (area[1][0] - 1, area[1][1] - 1)
        corners = ((left, top), (max(left, right), max(top, bottom)))
        rounding = min(radius, width / 2, height / 2) * SCALE
        self._shapes.append(lambda pen: pen.rounded_rectangle(corners, rounding, colour))

    def polygon(self, points: Iterable[Point], colour: str) -> None:
        corners = _scaled(*points)
        self._shapes.append(lambda pen: pen.polygon(corners, colour))

    def diamond(self, x: float, y: float, size: float, colour: str) -> None:
        """Draw a marker, with a rim that sets it apart from a bar below it."""
        for half, fill in ((size / 2 + 5, PANEL), (size / 2, colour)):
            self.polygon(((x - half, y), (x, y - half), (x + half, y), (x, y + half)), fill)

    def photo(self, x: float, y: float, size: int, file: bytes) -> bool:
        """Show a photo in a circle around a point; False where the file holds none."""
        try:
            with Image.open(io.BytesIO(file)) as found:
                if max(found.size) > LARGEST_PHOTO:
                    return False
                photo = ImageOps.fit(found.convert("RGBA"), (size, size))
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return False
        circle = Image.new("L", (size * SCALE, size * SCALE), 0)
        ImageDraw.Draw(circle).ellipse((0, 0, size * SCALE - 1, size * SCALE - 1), SOLID)
        photo.putalpha(ImageChops.multiply(photo.getchannel("A"), circle.reduce(SCALE)))
        self._photos.append(((round(x - size / 2), round(y - size / 2)), photo))
        return True

    def png(self) -> bytes:
        """Write the picture; without photos in few colours, which halves its size."""
        height = round(self.y + MARGIN)
        image = self._panel(height)
        for place, photo in self._photos:
            image.paste(photo, place, photo)
        pen = ImageDraw.Draw(image)
        for it in self.written:
            font = self._face.font(it.style)
            pen.text((it.left, it.baseline), it.text, it.style.colour, font, anchor="ls")
        image.putalpha(_corners(height))
        out = io.BytesIO()
        # A higher level, or `optimize`, takes six times as long to save a tenth.
        if not self._photos:
            image = _with_few_colours(image)
        image.save(out, "PNG", compress_level=6)
        return out.getvalue()

    def _panel(self, height: int) -> Image.Image:
        large = Image.new("RGB", (WIDTH * SCALE, height * SCALE), PANEL)
        pen = ImageDraw.Draw(large)
        edge = (1, 1, WIDTH * SCALE - 2, height * SCALE - 2)
        pen.rounded_rectangle(edge, CORNER * SCALE, None, EDGE, 2 * SCALE)
        for shape in self._shapes:
            shape(pen)
        return large.reduce(SCALE)


def _corners(height: int) -> Image.Image:
    large = Image.new("L", (WIDTH * SCALE, height * SCALE), 0)
    area = (0, 0, WIDTH * SCALE - 1, height * SCALE - 1)
    ImageDraw.Draw(large).rounded_rectangle(area, CORNER * SCALE, SOLID)
    return large.reduce(SCALE)


def _scaled(*points: Point) -> list[tuple[int, int]]:
    return [(round(x * SCALE), round(y * SCALE)) for x, y in points]


def _with_few_colours(image: Image.Image) -> Image.Image:
    """Keep few colours, of which the see-through and the solid ones stay exactly that."""
    few = image.quantize(COLOURS_KEPT, method=Image.Quantize.FASTOCTREE)
    colours = few.getpalette("RGBA") or []
    # Each is the mean of its neighbours, so that a corner would be a little less than clear.
    colours[3::4] = [0 if a < CLEAR else SOLID if a > SOLID - CLEAR else a for a in colours[3::4]]
    few.putpalette(colours, "RGBA")
    return few
