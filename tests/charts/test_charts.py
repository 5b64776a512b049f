import asyncio
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.answers.charts import ALT_TEXT_LIMIT, Bar, Range, RangeChart, ShareChart, short_amount
from bot.charts.draw import draw
from bot.charts.studio import ChartStudio


def shares(*parts: int, label: str = "Research Engineer") -> ShareChart:
    names = ("research", "modelling", "engineering", "product")
    return ShareChart("How the week splits", (Bar(label, tuple(zip(names, parts, strict=False))),))


def ranges(*items: Range) -> RangeChart:
    return RangeChart("Published pay", "USD a year", items)


def pixels(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGBA")


def test_a_picture_is_as_wide_as_a_phone_wants_and_grows_with_its_bars() -> None:
    one = pixels(draw(shares(25, 30, 40, 5)))
    two = pixels(draw(ShareChart("x", shares(25, 30, 40, 5).bars * 3)))
    assert one.width == two.width == 1000
    assert two.height > one.height


def test_pictures_show_their_numbers() -> None:
    assert (
        pixels(draw(shares(25, 30, 40, 5))).tobytes()
        != pixels(draw(shares(30, 25, 40, 5))).tobytes()
    )
    low = Range("OpenAI", 249_000, 555_000, 530_000)
    doubtful = Range("OpenAI", 249_000, 555_000, 530_000, doubtful=True)
    assert draw(ranges(low)) != draw(ranges(doubtful))


def test_a_picture_is_small_and_has_its_own_ground() -> None:
    png = draw(ranges(*(Range(f"Lab {n}", 100_000 * n, None, 200_000 * n) for n in range(1, 9))))
    assert len(png) < 60_000
    picture = pixels(png)
    assert picture.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert picture.getpixel((500, 20))[3] > 250  # type: ignore[index]


def test_the_words_give_every_number() -> None:
    assert shares(25, 30, 40, 5).describe() == (
        "How the week splits. Research Engineer: "
        "research 25 %, modelling 30 %, engineering 40 %, product 5 %."
    )
    claim = Range("OpenAI", 249_000, 555_000, 530_000, doubtful=True)
    assert ranges(claim, Range("top", 200_000, None, 500_000, open_ended=True)).describe() == (
        "Published pay, in USD a year. OpenAI: 249K to 530K, median 555K (doubtful); "
        "top: 200K to 500K or more."
    )


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0"), (999, "999"), (90_000, "90K"), (249_500, "249.5K"), (1_050_000, "1.05M")],
)
def test_amounts_are_shortened_but_never_rounded(amount: int, text: str) -> None:
    assert short_amount(amount) == text


AMOUNTS = st.none() | st.integers(0, 10**9)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.builds(Range, st.text(max_size=120), AMOUNTS, AMOUNTS, AMOUNTS, st.booleans()),
        max_size=4,
    ),
    st.text(max_size=80),
)
def test_any_label_and_number_can_be_drawn(items: list[Range], title: str) -> None:
    chart = RangeChart(title, "USD a year", tuple(items))
    assert draw(chart).startswith(b"\x89PNG")
    assert len(chart.describe()) <= ALT_TEXT_LIMIT


async def test_a_chart_wanted_by_many_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[object] = []

    def count(chart: object) -> bytes:
        drawn.append(chart)
        return b"png"

    monkeypatch.setattr("bot.charts.studio._draw", count)
    async with ChartStudio(max_pictures=2) as studio:
        chart = shares(25, 30, 40, 5)
        assert studio.cached(chart) is None
        assert set(await asyncio.gather(*(studio.picture(chart) for _ in range(9)))) == {b"png"}
        assert len(drawn) == 1
        for share in (10, 20):
            await studio.picture(shares(share, 100 - share))
        assert studio.cached(chart) is None, "the oldest picture makes room"


async def test_a_failed_drawing_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[bytes] = [b"png"]

    def fail_first(_: object) -> bytes:
        if answers:
            answers.clear()
            raise RuntimeError("no ink")
        return b"png"

    monkeypatch.setattr("bot.charts.studio._draw", fail_first)
    async with ChartStudio() as studio:
        with pytest.raises(RuntimeError, match="no ink"):
            await studio.picture(shares(100))
        assert await studio.picture(shares(100)) == b"png"
