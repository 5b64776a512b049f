"""Items about what people call a job."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ChoiceItem, Difficulty, Item, ItemTopic
from bot.quiz.generate.making import fitting, item_id, near_roles
from bot.titles.title_files import AliasGroup

GIVEN_AWAY = 90
"""A title so like the role's name that it would answer itself."""


def alias_items(knowledge: Knowledge) -> Iterator[Item]:
    """Ask for a role that a title can mean; only titles that a document reads so."""
    for alias in knowledge.title_files.aliases.aliases:
        if alias.source is None:
            continue
        for title in alias.titles:
            yield from _item(knowledge, alias, title, alias.source)


def _item(knowledge: Knowledge, alias: AliasGroup, title: str, source: str) -> Iterator[Item]:
    role = knowledge.roles[alias.roles[0]]
    wrong = set(knowledge.roles) - set(alias.roles)
    if fuzz.token_set_ratio(title.casefold(), role.name.casefold()) >= GIVEN_AWAY:
        return
    names = ", ".join(knowledge.roles[item].name for item in alias.roles)
    employers = " or ".join(knowledge.employers[item].name for item in alias.employers)
    at = f" at {employers}" if employers else ""
    yield from fitting(
        ChoiceItem,
        kind="choice",
        id=item_id("alias", title, *alias.employers, says=alias.roles),
        topic=ItemTopic.TITLES,
        difficulty=Difficulty.EASY,
        roles=alias.roles,
        question=f"A posting{at} says “{title}”. Which of these roles can it mean?",
        right=role.name,
        wrong=near_roles(knowledge, role, f"alias {title}", wrong),
        explanation=alias.note or f"“{title}” can mean {names}.",
        source=source,
    )
