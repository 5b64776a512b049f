"""/deck: a server's own quiz decks, by its moderators."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import context_of
from bot.chat.kit.context import Choices
from bot.chat.kit.options import Title, matching
from bot.chat.servers import deck_files
from bot.chat.servers.permissions import moderators_group

Interaction = discord.Interaction[Any]

deck = moderators_group("deck", "This server's own quiz decks, for its moderators.")


async def offer_decks(interaction: Interaction, typed: str) -> Choices:
    """Offer the server's own decks."""
    known = context_of(interaction).servers.deck_titles(interaction.guild_id)
    return matching(((it.title, name) for name, it in known.items()), typed)


@deck.command()
@app_commands.describe(
    attachment="A YAML or CSV file with questions",
    name="What to call it; by its file's name if left out",
)
async def upload(
    interaction: Interaction, attachment: discord.Attachment, name: Title | None = None
) -> None:
    """Take in a deck of questions, or hear everything that is wrong with it."""
    await deck_files.upload(interaction, attachment, name)


@deck.command(name="list")
async def list_(interaction: Interaction) -> None:
    """This server's decks, and what members reported of them."""
    await deck_files.list_decks(interaction)


@deck.command()
@app_commands.autocomplete(name=offer_decks)
@app_commands.describe(name="Which deck")
async def preview(interaction: Interaction, name: Title) -> None:
    """The first questions of a deck, with their answers."""
    await deck_files.preview(interaction, name)


@deck.command()
@app_commands.autocomplete(name=offer_decks)
@app_commands.describe(name="Which deck")
async def remove(interaction: Interaction, name: Title) -> None:
    """Remove a deck."""
    await deck_files.remove(interaction, name)


@deck.command()
@app_commands.autocomplete(name=offer_decks)
@app_commands.describe(name="Which deck")
async def export(interaction: Interaction, name: Title) -> None:
    """A deck as a file, to change and upload again."""
    await deck_files.export(interaction, name)
