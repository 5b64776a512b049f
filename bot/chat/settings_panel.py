"""The settings of a server: shown whole, and changed by menus and buttons under them.

All of it follows from the declarations in `bot.services.servers.server_settings`.
"""

from dataclasses import dataclass
from typing import assert_never

from bot.chat.kit.actions import Action
from bot.chat.kit.components import Component, Layout, button, card, entity_menu, menu, text
from bot.chat.kit.context import Context
from bot.chat.kit.dispatch import on, on_menu
from bot.chat.kit.reply import Reply
from bot.chat.rights import for_moderators, require_moderator
from bot.services.servers.server_settings import (
    MOST,
    SETTINGS,
    ChoiceSetting,
    EntityKind,
    EntitySetting,
    KnownEntities,
    ServerSettings,
    SettingKind,
    SwitchSetting,
    ZoneSetting,
)

MENTIONS = {EntityKind.CHANNEL: "<#{}>", EntityKind.ROLE: "<@&{}>"}


@dataclass(frozen=True, slots=True)
class SwitchSettingTo(Action, prefix="ss"):
    """Put a setting on ("1") or off ("0")."""

    setting: str
    value: int


@dataclass(frozen=True, slots=True)
class ChooseSetting(Action, prefix="sc"):
    """Let a setting have one of its values; a menu."""

    setting: str


@dataclass(frozen=True, slots=True)
class NameEntities(Action, prefix="se"):
    """Let a setting name channels or roles; a menu of their ids."""

    setting: str


@dataclass(frozen=True, slots=True)
class ResetSettings(Action, prefix="sr"):
    """Let everything be as it is in other servers."""


def settings_panel(settings: ServerSettings, note: str = "") -> Layout:
    """Show all settings that hold, and what changes them."""
    shown = {name: it for name, it in SETTINGS.items() if _is_shown(it, settings)}
    head = "\n".join(["## Settings of this server", *([note] if note else [])])
    lines = [
        f"- **{it.label}:** {_said(it, getattr(settings, name))}" for name, it in shown.items()
    ]
    buttons = [
        _switch(name, it, on=getattr(settings, name))
        for name, it in shown.items()
        if isinstance(it, SwitchSetting)
    ]
    buttons.append(button("Everything as elsewhere", ResetSettings()))
    menus = [
        _menu(name, it, getattr(settings, name))
        for name, it in shown.items()
        if isinstance(it, ChoiceSetting | EntitySetting)
    ]
    return card([text(head), text("\n".join(lines))], buttons, menus)


def _is_shown(setting: SettingKind, settings: ServerSettings) -> bool:
    if not isinstance(setting, EntitySetting) or setting.only_with is None:
        return True
    name, value = setting.only_with
    return bool(getattr(settings, name) == value)


def _said(setting: SettingKind, value: object) -> str:
    match setting:
        case ChoiceSetting():
            return f"{dict(setting.options)[str(value)]}."
        case SwitchSetting():
            return "on." if value else "off."
        case EntitySetting():
            ids = value if isinstance(value, tuple) else ()
            named = ", ".join(MENTIONS[setting.kind].format(it) for it in ids)
            return f"{named or setting.empty}."
        case ZoneSetting():
            return f"{value} (`/settings time-zone`)."
        case _:
            assert_never(setting)


def _switch(name: str, setting: SwitchSetting, *, on: bool) -> Component:
    return button(f"{setting.label} {'off' if on else 'on'}", SwitchSettingTo(name, int(not on)))


def _menu(name: str, setting: ChoiceSetting | EntitySetting, value: object) -> Component:
    if isinstance(setting, ChoiceSetting):
        options = [(option, label, None) for option, label in setting.options]
        return menu(ChooseSetting(name), setting.prompt, options, [str(value)])
    ids = value if isinstance(value, tuple) else ()
    return entity_menu(setting.kind.value, NameEntities(name), setting.prompt, ids, MOST)


async def _change(context: Context, name: str, value: object) -> None:
    guild = require_moderator(context)
    new = await context.services.servers.change_setting(guild, name, value)
    await context.replace(Reply(settings_panel(new, "Changed.")))


async def switch(context: Context, action: SwitchSettingTo) -> None:
    await _change(context, action.setting, bool(action.value))


async def choose(context: Context, action: ChooseSetting, chosen: tuple[str, ...]) -> None:
    await _change(context, action.setting, chosen[0])


async def name_entities(context: Context, action: NameEntities, chosen: tuple[str, ...]) -> None:
    guild, known = require_moderator(context), entities_here(context)
    new = await context.services.servers.name_entities(guild, action.setting, chosen, known)
    await context.replace(Reply(settings_panel(new, "Changed.")))


def entities_here(context: Context) -> KnownEntities:
    """Give what settings can name in this server."""
    here = context.interaction.guild
    return {
        EntityKind.CHANNEL: {it.id for it in here.channels} if here is not None else set(),
        EntityKind.ROLE: {it.id for it in here.roles} if here is not None else set(),
    }


async def reset(context: Context, action: ResetSettings) -> None:
    del action
    new = await context.services.servers.reset_settings(require_moderator(context))
    await context.replace(Reply(settings_panel(new, "Everything is as it is elsewhere.")))


ACTIONS = for_moderators(
    on(SwitchSettingTo, switch),
    on_menu(ChooseSetting, choose),
    on_menu(NameEntities, name_entities),
    on(ResetSettings, reset),
)
