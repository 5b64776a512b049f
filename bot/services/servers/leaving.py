"""Delete what a server left behind, some time after the bot was removed from it."""

import logging
from collections.abc import Collection
from datetime import timedelta
from functools import partial

from bot.services.scheduler import Scheduler, Timer
from bot.services.servers.server_service import ServerService
from bot.store import servers
from bot.store.database import Store
from bot.store.errors import StoreError

log = logging.getLogger(__name__)
KEPT = timedelta(days=30)
"""How long the data of a server is kept, in case the bot comes back."""
LONGEST_WAIT = timedelta(days=1)
RETRY = timedelta(minutes=5)


class Leaving:
    """Note which servers were left, and delete their data in the end."""

    def __init__(self, store: Store, scheduler: Scheduler, book: ServerService) -> None:
        self._store = store
        self._scheduler = scheduler
        self._book = book
        self._alarm: Timer | None = None

    async def compare(self, present: Collection[int]) -> None:
        """Note what happened while nobody looked: `present` are the servers the bot is in."""
        now = self._scheduler.now()
        try:
            known = await self._store.read(servers.known_servers)
            await self._store.write(
                lambda connection: servers.mark_left(connection, known - set(present), now)
            )
            await self._store.write(partial(servers.mark_back, guilds=present))
        except StoreError as error:
            log.warning("servers that were left are not noted: %s", error)
        await self.run()

    async def left(self, guild: int) -> None:
        """Note that the bot was removed from a server."""
        now = self._scheduler.now()
        try:
            await self._store.write(lambda connection: servers.mark_left(connection, [guild], now))
        except StoreError as error:
            log.warning("that server %d was left is noted at the next start: %s", guild, error)
        await self.run()

    async def back(self, guild: int) -> None:
        """Note that the bot is in a server again."""
        try:
            await self._store.write(partial(servers.mark_back, guilds=[guild]))
        except StoreError as error:
            log.warning("that server %d is back is noted at the next start: %s", guild, error)

    async def run(self) -> None:
        """Delete what is due, and come back when more is."""
        now = self._scheduler.now()
        try:
            for guild in await self._store.read(partial(servers.left_before, when=now - KEPT)):
                await self._book.forget(guild)
                log.info("what was stored about server %d is deleted", guild)
            first = await self._store.read(servers.first_left)
            following = now + LONGEST_WAIT if first is None else first + KEPT
        except StoreError as error:
            log.warning("servers that were left are looked at later: %s", error)
            following = now + RETRY
        self.stop()
        self._alarm = self._scheduler.at(
            min(max(following, now), now + LONGEST_WAIT), "forget servers", self.run
        )

    def stop(self) -> None:
        """Delete nothing more."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
