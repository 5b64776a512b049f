"""What was asked in vain, counted in memory and written together every half minute."""

import logging
from collections import Counter
from datetime import timedelta

from bot.language.reading import Missed
from bot.services.scheduler import Scheduler, Timer
from bot.store import misses
from bot.store.database import Store
from bot.store.errors import StoreError

log = logging.getLogger(__name__)
WAIT = timedelta(seconds=30)
MOST_WAITING = 200
"""Different ones that are kept until they are written; what is asked beyond that is left out."""


class StoredMisses:
    """Keep misses in the database; nothing in them says who asked, and no answer waits for them."""

    def __init__(self, store: Store, scheduler: Scheduler) -> None:
        self._store = store
        self._scheduler = scheduler
        self._waiting: Counter[tuple[str, Missed]] = Counter()
        self._timer: Timer | None = None

    def record(self, text: str, kind: Missed) -> None:
        """Keep a question or title, of which only what may be stored is left."""
        if (text, kind) in self._waiting or len(self._waiting) < MOST_WAITING:
            self._waiting[text, kind] += 1
        if self._timer is None:
            self._timer = self._scheduler.after(WAIT, "keep misses", self.flush)

    async def flush(self) -> None:
        """Write what waits; where the database is out of order, it is lost."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waiting, self._waiting = self._waiting, Counter()
        if not waiting:
            return
        now = self._scheduler.now()
        try:
            await self._store.write(lambda connection: misses.record(connection, waiting, now))
        except StoreError as error:
            log.warning("%d questions without an answer are not kept: %s", len(waiting), error)
