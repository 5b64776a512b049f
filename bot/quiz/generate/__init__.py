"""Items made from facts: one module a kind of fact, each a function from knowledge to items."""

from collections.abc import Callable, Iterator

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Item
from bot.quiz.generate.aliases import alias_items
from bot.quiz.generate.companies import lab_items, level_items
from bot.quiz.generate.demand import demand_items
from bot.quiz.generate.distinctions import distinction_items
from bot.quiz.generate.interviews import interview_items
from bot.quiz.generate.pay import pay_items
from bot.quiz.generate.tiers import tier_items
from bot.quiz.generate.weeks import week_items

Generator = Callable[[Knowledge], Iterator[Item]]


def generate(knowledge: Knowledge) -> Iterator[Item]:
    """Make all items that the facts of one version give."""
    generators: tuple[Generator, ...] = (
        week_items,
        tier_items,
        alias_items,
        pay_items,
        distinction_items,
        interview_items,
        demand_items,
        lab_items,
        level_items,
    )
    for generator in generators:
        yield from generator(knowledge)
