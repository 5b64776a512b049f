"""/about and /help: what the bot knows and what it can be asked."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import context_of
from bot.chat.kit.replies import reply
from bot.lookups.about import AboutQuery
from bot.lookups.by_title import Asked
from bot.lookups.queries import HelpQuery


@app_commands.command()
async def about(interaction: discord.Interaction[Any]) -> None:
    """What this bot knows, how fresh it is, and from whom."""
    context = context_of(interaction)
    await reply(context, interaction, Asked(AboutQuery()))


@app_commands.command(name="help")
async def help_(interaction: discord.Interaction[Any]) -> None:
    """What you can ask, with examples."""
    context = context_of(interaction)
    await reply(context, interaction, Asked(HelpQuery()))


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add both commands to a tree."""
    tree.add_command(about)
    tree.add_command(help_)
