"""Options that several commands share, and what is offered while a person types.

Autocomplete answers from memory and never fails: whatever is typed gets a list, if an empty one.
"""

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from bot.chat.client import context_of
from bot.lookups.salary import known_levels

Choices = list[app_commands.Choice[str]]
MAX_CHOICES = 25
CHOICE_LIMIT = 100
Title = app_commands.Range[str, 1, 100]


async def titles(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Offer roles, ranked by the resolver that reads the title in the end."""
    knowledge = context_of(interaction).view(interaction.guild_id).knowledge
    found = knowledge.titles.suggest(typed, MAX_CHOICES)
    return [app_commands.Choice(name=knowledge.roles[role].name, value=role) for role in found]


async def employers(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Offer employers; those with pay claims first."""
    knowledge = context_of(interaction).knowledge
    paying = {item for claim in knowledge.pay.values() for item in claim.employers}
    found = sorted(
        knowledge.titles.suggest_employers(typed, MAX_CHOICES), key=lambda item: item not in paying
    )
    return [app_commands.Choice(name=knowledge.employers[item].name, value=item) for item in found]


async def levels(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Offer the levels that pay claims state."""
    known = known_levels(context_of(interaction).knowledge)
    wanted = typed.casefold().strip()
    return [
        app_commands.Choice(name=level[:CHOICE_LIMIT], value=level[:CHOICE_LIMIT])
        for level in known
        if wanted in level.casefold()
    ][:MAX_CHOICES]


async def tiers(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Offer the tiers."""
    known = context_of(interaction).knowledge.tiers.values()
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


async def rounds(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Offer the rounds of interviews."""
    known = context_of(interaction).knowledge.interviews.rounds
    return matching(((it.name, it.id) for it in known), typed)


async def sectors(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Offer the sectors of the demand map."""
    known = context_of(interaction).knowledge.demand.sectors
    return matching(((it.name, it.id) for it in known), typed)


async def labs(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Offer the labs that something is known of."""
    knowledge = context_of(interaction).knowledge
    return matching(((knowledge.employers[lab].name, lab) for lab in knowledge.labs), typed)


async def steps_of_the_ladder(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Offer the levels, with what they are called elsewhere."""
    known = context_of(interaction).knowledge.levels.levels
    return matching(((", ".join((it.name, *it.also)), it.id) for it in known), typed)


async def topics(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Offer the guides."""
    known = context_of(interaction).knowledge.guides.values()
    return matching(((f"{it.title}: {it.about}", it.id) for it in known), typed)


async def ways(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Offer the ways to find a role."""
    known = context_of(interaction).knowledge.ways.values()
    return matching(((f"{it.name}: {it.about}", it.id) for it in known), typed)


async def problems(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Offer the problems to practise on."""
    known = context_of(interaction).knowledge.practice.values()
    return matching(((it.title, it.id) for it in known), typed)
