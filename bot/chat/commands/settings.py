"""/settings: how the bot behaves in one server, by its moderators."""

import io
from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands

from bot.chat.client import context_of
from bot.chat.kit.components import card, text
from bot.chat.kit.errors import tell
from bot.chat.kit.markup import literal
from bot.chat.kit.options import Title
from bot.chat.knowledge.problems import listed
from bot.chat.knowledge.uploading import UploadError, read_attachment
from bot.chat.reminders import time_zones
from bot.chat.servers.panel import panel
from bot.chat.servers.permissions import moderated_guild, moderators_group
from bot.records.problems import Problem
from bot.services.servers.server_settings import (
    FILE,
    MAX_BYTES,
    ServerSettings,
    export_settings,
    import_settings,
    is_zone,
)

Interaction = discord.Interaction[Any]

settings = moderators_group("settings", "How I behave in this server, for its moderators.")


@settings.command()
async def show(interaction: Interaction) -> None:
    """All settings of this server, to look at and to change."""
    if (guild := await moderated_guild(interaction)) is not None:
        view = panel(context_of(interaction).servers.settings(guild))
        await interaction.response.send_message(view=view, ephemeral=True)


@settings.command(name="time-zone")
@app_commands.describe(zone="Such as Europe/Berlin")
@app_commands.autocomplete(zone=time_zones)
async def time_zone(interaction: Interaction, zone: Title) -> None:
    """Where months of leaderboards begin for this server."""
    if (guild := await moderated_guild(interaction)) is None:
        return
    if not is_zone(zone.strip()):
        await tell(interaction, f"“{literal(zone)}” is no time zone. Choose one that is offered.")
        return
    book = context_of(interaction).servers
    new = book.settings(guild).model_copy(update={"time_zone": zone.strip()})
    await book.set_settings(guild, new)
    await interaction.response.send_message(view=panel(new, "Changed."), ephemeral=True)


@settings.command()
async def export(interaction: Interaction) -> None:
    """All settings as one file."""
    if (guild := await moderated_guild(interaction)) is not None:
        body = export_settings(context_of(interaction).servers.settings(guild))
        file = discord.File(io.BytesIO(body), FILE)
        await interaction.response.send_message(
            "All settings of this server:", file=file, ephemeral=True
        )


@settings.command(name="import")
@app_commands.describe(attachment="A file that /settings export gave")
async def import_(interaction: Interaction, attachment: discord.Attachment) -> None:
    """Take settings from a file, all of them or none."""
    if (guild := await moderated_guild(interaction)) is None:
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        found = import_settings(await read_attachment(attachment, MAX_BYTES))
    except UploadError as error:
        await tell(interaction, str(error))
        return
    if isinstance(found, ServerSettings):
        found = tuple(_foreign(interaction, found)) or found
    if isinstance(found, ServerSettings):
        await context_of(interaction).servers.set_settings(guild, found)
        view = panel(found, "Taken from the file.")
    else:
        lines, _ = listed(found)
        view = card([text(f"## These settings cannot be taken\n{lines}")])
    await interaction.edit_original_response(view=view)


def _foreign(interaction: Interaction, found: ServerSettings) -> Iterator[Problem]:
    """Find channels and roles that are not of this server."""
    guild = interaction.guild
    if guild is None:
        return
    for channel in found.quiz_channels:
        if guild.get_channel(int(channel)) is None:
            yield Problem(FILE, 1, 1, f"this server has no channel {channel}", "remove it")
    for role in found.quiz_roles:
        if guild.get_role(int(role)) is None:
            yield Problem(FILE, 1, 1, f"this server has no role {role}", "remove it")
