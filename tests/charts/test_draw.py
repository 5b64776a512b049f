import gc
import io
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text
from PIL import Image

from bot.charts.canvas import Canvas
from bot.charts.draw import draw, lay_out
from bot.charts.palette import WIDTH
from bot.lookups.charts import Bar, Chart, Range, RangeChart, ShareChart
from tests.charts.charts import COUNTS, HEAT, RANGES, SHARES, any_chart

NARROWEST_SHOWN = 12
"""Pixels that a text must have where a phone shows the picture 360 wide."""


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGBA")


def written(canvas: Canvas) -> list[Text]:
    return [item for item in canvas._items if isinstance(item, Text)]


def words(chart: Chart) -> list[str]:
    return [item.get_text() for item in written(lay_out(chart))]


def pixels(item: Text) -> float:
    return float(item.get_fontsize()) * 100 / 72


def place(canvas: Canvas, item: Text) -> tuple[float, float, float, float]:
    """Left, right, top of the capitals and baseline of a text, as far as the font tells."""
    size = pixels(item)
    bold = "Bold" in str(item.get_fontproperties().get_file())
    width = canvas._faces[bold].width(item.get_text(), size)
    left = (
        float(item.get_position()[0])
        - {"left": 0, "center": width / 2}[item.get_horizontalalignment()]
    )
    baseline = -float(item.get_position()[1])
    return left, left + width, baseline - 0.73 * size, baseline


@pytest.mark.parametrize("chart", [SHARES, RANGES, COUNTS, HEAT])
def test_a_chart_is_a_small_png_with_see_through_corners(chart: Chart) -> None:
    data = draw(chart)
    picture = opened(data)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(data) < 40_000
    assert picture.width == WIDTH
    alphas = [picture.getpixel(at) for at in ((0, 0), (WIDTH - 1, 0), (WIDTH // 2, 40))]
    assert [pixel[3] for pixel in alphas if isinstance(pixel, tuple)] == [0, 0, 255]


def test_a_picture_grows_with_what_it_shows() -> None:
    heights = [
        opened(draw(replace(RANGES, ranges=RANGES.ranges[:1] * number))).height
        for number in (1, 6, 12)
    ]
    assert heights[1] - heights[0] > 500
    assert heights[2] - heights[1] > 600
    assert heights[2] < 2700


@pytest.mark.parametrize(
    "other",
    [
        Range("A", 100, None, 300),
        Range("A", 100, 150, 200),
        Range("A", 100, None, 200, open_ended=True),
        Range("A", 100, None, 200, doubtful=True),
        Range("A", 100, None, 200, old=True),
        Range("B", 100, None, 200),
        Range("A", None, None, 200),
    ],
)
def test_each_thing_known_of_a_range_shows(other: Range) -> None:
    usual = RangeChart("Pay", "USD", (Range("A", 100, None, 200),))
    assert opened(draw(usual)).tobytes() != opened(draw(replace(usual, ranges=(other,)))).tobytes()


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert draw(RANGES) == draw(RANGES)


def test_a_share_of_nothing_is_left_out() -> None:
    parts = (("research", 40), ("engineering", 60))
    without = ShareChart("Week", (Bar("A", parts),))
    assert draw(ShareChart("Week", (Bar("A", (*parts, ("product", 0))),))) == draw(without)


def test_narrow_parts_lose_the_sign_and_the_narrowest_are_told_below() -> None:
    bar = Bar("A", (("much", 83), ("more", 10), ("some", 5), ("little", 2)))
    said = words(ShareChart("Week", (bar, bar)))
    assert {"83%", "10%", "5", "Also: little 2%"} <= set(said)


def test_the_legend_of_a_lone_bar_tells_every_number() -> None:
    bar = Bar("A", (("much", 98), ("little", 2)))
    assert {"much 98%", "little 2%"} <= set(words(ShareChart("Week", (bar,))))


def test_ranges_are_written_out_with_what_is_to_be_known_of_them() -> None:
    said = words(RANGES)
    assert {"249–530K, median 555K", "doubtful", "from 90K", "up to 300K", "old"} <= set(said)


def test_text_is_literal_and_what_the_font_lacks_is_a_box() -> None:
    said = words(RangeChart("$x^2$ and _y_ \\frac", "日\u202eUSD\x07", ()))
    assert said == ["$x^2$ and _y_ \\frac", "□USD"]
    assert draw(RangeChart("$\\frac{1}{$", "日本", ()))


@given(any_chart)
@settings(deadline=None, max_examples=25)
def test_any_chart_can_be_drawn(chart: Chart) -> None:
    assert opened(draw(chart)).width == WIDTH


@given(any_chart)
@example(
    RangeChart("", "", (Range("", None, 1_000_001, 100_001, doubtful=True, old=True),) * 2),
)
@settings(deadline=None, max_examples=60)
def test_text_is_large_enough_stays_on_the_panel_and_touches_no_other(chart: Chart) -> None:
    canvas = lay_out(chart)
    places = [place(canvas, item) for item in written(canvas) if item.get_text().strip()]
    assert all(pixels(item) * 0.36 >= NARROWEST_SHOWN for item in written(canvas))
    assert all(left >= 0 and right <= WIDTH for left, right, _, _ in places)
    for one, two in combinations(places, 2):
        apart = one[1] <= two[0] or two[1] <= one[0] or one[3] <= two[2] or two[3] <= one[2]
        assert apart


def test_pixels_are_freed_without_a_sweep() -> None:
    draw(RANGES)
    gc.collect()
    gc.disable()
    try:
        draw(RANGES)
        left = [item for item in gc.get_objects() if isinstance(item, RendererAgg)]
    finally:
        gc.enable()
    assert left == []


def test_drawing_is_loaded_with_the_first_picture_and_without_pyplot() -> None:
    code = (
        "import sys, bot.charts.renderer; assert 'matplotlib' not in sys.modules;"
        "import bot.charts.draw; assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
