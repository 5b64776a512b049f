"""Measure and wrap text in the font that matplotlib ships, which is the same on every machine."""

import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import FT2Font, LoadFlags

from bot.charts.palette import TextStyle

EM = 100
"""The size in pixels at which characters are measured."""
POINTS_PER_INCH = 72
UNKNOWN = "□"
ELLIPSIS = "…"
GLUE = "\N{NO-BREAK SPACE}"


class Typeface:
    """One weight of the font, with the widths met so far."""

    def __init__(self, *, bold: bool) -> None:
        name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
        self._path = Path(mpl.get_data_path(), "fonts", "ttf", name)
        self._widths: dict[str, float] = {}

    @cached_property
    def _font(self) -> FT2Font:
        return get_font(self._path)

    def properties(self, points: float) -> FontProperties:
        """Name the font by its file, so that no search among the system's fonts is needed."""
        return FontProperties(fname=self._path, size=points)

    def literal(self, text: str) -> str:
        """Replace what the font cannot show, on which matplotlib would warn."""
        text = unicodedata.normalize("NFC", text.replace("\n", " ").replace("\t", " "))
        return "".join(self._shown(character) for character in text)

    def _shown(self, character: str) -> str:
        if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}:
            return ""  # It has no shape of its own, and could turn the direction of what follows.
        return character if self._font.get_char_index(ord(character)) else UNKNOWN

    def width(self, text: str, size: float) -> float:
        """In pixels; slightly too wide, since kerning is left out."""
        return sum(map(self._advance, text)) * size / EM

    def _advance(self, character: str) -> float:
        if character not in self._widths:
            self._font.set_size(EM, POINTS_PER_INCH)
            glyph = self._font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
            self._widths[character] = glyph.linearHoriAdvance / (1 << 16)
        return self._widths[character]

    def wrap(self, text: str, style: TextStyle, width: float, most: int) -> list[str]:
        """Break a text into at most so many lines, cut off with an ellipsis."""
        text = " ".join(self.literal(text).split()).replace(" · ", f"{GLUE}· ")
        pieces = list(self._pieces(text, style, width))
        lines = self._filled(pieces, style, width)
        if len(lines) > most:
            return [*lines[: most - 1], self._cut(f"{lines[most - 1]}{ELLIPSIS}", style, width)]
        return self._balanced(pieces, lines, style, width)

    def _filled(self, pieces: list[str], style: TextStyle, width: float) -> list[str]:
        """Put as many words on each line as it holds."""
        lines: list[str] = []
        for word in pieces:
            joined = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(joined, style.size) <= width:
                lines[-1] = joined
            else:
                lines.append(word)
        return lines

    def _balanced(
        self, pieces: list[str], lines: list[str], style: TextStyle, width: float
    ) -> list[str]:
        """Find lines of like length, so that no word is left alone on the last."""
        if len(lines) == 1:
            return lines
        for eighths in range(4, 8):
            narrower = self._filled(pieces, style, width * eighths / 8)
            if len(narrower) <= len(lines):
                return narrower
        return lines

    def _pieces(self, text: str, style: TextStyle, width: float) -> Iterator[str]:
        """Give words, those broken that are longer than a line."""
        for word in text.split(" "):
            start = 0
            for end in range(1, len(word)):
                if self.width(word[start : end + 1], style.size) > width:
                    yield word[start:end]
                    start = end
            if word:
                yield word[start:]

    def _cut(self, line: str, style: TextStyle, width: float) -> str:
        while self.width(line, style.size) > width:
            line = line[:-2].rstrip() + ELLIPSIS
        return line
