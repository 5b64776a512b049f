"""The time, and being called when it comes."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Protocol

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
utc_now: Clock = partial(datetime.now, UTC)
"""The time, in UTC; it jumps when somebody sets the machine's clock."""
Work = Callable[[], Coroutine[Any, Any, None]]


class Timer(Protocol):
    """A call that can be taken back."""

    def cancel(self) -> None:
        """Take it back."""


class Scheduler:
    """Call things at a time, each in a task of its own whose failure is logged."""

    def __init__(
        self, clock: Clock = utc_now, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.now = clock
        self._monotonic = monotonic
        self._tasks: set[asyncio.Task[None]] = set()
        self.is_closed = False

    def close(self) -> None:
        """Let no alarm ring from now on; what is being done goes on."""
        self.is_closed = True

    def steady_clock(self) -> Clock:
        """Make a clock that is right now, and then goes on whatever the machine's is set to."""
        began, start = self.now(), self._monotonic()
        return lambda: began + timedelta(seconds=self._monotonic() - start)

    def at(self, when: datetime, name: str, do: Work) -> Timer:
        """Call something at a time, or at once where that is past."""
        return self.after(when - self.now(), name, do)

    def after(self, wait: timedelta, name: str, do: Work) -> Timer:
        """Call something when so much time has gone by, whatever the machine's clock is set to."""
        delay = max(0.0, wait.total_seconds())
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
        log_failure(task)


class Alarm:
    """A call to come, of which there is one: another time for it takes the place of the former."""

    def __init__(self, scheduler: Scheduler, name: str, do: Work) -> None:
        self._scheduler = scheduler
        self._name = name
        self._do = do
        self._timer: Timer | None = None
        self._is_stopped = False

    @property
    def is_set(self) -> bool:
        return self._timer is not None

    @property
    def _is_over(self) -> bool:
        return self._is_stopped or self._scheduler.is_closed

    def at(self, when: datetime) -> None:
        """Call it at a time, or at once where that is past."""
        self.cancel()
        if not self._is_over:
            self._timer = self._scheduler.at(when, self._name, self._ring)

    def after(self, wait: timedelta) -> None:
        """Call it when so much time has gone by."""
        self.cancel()
        if not self._is_over:
            self._timer = self._scheduler.after(wait, self._name, self._ring)

    def cancel(self) -> None:
        """Call it no more, until another time is set."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def stop(self) -> None:
        """Call it never again."""
        self._is_stopped = True
        self.cancel()

    async def _ring(self) -> None:
        self._timer = None
        if not self._is_over:
            await self._do()


@contextmanager
def beside(work: Coroutine[Any, Any, None], name: str) -> Iterator[None]:
    """Do something beside what is done inside, and no longer; how it fails is logged."""
    task = asyncio.get_running_loop().create_task(work, name=name)
    task.add_done_callback(log_failure)
    try:
        yield
    finally:
        task.cancel()


def log_failure(task: asyncio.Task[Any]) -> None:
    """Log how a task ended that nobody waits for."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("%s failed", task.get_name(), exc_info=error)
