"""Items about the rounds of interview loops."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import OPTION_LIMIT, ChoiceItem, Difficulty, Item, ItemTopic
from bot.knowledge.market import Named
from bot.quiz.generate.making import fitting, item_id

TOO_ALIKE = 80
"""What two loops test so alike that asking for the difference would be unfair."""


def interview_items(knowledge: Knowledge) -> Iterator[Item]:
    """Ask what a round of a role tests, and in whose loop something is tested."""
    table = knowledge.interviews
    for role, loop in table.loops.items():
        for round_ in table.rounds:
            if round_.id not in loop:
                continue
            others = {
                other: texts[round_.id]
                for other, texts in table.loops.items()
                if other != role
                and round_.id in texts
                and fuzz.ratio(texts[round_.id], loop[round_.id]) < TOO_ALIKE
            }
            if len(others) > 1:
                yield from _what(knowledge, role, round_, others)
                yield from _whose(knowledge, role, round_, others)


def _what(knowledge: Knowledge, role: str, round_: Named, others: dict[str, str]) -> Iterator[Item]:
    table, name = knowledge.interviews, knowledge.roles[role].name
    right, wrong = table.loops[role][round_.id], tuple(dict.fromkeys(others.values()))
    if max(map(len, (right, *wrong))) > OPTION_LIMIT:
        return
    yield from fitting(
        ChoiceItem,
        kind="choice",
        id=item_id("interview", role, round_.id, "what", says=[right, *wrong]),
        topic=ItemTopic.INTERVIEWS,
        difficulty=Difficulty.MEDIUM,
        roles=(role,),
        question=f"{round_.name} in {name} interviews: what is it about?",
        right=right,
        wrong=wrong,
        explanation="The other answers are about this round for " + _names(knowledge, others) + ".",
        source=table.source,
        date=table.date,
        scope=table.scope,
    )


def _whose(
    knowledge: Knowledge, role: str, round_: Named, others: dict[str, str]
) -> Iterator[Item]:
    table = knowledge.interviews
    said = table.loops[role][round_.id]
    return fitting(
        ChoiceItem,
        kind="choice",
        id=item_id("interview", role, round_.id, "whose", says=[said, *others]),
        topic=ItemTopic.INTERVIEWS,
        difficulty=Difficulty.EASY,
        roles=(role, *others),
        question=f"{round_.name}: whose interviews test this there? “{said}”",
        right=knowledge.roles[role].name,
        wrong=tuple(knowledge.roles[other].name for other in others),
        explanation="; ".join(
            f"{knowledge.roles[other].name}: {text}" for other, text in others.items()
        )[:400],
        source=table.source,
        date=table.date,
        scope=table.scope,
    )


def _names(knowledge: Knowledge, roles: dict[str, str]) -> str:
    return ", ".join(knowledge.roles[role].name for role in roles)
