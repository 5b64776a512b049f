from itertools import combinations, pairwise

import pytest

from bot.charts.heat import CELL
from bot.charts.palette import (
    ACCENT,
    AXIS,
    DOUBTFUL,
    FAINT,
    FILLS,
    INK,
    LABEL,
    LANE,
    NOTE,
    OFFER,
    OLD,
    ON_FILL,
    PANEL,
    SHADES,
    STRONG,
    TITLE,
)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    darker, lighter = sorted(map(luminance, (one, two)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((ON_FILL.colour, fill) for fill in (*FILLS, DOUBTFUL, OLD)),
        *((style.colour, PANEL) for style in (TITLE, LABEL, STRONG, NOTE, AXIS)),
        *((ink, fill) for fill, ink in SHADES),
        (OFFER, PANEL),
        (CELL.colour, SHADES[0][0]),
    ],
)
def test_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("bar", [ACCENT, FAINT, OLD, DOUBTFUL, OFFER, INK])
def test_bars_stand_out_from_their_lane(bar: str) -> None:
    assert contrast(bar, LANE) >= 3


def test_shades_rise_in_lightness_so_that_no_hue_is_needed() -> None:
    for (darker, _), (lighter, _) in pairwise(SHADES):
        assert luminance(darker) < luminance(lighter)
        assert contrast(darker, lighter) >= 1.5


def seen_by(colour: str, kind: str) -> tuple[float, ...]:
    """The linear colour that eyes lacking one kind of cone see (Viénot 1999, Machado 2009)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    rows = {
        "protan": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
        "deutan": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
        "tritan": ((1.2555, -0.0767, -0.1788), (-0.0784, 0.9308, 0.1476), (0.0047, 0.6913, 0.3039)),
    }[kind]
    return tuple(sum(w * c for w, c in zip(row, (red, green, blue), strict=True)) for row in rows)


@pytest.mark.parametrize("kind", ["protan", "deutan", "tritan"])
def test_the_four_activities_differ_for_any_colour_vision(kind: str) -> None:
    for one, two in combinations(FILLS[:4], 2):
        apart = zip(seen_by(one, kind), seen_by(two, kind), strict=True)
        assert max(abs(a - b) for a, b in apart) >= 0.08, (one, two)
