"""The bot in this process, connected to the stand-in over loopback, in moved time."""

import asyncio
import selectors
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from bot.bootstrap import Wiring, open_client
from bot.chat.client import CareersClient
from bot.chat.kit.callbacks import CallbackAdapter
from bot.chat.kit.endpoints import use_endpoints
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.store.database import KeptDatabase
from tests.benchmarks.standin import StandIn
from tests.conftest import NOW, kept_store

_Result = TypeVar("_Result")

GRACE = 0.003
"""Seconds in which sockets on loopback have mostly brought what was sent."""
LEAP = 0.5
"""Seconds of one jump at most, so that what a busy machine brings late comes hardly too late."""


class MovedLoop(asyncio.SelectorEventLoop):
    """Real sockets and threads; the time jumps to the next timer when there is nothing to do.

    `is_busy` tells whether a thread is at work that the loop will hear of.
    """

    def __init__(self) -> None:
        self.is_busy: Callable[[], bool] = lambda: False
        self._moved = 0.0
        super().__init__(_JumpingSelector(self))

    def time(self) -> float:
        return super().time() + self._moved

    def jump(self, seconds: float) -> None:
        self._moved += seconds


class _JumpingSelector(selectors.DefaultSelector):
    def __init__(self, loop: MovedLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for events; where none come, move the time to the next timer."""
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        ready = super().select(min(timeout, GRACE))
        if not ready and not self._loop.is_busy():
            self._loop.jump(min(timeout, LEAP))
        return ready


def run_moved(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Run in moved time, and leave discord.py's addresses as they were."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    try:
        with asyncio.Runner(loop_factory=MovedLoop) as runner:
            return runner.run(work)
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


def moved_clock(loop: MovedLoop) -> Wiring:
    began = loop.time()

    def clock() -> datetime:
        return NOW + timedelta(seconds=loop.time() - began)

    return Wiring(clock, monotonic=loop.time)


@asynccontextmanager
async def connected(
    standin: StandIn,
    snapshot: KnowledgeSnapshot,
    file: Path,
    *,
    keeps_database: bool = False,
    adapter: AsyncWebhookAdapter | None = None,
) -> AsyncIterator[CareersClient]:
    """A bot in this process, connected to a stand-in, in moved time; it answers as in service."""
    async_context.set(adapter or CallbackAdapter())
    loop = asyncio.get_running_loop()
    assert isinstance(loop, MovedLoop)
    addresses = standin.environment
    use_endpoints(addresses["DISCORD_API_URL"], addresses["DISCORD_GATEWAY_URL"])
    wiring = replace(moved_clock(loop), keeps_database=keeps_database)
    async with open_client(snapshot, file, wiring) as client:
        store = kept_store(client)
        loop.is_busy = lambda: _is_busy(store)
        running = asyncio.create_task(client.start("loopback.only.token"))
        await standin.ready.wait()
        await client.wait_until_ready()
        alive = asyncio.create_task(_keep_alive(standin))
        try:
            yield client
        finally:
            alive.cancel()
            await client.close()
            await asyncio.wait([running])
            loop.is_busy = lambda: False


async def _keep_alive(standin: StandIn) -> None:
    while True:
        await asyncio.sleep(20)
        await standin.keep_alive()


def _is_busy(store: KeptDatabase) -> bool:
    """Tell whether a thread of the database will call the loop, if only since it is opened."""
    database = store.database
    if database is None:
        return True
    writes = database._writing is not None and not database._writing.done()
    return writes or bool(database._reading)
