"""/tiers: the map of the field."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import answers_for, context_of
from bot.chat.kit.options import Title
from bot.chat.kit.options import tiers as offered
from bot.chat.kit.replies import reply
from bot.lookups.tiers import tier_by_name


@app_commands.command()
@app_commands.describe(tier="One of the five; all of them by default")
@app_commands.autocomplete(tier=offered)
async def tiers(interaction: discord.Interaction[Any], tier: Title | None = None) -> None:
    """The map of the field: five purposes a job can serve, and the roles of each."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    await reply(context, interaction, tier_by_name(knowledge, tier))


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the command to a tree."""
    tree.add_command(tiers)
