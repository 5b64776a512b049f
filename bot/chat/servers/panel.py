"""The settings of a server: shown whole, and changed by menus and buttons under them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import discord

from bot.chat.client import context_of
from bot.chat.kit.bridge import lasting
from bot.chat.kit.components import Component, button, card, menu, text
from bot.chat.kit.layout import FrameView
from bot.chat.servers.permissions import moderated_guild
from bot.services.servers.server_settings import MOST, ServerSettings

Interaction = discord.Interaction[Any]
BUTTON = re.compile(r"vb:(?P<what>reset|leaderboards)")
MENU = re.compile(r"vm:(?P<what>replies|starters)")
ENTITIES = re.compile(r"ve:(?P<what>channels|roles)")
REPLIES = {"private": "Private: the asker alone sees them", "public": "Public: everybody sees them"}
STARTERS = {
    "everyone": "Everybody may start a quiz",
    "moderators": "Moderators may start a quiz",
    "roles": "Moderators and some roles may",
}


def panel(settings: ServerSettings, note: str = "") -> FrameView:
    """Show all settings that hold, and what changes them."""
    parts = [text("\n".join(["## Settings of this server", *([note] if note else [])]))]
    parts.append(text("\n".join(said(settings))))
    switch = "off" if settings.leaderboards else "on"
    buttons = [
        button(f"Leaderboards {switch}", "vb:leaderboards"),
        button("Everything as elsewhere", "vb:reset"),
    ]
    replies = [(value, label, None) for value, label in REPLIES.items()]
    starters = [(value, label, None) for value, label in STARTERS.items()]
    menus = [
        menu("vm:replies", "Answers to commands", replies, [settings.replies]),
        menu("vm:starters", "Who may start a quiz", starters, [settings.quiz_starters]),
        _entities(
            discord.ComponentType.channel_select,
            "ve:channels",
            "Where quizzes may be played; none for everywhere",
            [{"id": it, "type": "channel"} for it in settings.quiz_channels],
        ),
    ]
    if settings.quiz_starters == "roles":
        chosen = [{"id": it, "type": "role"} for it in settings.quiz_roles]
        kind = discord.ComponentType.role_select
        menus.append(_entities(kind, "ve:roles", "Roles that may start a quiz", chosen))
    return card(parts, buttons, menus)


def said(settings: ServerSettings) -> list[str]:
    """Say every setting that holds."""
    channels = ", ".join(f"<#{it}>" for it in settings.quiz_channels) or "everywhere"
    starters = STARTERS[settings.quiz_starters]
    if settings.quiz_starters == "roles":
        named = ", ".join(f"<@&{it}>" for it in settings.quiz_roles) or "none chosen yet"
        starters = f"Moderators and these roles may start a quiz: {named}"
    return [
        f"- **Answers to commands:** {REPLIES[settings.replies]}.",
        f"- **Quizzes are played:** {channels}.",
        f"- **Starting one:** {starters}.",
        f"- **Time zone:** {settings.time_zone} (`/settings time-zone`).",
        f"- **Leaderboards:** {'on' if settings.leaderboards else 'off'}.",
    ]


def _entities(
    kind: discord.ComponentType, custom_id: str, prompt: str, chosen: list[dict[str, str]]
) -> Component:
    """Make a menu of channels or roles, from none to many."""
    select: Component = {
        "type": kind.value,
        "custom_id": custom_id,
        "placeholder": prompt,
        "min_values": 0,
        "max_values": MOST,
        "default_values": chosen,
    }
    if kind is discord.ComponentType.channel_select:
        select["channel_types"] = [discord.ChannelType.text.value, discord.ChannelType.news.value]
    return {"type": discord.ComponentType.action_row.value, "components": [select]}


async def _change(interaction: Interaction, change: Mapping[str, Any], note: str) -> None:
    """Change settings, where who clicked moderates at this moment."""
    if (guild := await moderated_guild(interaction)) is None:
        return
    book = context_of(interaction).servers
    values = {**book.settings(guild).model_dump(mode="json"), **change}
    new = ServerSettings.model_validate(values)
    await book.set_settings(guild, new)
    await interaction.response.edit_message(view=panel(new, note))


async def _clicked(interaction: Interaction, match: re.Match[str], chosen: Sequence[Any]) -> None:
    """Switch leaderboards, or put everything back."""
    del chosen
    if match["what"] == "reset":
        everything = ServerSettings().model_dump(mode="json")
        await _change(interaction, everything, "Everything is as it is elsewhere.")
    else:
        on = context_of(interaction).servers.settings(interaction.guild_id).leaderboards
        await _change(interaction, {"leaderboards": not on}, "Changed.")


async def _chosen(interaction: Interaction, match: re.Match[str], chosen: Sequence[Any]) -> None:
    """Take one of a few values."""
    field = {"replies": "replies", "starters": "quiz_starters"}[match["what"]]
    await _change(interaction, {field: str(chosen[0])}, "Changed.")


async def _named(interaction: Interaction, match: re.Match[str], chosen: Sequence[Any]) -> None:
    """Take channels or roles."""
    field = {"channels": "quiz_channels", "roles": "quiz_roles"}[match["what"]]
    await _change(interaction, {field: [str(it.id) for it in chosen]}, "Changed.")


SETTINGS_ITEMS = (lasting(BUTTON, _clicked), lasting(MENU, _chosen), lasting(ENTITIES, _named))
