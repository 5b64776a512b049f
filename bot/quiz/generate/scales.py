"""Items from the lines of comparisons that are a scale: roles in their order along it."""

from collections.abc import Iterator
from itertools import islice, product

from bot.knowledge.decks import Difficulty, Item, ItemTopic
from bot.knowledge.roles import ComparisonFile, Dimension
from bot.quiz.generate.making import Fact, made, mixed
from bot.quiz.generate.said import Evidence

ORDERS = 3


def scale_items(evidence: Evidence) -> Iterator[Item]:
    """Ask for the order of roles of which each stands at another place of a scale."""
    for comparison in evidence.knowledge.comparisons:
        for dimension in comparison.dimensions:
            yield from _orders(evidence, comparison, dimension)


def _orders(evidence: Evidence, comparison: ComparisonFile, dimension: Dimension) -> Iterator[Item]:
    cells = dimension.cells
    steps = [
        mixed(step, (role for role, cell in cells.items() if cell == step))
        for step in reversed(dimension.scale)
    ]
    for roles in islice(product(*steps) if steps else (), ORDERS):
        told = ", ".join(f"{evidence.name(it)} {cells[it]}" for it in roles)
        name = ("scale", comparison.id, dimension.label, *sorted(roles))
        topic, medium = ItemTopic.DISTINCTIONS, Difficulty.MEDIUM
        yield from made(
            Fact(name, (told,), comparison, topic, medium, roles, dimension.scope),
            "order",
            f"Put these roles in order by their {dimension.label.lower()}.",
            f"{dimension.label}: {told}.",
            order=tuple(map(evidence.name, roles)),
            by="most of it first",
        )
