"""An event loop whose time jumps to the next timer whenever there is nothing to wait for."""

import asyncio
import selectors
from collections.abc import Callable

GRACE = 0.003
"""Seconds in which sockets on loopback have brought what was sent."""


class MovedLoop(asyncio.SelectorEventLoop):
    """Real sockets and threads, and hours of timers in moments.

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
            self._loop.jump(timeout)
        return ready
