import pytest

from bot.charts.palette import (
    AXIS,
    DOUBTFUL,
    FIGURE,
    FILL_STYLES,
    INK,
    LABEL,
    LANE,
    MARK,
    OLD,
    PANEL,
    PLAIN,
    TITLE,
    UNIT,
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
        *((fill.ink, fill.colour) for fill in FILL_STYLES),
        *((style.colour, PANEL) for style in (TITLE, UNIT, LABEL, AXIS)),
        (FIGURE.colour, LANE),
        *((MARK.colour, pill) for pill in (DOUBTFUL, OLD)),
    ],
)
def test_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("line", [PLAIN, OLD, DOUBTFUL, INK])
def test_lines_stand_out_from_their_lane(line: str) -> None:
    assert contrast(line, LANE) >= 3


def test_parts_differ_in_more_than_colour() -> None:
    assert (
        len({fill.hatch for fill in FILL_STYLES})
        == len({fill.colour for fill in FILL_STYLES})
        == len(FILL_STYLES)
    )
