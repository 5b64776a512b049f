"""/settings: how the bot behaves in one server, by its moderators."""

import discord
from discord import app_commands

from bot.chat.attachments import list_problems, read_attachment
from bot.chat.kit.components import card, text
from bot.chat.kit.context import Context, takes_context
from bot.chat.kit.options import Title
from bot.chat.kit.reply import Attachment, Reply
from bot.chat.reminders import time_zones
from bot.chat.rights import managers_group, require_moderator
from bot.chat.settings_panel import entities_here, settings_panel
from bot.services.servers.server_settings import FILE, MAX_BYTES, ServerSettings, export_settings

settings = managers_group(
    "settings", "How I behave in this server, for its moderators.", guild_only=True
)


@settings.command()
@takes_context
async def show(context: Context) -> None:
    """All settings of this server, to look at and to change."""
    found = context.services.servers.settings(require_moderator(context))
    await context.send(Reply(settings_panel(found, context.now)))


@settings.command(name="time-zone")
@app_commands.describe(zone="Such as Europe/Berlin")
@app_commands.autocomplete(zone=time_zones)
@takes_context
async def time_zone(context: Context, zone: Title) -> None:
    """The clock of this server: where months of leaderboards begin, when quizzes come."""
    new = await context.services.servers.set_zone(require_moderator(context), zone)
    await context.send(Reply(settings_panel(new, context.now, note="Changed.")))


@settings.command()
@takes_context
async def export(context: Context) -> None:
    """All settings as one file."""
    body = export_settings(context.services.servers.settings(require_moderator(context)))
    await context.send(Reply("All settings of this server:", (Attachment(FILE, body),)))


@settings.command(name="import")
@app_commands.describe(attachment="A file that /settings export gave")
@takes_context
async def import_(context: Context, attachment: discord.Attachment) -> None:
    """Take settings from a file, all of them or none."""
    guild = require_moderator(context)
    await context.defer()
    raw = await read_attachment(attachment, MAX_BYTES)
    found = await context.services.servers.import_settings(guild, raw, entities_here(context))
    if isinstance(found, ServerSettings):
        await context.send(Reply(settings_panel(found, context.now, note="Taken from the file.")))
        return
    lines, _ = list_problems(found)
    await context.send(Reply(card([text(f"## I can't take these settings\n{lines}")])))
