"""Items about which purpose a role serves."""

from collections.abc import Iterator

from bot.knowledge.decks import Difficulty, Item, ItemTopic
from bot.knowledge.roles import Role
from bot.lookups.wording import join
from bot.quiz.generate.making import Fact, choice, echoes, mixed, nearest_roles, some
from bot.quiz.generate.said import Evidence

ALIKE = 3
"""Roles of one purpose among which another is the odd one out."""


def tier_items(evidence: Evidence) -> Iterator[Item]:
    """Ask for the tier of a role, for the role of a tier, and for the role that is of another."""
    sure = _sure(evidence)
    for role in sure:
        yield from _tier_of(evidence, role)
        yield from _role_of(evidence, role, [it.id for it in sure if it.tier != role.tier])
    for tier in evidence.knowledge.tiers:
        alike = [it for it in sure if it.tier == tier]
        yield from _odd_one(evidence, tier, alike, [it for it in sure if it.tier != tier])


def _sure(evidence: Evidence) -> list[Role]:
    """List the roles that a document puts into a tier, and no claim into another one."""
    tiers = evidence.knowledge.tiers.values()
    found = []
    for role in evidence.knowledge.roles.values():
        claims = [it.text.casefold() for facts in role.facts.values() for it in facts]
        others = [f"{tier.name.casefold()} tier" for tier in tiers if tier.id != role.tier]
        if role.tier_note is None and not any(it in claim for it in others for claim in claims):
            found.append(role)
    return found


def _fact(evidence: Evidence, name: tuple[str, ...], role: Role, says: str) -> Fact:
    cited = evidence.knowledge.tiers[role.tier].summary.citations[0]
    return Fact(("tier", *name), (says,), cited, ItemTopic.TIERS, Difficulty.EASY, (role.id,))


def _explained(evidence: Evidence, role: Role) -> str:
    tier = evidence.knowledge.tiers[role.tier]
    return f"The {role.name} serves {tier.name.lower()}: {tier.summary.text}"


def _tier_of(evidence: Evidence, role: Role) -> Iterator[Item]:
    tiers = evidence.knowledge.tiers
    question = f"Which of the five purposes does the {role.name} mainly serve?"
    if echoes(question, tiers[role.tier].name):
        return
    others = mixed(f"tier {role.id}", (it.name for it in tiers.values() if it.id != role.tier))
    yield from choice(
        _fact(evidence, (role.id, "purpose"), role, role.tier),
        question,
        tiers[role.tier].name,
        others,
        _explained(evidence, role),
    )


def _role_of(evidence: Evidence, role: Role, others: list[str]) -> Iterator[Item]:
    """Ask for a role whose name does not tell, beside others whose names do not either."""
    question = f"Which of these roles counts as {evidence.knowledge.tiers[role.tier].name.lower()}?"
    offered = some(others, f"{role.tier} {role.id}")
    untold = [it for it in offered if not echoes(question, evidence.name(it))]
    if echoes(question, role.name):
        return
    yield from choice(
        _fact(evidence, (role.tier, "role", role.id), role, role.tier),
        question,
        role.name,
        nearest_roles(evidence.knowledge, role, untold, role.tier),
        _explained(evidence, role),
    )


def _odd_one(
    evidence: Evidence, tier: str, alike: list[Role], others: list[Role]
) -> Iterator[Item]:
    if len(alike) < ALIKE:
        return
    shown = [it for it in alike if it.id in mixed(tier, (it.id for it in alike))[:ALIKE]]
    name = evidence.knowledge.tiers[tier].name.lower()
    by_id = {it.id: it for it in others}
    for role in mixed(f"odd {tier}", by_id)[:ALIKE]:
        yield from choice(
            _fact(evidence, (tier, "odd", role), by_id[role], role),
            "Odd one out: three of these serve the same purpose. Which doesn't?",
            by_id[role].name,
            [it.name for it in shown],
            f"{join([it.name for it in shown])} serve {name}. {_explained(evidence, by_id[role])}",
        )
