"""The quiz items of the moment, in the files and in servers' decks; what a quiz can be about."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import UserFacingError
from bot.knowledge.decks import Item, ItemTopic
from bot.quiz.pool import DECK_PREFIX, OWN_PREFIX, TOPIC_NAMES, Pool, Wish
from bot.services.editing.repository import KnowledgeRepository
from bot.services.servers.server_decks import deck_place
from bot.services.servers.server_service import ServerService

EVERYTHING = "Everything"
OWN_MARK = "Our deck: "
DECK_MARK = "Deck: "
LOST_DECK = "a deck that is no longer there"


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


class QuizRefusedError(UserFacingError):
    """A quiz cannot be started here, or not so."""


class QuizTopics:
    """Offer, read and name topics. A deck is one as well, under a prefix."""

    def __init__(self, repository: KnowledgeRepository, servers: ServerService) -> None:
        self._repository = repository
        self._servers = servers

    def offered(self, guild: int | None) -> Mapping[str, str]:
        """Map what a host may choose to its name, with how many questions it has.

        The server's own decks come first: those who made them look for them.
        """
        snapshot = self._repository.snapshot
        found = {
            OWN_PREFIX + name: f"{OWN_MARK}{it.title} ({it.items} questions)"
            for name, it in self._servers.deck_titles(guild).items()
        }
        for topic in ItemTopic:
            if count := sum(1 for _ in snapshot.pool.fitting(Wish(1, topic))):
                found[topic.value] = f"{TOPIC_NAMES[topic]} ({count} questions)"
        for name, deck in snapshot.knowledge.decks.items():
            found[DECK_PREFIX + name] = f"{DECK_MARK}{deck.name} ({len(deck.items)} questions)"
        return found

    def name_of(self, topic: str | None, guild: int) -> str:
        """Name what a game in a server is about."""
        if topic is None:
            return EVERYTHING
        if topic.startswith(OWN_PREFIX):
            own = self._servers.deck_titles(guild).get(topic.removeprefix(OWN_PREFIX))
            return LOST_DECK if own is None else own.title
        if topic.startswith(DECK_PREFIX):
            decks = self._repository.snapshot.knowledge.decks
            deck = decks.get(topic.removeprefix(DECK_PREFIX))
            return LOST_DECK if deck is None else deck.name
        return TOPIC_NAMES[ItemTopic(topic)]

    def read(self, typed: str | None, guild: int) -> str | None:
        """Read a topic or deck as it was typed or chosen; None for everything."""
        wanted = (typed or "").casefold().strip()
        if wanted in ("", EVERYTHING.casefold()):
            return None
        for value, name in self.offered(guild).items():
            plain = name.rpartition(" (")[0].removeprefix(DECK_MARK).removeprefix(OWN_MARK)
            if wanted in (value.casefold(), name.casefold(), plain.casefold()):
                return value
        raise QuizRefusedError(
            "I have no questions about that.", "Choose one of the topics that are offered."
        )
