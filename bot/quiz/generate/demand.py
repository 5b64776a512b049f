"""Items about how much sectors want roles, as one document rates it."""

from collections.abc import Iterator

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ChoiceItem, Difficulty, Item, ItemTopic
from bot.knowledge.market import Named
from bot.quiz.generate.making import fitting, item_id, pick


def demand_items(knowledge: Knowledge) -> Iterator[Item]:
    """Ask for the level of a role in a sector, and for the sector or role that stands out."""
    table = knowledge.demand
    for role in table.roles:
        for sector in table.sectors:
            if sector.id in table.roles[role]:
                yield from _level(knowledge, role, sector)
    for sector in table.sectors:
        yield from _stands_out(knowledge, sector)


def _level(knowledge: Knowledge, role: str, sector: Named) -> Iterator[Item]:
    table = knowledge.demand
    level = table.roles[role][sector.id]
    name = knowledge.roles[role].name
    names = {it.id: it.name for it in table.levels}
    others = ", ".join(
        f"{it.name} {names[table.roles[role][it.id]].lower()}"
        for it in table.sectors
        if it.id != sector.id and it.id in table.roles[role]
    )
    return fitting(
        ChoiceItem,
        kind="choice",
        id=item_id("demand", role, sector.id, says=[level]),
        topic=ItemTopic.DEMAND,
        difficulty=Difficulty.HARD,
        roles=(role,),
        question=f"How is demand for the {name} rated in this sector: {sector.name}?",
        right=names[level],
        wrong=tuple(it.name for it in table.levels if it.id != level),
        explanation=f"In the other sectors it is rated like this: {others}.",
        source=table.source,
        date=table.date,
        scope=table.scope,
    )


def _stands_out(knowledge: Knowledge, sector: Named) -> Iterator[Item]:
    """Ask for the one role that a sector wants most or least, where there is just one."""
    table = knowledge.demand
    order = [it.id for it in table.levels]
    rated = {
        role: order.index(row[sector.id]) for role, row in table.roles.items() if sector.id in row
    }
    for word, best in (("most", max(rated.values())), ("least", min(rated.values()))):
        found = [role for role, level in rated.items() if level == best]
        if len(found) != 1:
            continue
        role = found[0]
        key = ("demand", sector.id, word)
        wrong = pick("".join(key), (it for it in rated if it != role))
        said = ", ".join(
            f"{knowledge.roles[it].name} {table.levels[level].name.lower()}"
            for it, level in rated.items()
        )
        yield from fitting(
            ChoiceItem,
            kind="choice",
            id=item_id(*key, says=[rated]),
            topic=ItemTopic.DEMAND,
            difficulty=Difficulty.MEDIUM,
            roles=(role, *wrong),
            question=f"{sector.name}: which of these roles is wanted {word} there?",
            right=knowledge.roles[role].name,
            wrong=tuple(knowledge.roles[it].name for it in wrong),
            explanation=f"Demand in {sector.name}: {said}."[:400],
            source=table.source,
            date=table.date,
            scope=table.scope,
        )
