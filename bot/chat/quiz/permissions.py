"""What Discord says about who asks, and whether the bot may write where they ask."""

import discord

from bot.chat.kit.context import Context
from bot.services.quizzes import QuizMember

NEEDED = (
    ("view_channel", "View Channel"),
    ("send_messages", "Send Messages"),
    ("read_message_history", "Read Message History"),
)


def asker(context: Context) -> QuizMember:
    """Give who asks; Manage Server or Manage Messages makes a moderator."""
    user, rights = context.interaction.user, context.interaction.permissions
    roles = {role.id for role in user.roles} if isinstance(user, discord.Member) else set[int]()
    moderates = rights.manage_guild or rights.manage_messages
    return QuizMember(user.id, context.channel, frozenset(roles), moderates)


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
