"""/practice: problems to work on."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import answers_for, context_of
from bot.chat.kit.options import Title, problems
from bot.chat.kit.replies import reply
from bot.lookups.practice import problem_by_name


@app_commands.command()
@app_commands.describe(problem="One of the problems; the list of all by default")
@app_commands.autocomplete(problem=problems)
async def practice(interaction: discord.Interaction[Any], problem: Title | None = None) -> None:
    """A problem to work on: write an answer, take hints, see the model answer and the rubric."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    await reply(context, interaction, problem_by_name(knowledge, problem))


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the command to a tree."""
    tree.add_command(practice)
