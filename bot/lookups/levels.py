"""/levels: what changes from level to level, what converges at the top, and each role's ladder."""

from collections.abc import Iterator
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.market import Level
from bot.lookups.by_title import Asked, by_title, with_lead
from bot.lookups.converting import Offered, converted
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import Answer, Block, Line, Section, Step
from bot.lookups.naming import find
from bot.lookups.queries import Entity, LevelsQuery, Query, RoleQuery, SalaryQuery
from bot.lookups.salary import level_code
from bot.lookups.wording import cited, claim_line, join, pay_line, quote


def answer_levels(query: LevelsQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with one level or all, for one role or for all."""
    blocks = tuple(_blocks(query, knowledge, today))
    parts = [_level(knowledge, query.level).name] if query.level else []
    parts += [knowledge.roles[query.role].name] if query.role else []
    return converted(
        "Levels" + (f": {', '.join(parts)}" if parts else ""),
        query,
        (),
        blocks,
        cited(knowledge, blocks),
        tuple(_steps(query, knowledge)),
        tuple(_menus(query, knowledge)),
    )


def _level(knowledge: Knowledge, level: str) -> Level:
    return next(it for it in knowledge.levels.levels if it.id == level)


def _blocks(query: LevelsQuery, knowledge: Knowledge, today: date) -> Iterator[Block]:
    for level in knowledge.levels.levels:
        if query.level in (None, level.id):
            also = (Line(join(level.also, "or") + ".", "Also called"),) if level.also else ()
            yield Section(level.name, (*map(claim_line, level.claims), *also))
    if query.level is None:
        yield Section("At the top", tuple(map(claim_line, knowledge.levels.top)))
    ladders = tuple(
        claim_line(claim, None if query.role else knowledge.roles[role].name)
        for role, claims in knowledge.levels.ladders.items()
        if query.role in (None, role)
        for claim in claims
    )
    if ladders:
        yield Section("Ladders and ceilings", ladders)
    if query.role is not None:
        pay = tuple(
            pay_line(knowledge, claim, today)
            for claim in knowledge.pay_of(query.role)
            if claim.level is not None
            and (query.level is None or level_code(claim.level) == query.level.upper())
        )
        if pay:
            yield Section("Pay that was published with a level", pay)


def _steps(query: LevelsQuery, knowledge: Knowledge) -> Iterator[Step]:
    del knowledge
    if query.level is not None:
        yield Step("All levels", LevelsQuery(None, query.role))
    if query.role is not None:
        yield Step("Profile", RoleQuery(query.role))
        yield Step("Salary", SalaryQuery(query.role))


def _menus(query: LevelsQuery, knowledge: Knowledge) -> Iterator[Offered]:
    yield (
        "Open a level",
        tuple(
            Step(
                f"{it.name} ({join(it.also, 'or')})" if it.also else it.name,
                LevelsQuery(it.id, query.role),
            )
            for it in knowledge.levels.levels
            if it.id != query.level
        ),
    )
    yield (
        "Ladder of a role",
        tuple(
            Step(knowledge.roles[role].name, LevelsQuery(query.level, role))
            for role in knowledge.levels.ladders
            if role != query.role
        ),
    )


def levels_by_name(knowledge: Knowledge, level: str | None, role: str | None) -> Asked | Answer:
    """Ask for a typed level, of a typed title."""
    found = find(Entity.LEVEL, level, knowledge) if level else None
    lead: tuple[str, ...] = ()
    if level and found is None:
        lead = (f"There is no level {quote(level)} here; these are all.",)
    if role is None:
        return Asked(LevelsQuery(found), lead)
    return with_lead(by_title(knowledge, role, lambda it: LevelsQuery(found, it)), lead)


def _samples(knowledge: Knowledge) -> Iterator[tuple[LevelsQuery, str]]:
    for role in knowledge.roles.values():
        yield LevelsQuery(role=role.id), role.name
    yield LevelsQuery(), "all levels"
    yield from ((LevelsQuery(it.id), it.name) for it in knowledge.levels.levels)


def _route(question: FreeQuestion) -> Query:
    reading = question.reading
    level = (reading.level or "").casefold()
    known = any(it.id == level for it in question.knowledge.levels.levels)
    return LevelsQuery(level if known else None, reading.roles[0] if reading.roles else None)


LEVELS = Lookup(
    LevelsQuery,
    "l",
    answer_levels,
    "/levels",
    _samples,
    help="What changes from L4 to L7, and each role's ladder.",
    routes={Intent.LEVELS: _route},
)
