"""/levels: what changes from level to level, what converges at the top, and each role's ladder."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.market import Level
from bot.language.reading import Missed
from bot.lookups.by_title import Asked, Missing, by_title, with_missing
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import CARD_LIMIT, MAX_LINES, Answer, Line, Section, Step, Topic
from bot.lookups.naming import find
from bot.lookups.pay import level_code
from bot.lookups.queries import Entity, LevelsQuery, Query, RoleQuery, SalaryQuery
from bot.lookups.topics import fitting, packed
from bot.lookups.wording import cited, claim_line, join, pay_line, provenance, quote, sources_of

MOST_STEPS = 4
"""Levels that have a button beside the one to share."""


def answer_levels(query: LevelsQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with one level or all, for one role or for all."""
    levels = [it for it in knowledge.levels.levels if query.level in (None, it.id)]
    role = knowledge.roles[query.role] if query.role is not None else None
    ladder = tuple(map(claim_line, knowledge.levels.ladders.get(query.role or "", ())))
    steps = tuple(
        replace(claim_line(level.claims[0]), label=_named(level), note=None) for level in levels
    )
    if query.level is not None:
        headline, lines = steps[0].text, tuple(map(claim_line, levels[0].claims[1:]))
        lines = (*lines, *ladder)
    elif ladder:
        headline, lines = ladder[0].text, (*ladder[1:], *steps)
    else:
        headline, lines = _span(knowledge), steps
    topics = packed(knowledge, _behind(query, knowledge, today))
    shown: tuple[Line | Topic, ...] = (*ladder, *steps, *lines, *topics)
    said = provenance(knowledge, sources_of((*steps, *lines)))
    name = _named(levels[0]) if query.level is not None else "Levels"
    name += f" of {role.name}" if role is not None else ""
    kept = (replace(line, note=None) for line in lines)
    room = CARD_LIMIT - len(name) - len(headline) - len(said) - 3
    return Answer(
        headline,
        query,
        name,
        lines=fitting(kept, room, MAX_LINES),
        provenance=said,
        topics=topics,
        steps=tuple(_steps(query, knowledge)),
        prompt="More about levels",
        more=tuple(_more(query, knowledge)),
        sources=cited(knowledge, shown),
        claims=(steps[0] if query.level is not None else (*ladder, Line(""))[0]).claims,
    )


def _span(knowledge: Knowledge) -> str:
    first, last = knowledge.levels.levels[0], knowledge.levels.levels[-1]
    return f"From {_named(first)} to {_named(last)}, each level widens what you own."


def _named(level: Level) -> str:
    return f"{level.name} ({join(level.also, 'or')})" if level.also else level.name


def _behind(query: LevelsQuery, knowledge: Knowledge, today: date) -> Iterator[Section]:
    """Return all that is said of the levels, of ladders, and the pay published with a level."""
    if query.role is not None:
        claims = knowledge.levels.ladders.get(query.role, ())
        yield Section("The ladder", tuple(map(claim_line, claims)))
    levels = [it for it in knowledge.levels.levels if query.level in (None, it.id)]
    lines = (claim_line(claim, _named(level)) for level in levels for claim in level.claims)
    yield Section("Level by level" if query.level is None else _named(levels[0]), tuple(lines))
    if query.level is None:
        yield Section("At the top", tuple(map(claim_line, knowledge.levels.top)))
    if query.role is None:
        ladders = tuple(
            claim_line(claim, knowledge.roles[role].short)
            for role, claims in knowledge.levels.ladders.items()
            for claim in claims
        )
        yield Section("Ladders and ceilings, role by role", ladders)
        return
    pay = (
        pay_line(knowledge, claim, today)
        for claim in knowledge.pay_of(query.role)
        if claim.level is not None
        and (query.level is None or level_code(claim.level) == query.level.upper())
    )
    yield Section("Pay that was published with a level", tuple(pay))


def _steps(query: LevelsQuery, knowledge: Knowledge) -> Iterator[Step]:
    if query.level is not None:
        yield Step("All levels", LevelsQuery(None, query.role))
    if query.role is not None:
        yield Step("About this role", RoleQuery(query.role))
        yield Step("Pay", SalaryQuery(query.role))
    elif query.level is not None:
        yield Step("Who is paid most", SalaryQuery(level=level_code(query.level)))
    else:
        for level in knowledge.levels.levels[:MOST_STEPS]:
            yield Step(level.name, LevelsQuery(level.id))


def _more(query: LevelsQuery, knowledge: Knowledge) -> Iterator[Step]:
    for level in knowledge.levels.levels:
        if level.id != query.level:
            yield Step(_named(level), LevelsQuery(level.id, query.role))
    for role in knowledge.levels.ladders:
        if role != query.role:
            name = knowledge.roles[role].name
            yield Step(f"Ladder of {name}", LevelsQuery(query.level, role))


def levels_by_name(knowledge: Knowledge, level: str | None, role: str | None) -> Asked | Answer:
    """Ask for a typed level, of a typed title."""
    found = find(Entity.LEVEL, level, knowledge) if level else None
    missing: list[Missing] = []
    if level and found is None:
        names = join([_named(it) for it in knowledge.levels.levels])
        said = f"I know nothing of {quote(level)} as a level; I know {names}."
        missing.append(Missing(said, Missed.LEVEL, level))
    if role is None:
        return with_missing(Asked(LevelsQuery(found)), missing)
    return with_missing(by_title(knowledge, role, lambda it: LevelsQuery(found, it)), missing)


def _samples(knowledge: Knowledge) -> Iterator[tuple[LevelsQuery, str]]:
    for role in knowledge.roles.values():
        yield LevelsQuery(role=role.id), role.name
    yield LevelsQuery(), "all levels"
    yield from ((LevelsQuery(it.id), it.name) for it in knowledge.levels.levels)


def _route(question: FreeQuestion) -> Query:
    reading = question.reading
    level = (reading.level or "").casefold()
    known = {it.id for it in question.knowledge.levels.levels}
    one = level in known and len(known.intersection(reading.levels)) <= 1
    return LevelsQuery(level if one else None, reading.roles[0] if reading.roles else None)


LEVELS = Lookup(
    LevelsQuery,
    "l",
    answer_levels,
    "/levels",
    _samples,
    help="What changes from L4 to L7, and each role's ladder.",
    routes={Intent.LEVELS: _route},
)
