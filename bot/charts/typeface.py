"""Measure and wrap text in Open Sans, which comes with the bot: the same on every machine."""

import unicodedata
from collections.abc import Iterator

from PIL import ImageFont
from ttf_opensans import OPENSANS_REGULAR, OPENSANS_SEMIBOLD

from bot.charts.palette import TextStyle

GLUE = "\N{NO-BREAK SPACE}"
_SHAPELESS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Mn", "Me"})
"""Kinds of characters without a shape of their own, some of which turn what follows around."""


class Typeface:
    """The font in both weights and all sizes met so far."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, bool], ImageFont.FreeTypeFont] = {}

    def font(self, style: TextStyle) -> ImageFont.FreeTypeFont:
        key = (style.size, style.bold)
        if key not in self._fonts:
            path = (OPENSANS_SEMIBOLD if style.bold else OPENSANS_REGULAR).path
            # The other engine depends on libraries that a machine may lack.
            basic = ImageFont.Layout.BASIC
            self._fonts[key] = ImageFont.truetype(path, style.size, layout_engine=basic)
        return self._fonts[key]

    @staticmethod
    def literal(text: str) -> str:
        """Make a text one line; what the font lacks is drawn as a box."""
        text = unicodedata.normalize("NFC", text.replace("\n", " ").replace("\t", " "))
        return "".join(it for it in text if unicodedata.category(it) not in _SHAPELESS)

    def width(self, text: str, style: TextStyle) -> float:
        return self.font(style).getlength(text)

    def wrap(self, text: str, style: TextStyle, width: float) -> list[str]:
        """Break a text into lines of like length; only words longer than a line are broken."""
        text = " ".join(self.literal(text).split()).replace(" · ", f"{GLUE}· ")
        pieces = list(self._pieces(text, style, width))
        lines = self._filled(pieces, style, width)
        for eighths in range(4, 8) if len(lines) > 1 else ():
            narrower = self._filled(pieces, style, width * eighths / 8)
            if len(narrower) <= len(lines):
                return narrower
        return lines

    def _filled(self, pieces: list[str], style: TextStyle, width: float) -> list[str]:
        """Put as many words on each line as it holds."""
        lines: list[str] = []
        for word in pieces:
            joined = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(joined, style) <= width:
                lines[-1] = joined
            else:
                lines.append(word)
        return lines

    def _pieces(self, text: str, style: TextStyle, width: float) -> Iterator[str]:
        """Give words, those broken that are longer than a line."""
        for word in text.split(" "):
            start = 0
            for end in range(1, len(word)):
                if self.width(word[start : end + 1], style) > width:
                    yield word[start:end]
                    start = end
            if word:
                yield word[start:]
