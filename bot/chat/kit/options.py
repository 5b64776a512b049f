"""Options that several commands share, and what is offered while a person types.

Autocomplete answers from memory and never fails: whatever is typed gets a list, if an empty one.
"""

from collections.abc import Iterable

from discord import app_commands

from bot.chat.kit.context import Choices, Context, offers
from bot.lookups.pay import known_levels
from bot.lookups.typed_offer import place_code

MAX_CHOICES = 25
CHOICE_LIMIT = 100
Title = app_commands.Range[str, 1, 100]


@offers
async def titles(context: Context, typed: str) -> Choices:
    """Offer roles, ranked by the resolver that reads the title in the end."""
    knowledge = context.local.knowledge
    found = knowledge.titles.suggest(typed, MAX_CHOICES)
    return [app_commands.Choice(name=knowledge.roles[role].name, value=role) for role in found]


@offers
async def employers(context: Context, typed: str) -> Choices:
    """Offer employers; those with pay claims first."""
    knowledge = context.services.knowledge
    paying = {item for claim in knowledge.pay.values() for item in claim.employers}
    found = sorted(
        knowledge.titles.suggest_employers(typed, MAX_CHOICES), key=lambda item: item not in paying
    )
    return [app_commands.Choice(name=knowledge.employers[item].name, value=item) for item in found]


@offers
async def levels_in_pay(context: Context, typed: str) -> Choices:
    """Offer the levels that pay claims state."""
    known = known_levels(context.services.knowledge)
    wanted = typed.casefold().strip()
    return [
        app_commands.Choice(name=level[:CHOICE_LIMIT], value=level[:CHOICE_LIMIT])
        for level in known
        if wanted in level.casefold()
    ][:MAX_CHOICES]


@offers
async def places(context: Context, typed: str) -> Choices:
    """Offer the places that figures are for, then others that are known by name."""
    knowledge = context.services.knowledge
    covered = sorted({it.region for it in knowledge.pay.values() if it.region})
    names = dict.fromkeys((*covered, *(place_code(it) for it in knowledge.titles.lexicon.places)))
    return matching(((it, it) for it in names if it is not None), typed)


@offers
async def tiers_of_field(context: Context, typed: str) -> Choices:
    """Offer the tiers."""
    known = context.services.knowledge.tiers.values()
    wanted = typed.casefold().strip()
    return [
        app_commands.Choice(name=tier.name, value=tier.id)
        for tier in known
        if wanted in tier.name.casefold()
    ][:MAX_CHOICES]


def matching(names: Iterable[tuple[str, str]], typed: str) -> Choices:
    """Offer what contains what was typed."""
    wanted = typed.casefold().strip()
    return [
        app_commands.Choice(name=name[:CHOICE_LIMIT], value=value)
        for name, value in names
        if wanted in name.casefold()
    ][:MAX_CHOICES]


@offers
async def rounds(context: Context, typed: str) -> Choices:
    """Offer the rounds of interviews."""
    known = context.services.knowledge.interviews.rounds
    return matching(((it.name, it.id) for it in known), typed)


@offers
async def sectors(context: Context, typed: str) -> Choices:
    """Offer the sectors of the demand map."""
    known = context.services.knowledge.demand.sectors
    return matching(((it.name, it.id) for it in known), typed)


@offers
async def labs(context: Context, typed: str) -> Choices:
    """Offer the labs that something is known of."""
    knowledge = context.services.knowledge
    return matching(((knowledge.employers[lab].name, lab) for lab in knowledge.labs), typed)


@offers
async def levels_of_ladder(context: Context, typed: str) -> Choices:
    """Offer the levels, with what they are called elsewhere."""
    known = context.services.knowledge.levels.levels
    return matching(((", ".join((it.name, *it.also)), it.id) for it in known), typed)


@offers
async def topics(context: Context, typed: str) -> Choices:
    """Offer the guides."""
    known = context.services.knowledge.guides.values()
    return matching(((f"{it.title}: {it.about}", it.id) for it in known), typed)


@offers
async def ways(context: Context, typed: str) -> Choices:
    """Offer the ways to find a role."""
    known = context.services.knowledge.ways.values()
    return matching(((f"{it.name}: {it.about}", it.id) for it in known), typed)


@offers
async def practice_rounds(context: Context, typed: str) -> Choices:
    """Offer the rounds to practise: of the role that was typed, or of all."""
    knowledge = context.local.knowledge
    role = str(getattr(context.interaction.namespace, "role", "") or "")
    meant = knowledge.titles.resolve(role).roles[:1] if role else ()
    own = [loop for it in meant if (loop := knowledge.practice_loop(it)) is not None]
    names = dict.fromkeys(
        it.name for loop in own or knowledge.practice_loops.values() for it in loop.rounds
    )
    return matching(((it, it) for it in names), typed)


@offers
async def problems(context: Context, typed: str) -> Choices:
    """Offer the problems to practise on."""
    known = context.services.knowledge.practice.values()
    return matching(((it.title, it.id) for it in known), typed)
