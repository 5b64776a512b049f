"""/demand: who is wanted where, as a map and in sentences; for a role, where most and least."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.roles import FactKind
from bot.lookups.by_title import Asked, by_title, with_lead
from bot.lookups.charts import HeatChart
from bot.lookups.lab import LabQuery
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import Answer, Figure, Line, Section, Step, Topic
from bot.lookups.naming import find
from bot.lookups.queries import (
    CompareQuery,
    DemandQuery,
    Entity,
    GuideQuery,
    Query,
    RoleQuery,
    RoleSection,
    SalaryQuery,
)
from bot.lookups.wording import (
    capital,
    cited,
    claim_line,
    in_plural,
    join,
    provenance,
    quote,
    sources_of,
)

MOST_SUPPLY = 3
MAP_CAUTION = "The map is one document's rating."


def answer_demand(query: DemandQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer for a role, a sector, both, or with the whole map."""
    del today
    if query.role is not None:
        card = _of_role(query, query.role, knowledge)
    elif query.sector is not None:
        card = _of_sector(query, query.sector, knowledge)
    else:
        card = _whole(query, knowledge)
    more = (*card.more, *(step for step in _more(knowledge) if step.query != query))
    sources = cited(knowledge, (*card.lines, *card.topics))
    caution = MAP_CAUTION if knowledge.demand.source in sources_of(card.lines) else ""
    foot = provenance(knowledge, sources_of(card.lines) or sources_of(card.topics), caution)
    return replace(
        card, sources=sources, provenance=foot, more=more, prompt="Another role or sector"
    )


def _whole(query: DemandQuery, knowledge: Knowledge) -> Answer:
    """Say who is wanted most and least over all sectors, beside the map."""
    table = knowledge.demand
    order = [level.id for level in table.levels]
    # Wanted widely is wanted more than moderately by many, rather than most of all by one.
    middle = len(order) // 2
    total = {
        role: (sum(rank >= middle for rank in ranks), sum(ranks))
        for role, row in table.roles.items()
        if (ranks := [order.index(level) for level in row.values()])
    }
    peak = max(order.index(level) for row in table.roles.values() for level in row.values())
    peaks = [
        (role, sector.id)
        for role, row in table.roles.items()
        for sector in table.sectors
        if sector.id in row and order.index(row[sector.id]) == peak
    ]
    role, sector = peaks[0]
    broad, narrow = max(total, key=lambda it: total[it]), min(total, key=lambda it: total[it])
    lines = (
        _rating("Wanted most widely", broad, knowledge),
        _rating("Wanted least widely", narrow, knowledge),
        *(claim_line(claim, "Overall") for claim in table.observations[:1]),
    )
    return Answer(
        f"Demand is highest for {_plural(knowledge, role)} {_in_sector(knowledge, sector)}.",
        query,
        name="Who is wanted where",
        lines=lines,
        figure=Figure(_chart(knowledge)),
        topics=tuple(_topics(knowledge)),
        steps=(
            Step(f"{knowledge.roles[role].short}: demand", DemandQuery(role)),
            Step("Who is paid most", SalaryQuery()),
            *_market(knowledge),
        ),
    )


def _rating(label: str, role: str, knowledge: Knowledge) -> Line:
    text = f"{capital(_plural(knowledge, role))}: {_by_level(role, knowledge)}."
    return Line(text, label, (knowledge.demand.source,), knowledge.demand.scope)


def _topics(knowledge: Knowledge) -> Iterator[Topic]:
    """Give who looks for whom, and supply against demand of every role."""
    table = knowledge.demand
    employers = tuple(claim_line(it.claim, it.who) for it in table.employers)
    observed = tuple(map(claim_line, table.observations))
    yield _topic(knowledge, "Who looks for whom", ((None, employers), ("Everywhere", observed)))
    rated = [role for role in table.supply if role in table.roles]
    others = [role for role in table.supply if role not in table.roles]
    for title, roles in (
        ("Supply of the roles on the map", rated),
        ("Supply of the other roles", others),
    ):
        sections = tuple(_by_role(roles, knowledge))
        if sections:
            yield _topic(knowledge, title, sections)


def _by_role(
    roles: Iterable[str], knowledge: Knowledge
) -> Iterator[tuple[str | None, tuple[Line, ...]]]:
    """Give the supply of each role; what is said alike of several is said once."""
    said: dict[str, list[str]] = {}
    claims = {}
    for role in roles:
        for claim in knowledge.demand.supply[role]:
            said.setdefault(claim.text, []).append(knowledge.roles[role].short)
            claims[claim.text] = claim
    yield None, tuple(claim_line(claims[text], join(names)) for text, names in said.items())


def _topic(
    knowledge: Knowledge,
    title: str,
    sections: Iterable[tuple[str | None, tuple[Line, ...]]],
) -> Topic:
    blocks = tuple(Section(heading, lines) for heading, lines in sections if lines)
    return Topic(title, blocks, provenance(knowledge, sources_of(blocks)))


