"""/compare: two to four roles side by side."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import answers_for, context_of
from bot.chat.kit.options import Title, titles
from bot.chat.kit.replies import reply
from bot.lookups.compare import by_titles


@app_commands.command()
@app_commands.describe(
    first="A job title", second="Another", third="A third, if you like", fourth="And a fourth"
)
@app_commands.autocomplete(first=titles, second=titles, third=titles, fourth=titles)
async def compare(
    interaction: discord.Interaction[Any],
    first: Title,
    second: Title,
    third: Title | None = None,
    fourth: Title | None = None,
) -> None:
    """How two to four jobs differ, on everything that sources say of them."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    texts = [text for text in (first, second, third, fourth) if text is not None]
    await reply(context, interaction, by_titles(knowledge, texts))


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the command to a tree."""
    tree.add_command(compare)
