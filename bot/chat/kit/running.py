"""The interactions and messages that are being answered, for a stop to wait for them."""

import asyncio
import logging
import time

log = logging.getLogger(__name__)


class Running:
    """Tasks in which somebody is being answered."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()

    def note(self) -> None:
        """Note that the current task answers somebody, until it ends."""
        if (task := asyncio.current_task()) is not None and task not in self._tasks:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def finish(self, seconds: float) -> None:
        """Wait until all are answered, for so long at the most; break off what is left."""
        deadline = time.monotonic() + seconds
        while (others := self._others()) and (left := deadline - time.monotonic()) > 0:
            await asyncio.wait(others, timeout=left)
        if others := self._others():
            log.warning("%d people are left without an answer", len(others))
            for task in others:
                task.cancel()
            await asyncio.wait(others, timeout=seconds / 10)

    def _others(self) -> set[asyncio.Task[object]]:
        return self._tasks - {asyncio.current_task()}
