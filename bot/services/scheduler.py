"""The time, and being called when it comes."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from functools import partial
from typing import Any, Protocol

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
utc_now: Clock = partial(datetime.now, UTC)
"""The time, in UTC."""


class Timer(Protocol):
    """A call that can be taken back."""

    def cancel(self) -> None:
        """Take it back."""


class Scheduler:
    """Call things at a time, each in a task of its own whose failure is logged."""

    def __init__(self, clock: Clock = utc_now) -> None:
        self.now = clock
        self._tasks: set[asyncio.Task[None]] = set()

    def at(self, when: datetime, name: str, do: Callable[[], Coroutine[Any, Any, None]]) -> Timer:
        """Call something at a time, or at once where that is past."""
        delay = max(0.0, (when - self.now()).total_seconds())
        return asyncio.get_running_loop().call_later(delay, lambda: self.soon(name, do()))

    def soon(self, name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do something beside what is being done now."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    async def quiet(self, seconds: float) -> None:
        """Wait until nothing is being done, for so long at the most."""
        others = self._tasks - {asyncio.current_task()}
        if others:
            await asyncio.wait(others, timeout=seconds)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("%s failed", task.get_name(), exc_info=error)
