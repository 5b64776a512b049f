"""The quiz items of the moment: of the files, and of servers' own decks."""

from dataclasses import dataclass

from bot.knowledge.decks import Item
from bot.quiz.pool import Pool
from bot.services.editing.repository import KnowledgeRepository
from bot.services.servers.server_decks import deck_place
from bot.services.servers.server_service import ServerService


@dataclass(frozen=True, slots=True)
class ItemService:
    """Find items by their ids, wherever they are kept."""

    repository: KnowledgeRepository
    servers: ServerService

    @property
    def pool(self) -> Pool:
        """The items of the files of the live version."""
        return self.repository.snapshot.pool

    async def current(self, item: str) -> Item | None:
        """Give an item as it is now, under another id where its fact changed; None if it is gone.

        :raises StoreError: where it is of a server's deck, and the database is out of order.
        """
        if (place := deck_place(item)) is None:
            return self.pool.current(item)
        found = await self.servers.items(*place)
        return next((it for it in found if it.id == item), None)
