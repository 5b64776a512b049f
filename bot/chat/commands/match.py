"""/match: find your role."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import answers_for, context_of
from bot.chat.kit.options import Title, ways
from bot.chat.kit.replies import reply
from bot.lookups.match import way_by_name


@app_commands.command()
@app_commands.describe(way="Purpose first, decision tree, five questions or your week")
@app_commands.autocomplete(way=ways)
async def match(interaction: discord.Interaction[Any], way: Title | None = None) -> None:
    """Find your role: four ways in, each a few questions with buttons, a result with reasons."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    await reply(context, interaction, way_by_name(knowledge, way))


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the command to a tree."""
    tree.add_command(match)
