"""Items about which purpose a role serves."""

from collections.abc import Iterator

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ChoiceItem, Difficulty, Item, ItemTopic
from bot.knowledge.roles import Role
from bot.quiz.generate.making import fitting, item_id, near_roles, pick


def tier_items(knowledge: Knowledge) -> Iterator[Item]:
    """Ask for the tier of a role, and for the role of a tier; only where a document says it."""
    for role in knowledge.roles.values():
        if role.tier_note is None:
            yield from _tier_of(knowledge, role)
            yield from _role_of(knowledge, role)


def _tier_of(knowledge: Knowledge, role: Role) -> Iterator[Item]:
    tier = knowledge.tiers[role.tier]
    return fitting(
        ChoiceItem,
        kind="choice",
        id=item_id("tier", role.id, says=[role.tier]),
        topic=ItemTopic.TIERS,
        difficulty=Difficulty.EASY,
        roles=(role.id,),
        question=f"Which of the five purposes does the {role.name} mainly serve?",
        right=tier.name,
        wrong=pick(
            f"tier {role.id}",
            (other.name for other in knowledge.tiers.values() if other.id != tier.id),
        ),
        explanation=f"{tier.name}: {tier.summary.text}"[:400],
        source=tier.summary.citations[0].source,
        date=tier.summary.citations[0].date,
    )


def _role_of(knowledge: Knowledge, role: Role) -> Iterator[Item]:
    tier = knowledge.tiers[role.tier]
    key = ("tier", role.tier, "role", role.id)
    wrong = [
        other.id
        for other in knowledge.roles.values()
        if other.tier != role.tier and other.tier_note is None
    ]
    return fitting(
        ChoiceItem,
        kind="choice",
        id=item_id(*key, says=[role.tier]),
        topic=ItemTopic.TIERS,
        difficulty=Difficulty.EASY,
        roles=(role.id,),
        question=f"Which of these roles mainly serves the purpose “{tier.name}”?",
        right=role.name,
        wrong=near_roles(knowledge, role, "".join(key), wrong),
        explanation=f"It belongs to the {tier.name.lower()} tier: {tier.summary.text}"[:400],
        source=tier.summary.citations[0].source,
        date=tier.summary.citations[0].date,
    )
