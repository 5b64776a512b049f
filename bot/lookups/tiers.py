"""/tiers: the five purposes a job can serve, and the advice to choose among them first."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.roles import Role, Tier
from bot.lookups.by_title import Asked
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.match import MatchQuery
from bot.lookups.model import CARD_LIMIT, MAX_LINES, Answer, Line, Section, Step
from bot.lookups.naming import find
from bot.lookups.queries import (
    DemandQuery,
    Entity,
    Query,
    RoleQuery,
    SalaryQuery,
    TiersQuery,
)
from bot.lookups.topics import fitting, packed
from bot.lookups.wording import cited, claim_line, provenance, quote, sources_of

FIRST = "Tier first, title second"
MOST_ROLES = 3
"""Roles of a tier that have a button; others stand in the menu."""


def answer_tiers(query: TiersQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the map of all tiers, or with one of them."""
    del today
    if query.tier is None:
        return _map(query, knowledge)
    return _one(query, knowledge, knowledge.tiers[query.tier])


def _map(query: TiersQuery, knowledge: Knowledge) -> Answer:
    """Say each tier in a line, with its roles by their short names."""
    lines = tuple(
        replace(claim_line(tier.summary), label=_with_members(knowledge, tier), note=None)
        for tier in knowledge.tiers.values()
    )
    topics = packed(
        knowledge, (Section("Why the tier comes first", tuple(map(claim_line, knowledge.advice))),)
    )
    return Answer(
        f"{FIRST}: an AI job serves one of {len(knowledge.tiers)} purposes, called tiers.",
        query,
        "The map of AI jobs",
        lines=lines,
        provenance=provenance(knowledge, sources_of(lines)),
        topics=topics,
        steps=(
            Step("Find my role", MatchQuery()),
            Step("Who is paid most", SalaryQuery()),
            Step("Who is wanted where", DemandQuery()),
        ),
        prompt="Open a tier",
        more=tuple(
            Step(f"The {tier.name.lower()} tier", TiersQuery(tier.id))
            for tier in knowledge.tiers.values()
        ),
        sources=cited(knowledge, (*lines, *topics)),
    )


def _one(query: TiersQuery, knowledge: Knowledge, tier: Tier) -> Answer:
    """Say what the tier is for, and each of its roles in a line."""
    name = f"The {tier.name.lower()} tier"
    roles = _members(knowledge, tier)
    lines = tuple(Line(role.gist.text, role.short) for role in roles)
    facts = tuple(map(claim_line, tier.facts))
    rest = (
        Section("What else is said of it", facts),
        Section(
            "Its roles",
            tuple(
                Line(role.gist.text, role.name, _gist_sources(role), role.tier_note)
                for role in roles
            ),
        ),
    )
    topics = packed(knowledge, rest)
    shown = (claim_line(tier.summary), *(it for topic in topics for it in topic.lines))
    said = provenance(knowledge, sources_of(shown))
    room = CARD_LIMIT - len(name) - len(tier.summary.text) - len(said) - 3
    opened = tuple(Step(role.short, RoleQuery(role.id)) for role in roles)
    return Answer(
        tier.summary.text,
        query,
        name,
        lines=fitting((*lines, *facts), room, MAX_LINES),
        provenance=said,
        topics=topics,
        steps=(*opened[:MOST_ROLES], Step("All tiers", TiersQuery())),
        prompt=f"More about {tier.name.lower()}",
        more=opened[MOST_ROLES:],
        sources=cited(knowledge, shown),
        claims=(tier.summary,),
    )


def _gist_sources(role: Role) -> tuple[str, ...]:
    """List the sources that what a role is in one sentence rests on."""
    claims = (it for kind in role.facts.values() for it in kind)
    found = (it for claim in claims if claim.id in role.gist.rests_on for it in claim.sources)
    return tuple(dict.fromkeys(found))


def _members(knowledge: Knowledge, tier: Tier) -> tuple[Role, ...]:
    return tuple(role for role in knowledge.roles.values() if role.tier == tier.id)


def _with_members(knowledge: Knowledge, tier: Tier) -> str:
    names = ", ".join(role.short for role in _members(knowledge, tier))
    return f"{tier.name} ({names})" if names else tier.name


def tier_by_name(knowledge: Knowledge, text: str | None) -> Asked:
    """Ask for the tier that a person named, or for all where none is so called."""
    if text is None:
        return Asked(TiersQuery())
    found = find(Entity.TIER, text, knowledge)
    lead = () if found else (f"There is no tier {quote(text)}; here are all.",)
    return Asked(TiersQuery(found), lead)


def _samples(knowledge: Knowledge) -> Iterator[tuple[TiersQuery, str]]:
    yield TiersQuery(), ""
    yield from ((TiersQuery(tier.id), tier.name) for tier in knowledge.tiers.values())


def _route(question: FreeQuestion) -> Query:
    reading = question.reading
    if reading.tier is None and reading.roles:
        return TiersQuery(question.knowledge.roles[reading.roles[0]].tier)
    return TiersQuery(reading.tier)


TIERS = Lookup(
    TiersQuery,
    "n",
    answer_tiers,
    "/tiers",
    _samples,
    help="The map of the field: five purposes, and who serves them.",
    routes={Intent.TIER: _route},
)
