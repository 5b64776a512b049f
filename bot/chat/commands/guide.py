"""/guide: short pieces on what no single role answers."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import answers_for, context_of
from bot.chat.kit.options import Title, topics
from bot.chat.kit.replies import reply
from bot.lookups.guide import guide_by_name


@app_commands.command()
@app_commands.describe(topic="Titles, red flags, PhD, mistakes …; the list of all by default")
@app_commands.autocomplete(topic=topics)
async def guide(interaction: discord.Interaction[Any], topic: Title | None = None) -> None:
    """Short pieces: titles, red flags, the PhD question, switching tracks, mistakes and more."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    await reply(context, interaction, guide_by_name(knowledge, topic))


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the command to a tree."""
    tree.add_command(guide)
