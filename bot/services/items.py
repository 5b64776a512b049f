"""The quiz items of the moment, in the files and in servers' decks; what a quiz can be about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.errors import UserFacingError
from bot.knowledge.decks import Item, ItemTopic
from bot.lookups.wording import join, plural
from bot.quiz.pool import DECK_PREFIX, OWN_PREFIX, TOPIC_NAMES, Pool
from bot.services.editing.repository import KnowledgeRepository
from bot.services.servers.server_decks import deck_place
from bot.services.servers.server_service import ServerService

EVERYTHING = "Everything"
OWN_MARK = "Our deck: "
DECK_MARK = "Deck: "
LOST_DECK = "a deck that is no longer there"
LEAST_SPELT, SPELT_ALIKE = 5, 80
"""Letters from which on a slip is forgiven, and how alike (of 100) two words then are."""
NEAR_SHOWN = 3
TOPIC_WORDS: Mapping[ItemTopic, tuple[str, ...]] = {
    ItemTopic.ROLES: ("jobs", "positions", "careers", "work"),
    ItemTopic.TITLES: ("names", "aliases", "postings"),
    ItemTopic.PAY: ("salary", "salaries", "money", "compensation", "wages", "earnings", "offers"),
    ItemTopic.WEEKS: ("time", "days", "hours", "schedule"),
    ItemTopic.TIERS: ("tiers", "purpose"),
    ItemTopic.INTERVIEWS: ("hiring", "rounds", "loops", "questions", "preparation"),
    ItemTopic.DEMAND: ("market", "openings", "sectors", "industries", "jobs"),
    ItemTopic.DISTINCTIONS: ("differences", "versus", "vs", "compare", "comparison"),
    ItemTopic.LABS: ("companies", "employers", "openai", "anthropic", "deepmind", "google"),
    ItemTopic.LEVELS: ("ladder", "seniority", "senior", "staff", "promotion"),
    ItemTopic.GUIDE: ("advice", "tips", "guides", "learning", "phd"),
}
"""What people call a topic beside its name."""


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


@dataclass(frozen=True, slots=True)
class QuizTopic:
    """What a quiz can be about: a topic or, by its prefix, a deck; None for everything.

    `items` are as many as one game can ask, `words` what people call it.
    """

    value: str | None
    name: str
    items: int
    words: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        value = self.value or ""
        if value.startswith(OWN_PREFIX):
            return OWN_MARK
        return DECK_MARK if value.startswith(DECK_PREFIX) else ""

    @property
    def size(self) -> str:
        return plural(self.items, "question")

    @property
    def label(self) -> str:
        return f"{self.mark}{self.name} ({self.size})"

    def called(self, typed: str) -> bool:
        """Whether it is called exactly so; `typed` is casefolded."""
        names = (self.value or EVERYTHING, self.name, self.mark + self.name, self.label)
        return typed in (*map(str.casefold, names), *self.words)

    def meant(self, typed: str) -> bool:
        """Whether each of the words typed begins one of its own, or is one but for a slip."""
        own = [*_words_of(self.mark + self.name), *self.words]
        return all(any(_alike(word, it) for it in own) for word in _words_of(typed))


class QuizTopics:
    """Offer, read and name topics. A deck is one as well, under a prefix."""

    def __init__(self, repository: KnowledgeRepository, servers: ServerService) -> None:
        self._repository = repository
        self._servers = servers

    def offered(self, guild: int | None) -> tuple[QuizTopic, ...]:
        """List all that a host may choose; the server's own decks before those of the files.

        Everything comes first, then those that members look for since they made them.
        """
        snapshot = self._repository.snapshot
        askable = snapshot.pool.askable
        own = (
            QuizTopic(OWN_PREFIX + name, it.title, it.items)
            for name, it in self._servers.deck_titles(guild).items()
        )
        topics = (
            QuizTopic(it.value, TOPIC_NAMES[it], count, TOPIC_WORDS[it])
            for it in ItemTopic
            if (count := askable[it])
        )
        decks = (
            QuizTopic(DECK_PREFIX + name, deck.name, askable.get(DECK_PREFIX + name, 0))
            for name, deck in snapshot.knowledge.decks.items()
        )
        everything = QuizTopic(None, EVERYTHING, askable[None], ("all", "mixed", "any"))
        return (everything, *own, *topics, *decks)

    def found(self, typed: str, guild: int | None) -> tuple[QuizTopic, ...]:
        """List what may be meant by what is typed, in whatever words people use."""
        return tuple(it for it in self.offered(guild) if it.meant(typed))

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
        wanted = (typed or EVERYTHING).casefold().strip()
        offered = self.offered(guild)
        if (exact := next((it for it in offered if it.called(wanted)), None)) is not None:
            return exact.value
        meant = self.found(wanted, guild) if _words_of(wanted) else ()
        if len(meant) == 1:
            return meant[0].value
        near = join([it.name for it in meant[:NEAR_SHOWN]], "or")
        remedy = (
            f"Perhaps you mean {near}." if near else "Choose one of the topics that are offered."
        )
        raise QuizRefusedError("I have no questions about that.", remedy)


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _alike(typed: str, word: str) -> bool:
    return word.startswith(typed) or (
        len(typed) >= LEAST_SPELT and fuzz.ratio(typed, word) >= SPELT_ALIKE
    )
