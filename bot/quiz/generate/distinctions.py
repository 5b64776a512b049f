"""Items from hand-drawn comparisons: of which of the compared roles something is said."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ChoiceItem, Difficulty, Item, ItemTopic
from bot.knowledge.roles import ComparisonFile, Dimension, FactKind
from bot.quiz.generate.making import fitting, item_id, pick

QUESTION_LIMIT = 300
REASON_LIMIT = 400
TOO_ALIKE = 60
"""Cells so alike that one could be said of the other role as well."""


def distinction_items(knowledge: Knowledge) -> Iterator[Item]:
    """Ask for the role that a cell of a comparison is about."""
    for comparison in knowledge.comparisons:
        for dimension in comparison.dimensions:
            for role in dimension.cells:
                yield from _item(knowledge, comparison, dimension, role)


def _item(
    knowledge: Knowledge, comparison: ComparisonFile, dimension: Dimension, role: str
) -> Iterator[Item]:
    cell = dimension.cells[role]
    others = [
        other
        for other, text in dimension.cells.items()
        if other != role and fuzz.token_set_ratio(cell, text) < TOO_ALIKE
    ]
    question = f"{dimension.label}: which role is this said of? “{cell}”"
    if not others or len(question) > QUESTION_LIMIT or _gives_away(knowledge, comparison, cell):
        return
    key = ("distinction", comparison.id, dimension.label, role)
    wrong = pick("".join(key), others)
    yield from fitting(
        ChoiceItem,
        kind="choice",
        id=item_id(*key, says=[cell, *(dimension.cells[other] for other in wrong)]),
        topic=(
            ItemTopic.INTERVIEWS if dimension.fact is FactKind.INTERVIEW else ItemTopic.DISTINCTIONS
        ),
        difficulty=Difficulty.EASY if len(dimension.cells) == 2 else Difficulty.MEDIUM,  # noqa: PLR2004
        roles=(role, *wrong),
        question=question,
        right=knowledge.roles[role].name,
        wrong=tuple(knowledge.roles[other].name for other in wrong),
        explanation=_reason(knowledge, dimension, wrong),
        source=comparison.source,
        date=comparison.date,
        scope=dimension.scope or comparison.scope,
    )


def _gives_away(knowledge: Knowledge, comparison: ComparisonFile, cell: str) -> bool:
    """Tell whether a cell names one of the roles that are compared."""
    text = cell.casefold()
    names = {
        name.casefold()
        for role in comparison.roles
        for name in (knowledge.roles[role].name, comparison.called.get(role, ""))
        if name
    }
    nouns = {name.rpartition(" ")[2] for name in names}
    return any(name in text for name in names) or any(noun in text.split() for noun in nouns)


def _reason(knowledge: Knowledge, dimension: Dimension, wrong: tuple[str, ...]) -> str:
    """Say what is said of the others under the same heading."""
    said = "; ".join(f"{knowledge.roles[other].name}: {dimension.cells[other]}" for other in wrong)
    text = f"Of the others it is said: {said}."
    return text if len(text) <= REASON_LIMIT else text[: REASON_LIMIT - 1].rsplit(" ", 1)[0] + "…"
