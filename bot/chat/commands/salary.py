"""/salary: every published pay claim that fits."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import answers_for, context_of
from bot.chat.kit.options import Title, employers, levels, titles
from bot.chat.kit.replies import reply
from bot.lookups.salary import salary_by_name


@app_commands.command()
@app_commands.describe(
    role="A job title as people write it",
    employer="Only claims about this employer",
    level="Only claims about this level: L5, senior, entry …",
)
@app_commands.autocomplete(role=titles, employer=employers, level=levels)
async def salary(
    interaction: discord.Interaction[Any],
    role: Title,
    employer: Title | None = None,
    level: Title | None = None,
) -> None:
    """What a job pays: every published claim, with source, date, region, level and basis."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    await reply(context, interaction, salary_by_name(knowledge, role, employer, level))


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the command to a tree."""
    tree.add_command(salary)
