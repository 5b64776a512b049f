"""The settings of a server: shown whole, and changed by menus and buttons under them."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Self

import discord
from discord import ui

from bot.chat.client import desk_of
from bot.chat.components import Component, button, card, menu, text
from bot.chat.errors import answer_failure
from bot.chat.layout import FrameView
from bot.chat.servers.rights import moderated_guild
from bot.servers.settings import MOST, ServerSettings

Interaction = discord.Interaction[Any]
BUTTON = re.compile(r"vb:(?P<what>[a-z]+)")
MENU = re.compile(r"vm:(?P<what>[a-z]+)")
ROLES = re.compile(r"vr:(?P<what>[a-z]+)")
CHANNELS = re.compile(r"vc:(?P<what>[a-z]+)")
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
            "vc:channels",
            "Where quizzes may be played; none for everywhere",
            [{"id": it, "type": "channel"} for it in settings.quiz_channels],
        ),
    ]
    if settings.quiz_starters == "roles":
        chosen = [{"id": it, "type": "role"} for it in settings.quiz_roles]
        kind = discord.ComponentType.role_select
        menus.append(_entities(kind, "vr:roles", "Roles that may start a quiz", chosen))
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


async def _change(
    interaction: Interaction, change: Callable[[ServerSettings], Mapping[str, Any]], note: str
) -> None:
    """Change settings, where who clicked moderates at this moment."""
    try:
        if (guild := await moderated_guild(interaction)) is None:
            return
        book = desk_of(interaction).servers
        settings = book.settings(guild)
        new = ServerSettings.model_validate(
            {**settings.model_dump(mode="json"), **change(settings)}
        )
        await book.set_settings(guild, new)
        await interaction.response.edit_message(view=panel(new, note))
    except Exception as error:  # noqa: BLE001 - errors of dynamic items reach no other handler
        await answer_failure(interaction, error)


class SettingsButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=BUTTON):
    """A button of the settings."""

    def __init__(self, what: str) -> None:
        super().__init__(ui.Button(label="…", custom_id=f"vb:{what}"))
        self._what = what

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button of a click."""
        del interaction, item
        return cls(match["what"])

    async def callback(self, interaction: Interaction) -> None:
        """Switch leaderboards, or put everything back."""
        if self._what == "reset":
            await _change(interaction, _defaults, "Everything is as it is elsewhere.")
        else:
            await _change(interaction, lambda it: {"leaderboards": not it.leaderboards}, "Changed.")


def _defaults(settings: ServerSettings) -> Mapping[str, Any]:
    del settings
    return ServerSettings().model_dump(mode="json")


class SettingsMenu(ui.DynamicItem[ui.Select[ui.LayoutView]], template=MENU):
    """A menu of the settings."""

    def __init__(self, what: str) -> None:
        super().__init__(ui.Select(custom_id=f"vm:{what}"))
        self._what = what

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the menu of a choice."""
        del interaction, item
        return cls(match["what"])

    async def callback(self, interaction: Interaction) -> None:
        """Take what was chosen."""
        field = {"replies": "replies", "starters": "quiz_starters"}[self._what]
        chosen = next(iter(self.item.values), "")
        await _change(interaction, lambda _: {field: chosen}, "Changed.")


class SettingsRoles(ui.DynamicItem[ui.RoleSelect[ui.LayoutView]], template=ROLES):
    """The menu of roles that may start a quiz."""

    def __init__(self, what: str) -> None:
        super().__init__(ui.RoleSelect(custom_id=f"vr:{what}", min_values=0, max_values=MOST))

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the menu of a choice."""
        del interaction, item
        return cls(match["what"])

    async def callback(self, interaction: Interaction) -> None:
        """Take what was chosen."""
        chosen = [str(role.id) for role in self.item.values]
        await _change(interaction, lambda _: {"quiz_roles": chosen}, "Changed.")


class SettingsChannels(ui.DynamicItem[ui.ChannelSelect[ui.LayoutView]], template=CHANNELS):
    """The menu of channels in which quizzes may be played."""

    def __init__(self, what: str) -> None:
        super().__init__(ui.ChannelSelect(custom_id=f"vc:{what}", min_values=0, max_values=MOST))

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the menu of a choice."""
        del interaction, item
        return cls(match["what"])

    async def callback(self, interaction: Interaction) -> None:
        """Take what was chosen."""
        chosen = [str(channel.id) for channel in self.item.values]
        await _change(interaction, lambda _: {"quiz_channels": chosen}, "Changed.")


SETTINGS_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (
    SettingsButton,
    SettingsMenu,
    SettingsRoles,
    SettingsChannels,
)
