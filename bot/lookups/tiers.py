"""The five purposes a job can serve, and the advice to choose among them first."""

from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.roles import Tier
from bot.lookups.model import Answer, Line, Menu, Section, Step
from bot.lookups.queries import RoleQuery, TiersQuery
from bot.lookups.wording import cited, claim_line, join


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
    return Answer(
        "The map: five tiers",
        query,
        ("A tier is what a job is for. Titles come and go; purposes stay.",),
        blocks,
        cited(knowledge, blocks),
        (),
        (
            Menu(
                "Open a tier",
                tuple(Step(tier.name, TiersQuery(tier.id)) for tier in knowledge.tiers.values()),
            ),
        ),
    )


def _one(query: TiersQuery, knowledge: Knowledge, tier: Tier) -> Answer:
    roles = [role for role in knowledge.roles.values() if role.tier == tier.id]
    lines = tuple(
        Line(purpose[0].text, role.name, (purpose[0].source,), role.tier_note)
        for role in roles
        if (purpose := next(iter(role.facts.values()), ()))
    )
    blocks = (
        Section(None, (claim_line(tier.summary), *map(claim_line, tier.facts))),
        Section("Roles", lines),
    )
    return Answer(
        f"{tier.name} tier",
        query,
        (),
        blocks,
        cited(knowledge, blocks),
        (Step("All tiers", TiersQuery()),),
        (Menu("Open a role", tuple(Step(role.name, RoleQuery(role.id)) for role in roles)),),
    )


def _members(knowledge: Knowledge, tier: Tier) -> str:
    names = [role.name for role in knowledge.roles.values() if role.tier == tier.id]
    return join(names) + "." if names else "none yet."
