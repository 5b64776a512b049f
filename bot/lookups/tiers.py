"""/tiers: the five purposes a job can serve, and the advice to choose among them first."""

from collections.abc import Iterator
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.roles import Tier
from bot.lookups.by_title import Asked
from bot.lookups.converting import converted
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import Answer, Line, Section, Step
from bot.lookups.naming import find
from bot.lookups.queries import Entity, Query, RoleQuery, TiersQuery
from bot.lookups.wording import cited, claim_line, join, quote


def answer_tiers(query: TiersQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the map of all tiers, or with one of them."""
    del today
    if query.tier is None:
        return _map(query, knowledge)
    return _one(query, knowledge, knowledge.tiers[query.tier])


def _map(query: TiersQuery, knowledge: Knowledge) -> Answer:
    tiers = tuple(
        Section(
            tier.name,
            (claim_line(tier.summary), Line(_members(knowledge, tier), "Roles")),
        )
        for tier in knowledge.tiers.values()
    )
    advice = Section("Tier first, title second", tuple(map(claim_line, knowledge.advice)))
    blocks = (*tiers, advice)
    return converted(
        "The map: five tiers",
        query,
        ("A tier is what a job is for. Titles come and go; purposes stay.",),
        blocks,
        cited(knowledge, blocks),
        (),
        (
            (
                "Open a tier",
                tuple(Step(tier.name, TiersQuery(tier.id)) for tier in knowledge.tiers.values()),
            ),
        ),
    )


def _one(query: TiersQuery, knowledge: Knowledge, tier: Tier) -> Answer:
    roles = [role for role in knowledge.roles.values() if role.tier == tier.id]
    lines = tuple(
        Line(purpose[0].text, role.name, purpose[0].sources, role.tier_note)
        for role in roles
        if (purpose := next(iter(role.facts.values()), ()))
    )
    blocks = (
        Section(None, (claim_line(tier.summary), *map(claim_line, tier.facts))),
        Section("Roles", lines),
    )
    return converted(
        f"{tier.name} tier",
        query,
        (),
        blocks,
        cited(knowledge, blocks),
        (Step("All tiers", TiersQuery()),),
        (("Open a role", tuple(Step(role.name, RoleQuery(role.id)) for role in roles)),),
    )


def _members(knowledge: Knowledge, tier: Tier) -> str:
    names = [role.name for role in knowledge.roles.values() if role.tier == tier.id]
    return join(names) + "." if names else "none yet."


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
