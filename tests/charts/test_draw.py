import io
import subprocess
import sys
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given, settings
from PIL import Image, ImageColor

from bot.charts.canvas import Canvas
from bot.charts.draw import draw, lay_out
from bot.charts.geometry import scale_of
from bot.charts.palette import FILLS, WIDTH
from bot.charts.palette import OFFER as AMBER
from bot.charts.typeface import GLUE
from bot.lookups.charts import (
    Bar,
    CareerCard,
    Certificate,
    Chart,
    CountChart,
    PodiumChart,
    Range,
    RangeChart,
    ShareChart,
    TableChart,
)
from bot.lookups.queries import CompareQuery
from bot.lookups.registry import LOOKUPS, Answers
from tests.charts.charts import OFFER, PHONE_WIDTH, PODIUM, RANGES, USUAL, any_chart

SMALLEST = 12
"""Pixels of the smallest text that a phone shows."""


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGBA")


def words(chart: Chart) -> list[str]:
    return [it.text for it in lay_out(chart).written]


def assert_readable(canvas: Canvas) -> None:
    """Check that every text is large enough, on the panel, and apart from every other."""
    shown = [it for it in canvas.written if it.text.strip()]
    for it in shown:
        assert it.style.size * PHONE_WIDTH / WIDTH >= SMALLEST, it
        assert it.left >= 0, it
        assert it.right <= WIDTH, it
        assert it.bottom <= canvas.y + 36, it
    for one, two in combinations(shown, 2):
        beside = one.right <= two.left or two.right <= one.left
        assert beside or one.bottom <= two.top or two.bottom <= one.top, (one, two)


def sample_charts(answers: Answers) -> set[Chart]:
    """Every chart that the samples of all look-ups show, and those of three roles and of four."""
    ids = list(answers.knowledge.roles)
    queries = [query for lookup in LOOKUPS for query, _ in lookup.samples(answers.knowledge)]
    queries += [CompareQuery(some) for some in combinations(ids, 3)]
    queries += [CompareQuery(some) for some in combinations(ids[-8:], 4)]
    return {chart for query in queries for chart in answers.answer(query).charts}


@pytest.mark.parametrize("chart", USUAL)
def test_a_chart_is_a_small_png_on_a_dark_card_with_see_through_corners(chart: Chart) -> None:
    data = draw(chart)
    picture = opened(data)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(data) < 40_000
    assert picture.width == WIDTH
    corner, ground = picture.getpixel((0, 0)), picture.getpixel((WIDTH - 8, picture.height // 2))
    assert isinstance(corner, tuple)
    assert isinstance(ground, tuple)
    assert corner[3] == 0
    assert ground[3] == 255
    assert max(ground[:3]) < 64


def test_every_chart_of_every_sample_can_be_read_on_a_phone(answers: Answers) -> None:
    charts = sample_charts(answers)
    assert {type(chart) for chart in charts} == {type(chart) for chart in USUAL} - {
        PodiumChart,
        Certificate,
    }
    for chart in charts:
        assert_readable(lay_out(chart))


def test_no_word_of_a_sample_is_broken(answers: Answers) -> None:
    for chart in sample_charts(answers):
        drawn = {word for text in words(chart) for word in text.split()}
        match chart:
            case RangeChart():
                said = {it for item in chart.ranges for it in item.label.split()}
            case TableChart():
                cells = (cell for name, row in chart.rows for cell in (name, *row))
                said = {it for cell in (*chart.columns, *cells) for it in cell.split()}
            case CountChart():
                said = {it for label, _ in chart.counts for it in label.split()}
            case CareerCard():
                texts = (chart.role, *chart.reasons, *chart.gaps, *(it for it, _ in chart.points))
                said = {it for text in texts for it in text.split()}
            case ShareChart():
                said = {it for bar in chart.bars for name, _ in bar.parts for it in name.split()}
            case PodiumChart() | Certificate():
                continue
            case _:
                said = {it for name in (*chart.columns, *chart.levels) for it in name.split()}
        if isinstance(chart, ShareChart):
            said -= {name for bar in chart.bars for name, share in bar.parts if not share}
        assert said <= drawn, chart


def test_a_picture_grows_with_what_it_shows() -> None:
    heights = [
        opened(draw(replace(RANGES, ranges=RANGES.ranges[:1] * number))).height
        for number in (1, 6, 12)
    ]
    assert heights[1] - heights[0] > 500
    assert heights[2] - heights[1] > 600
    assert heights[2] < 2400


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
        Range("A", 100, None, 200, highlight=True),
    ],
)
def test_each_thing_known_of_a_range_shows(other: Range) -> None:
    usual = RangeChart("Pay", "USD", "year", (Range("A", 100, None, 200),))
    assert opened(draw(usual)).tobytes() != opened(draw(replace(usual, ranges=(other,)))).tobytes()


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert draw(RANGES) == draw(RANGES)


