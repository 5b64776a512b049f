"""/title and the message menu "Decode this title": what a posting's title means."""

import re
from typing import Any

import discord
from discord import app_commands

from bot.chat.client import answers_for, context_of
from bot.chat.kit.errors import tell
from bot.chat.kit.options import Title, employers
from bot.chat.kit.replies import reply
from bot.lookups.title import posting_by_name

TITLE_LIMIT = 100
NO_TEXT = "There is no text in that message. Use /title and type the title instead."


@app_commands.command()
@app_commands.describe(
    text="The title as the posting has it", employer="Who posted it, if the title does not say"
)
@app_commands.autocomplete(employer=employers)
async def title(
    interaction: discord.Interaction[Any], text: Title, employer: Title | None = None
) -> None:
    """Decode the title of a job posting: what it most likely means, and what to check."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    await reply(context, interaction, posting_by_name(knowledge, text, employer))


@app_commands.context_menu(name="Decode this title")
async def decode(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Decode the first line of a message."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    text = first_line(message.content)
    if text is None:
        await tell(interaction, NO_TEXT)
        return
    await reply(context, interaction, posting_by_name(knowledge, text))


def first_line(content: str) -> str | None:
    """Take the first line with a word in it, without links and mark-up, cut to a title's length."""
    for line in content.splitlines():
        bare = re.sub(r"https?://\S+|<[@#:/a][^>]*>|[*_~|`#]+|^[>\-\s]+", " ", line)
        words = " ".join(bare.split())
        if re.search(r"\w", words):
            return words[:TITLE_LIMIT].strip()
    return None


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add both commands to a tree."""
    tree.add_command(title)
    tree.add_command(decode)
