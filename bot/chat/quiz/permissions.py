"""Who may lead a game, and whether the bot may speak where it is to be played."""

from typing import Any

import discord

from bot.quiz.game import Game
from bot.services.servers.server_settings import ServerSettings

NEEDED = (
    ("view_channel", "View Channel"),
    ("send_messages", "Send Messages"),
    ("read_message_history", "Read Message History"),
)


def is_moderator(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether somebody moderates here: Manage Server or Manage Messages."""
    rights = interaction.permissions
    return rights.manage_guild or rights.manage_messages


def may_lead(interaction: discord.Interaction[Any], game: Game) -> bool:
    """Tell whether somebody may start, skip, pause and stop a game: its host, a moderator."""
    return interaction.user.id == game.host or is_moderator(interaction)


def missing_permissions(interaction: discord.Interaction[Any]) -> list[str]:
    """Name what the bot may not do in this channel but must, to run a game."""
    mine = interaction.app_permissions
    missing = [label for name, label in NEEDED if not getattr(mine, name)]
    in_thread = isinstance(interaction.channel, discord.Thread)
    if in_thread and not mine.send_messages_in_threads:
        missing.append("Send Messages in Threads")
    return missing


def may_start(interaction: discord.Interaction[Any], settings: ServerSettings) -> bool:
    """Tell whether a server's settings let somebody start a quiz."""
    user = interaction.user
    roles = {role.id for role in user.roles} if isinstance(user, discord.Member) else set[int]()
    return settings.may_start_quizzes(roles, moderates=is_moderator(interaction))


def places_of(interaction: discord.Interaction[Any]) -> tuple[int | None, ...]:
    """Give the channel of an interaction, and the one that it is a thread of."""
    channel = interaction.channel
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    return interaction.channel_id, parent
