"""Certificates: what they say, drawn by `bot.charts`."""

from datetime import datetime

from bot.chat.kit.context import Context
from bot.chat.quiz.portraits import drawable
from bot.lookups.charts import Certificate


def certificate(name: str, deed: str, detail: str, server: str, at: datetime) -> Certificate:
    return Certificate(name, deed, detail, f"{server}, {at.day} {at:%B %Y}")


def own_name(context: Context) -> str:
    """Give the asker's name as far as it can be drawn."""
    user = context.interaction.user
    return drawable(user.display_name, user.name)


def server_name(context: Context) -> str:
    here = context.interaction.guild
    return "Discord" if here is None else drawable(here.name, "Discord")
