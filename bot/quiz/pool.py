"""All items of one version of the knowledge, and the choice of some for a game."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
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


TABLES = 5
"""A mixed game is made of so many tables at least: none gives more than this part of it."""
RISING = tuple(Difficulty)


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
    """The items by id, those of the written decks by deck, and the table that each is from.

    `tables` names the deck of a written item, and of a generated one the table of its fact.
    """

    items: Mapping[str, Item]
    decks: Mapping[str, tuple[Item, ...]]
    by_fact: Mapping[str, Item]
    tables: Mapping[str, str]

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Pool":
        """Gather the written items and generate the others."""
        return cls.made_of(
            {name: deck.items for name, deck in knowledge.decks.items()}, generate(knowledge)
        )

    @classmethod
    def made_of(
        cls, decks: Mapping[str, tuple[Item, ...]], generated: Iterable[Item] = ()
    ) -> "Pool":
        """Put written and generated items together."""
        tables = {it.id: DECK_PREFIX + name for name, items in decks.items() for it in items}
        items = {item.id: item for deck in decks.values() for item in deck}
        for item in generated:
            items[item.id] = item
            tables[item.id] = item.id.partition(":")[0]
        return cls(items, decks, {fact_of(name): it for name, it in items.items()}, tables)

    def as_learned(self, learned: Mapping[str, Difficulty]) -> "Pool":
        """Give the same items, each as hard as its answers say where there are enough."""

        def now(item: Item) -> Item:
            hard = learned.get(item.id, item.difficulty)
            same = hard is item.difficulty
            return item if same else item.model_copy(update={"difficulty": hard})

        decks = {name: tuple(map(now, items)) for name, items in self.decks.items()}
        return replace(self, items={it: now(item) for it, item in self.items.items()}, decks=decks)

    def current(self, item: str) -> Item | None:
        """Give an item, or the one that asks the same fact as it is now; None for a lost fact."""
        return self.items.get(item) or self.by_fact.get(fact_of(item))

    def about(
        self, roles: Collection[str], count: int, random: Random, topic: ItemTopic | None = None
    ) -> tuple[Item, ...]:
        """Pick some items about roles, written ones first; of a topic, if need be on any role."""
        wanted, on_it = set(roles), [it for it in self.items.values() if topic in (None, it.topic)]
        found = [item for item in on_it if wanted & set(item.roles)]
        if topic is not None and not found:
            found = on_it
        random.shuffle(found)
        written = {item.id for items in self.decks.values() for item in items}
        found.sort(key=lambda item: item.id not in written)
        return tuple(found[:count])

    @cached_property
    def askable(self) -> Mapping[str | None, int]:
        """How many questions one game has at most, by topic or deck: no two about one thing."""
        topics = [None, *ItemTopic, *(DECK_PREFIX + name for name in self.decks)]
        return {it: len({_subject(item) for item in self.fitting(Wish(1, it))}) for it in topics}

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
        """Pick items for a game, the easy ones first; raise NoItemsError where none fits.

        What was asked here lately comes last; topics take turns, and no two items ask about one
        thing, since one would give the other away. A mixed game has few items from any one table.
        """
        fitting = list(self.fitting(wish, banned))
        random.shuffle(fitting)
        fitting.sort(key=lambda item: item.id in recent)
        most = max(1, wish.count // TABLES) if wish.topic is None else wish.count
        chosen: list[Item] = []
        subjects: set[str] = set()
        left = Counter(dict.fromkeys(self.tables.values(), most))
        for item in _in_turns(fitting):
            subject, table = _subject(item), self.tables[item.id]
            if subject not in subjects and left[table] > 0:
                chosen.append(item)
                subjects.add(subject)
                left[table] -= 1
            if len(chosen) == wish.count:
                break
        if not chosen:
            raise NoItemsError
        random.shuffle(chosen)
        return tuple(sorted(chosen, key=lambda item: RISING.index(item.difficulty)))


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
