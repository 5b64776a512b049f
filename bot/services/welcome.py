"""Who has been here before: the first reply to a member says how else to ask."""

import logging
from functools import partial

from cachetools import LRUCache

from bot.store import privacy
from bot.store.database import Store
from bot.store.errors import StoreError

log = logging.getLogger(__name__)
REMEMBERED = 10_000
"""Members that need not be looked up again."""


class WelcomeService:
    """Tell members who are new, and keep that they were here. No answer waits or fails for it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: LRUCache[int, None] = LRUCache(REMEMBERED)

    async def is_new(self, member: int) -> bool:
        """Tell whether a member got no reply yet; False where that cannot be known."""
        if member in self._known:
            return False
        try:
            known = await self._store.read(partial(privacy.is_known, member=member))
        except StoreError:
            return False
        if known:
            self._known[member] = None
        return not known

    async def met(self, member: int) -> None:
        """Keep that a member was here."""
        self._known[member] = None
        try:
            await self._store.write(partial(privacy.keep_known, member=member))
        except StoreError as error:
            log.warning("that a member was here could not be kept: %s", error)

    async def forgotten(self, member: int) -> None:
        """Take a member for new again, whose rows are gone."""
        self._known.pop(member, None)