def _of_role(query: DemandQuery, role: str, knowledge: Knowledge) -> Answer:
    """Say where a role is wanted most and least, how many there are, and the odds."""
    table = knowledge.demand
    supply = table.supply.get(role, ())
    rated = role in table.roles
    lines: list[Line] = []
    if rated and query.sector is None:
        text = f"{capital(_by_level(role, knowledge))}."
        lines.append(Line(text, "Demand", (table.source,), table.scope))
    shown = supply if rated else supply[1:]
    lines += [claim_line(claim, "Supply") for claim in shown[:MOST_SUPPLY]]
    said = {claim.text for claim in supply}
    facts = knowledge.roles[role].facts.get(FactKind.COMPETITION, ())
    odds = tuple(claim for claim in facts if claim.text not in said)
    lines += [claim_line(claim, "Odds") for claim in odds[: len(shown) < MOST_SUPPLY]]
    every = tuple(map(claim_line, (*supply, *odds)))
    hidden = len(every) > len(lines) - (1 if rated and query.sector is None else 0)
    return Answer(
        _role_headline(query, role, knowledge),
        query,
        name=f"{knowledge.roles[role].name}: demand",
        lines=tuple(lines),
        topics=(_topic(knowledge, "Supply and odds", ((None, every),)),) if hidden else (),
        steps=(
            Step(knowledge.roles[role].short, RoleQuery(role)),
            Step(f"{knowledge.roles[role].short} pay", SalaryQuery(role)),
            Step("The whole map", DemandQuery()),
            *_market(knowledge),
        ),
        more=(Step("Where the jobs are, and getting in", RoleQuery(role, RoleSection.GETTING_IN)),),
    )


def _role_headline(query: DemandQuery, role: str, knowledge: Knowledge) -> str:
    table, who = knowledge.demand, capital(_plural(knowledge, role))
    row = table.roles.get(role)
    if row is None:
        supply = table.supply.get(role, ())
        unrated = f"My sources don't rate the demand for {_plural(knowledge, role)} by sector."
        return supply[0].text if supply and query.sector is None else unrated
    levels = {level.id: level.name.lower() for level in table.levels}
    if query.sector is not None:
        if query.sector not in row:
            return f"My sources don't rate the demand for {_plural(knowledge, role)} there."
        where = _in_sector(knowledge, query.sector)
        return f"Demand for {_plural(knowledge, role)} {where} is {levels[row[query.sector]]}."
    order = list(levels)
    ranks = {sector: order.index(level) for sector, level in row.items()}
    most = [it.id for it in table.sectors if ranks.get(it.id) == max(ranks.values())]
    least = [it.id for it in table.sectors if ranks.get(it.id) == min(ranks.values())]
    if most == least:
        return f"{who} are wanted alike in every sector: demand is {levels[row[most[0]]]}."
    top, low = (join([_in_sector(knowledge, it) for it in group]) for group in (most, least))
    return f"{who} are wanted most {top}, and least {low}."


def _of_sector(query: DemandQuery, sector: str, knowledge: Knowledge) -> Answer:
    """Say whom a sector wants, level by level."""
    table = knowledge.demand
    groups = []
    for level in reversed(table.levels):
        here = [role for role, row in table.roles.items() if row.get(sector) == level.id]
        if here:
            groups.append((level, [_plural(knowledge, role) for role in here], here))
    level, names, roles = groups[0]
    where = capital(_in_sector(knowledge, sector))
    return Answer(
        f"{where}, demand is {level.name.lower()} for {join(names)}.",
        query,
        name=f"{_sector(knowledge, sector)}: demand",
        lines=tuple(
            Line(f"{capital(join(names))}.", f"{level.name} demand", (table.source,), table.scope)
            for level, names, _ in groups[1:]
        ),
        steps=(
            *(Step(f"{knowledge.roles[it].short}: demand", DemandQuery(it)) for it in roles[:2]),
            Step("The whole map", DemandQuery()),
            *_market(knowledge),
        ),
    )


def _by_level(role: str, knowledge: Knowledge) -> str:
    """Say a role's ratings in words; sectors of one level together."""
    table, row = knowledge.demand, knowledge.demand.roles[role]
    parts = []
    for level in reversed(table.levels):
        where = [_in_sector(knowledge, it.id) for it in table.sectors if row.get(it.id) == level.id]
        if where:
            parts.append(f"{level.name.lower()} {join(where)}")
    return "; ".join(parts)


def _sector(knowledge: Knowledge, sector: str) -> str:
    return next(it.name for it in knowledge.demand.sectors if it.id == sector)


def _in_sector(knowledge: Knowledge, sector: str) -> str:
    """Say a sector within a sentence: at FAANG, at AI startups, in finance."""
    name = _sector(knowledge, sector)
    words = " ".join(it if it[1:] != it[1:].lower() else it.lower() for it in name.split())
    return f"at {words}" if name.isupper() or words != name.lower() else f"in {words}"


def _plural(knowledge: Knowledge, role: str) -> str:
    return in_plural(knowledge.roles[role].name)


def _chart(knowledge: Knowledge) -> HeatChart:
    table = knowledge.demand
    order = [it.id for it in table.levels]
    return HeatChart(
        "Demand by role and sector",
        tuple(it.name for it in table.sectors),
        tuple(it.name for it in table.levels),
        tuple(
            (
                knowledge.roles[role].name,
                tuple(order.index(row[it.id]) if it.id in row else None for it in table.sectors),
            )
            for role, row in table.roles.items()
        ),
    )


def _market(knowledge: Knowledge) -> tuple[Step, ...]:
    return (Step("The market", GuideQuery("market")),) if "market" in knowledge.guides else ()


def _more(knowledge: Knowledge) -> Iterator[Step]:
    table = knowledge.demand
    for sector in table.sectors:
        yield Step(sector.name, DemandQuery(None, sector.id))
    for role in table.roles:
        yield Step(knowledge.roles[role].name, DemandQuery(role))


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
    roles, employer = question.reading.roles, question.reading.employer
    if not roles and employer is not None and employer in question.knowledge.labs:
        return LabQuery((employer,))
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
