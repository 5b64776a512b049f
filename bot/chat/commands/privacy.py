"""/privacy: what is stored about me."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.privacy import overview


@app_commands.command()
async def privacy(interaction: discord.Interaction[Any]) -> None:
    """What I store about you: see it, export it, delete it, choose where you appear."""
    await interaction.response.send_message(view=await overview(interaction), ephemeral=True)


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the command to a tree."""
    tree.add_command(privacy)
