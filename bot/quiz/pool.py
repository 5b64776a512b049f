"""All items of one version of the knowledge, and the choice of some for a game."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from bot.errors import UserFacingError
from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Difficulty, Item, ItemTopic
from bot.quiz.generate import generate
from bot.quiz.generate.making import fact_of

DECK_PREFIX = "deck:"
OWN_PREFIX = "own:"
"""What stands before the name of a server's own deck where a topic is expected."""
TOPIC_NAMES: Mapping[ItemTopic, str] = {
    ItemTopic.ROLES: "Roles",
    ItemTopic.TITLES: "Titles",
    ItemTopic.PAY: "Pay",
    ItemTopic.WEEKS: "The working week",
    ItemTopic.TIERS: "The five purposes",
    ItemTopic.INTERVIEWS: "Interviews",
    ItemTopic.DEMAND: "Demand",
    ItemTopic.DISTINCTIONS: "Telling roles apart",
    ItemTopic.LABS: "Labs",
    ItemTopic.LEVELS: "Levels",
    ItemTopic.GUIDE: "Guidance",
}


class NoItemsError(UserFacingError):
    """Nothing that may be asked fits what was wished."""

    text = "No item fits that topic and difficulty."
    remedy = "Leave one of them out."


@dataclass(frozen=True, slots=True)
class Wish:
    """What a host wants to be asked. `topic` is a topic or, with its prefix, a deck."""

    count: int
    topic: str | None = None
    difficulty: Difficulty | None = None


@dataclass(frozen=True)
class Pool:
    """The items by id, those of the written decks by deck."""

    items: Mapping[str, Item]
    decks: Mapping[str, tuple[Item, ...]]
    by_fact: Mapping[str, Item]

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Pool":
        """Gather the written items and generate the others."""
        decks = {name: deck.items for name, deck in knowledge.decks.items()}
        written = [item for items in decks.values() for item in items]
        items = {item.id: item for item in (*written, *generate(knowledge))}
        return cls(items, decks, {fact_of(name): item for name, item in items.items()})

    def current(self, item: str) -> Item | None:
        """Give an item, or the one that asks the same fact as it is now; None for a lost fact."""
        return self.items.get(item) or self.by_fact.get(fact_of(item))

    def about(self, roles: Collection[str], count: int, random: Random) -> tuple[Item, ...]:
        """Pick some items about roles, written ones first."""
        wanted = set(roles)
        found = [item for item in self.items.values() if wanted & set(item.roles)]
        random.shuffle(found)
        written = {item.id for items in self.decks.values() for item in items}
        found.sort(key=lambda item: item.id not in written)
        return tuple(found[:count])

    def fitting(self, wish: Wish, banned: Collection[str] = ()) -> Iterator[Item]:
        """Give the items that fit a wish and may be asked."""
        if wish.topic is not None and wish.topic.startswith(DECK_PREFIX):
            source: Collection[Item] = self.decks.get(wish.topic.removeprefix(DECK_PREFIX), ())
        else:
            source = self.items.values()
        for item in source:
            if item.id in banned:
                continue
            if wish.difficulty is not None and item.difficulty is not wish.difficulty:
                continue
            if wish.topic is None or wish.topic.startswith(DECK_PREFIX) or item.topic == wish.topic:
                yield item

    def pick(
        self, wish: Wish, random: Random, banned: Collection[str], recent: Collection[str]
    ) -> tuple[Item, ...]:
        """Pick items for a game; raise NoItemsError where none fits.

        What was asked here lately comes last; topics take turns, and no two items ask about one
        thing, since one would give the other away.
        """
        fitting = list(self.fitting(wish, banned))
        random.shuffle(fitting)
        fitting.sort(key=lambda item: item.id in recent)
        chosen: list[Item] = []
        subjects: set[str] = set()
        for item in _in_turns(fitting):
            subject = _subject(item)
            if subject not in subjects:
                chosen.append(item)
                subjects.add(subject)
            if len(chosen) == wish.count:
                break
        if not chosen:
            raise NoItemsError
        random.shuffle(chosen)
        return tuple(chosen)


def _subject(item: Item) -> str:
    """Name what an item is about more widely: the fact without its last part."""
    fact = fact_of(item.id)
    return fact.rpartition(":")[0] or fact


def _in_turns(items: list[Item]) -> Iterator[Item]:
    """Take one item of each topic in turn, so that a topic with many does not crowd out others."""
    lines: dict[str, list[Item]] = {}
    for item in items:
        lines.setdefault(item.topic, []).append(item)
    waiting = [line[::-1] for line in lines.values()]
    while waiting:
        for line in waiting:
            yield line.pop()
        waiting = [line for line in waiting if line]
