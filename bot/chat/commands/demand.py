"""/demand: where roles are wanted."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import answers_for, context_of
from bot.chat.kit.options import Title, sectors, titles
from bot.chat.kit.replies import reply
from bot.lookups.demand import demand_by_name


@app_commands.command()
@app_commands.describe(
    role="A job title as people write it; all roles by default",
    sector="One sector; all of them by default",
)
@app_commands.autocomplete(role=titles, sector=sectors)
async def demand(
    interaction: discord.Interaction[Any], role: Title | None = None, sector: Title | None = None
) -> None:
    """Who is wanted where: roles by sectors, supply against demand, who looks for whom."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    await reply(context, interaction, demand_by_name(knowledge, role, sector))


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the command to a tree."""
    tree.add_command(demand)
