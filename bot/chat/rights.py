"""Who may do what: operators and moderators, asked for at every command, click and form."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.chat.kit.context import Binding, Context
from bot.errors import UserFacingError

NEEDED = (
    ("view_channel", "View Channel"),
    ("send_messages", "Send Messages"),
    ("read_message_history", "Read Message History"),
)

SERVER_CONTEXT = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
IN_SERVERS = app_commands.AppInstallationType(guild=True, user=False)
"""What belongs to a server is there only where the bot is: a member alone cannot bring it."""


class NotOperatorError(UserFacingError):
    """Somebody owns none of the shared knowledge."""

    text = "Only the operators of this bot can do that."
    remedy = "/about says what it knows."


class NotModeratorError(UserFacingError):
    """Somebody does not moderate this server."""

    text = "Only moderators of this server can do that: it takes the right Manage Server."
    remedy = "Ask one of them."


class NoServerError(UserFacingError):
    """What belongs to servers is asked for outside of them, or in one that the bot is not in."""

    text = "That works only in servers that I am in myself."
    remedy = "Use it in one of those."


async def require_operator(context: Context) -> None:
    """Raise NotOperatorError where the asker is no operator at this moment."""
    if not await context.app.operators.include(context.interaction):
        raise NotOperatorError


def require_moderator(context: Context) -> int:
    """Find the server that the asker moderates here; raise NoServerError or NotModeratorError."""
    guild = require_server(context)
    if not manages_server(context):
        raise NotModeratorError
    return guild


def manages_server(context: Context) -> bool:
    """Whether the asker manages the server that this is in, which the bot is in too."""
    rights = context.interaction.permissions
    return context.guild is not None and (rights.manage_guild or rights.administrator)


def require_server(context: Context) -> int:
    """Find the server that this is in; raise NoServerError."""
    if context.guild is None:
        raise NoServerError
    return context.guild


def for_operators(*bindings: Binding) -> tuple[Binding, ...]:
    """Let only operators do some actions."""
    return tuple(_guarded(it, require_operator) for it in bindings)


def for_moderators(*bindings: Binding) -> tuple[Binding, ...]:
    """Let only moderators of the server that they are in do some actions."""

    async def require(context: Context) -> None:
        require_moderator(context)

    return tuple(_guarded(it, require) for it in bindings)


def _guarded(binding: Binding, require: Callable[[Context], Awaitable[None]]) -> Binding:
    async def handler(context: Context, *given: Any) -> None:
        await require(context)
        await binding.handler(context, *given)

    return replace(binding, handler=handler)


def managers_group(name: str, description: str, *, guild_only: bool) -> app_commands.Group:
    """Make a group of commands that Discord shows to moderators, unless admins say otherwise."""
    return app_commands.Group(
        name=name,
        description=description,
        guild_only=guild_only,
        allowed_contexts=SERVER_CONTEXT if guild_only else None,
        allowed_installs=IN_SERVERS if guild_only else None,
        default_permissions=discord.Permissions(manage_guild=True),
    )


def lacking(context: Context) -> tuple[str, ...]:
    """Name what the bot may not do in this channel but must, to run a game."""
    mine = context.interaction.app_permissions
    missing = [label for name, label in NEEDED if not getattr(mine, name)]
    if _thread(context) is not None and not mine.send_messages_in_threads:
        missing.append("Send Messages in Threads")
    return tuple(missing)


def parent_channel(context: Context) -> int | None:
    """Give the channel that this one is a thread of."""
    thread = _thread(context)
    return None if thread is None else thread.parent_id


def _thread(context: Context) -> discord.Thread | None:
    channel = context.interaction.channel
    return channel if isinstance(channel, discord.Thread) else None
