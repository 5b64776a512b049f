"""What a quiz can be about: topics, the decks of the files, and a server's own decks."""

from collections.abc import Mapping

from bot.errors import UserFacingError
from bot.knowledge.decks import ItemTopic
from bot.quiz.pool import DECK_PREFIX, OWN_PREFIX, TOPIC_NAMES, Wish
from bot.services.editing.repository import KnowledgeRepository
from bot.services.servers.server_service import ServerService

EVERYTHING = "Everything"
OWN_MARK = "Our deck: "
DECK_MARK = "Deck: "
LOST_DECK = "a deck that is no longer there"


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
