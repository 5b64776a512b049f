"""The settings of a server: shown whole, and changed by menus and buttons under them.

All of it follows from the declarations in `bot.services.servers.server_settings`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

import discord

from bot.chat.kit.actions import Action
from bot.chat.kit.components import (
    Component,
    Layout,
    button,
    card,
    entity_menu,
    menu,
    moment,
    text,
)
from bot.chat.kit.context import Context, on, on_form, on_menu
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.reply import Reply
from bot.chat.prize_roles import prize_notes, prize_roles, require_prize_role
from bot.chat.quiz.prize_actions import ShowExams, ShowSeasons
from bot.chat.rights import NEEDED, for_moderators, require_moderator
from bot.lookups.wording import plural
from bot.records.moments import read_minute
from bot.services.servers.server_settings import (
    SETTINGS,
    ChoiceSetting,
    EntityKind,
    EntitySetting,
    ExamsSetting,
    KnownEntities,
    ServerSettings,
    SettingKind,
    SettingRefusedError,
    SettingsPage,
    SwitchSetting,
    TimeSetting,
    ZoneSetting,
)

TIME = "time"
TITLES: Mapping[SettingsPage, str] = {
    SettingsPage.GENERAL: "Settings of this server",
    SettingsPage.DAILY: "Question of the day",
    SettingsPage.PRIZES: "Seasons and exams",
}
MENTIONS = {
    EntityKind.CHANNEL: "<#{}>",
    EntityKind.ROLE: "<@&{}>",
    EntityKind.PRIZE_ROLE: "<@&{}>",
}


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
class AskTime(Action, prefix="sm"):
    """Open a form for the time of day of a setting."""

    setting: str


@dataclass(frozen=True, slots=True)
class SetTime(Action, prefix="st"):
    """Let a setting be the time of day that was typed."""

    setting: str


@dataclass(frozen=True, slots=True)
class ShowSettings(Action, prefix="sp"):
    """Show a page of the settings."""

    page: SettingsPage


@dataclass(frozen=True, slots=True)
class ResetSettings(Action, prefix="sr"):
    """Let everything be as it is in other servers."""


def settings_panel(
    settings: ServerSettings, page: SettingsPage = SettingsPage.GENERAL, note: str = ""
) -> Layout:
    """Show the settings of a page that hold, and what changes them."""
    shown = {
        name: it for name, it in SETTINGS.items() if it.page is page and _is_shown(it, settings)
    }
    head = "\n".join([f"## {TITLES[page]}", *([note] if note else [])])
    lines = [f"- **{it.label}:** {_said(name, it, settings)}" for name, it in shown.items()]
    buttons = [
        *_buttons(shown, settings),
        *(button(TITLES[it], ShowSettings(it)) for it in SettingsPage if it is not page),
    ]
    if page is SettingsPage.GENERAL:
        buttons.append(button("Everything as elsewhere", ResetSettings()))
    menus = [
        _menu(name, it, getattr(settings, name))
        for name, it in shown.items()
        if isinstance(it, ChoiceSetting | EntitySetting)
    ]
    return card([text(head), text("\n".join(lines))], buttons, menus)


def _buttons(shown: Mapping[str, SettingKind], settings: ServerSettings) -> Iterator[Component]:
    for name, it in shown.items():
        if isinstance(it, SwitchSetting):
            on = getattr(settings, name)
            yield button(f"{it.label} {'off' if on else 'on'}", SwitchSettingTo(name, int(not on)))
        elif isinstance(it, TimeSetting):
            yield button("Another time", AskTime(name))
        elif isinstance(it, ExamsSetting):
            yield button("Seasons…", ShowSeasons())
            yield button("Exams…", ShowExams())


def _is_shown(setting: SettingKind, settings: ServerSettings) -> bool:
    if not isinstance(setting, EntitySetting) or setting.only_with is None:
        return True
    name, value = setting.only_with
    return bool(getattr(settings, name) == value)


def _said(name: str, setting: SettingKind, settings: ServerSettings) -> str:
    value = getattr(settings, name)
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
        case TimeSetting():
            return f"{value}, {settings.time_zone} (`/settings time-zone`)."
        case ExamsSetting():
            return f"{plural(len(settings.exams), 'exam')}." if settings.exams else "none yet."
        case _:
            assert_never(setting)


def _menu(name: str, setting: ChoiceSetting | EntitySetting, value: object) -> Component:
    if isinstance(setting, ChoiceSetting):
        options = [(option, label, None) for option, label in setting.options]
        return menu(ChooseSetting(name), setting.prompt, options, [str(value)])
    ids = value if isinstance(value, tuple) else ()
    return entity_menu(setting.kind.menu, NameEntities(name), setting.prompt, ids, setting.most)


async def _change(context: Context, name: str, value: object) -> None:
    guild = require_moderator(context)
    await _show(context, await context.services.servers.change_setting(guild, name, value), name)


async def _show(context: Context, new: ServerSettings, name: str) -> None:
    """Show the page on which a setting was changed."""
    await _show_page(context, new, SETTINGS[name].page, "Changed.")


async def _show_page(
    context: Context, settings: ServerSettings, page: SettingsPage, *notes: str
) -> None:
    match page:
        case SettingsPage.GENERAL:
            more: list[str] = []
        case SettingsPage.DAILY:
            more = await _daily_notes(context, require_moderator(context), settings)
        case SettingsPage.PRIZES:
            more = list(prize_notes(context, settings))
        case _:
            assert_never(page)
    await context.replace(Reply(settings_panel(settings, page, "\n".join((*notes, *more)))))


async def switch(context: Context, action: SwitchSettingTo) -> None:
    await _change(context, action.setting, bool(action.value))


async def choose(context: Context, action: ChooseSetting, chosen: tuple[str, ...]) -> None:
    await _change(context, action.setting, chosen[0])


async def name_entities(context: Context, action: NameEntities, chosen: tuple[str, ...]) -> None:
    guild, known = require_moderator(context), entities_here(context)
    setting = SETTINGS.get(action.setting)
    if isinstance(setting, EntitySetting) and setting.kind is EntityKind.PRIZE_ROLE:
        for role in chosen:
            require_prize_role(context, role)
    new = await context.services.servers.name_entities(guild, action.setting, chosen, known)
    await _show(context, new, action.setting)


async def ask_time(context: Context, action: AskTime) -> None:
    field = Field(TIME, "When, by the server's clock", hint="such as 18:30 or 6:30 pm", most=20)
    await context.open_form(Form("Another time", SetTime(action.setting), (field,)))


async def set_time(context: Context, action: SetTime, fields: Mapping[str, str]) -> None:
    typed = fields.get(TIME, "")
    if read_minute(typed) is None:
        raise SettingRefusedError("I cannot read that time.", "Write it as 18:30 or 6:30 pm.")
    await _change(context, action.setting, typed)


async def show(context: Context, action: ShowSettings) -> None:
    settings = context.services.servers.settings(require_moderator(context))
    await _show_page(context, settings, action.page)


def entities_here(context: Context) -> KnownEntities:
    """Give what settings can name in this server."""
    here = context.interaction.guild
    return {
        EntityKind.CHANNEL: {it.id for it in here.channels} if here is not None else set(),
        EntityKind.ROLE: {it.id for it in here.roles} if here is not None else set(),
        EntityKind.PRIZE_ROLE: prize_roles(here) if here is not None else set(),
    }


async def reset(context: Context, action: ResetSettings) -> None:
    del action
    new = await context.services.servers.reset_settings(require_moderator(context))
    await context.replace(Reply(settings_panel(new, note="Everything is as it is elsewhere.")))


async def _daily_notes(context: Context, guild: int, settings: ServerSettings) -> list[str]:
    """Say when the next question comes, and what stands in its way."""
    if not settings.daily_channel:
        return ["Choose a channel, and I ask one question a day there. Answers are private."]
    comes = await context.services.daily_answers.comes(guild)
    first = [f"The next one comes {moment(comes)}."] if comes is not None else []
    here = context.interaction.guild
    return first if here is None else [*first, *_lacking(here, settings)]


def _lacking(here: discord.Guild, settings: ServerSettings) -> Iterator[str]:
    for number in settings.daily_channel:
        channel = here.get_channel(int(number))
        mine = discord.Permissions.none() if channel is None else channel.permissions_for(here.me)
        missing = [label for name, label in NEEDED if not getattr(mine, name)]
        if missing:
            yield f"**I cannot ask in <#{number}>:** I need {', '.join(missing)} there."
    for number in settings.daily_role:
        role = here.get_role(int(number))
        if role is not None and not (
            role.mentionable or here.me.guild_permissions.mention_everyone
        ):
            yield (
                f"**I cannot ping <@&{number}>:** let anyone mention that role, or give me "
                "Mention Everyone."
            )


ACTIONS = for_moderators(
    on(SwitchSettingTo, switch),
    on_menu(ChooseSetting, choose),
    on_menu(NameEntities, name_entities),
    on(AskTime, ask_time),
    on_form(SetTime, set_time),
    on(ShowSettings, show),
    on(ResetSettings, reset),
)
