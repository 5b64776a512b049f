"""/demand: a heat map of roles by sectors, supply against demand, who seeks whom."""

from collections.abc import Iterator
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.lookups.by_title import Asked, by_title, with_lead
from bot.lookups.charts import HeatChart
from bot.lookups.converting import Offered, converted
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import Answer, Block, Figure, Line, Section, Step
from bot.lookups.naming import find
from bot.lookups.queries import (
    CompareQuery,
    DemandQuery,
    Entity,
    GuideQuery,
    Query,
    RoleQuery,
    SalaryQuery,
)
from bot.lookups.wording import cited, claim_line, join, quote


def answer_demand(query: DemandQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer for a role, a sector, both, or with the whole map."""
    del today
    blocks = tuple(_blocks(query, knowledge))
    return converted(
        _title(query, knowledge),
        query,
        (),
        blocks,
        cited(knowledge, blocks),
        tuple(_steps(query, knowledge)),
        tuple(_menus(query, knowledge)),
    )


def _title(query: DemandQuery, knowledge: Knowledge) -> str:
    parts = [knowledge.roles[query.role].name] if query.role else []
    parts += [_sector(knowledge, query.sector)] if query.sector else []
    return "Demand: " + (", ".join(parts) if parts else "who is wanted where")


def _sector(knowledge: Knowledge, sector: str) -> str:
    return next(it.name for it in knowledge.demand.sectors if it.id == sector)


def _blocks(query: DemandQuery, knowledge: Knowledge) -> Iterator[Block]:
    table = knowledge.demand
    roles = [query.role] if query.role else list(table.roles)
    rated = [role for role in roles if role in table.roles]
    if rated:
        caption = Line("As one document rates it.", None, (table.source,), table.scope)
        if query.sector is None:
            yield Figure(_chart(rated, knowledge), caption)
        yield Section("Demand by sector", tuple(_rows(rated, query.sector, knowledge)))
    elif query.role:
        none = "No document rates the demand for this role by sector."
        yield Section(None, (Line(none),))
    yield from _supply(roles if query.role else list(table.supply), query, knowledge)
    if query.role is None:
        yield Section("Observations", tuple(map(claim_line, table.observations)))
        yield Section(
            "Who looks for whom",
            tuple(claim_line(item.claim, item.who) for item in table.employers),
        )


def _supply(roles: list[str], query: DemandQuery, knowledge: Knowledge) -> Iterator[Block]:
    lines = tuple(
        claim_line(claim, None if query.role else knowledge.roles[role].name)
        for role in roles
        for claim in knowledge.demand.supply.get(role, ())
    )
    if lines and query.sector is None:
        yield Section("Supply against demand", lines)


def _rows(roles: list[str], sector: str | None, knowledge: Knowledge) -> Iterator[Line]:
    """Say every rating in words; sectors of one level together."""
    table = knowledge.demand
    for role in roles:
        row, name = table.roles[role], knowledge.roles[role].name
        if sector is not None:
            if sector in row:
                yield Line(f"{_level(knowledge, row[sector])}.", name, (table.source,), table.scope)
            continue
        parts = []
        for level in reversed(table.levels):
            where = [it.name for it in table.sectors if row.get(it.id) == level.id]
            if where:
                parts.append(f"{level.name.lower()} in {join(where)}")
        text = "; ".join(parts)
        yield Line(text[:1].upper() + text[1:] + ".", name, (table.source,))


def _level(knowledge: Knowledge, level: str) -> str:
    return next(it.name for it in knowledge.demand.levels if it.id == level)


def _chart(roles: list[str], knowledge: Knowledge) -> HeatChart:
    table = knowledge.demand
    order = [it.id for it in table.levels]
    return HeatChart(
        "Demand by role and sector",
        tuple(it.name for it in table.sectors),
        tuple(it.name for it in table.levels),
        tuple(
            (
                knowledge.roles[role].name,
                tuple(
                    order.index(table.roles[role][it.id]) if it.id in table.roles[role] else None
                    for it in table.sectors
                ),
            )
            for role in roles
        ),
    )


def _steps(query: DemandQuery, knowledge: Knowledge) -> Iterator[Step]:
    if query.role is not None:
        yield Step("Profile", RoleQuery(query.role))
        yield Step("Salary", SalaryQuery(query.role))
    if query.role is not None or query.sector is not None:
        yield Step("Whole map", DemandQuery())
    if "market" in knowledge.guides:
        yield Step("The market in 2026", GuideQuery("market"))


def _menus(query: DemandQuery, knowledge: Knowledge) -> Iterator[Offered]:
    table = knowledge.demand
    roles = tuple(
        Step(knowledge.roles[role].name, DemandQuery(role))
        for role in dict.fromkeys((*table.roles, *table.supply))
        if role != query.role
    )
    sectors = tuple(
        Step(it.name, DemandQuery(None, it.id)) for it in table.sectors if it.id != query.sector
    )
    yield ("Open a role", roles)
    yield ("Open a sector", sectors)


def demand_by_name(knowledge: Knowledge, role: str | None, sector: str | None) -> Asked | Answer:
    """Ask for the demand for a typed title, in a typed sector."""
    found = find(Entity.SECTOR, sector, knowledge) if sector else None
    lead: tuple[str, ...] = ()
    if sector and found is None:
        lead = (f"There is no sector {quote(sector)} in the map; here are all.",)
    if role is None:
        return Asked(DemandQuery(None, found), lead)
    return with_lead(by_title(knowledge, role, lambda it: DemandQuery(it, found)), lead)


def _samples(knowledge: Knowledge) -> Iterator[tuple[DemandQuery, str]]:
    yield from ((DemandQuery(role.id), role.name) for role in knowledge.roles.values())
    yield DemandQuery(), "the map"
    yield from ((DemandQuery(None, it.id), it.name) for it in knowledge.demand.sectors)


def _route(question: FreeQuestion) -> Query:
    roles = question.reading.roles
    return CompareQuery(roles) if len(roles) > 1 else DemandQuery(roles[0] if roles else None)


DEMAND = Lookup(
    DemandQuery,
    "d",
    answer_demand,
    "/demand",
    _samples,
    help="Who is wanted where: roles by sectors, supply, who looks for whom.",
    routes={Intent.MARKET: _route},
)
