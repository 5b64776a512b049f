"""Who moderates a server: Manage Server, asked for at every command and click."""

from typing import Any

import discord

from bot.chat.errors import tell

ONLY_MODERATORS = "Only moderators of this server can do that: it takes the right Manage Server."
NO_SERVER = "That is for servers; here is none."


async def moderated_guild(interaction: discord.Interaction[Any]) -> int | None:
    """Give the server that somebody moderates here; tell them where they do not."""
    if interaction.guild_id is None:
        await tell(interaction, NO_SERVER)
        return None
    rights = interaction.permissions
    if not (rights.manage_guild or rights.administrator):
        await tell(interaction, ONLY_MODERATORS)
        return None
    return interaction.guild_id
