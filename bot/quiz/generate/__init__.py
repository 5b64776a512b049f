"""Items made from facts: one module a kind of fact, each a function from evidence to items."""

from collections.abc import Callable, Iterator

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Item
from bot.quiz.generate.companies import lab_items, level_items
from bot.quiz.generate.demand import demand_items
from bot.quiz.generate.interviews import interview_items
from bot.quiz.generate.myths import myth_items
from bot.quiz.generate.pay import pay_items
from bot.quiz.generate.roles import role_items
from bot.quiz.generate.said import Evidence
from bot.quiz.generate.scales import scale_items
from bot.quiz.generate.tiers import tier_items
from bot.quiz.generate.titles import title_items
from bot.quiz.generate.weeks import week_items

Generator = Callable[[Evidence], Iterator[Item]]

GENERATORS: tuple[Generator, ...] = (
    week_items,
    tier_items,
    title_items,
    pay_items,
    role_items,
    interview_items,
    demand_items,
    scale_items,
    myth_items,
    lab_items,
    level_items,
)


def generate(knowledge: Knowledge) -> Iterator[Item]:
    """Make all items that the facts of one version give."""
    evidence = Evidence.of(knowledge)
    for generator in GENERATORS:
        yield from generator(evidence)
