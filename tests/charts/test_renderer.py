import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.charts.renderer import ChartRenderer, RendererClosedError
from bot.lookups.charts import Chart
from tests.charts.charts import RANGES, SHARES


class Painter:
    """A drawing that waits to be let go on, and notes what it drew and where."""

    def __init__(self) -> None:
        self.drawn: list[str] = []
        self.threads: set[str] = set()
        self.failing = False
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()

    def __call__(self, chart: Chart) -> bytes:
        self.begun.set()
        assert self.go_on.wait(timeout=30)
        self.drawn.append(chart.title)
        self.threads.add(threading.current_thread().name)
        if self.failing:
            raise ValueError(chart.title)
        return chart.title.encode()


@pytest.fixture
def painter() -> Painter:
    return Painter()


@pytest.fixture
async def charts(painter: Painter) -> AsyncIterator[ChartRenderer]:
    async with ChartRenderer(2, painter) as running:
        yield running
        painter.go_on.set()


def titled(title: str) -> Chart:
    return replace(SHARES, title=title)


async def test_a_picture_is_drawn_in_a_thread_of_its_own_and_kept(
    charts: ChartRenderer, painter: Painter
) -> None:
    assert charts.cached(titled("a")) is None
    assert await charts.picture(titled("a")) == b"a"
    assert charts.cached(titled("a")) == b"a"
    assert await charts.picture(titled("a")) == b"a"
    assert painter.drawn == ["a"]
    assert painter.threads == {"charts_0"}


async def test_those_who_ask_at_once_get_one_drawing(
    charts: ChartRenderer, painter: Painter
) -> None:
    painter.go_on.clear()
    asked = [asyncio.create_task(charts.picture(titled("a"))) for _ in range(5)]
    await asyncio.to_thread(painter.begun.wait, 30)
    painter.go_on.set()
    assert await asyncio.gather(*asked) == [b"a"] * 5
    assert painter.drawn == ["a"]


async def test_whoever_stops_waiting_stops_no_other(
    charts: ChartRenderer, painter: Painter
) -> None:
    painter.go_on.clear()
    first, second = (asyncio.create_task(charts.picture(titled("a"))) for _ in range(2))
    await asyncio.to_thread(painter.begun.wait, 30)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    painter.go_on.set()
    assert await second == b"a"


async def test_the_picture_unused_longest_goes_first(
    charts: ChartRenderer, painter: Painter
) -> None:
    for title in ("a", "b", "a", "c"):
        await charts.picture(titled(title))
    assert [charts.cached(titled(title)) for title in "abc"] == [b"a", None, b"c"]
    assert painter.drawn == ["a", "b", "c"]


async def test_a_failure_is_told_and_not_kept(charts: ChartRenderer, painter: Painter) -> None:
    painter.failing = True
    with pytest.raises(ValueError, match="a"):
        await charts.picture(titled("a"))
    painter.failing = False
    assert await charts.picture(titled("a")) == b"a"


async def test_closing_finishes_one_drawing_and_drops_the_rest(painter: Painter) -> None:
    charts = ChartRenderer(2, painter)
    painter.go_on.clear()
    first, second = (asyncio.create_task(charts.picture(titled(title))) for title in "ab")
    await asyncio.to_thread(painter.begun.wait, 30)
    closing = asyncio.create_task(charts.close())
    with pytest.raises(RendererClosedError):
        await second
    painter.go_on.set()
    await closing
    assert await first == b"a"
    with pytest.raises(RendererClosedError):
        await charts.picture(titled("c"))
    assert await charts.picture(titled("a")) == b"a"
    await charts.close()


def test_a_name_tells_what_is_shown() -> None:
    names = {ChartRenderer.name(chart) for chart in (SHARES, RANGES, replace(SHARES))}
    assert len(names) == 2
    assert ChartRenderer.name(SHARES) == "chart-a7a8d57a6e3d.png"


async def test_real_charts_are_drawn() -> None:
    async with ChartRenderer() as charts:
        pictures = await asyncio.gather(charts.picture(SHARES), charts.picture(RANGES))
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert len(set(pictures)) == 2
