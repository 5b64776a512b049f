"""The measures and colours of charts: a dark card to read on a phone, for any colour vision."""

from typing import NamedTuple

WIDTH, MARGIN = 850, 28
INNER = WIDTH - 2 * MARGIN
"""A phone 412 wide shows a picture 850 wide at 286 within a card; a text of 36 is read as 12."""
PANEL, EDGE, LANE = "#2B2D31", "#4A4E57", "#3F424A"
INK, SOFT, DARK = "#F2F3F5", "#C4C9D1", "#14181F"
ACCENT, FAINT = "#56B4E9", "#8A94A6"
OFFER, DOUBTFUL, OLD = "#F2C14E", "#F0955A", "#B5BAC1"

FILLS = ("#56B4E9", "#E69F00", "#2FBF94", "#DB8DB8", "#F0E442", "#A8A4F0", "#F0955A", "#B5BAC1")
"""Okabe and Ito's palette, lightened for a dark ground; all of them are read with dark ink."""
MEDALS = ("#F2C14E", "#C4C9D1", "#F0955A")
"""First, second and third; each is read with dark ink."""
SHADES = (("#3A3E46", INK), ("#3F5E77", INK), ("#6FA9D2", DARK), ("#BFE3FA", DARK))
"""From little to much: one hue, told apart by its lightness."""


class TextStyle(NamedTuple):
    """How a text is set; its size is in pixels."""

    size: int
    colour: str
    bold: bool = False

    @property
    def step(self) -> int:
        """The distance from one line to the next."""
        return round(self.size * 1.25)


TITLE = TextStyle(36, SOFT)
LABEL = TextStyle(38, INK)
STRONG = TextStyle(38, INK, bold=True)
NOTE = TextStyle(36, SOFT)
ON_FILL = TextStyle(36, DARK, bold=True)
AXIS = TextStyle(36, SOFT)
