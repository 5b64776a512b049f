"""The measures and colours of charts: to read on a phone, and for any colour vision."""

from typing import NamedTuple

WIDTH, MARGIN = 1000, 44
"""A phone shows a picture 1000 wide at about 360, where a text of 36 is read as 13."""
PANEL, EDGE, LANE = "#FAFBFC", "#D5DAE3", "#EBEEF3"
INK, SOFT = "#14181F", "#4A5261"
PLAIN, OLD, DOUBTFUL = "#0072B2", "#5B6472", "#9A4A00"
FAINT = "#9DB9D3"


class FillStyle(NamedTuple):
    """How one part of a whole is filled: never by colour alone; `ink` is read on it."""

    colour: str
    ink: str
    hatch: str
    hatch_colour: str


class TextStyle(NamedTuple):
    """How a text is set; its size is in pixels."""

    size: int
    colour: str
    bold: bool = False

    @property
    def step(self) -> int:
        """The distance from one line to the next."""
        return round(self.size * 1.27)


# Okabe and Ito's palette; each hatch is a shade of its own fill, so that numbers stay readable.
FILL_STYLES = (
    FillStyle("#0072B2", "#FFFFFF", "", "#0072B2"),
    FillStyle("#E69F00", INK, "/", "#F3C868"),
    FillStyle("#20AC80", INK, ".", "#8FDCC3"),
    FillStyle("#CC79A7", INK, "x", "#E2AECB"),
    FillStyle("#56B4E9", INK, "\\\\", "#A5D8F5"),
    FillStyle("#DD6A1B", INK, "-", "#F0A877"),
    FillStyle("#F0E442", INK, "|", "#C4B91C"),
    FillStyle("#9AA3B0", INK, "+", "#C5CCD6"),
)

TITLE = TextStyle(44, INK, bold=True)
UNIT = TextStyle(36, SOFT)
LABEL = TextStyle(36, INK)
FIGURE = TextStyle(36, INK, bold=True)
SHARE = TextStyle(34, INK, bold=True)
MARK = TextStyle(34, "#FFFFFF")
AXIS = TextStyle(34, SOFT)