def test_a_share_of_nothing_is_left_out() -> None:
    parts = (("research", 40), ("engineering", 60))
    without = ShareChart("Week", (Bar("A", parts),))
    assert draw(ShareChart("Week", (Bar("A", (*parts, ("product", 0))),))) == draw(without)


def test_narrow_parts_lose_the_sign_and_the_narrowest_are_told_below() -> None:
    bar = Bar("A", (("much", 80), ("more", 13), ("some", 5), ("little", 2)))
    said = words(ShareChart("Week", (bar, bar)))
    assert {"80 %", "13 %", "5", "Also: little 2 %"} <= set(said)


def test_a_lone_whole_is_told_part_by_part_without_a_legend() -> None:
    bar = Bar("A", (("much", 98), ("little", 2)))
    assert words(ShareChart("Week", (bar,))) == ["Week", "much", "98 %", "little", "2 %"]


def test_a_part_keeps_its_colour_where_another_is_nothing() -> None:
    bar = Bar("A", (("research", 0), ("product", 100)))
    picture = opened(draw(ShareChart("Week", (bar, bar))))
    seen = [pixel for _, pixel in picture.getcolors() or ()]
    assert not any(is_near(pixel, FILLS[0]) for pixel in seen)
    assert any(is_near(pixel, FILLS[1]) for pixel in seen)


def test_ranges_are_written_out_with_what_is_to_be_known_of_them() -> None:
    said = words(RANGES)
    figures = {"$249–530K, median $555K", "doubtful", "from $90K", "up to $300K", "old"}
    assert figures <= set(said)


def test_an_offer_is_set_against_every_range() -> None:
    assert {"Your offer", "$450K"} <= set(words(OFFER))
    picture = opened(draw(OFFER))
    x = round(scale_of(OFFER).at(450_000))
    amber = [y for y in range(picture.height) if is_near(picture.getpixel((x, y)), AMBER)]
    lanes = 1 + sum(after - before > 20 for before, after in pairwise(amber))
    assert lanes == len(OFFER.ranges)


def is_near(pixel: float | tuple[int, ...] | None, colour: str) -> bool:
    """Tell whether a pixel has a colour, as far as few colours leave it."""
    assert isinstance(pixel, tuple)
    wanted = ImageColor.getrgb(colour)
    return all(abs(one - two) < 20 for one, two in zip(pixel[:3], wanted, strict=True))


def test_names_that_share_a_step_are_both_read_on_it() -> None:
    *first, third = PODIUM.places
    shared = replace(third, name="Maximiliane Lang", sharing=("Wolfgang Amadeus",))
    drawn = words(replace(PODIUM, places=(*first, shared)))
    (names,) = [it for it in drawn if it.startswith("Max")]
    assert ", Wol" in names
    assert names.count("…") == 2
    assert "MW" in drawn
    crowd = words(replace(PODIUM, places=(*first, replace(shared, sharing=("Ann",) * 17))))
    assert any(it.startswith("Max") and it.endswith("… +17") for it in crowd)


def test_a_podium_shows_a_face_or_an_initial_and_says_all_that_is_drawn() -> None:
    face = io.BytesIO()
    Image.new("RGB", (64, 64), "#FF0000").save(face, "PNG")
    ada = replace(PODIUM.places[0], avatar=face.getvalue())
    drawn = replace(PODIUM, places=(ada, *PODIUM.places[1:]))
    assert "A" in words(PODIUM)
    assert "A" not in words(drawn)
    red = [colour for _, colour in opened(draw(drawn)).getcolors(WIDTH * WIDTH) or ()]
    assert (255, 0, 0, 255) in red
    broken = replace(PODIUM, places=(replace(ada, avatar=b"no picture"), *PODIUM.places[1:]))
    assert words(broken) == words(PODIUM)
    shown = {text.replace(GLUE, " ") for text in words(PODIUM)} - {"A", "B", "C"}
    assert all(text in PODIUM.describe() for text in shown)


def test_text_is_literal_and_what_the_font_lacks_is_a_box() -> None:
    said = words(RangeChart("$x^2$ and _y_ \\frac", "USD", "日\u202eday\x07", ()))
    assert said == ["$x^2$ and _y_ \\frac, a 日day"]
    assert draw(RangeChart("日本", "USD", "year", ()))


@given(any_chart)
@settings(deadline=None, max_examples=25)
def test_any_chart_can_be_drawn(chart: Chart) -> None:
    assert opened(draw(chart)).width == WIDTH


@given(any_chart)
@example(
    RangeChart(
        "", "USD", "year", (Range("", None, 1_000_001, 100_001, doubtful=True, old=True),) * 2
    ),
)
@settings(deadline=None, max_examples=60)
def test_any_text_is_large_enough_stays_on_the_panel_and_touches_no_other(chart: Chart) -> None:
    assert_readable(lay_out(chart))


def test_drawing_is_loaded_with_the_first_picture() -> None:
    code = (
        "import sys, bot.charts.renderer; assert 'PIL' not in sys.modules;"
        "import bot.charts.draw; assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
