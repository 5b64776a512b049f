"""/lab: what is said of frontier labs, one or side by side."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import answers_for, context_of
from bot.chat.kit.options import Title, labs
from bot.chat.kit.replies import reply
from bot.lookups.lab import labs_by_name

lab = app_commands.Group(name="lab", description="What is said of frontier labs.")


@lab.command(name="about")
@app_commands.describe(name="OpenAI, Anthropic or Google DeepMind")
@app_commands.autocomplete(name=labs)
async def about_lab(interaction: discord.Interaction[Any], name: Title) -> None:
    """A lab: culture, what it rewards, its two tracks, how it hires, published pay."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    await reply(context, interaction, labs_by_name(knowledge, (name,)))


@lab.command(name="compare")
@app_commands.describe(first="A lab", second="Another one", third="A third one, if you like")
@app_commands.autocomplete(first=labs, second=labs, third=labs)
async def compare_labs(
    interaction: discord.Interaction[Any],
    first: Title,
    second: Title,
    third: Title | None = None,
) -> None:
    """Labs side by side."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    names = tuple(name for name in (first, second, third) if name is not None)
    await reply(context, interaction, labs_by_name(knowledge, names))


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the commands to a tree."""
    tree.add_command(lab)
