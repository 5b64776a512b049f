"""Items about how much sectors want roles, as one document rates it."""

from collections.abc import Iterator

from bot.knowledge.decks import Difficulty, Item, ItemTopic
from bot.knowledge.market import Sector
from bot.lookups.wording import in_plural, join, with_article
from bot.quiz.generate.making import Fact, choice, made, mixed
from bot.quiz.generate.said import Evidence

ALIKE = 3


def demand_items(evidence: Evidence) -> Iterator[Item]:
    """Ask for what stands out: the sector or role of most or least demand, and the odd one out."""
    table = evidence.knowledge.demand
    for role in table.roles:
        yield from _sector(evidence, role)
        yield from _order(evidence, role)
    for sector in table.sectors:
        yield from _role(evidence, sector)
        yield from _odd_one(evidence, sector)


def _fact(evidence: Evidence, name: tuple[str, ...], says: object, hard: Difficulty) -> Fact:
    table = evidence.knowledge.demand
    roles = tuple(it for it in name if it in table.roles)
    return Fact(("demand", *name), (says,), table, ItemTopic.DEMAND, hard, roles)


def _of_role(evidence: Evidence, role: str) -> dict[str, int]:
    """Map the names of sectors to how much they want a role, as places among the levels."""
    table = evidence.knowledge.demand
    order = [it.id for it in table.levels]
    row = table.roles[role]
    return {it.name: order.index(row[it.id]) for it in table.sectors if it.id in row}


def _of_sector(evidence: Evidence, sector: Sector) -> dict[str, int]:
    """Map the names of roles to how much a sector wants them."""
    roles = evidence.knowledge.demand.roles
    rated = {role: _of_role(evidence, role) for role in roles if sector.id in roles[role]}
    return {evidence.name(role): row[sector.name] for role, row in rated.items()}


def _said(evidence: Evidence, rated: dict[str, int]) -> str:
    levels = evidence.knowledge.demand.levels
    return ", ".join(f"{name} {levels[level].name.lower()}" for name, level in rated.items())


def _outstanding(rated: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Yield who alone is rated highest, and who alone lowest."""
    for word, best in (("most", max(rated.values())), ("least", min(rated.values()))):
        found = [name for name, level in rated.items() if level == best]
        if len(found) == 1:
            yield word, found[0]


def _sector(evidence: Evidence, role: str) -> Iterator[Item]:
    rated = _of_role(evidence, role)
    for word, sector in _outstanding(rated):
        yield from choice(
            _fact(evidence, (role, word), rated, Difficulty.MEDIUM),
            f"Who wants {in_plural(evidence.name(role))} {word}?",
            sector,
            mixed(role + word, (it for it in rated if it != sector)),
            f"Demand by sector: {_said(evidence, rated)}.",
        )


def _role(evidence: Evidence, sector: Sector) -> Iterator[Item]:
    rated = _of_sector(evidence, sector)
    for word, role in _outstanding(rated):
        yield from choice(
            _fact(evidence, (sector.id, word), rated, Difficulty.MEDIUM),
            f"{sector.name}: which of these roles is wanted {word} there?",
            role,
            mixed(sector.id + word, (it for it in rated if it != role)),
            f"Demand in {sector.name}: {_said(evidence, rated)}.",
        )


def _odd_one(evidence: Evidence, sector: Sector) -> Iterator[Item]:
    """Ask for the one role that is wanted less than three that are wanted equally."""
    rated = _of_sector(evidence, sector)
    for level in set(rated.values()):
        alike = [name for name, it in rated.items() if it == level][:ALIKE]
        less = mixed(sector.id, (name for name, it in rated.items() if it < level))
        if len(alike) == ALIKE and less:
            yield from choice(
                _fact(evidence, (sector.id, "odd"), rated, Difficulty.EASY),
                f"{sector.name}: three of these roles are wanted equally. Who is wanted less?",
                less[0],
                alike,
                f"{join(alike)} are wanted more. Demand there: {_said(evidence, rated)}.",
            )


def _order(evidence: Evidence, role: str) -> Iterator[Item]:
    """Ask for the order of sectors of which each wants a role to another degree."""
    rated = _of_role(evidence, role)
    by_level = {rated[name]: name for name in mixed(role, rated)}
    order = tuple(by_level[level] for level in sorted(by_level, reverse=True))
    yield from made(
        _fact(evidence, (role, "order"), rated, Difficulty.HARD),
        "order",
        f"Put these in order by how much they want {with_article(evidence.name(role))}.",
        f"Demand by sector: {_said(evidence, rated)}.",
        order=order,
        by="most demand first",
    )
