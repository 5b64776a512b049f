"""Who moderates a server: Manage Server, asked for at every command and click."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.kit.errors import tell

ONLY_MODERATORS = "Only moderators of this server can do that: it takes the right Manage Server."
NO_SERVER = "That is for servers; here is none."


def moderators_group(name: str, description: str) -> app_commands.Group:
    """Make a group of commands that Discord shows to moderators, unless admins say otherwise."""
    rights = discord.Permissions(manage_guild=True)
    return app_commands.Group(
        name=name, description=description, guild_only=True, default_permissions=rights
    )


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
