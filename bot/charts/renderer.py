"""Draw charts off the event loop, each once, and keep the latest pictures."""

import asyncio
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from cachetools import LRUCache

from bot.lookups.charts import Chart

MAX_PICTURES = 128
"""Pictures kept; at some 25 kB each, 3 MB in all."""


def _draw(chart: Chart) -> bytes:
    from bot.charts.draw import draw  # noqa: PLC0415 - Pillow is loaded with the first picture

    return draw(chart)


class RendererClosedError(Exception):
    """A chart was asked for that will not be drawn any more."""


class ChartRenderer:
    """One worker thread that draws, and a bounded cache by content; an async context manager."""

    def __init__(
        self, max_pictures: int = MAX_PICTURES, draw: Callable[[Chart], bytes] | None = None
    ) -> None:
        self._draw = draw or _draw
        self._closed = False
        self._pictures: LRUCache[Chart, bytes] = LRUCache(max_pictures)
        self._drawing: dict[Chart, asyncio.Future[bytes]] = {}
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="charts")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Finish the picture being drawn, drop those not begun, and take no more."""
        self._closed = True
        await asyncio.to_thread(self._worker.shutdown, wait=True, cancel_futures=True)

    @staticmethod
    def name(chart: Chart) -> str:
        """File name, the same for the same content."""
        return f"chart-{hashlib.sha256(repr(chart).encode()).hexdigest()[:12]}.png"

    def cached(self, chart: Chart) -> bytes | None:
        """Look a picture up, without drawing it."""
        return self._pictures.get(chart)

    async def picture(self, chart: Chart) -> bytes:
        """PNG; raise what the drawing raised, or RendererClosedError."""
        if (known := self._pictures.get(chart)) is not None:
            return known
        drawing = self._drawing.get(chart)
        if drawing is None:
            drawing = self._drawing[chart] = self._begin(chart)
            drawing.add_done_callback(lambda done: self._keep(chart, done))
        try:
            # Whoever stops waiting must not stop the drawing that others wait for.
            return await asyncio.shield(drawing)
        except asyncio.CancelledError:
            if drawing.cancelled():
                # Closing dropped it, which must not fill as if the waiting task were cancelled.
                raise RendererClosedError(
                    "the charts were closed before this one was drawn"
                ) from None
            raise

    def _begin(self, chart: Chart) -> asyncio.Future[bytes]:
        if self._closed:
            raise RendererClosedError("the charts are closed")
        return asyncio.get_running_loop().run_in_executor(self._worker, self._draw, chart)

    def _keep(self, chart: Chart, drawing: asyncio.Future[bytes]) -> None:
        self._drawing.pop(chart, None)
        if drawing.cancelled() or drawing.exception() is not None:
            return
        self._pictures[chart] = drawing.result()
