"""Items about levels: at which of them something is expected."""

from collections.abc import Iterator

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ChoiceItem, Difficulty, Item, Topic
from bot.quiz.generate.ids import item_id
from bot.quiz.generate.options import fitting


def level_items(knowledge: Knowledge) -> Iterator[Item]:
    """Ask for the level that the first claim of each is about."""
    levels = knowledge.levels.levels
    names = {it.id: ", ".join((it.name, *it.also[:1])) for it in levels}
    for level in levels:
        claim = level.claims[0]
        others = tuple(names[it.id] for it in levels if it.id != level.id)
        if not 1 <= len(others) <= 4:  # noqa: PLR2004 - what a choice can hold
            continue
        yield from fitting(
            ChoiceItem,
            kind="choice",
            id=item_id("level", level.id, says=[claim.text, *others]),
            topic=Topic.LEVELS,
            difficulty=Difficulty.MEDIUM,
            question=f"At which level is this expected? “{claim.text}”",
            right=names[level.id],
            wrong=others,
            explanation=f"That is {names[level.id]}; names of levels differ between companies.",
            source=claim.source,
            date=claim.date,
            scope=claim.scope,
        )
