"""Keep questions without an answer in the database."""

from dataclasses import dataclass

from bot.language.reading import Missed
from bot.services.scheduler import Clock
from bot.store import misses
from bot.store.database import Store


@dataclass(frozen=True, slots=True)
class StoredMisses:
    """Keep misses in the database; nothing in them says who asked."""

    store: Store
    clock: Clock

    async def record(self, text: str, kind: Missed) -> None:
        """Keep a question or title; raise StoreError where the database is out of order."""
        now = self.clock()
        await self.store.write(lambda connection: misses.record(connection, text, kind, now))
