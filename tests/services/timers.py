"""Timers that a test looks at, and fires by hand."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.services.scheduler import Scheduler, Timer
from tests.services.conftest import HandClock


class HandTimers(Scheduler):
    """A scheduler whose timers are looked at rather than waited for."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock)
        self.waiting: list[datetime] = []
        self.again: list[tuple[timedelta, Callable[[], Coroutine[Any, Any, None]]]] = []

    def at(self, when: datetime, name: str, do: Callable[[], Coroutine[Any, Any, None]]) -> Timer:
        del name, do
        self.waiting.append(when)
        return HandTimer(self.waiting, when)

    def after(
        self, wait: timedelta, name: str, do: Callable[[], Coroutine[Any, Any, None]]
    ) -> Timer:
        del name
        self.again.append((wait, do))
        return HandTimer(self.waiting, self.now() + wait)


@dataclass
class HandTimer:
    waiting: list[datetime]
    when: datetime

    def cancel(self) -> None:
        if self.when in self.waiting:
            self.waiting.remove(self.when)
