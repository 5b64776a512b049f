"""The measures and colours of charts: to read on a phone, and for any colour vision."""

from typing import NamedTuple

WIDTH, MARGIN = 1000, 44
"""A phone shows a picture 1000 wide at about 360, where a text of 36 is read as 13."""
PANEL, EDGE, LANE = "#FAFBFC", "#D5DAE3", "#EBEEF3"
INK, SOFT = "#14181F", "#4A5261"
PLAIN, OLD, DOUBTFUL = "#0072B2", "#5B6472", "#9A4A00"


class Look(NamedTuple):
    """How one part of a whole is filled: never by colour alone."""

    fill: str
    ink: str
    hatch: str
    tint: str


class Style(NamedTuple):
    """How a text is set; sizes are in pixels."""

    size: int
    colour: str
    bold: bool = False

    @property
    def step(self) -> int:
        """Give the distance from one line to the next."""
        return round(self.size * 1.27)


# Okabe and Ito's palette; each hatch is a shade of its own fill, so that numbers stay readable.
LOOKS = (
    Look("#0072B2", "#FFFFFF", "", "#0072B2"),
    Look("#E69F00", INK, "/", "#F3C868"),
    Look("#20AC80", INK, ".", "#8FDCC3"),
    Look("#CC79A7", INK, "x", "#E2AECB"),
    Look("#56B4E9", INK, "\\\\", "#A5D8F5"),
    Look("#DD6A1B", INK, "-", "#F0A877"),
    Look("#F0E442", INK, "|", "#C4B91C"),
    Look("#9AA3B0", INK, "+", "#C5CCD6"),
)

TITLE = Style(44, INK, bold=True)
UNIT = Style(36, SOFT)
LABEL = Style(36, INK)
FIGURE = Style(36, INK, bold=True)
SHARE = Style(34, INK, bold=True)
MARK = Style(34, "#FFFFFF")
AXIS = Style(34, SOFT)
