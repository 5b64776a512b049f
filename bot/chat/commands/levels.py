"""/levels: what changes from level to level."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import answers_for, context_of
from bot.chat.kit.options import Title, steps_of_the_ladder, titles
from bot.chat.kit.replies import reply
from bot.lookups.levels import levels_by_name


@app_commands.command()
@app_commands.describe(
    level="L4 to L7, or a name such as staff; all by default",
    role="A job title as people write it; all roles by default",
)
@app_commands.autocomplete(level=steps_of_the_ladder, role=titles)
async def levels(
    interaction: discord.Interaction[Any], level: Title | None = None, role: Title | None = None
) -> None:
    """What changes from L4 to L7, what converges at the top, each role's ladder and ceiling."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    await reply(context, interaction, levels_by_name(knowledge, level, role))


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the command to a tree."""
    tree.add_command(levels)
