"""What is kept for some days only: questions of ended games, answers to problems, pay."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.services.scheduler import Alarm, Scheduler
from bot.store import pruning
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.errors import StoreError

log = logging.getLogger(__name__)
AGAIN = timedelta(hours=6)
AT_ONCE = 100
"""Rows that one transaction removes, so that no answer waits long for it."""
_Prune = Callable[[Connection, datetime, int], Awaitable[int]]
KINDS: Mapping[str, _Prune] = {
    "games": pruning.prune_games,
    "questions of the day": pruning.prune_daily,
    "planned quizzes": pruning.prune_nights,
    "answers": pruning.prune_answers,
    "mock loops": pruning.prune_mock_loops,
}
PAY_DAYS = 365
"""How long a member's report of pay is kept."""


class RetentionService:
    """Remove words when their time is over; scores and one's own grades stay.

    The grades that others gave an answer to a problem go with it.
    """

    def __init__(self, store: Store, scheduler: Scheduler, days: int) -> None:
        self.days = days
        self._store = store
        self._scheduler = scheduler
        self._alarm = Alarm(scheduler, "remove old words", self.run)

    async def run(self) -> None:
        """Remove what is due, and come back for more."""
        try:
            for kind, prune in KINDS.items():
                if removed := await self._prune(prune, self.days):
                    log.info("the words of %d %s are removed", removed, kind)
            if removed := await self._prune(pruning.prune_pay, PAY_DAYS):
                log.info("%d reports of pay are removed", removed)
        except StoreError as error:
            log.warning("old words are removed later: %s", error)
        finally:
            self._alarm.after(AGAIN)

    async def _prune(self, prune: _Prune, days: int) -> int:
        before, total = self._scheduler.now() - timedelta(days=days), 0
        while removed := await self._store.write(lambda it: prune(it, before, AT_ONCE)):
            total += removed
        return total
