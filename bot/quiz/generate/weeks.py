"""Items about how roles split their week."""

from collections.abc import Iterator
from itertools import combinations

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import (
    ChoiceItem,
    Difficulty,
    Item,
    ItemTopic,
    NumberItem,
    OrderItem,
)
from bot.knowledge.roles import Role, Week
from bot.lookups.wording import with_article
from bot.quiz.generate.making import fitting, item_id, near_roles

ORDERED = 3


def week_items(knowledge: Knowledge) -> Iterator[Item]:
    """Ask for shares, for whose week it is, and for the order of roles by a share."""
    with_weeks = [(role, role.week) for role in knowledge.roles.values() if role.week]
    for role, week in with_weeks:
        yield from _shares(knowledge, role, week)
        yield from _whose(knowledge, role, week, [other.id for other, _ in with_weeks])
    for activity in knowledge.week_table.activities:
        yield from _orders(knowledge, activity, with_weeks)


def _said(week: Week) -> str:
    return ", ".join(f"{name} {share} %" for name, share in week.parts)


def _shares(knowledge: Knowledge, role: Role, week: Week) -> Iterator[Item]:
    table = knowledge.week_table
    for activity, share in week.parts:
        yield from fitting(
            NumberItem,
            kind="number",
            id=item_id("week", role.id, activity, says=[share]),
            topic=ItemTopic.WEEKS,
            difficulty=Difficulty.MEDIUM,
            roles=(role.id,),
            question=f"How much of the week of {with_article(role.name)} goes into {activity}, "
            "in percent?",
            answer=share,
            unit="percent",
            low=0,
            high=100,
            explanation=f"The whole week splits like this: {_said(week)}.",
            source=table.source,
            date=table.date,
            scope=table.scope,
        )


def _whose(knowledge: Knowledge, role: Role, week: Week, others: list[str]) -> Iterator[Item]:
    table = knowledge.week_table
    key = ("week", role.id, "whose")
    return fitting(
        ChoiceItem,
        kind="choice",
        id=item_id(*key, says=week.parts),
        topic=ItemTopic.WEEKS,
        difficulty=Difficulty.MEDIUM,
        roles=(role.id,),
        question=f"Whose week is this: {_said(week)}?",
        right=role.name,
        wrong=near_roles(knowledge, role, "".join(key), others),
        explanation=f"Of the roles whose week I know, only the {role.name} has this one.",
        source=table.source,
        date=table.date,
        scope=table.scope,
    )


def _orders(
    knowledge: Knowledge, activity: str, with_weeks: list[tuple[Role, Week]]
) -> Iterator[Item]:
    """Ask for the order of roles whose shares all differ."""
    table = knowledge.week_table
    share = {role.id: dict(week.parts)[activity] for role, week in with_weeks}
    for roles in combinations([role for role, _ in with_weeks], ORDERED):
        if len({share[role.id] for role in roles}) < ORDERED:
            continue
        ranked = sorted(roles, key=lambda role: -share[role.id])
        names = tuple(role.name for role in ranked)
        says = ", ".join(f"{role.name} {share[role.id]} %" for role in ranked)
        yield from fitting(
            OrderItem,
            kind="order",
            id=item_id(
                "week", activity, "order", "-".join(role.short for role in roles), says=[says]
            ),
            topic=ItemTopic.WEEKS,
            difficulty=Difficulty.HARD,
            roles=tuple(role.id for role in roles),
            question=f"Put these roles in order by how much of their week goes into {activity}.",
            order=names,
            by=f"most {activity} first",
            explanation=f"Shares of {activity}: {says}.",
            source=table.source,
            date=table.date,
            scope=table.scope,
        )
