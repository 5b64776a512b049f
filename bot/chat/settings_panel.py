"""The settings of a server: shown whole, or one after the other in a set-up of two minutes.

What is shown, and what changes it, follows from the declarations in
`bot.services.servers.server_settings`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

import discord

from bot.chat.kit.actions import Action
from bot.chat.kit.components import (
    Component,
    Layout,
    button,
    card,
    date_and_time,
    entity_menu,
    menu,
    text,
)
from bot.chat.kit.context import Context, on, on_form, on_menu
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.reply import Reply
from bot.chat.prize_roles import prize_notes, prize_roles, require_prize_role
from bot.chat.quiz.prize_actions import ShowExams, ShowSeasons
from bot.chat.rights import NEEDED, for_moderators, require_moderator
from bot.chat.zones import OTHER, zone_options
from bot.lookups.wording import plural
from bot.records.moments import read_minute
from bot.services.reminders import find_zone
from bot.services.servers.server_settings import (
    MEANINGS,
    SETTINGS,
    SETUP,
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

TYPED = "time"
TITLES: Mapping[SettingsPage, str] = {
    SettingsPage.GENERAL: "Settings of this server",
    SettingsPage.DAILY: "Question of the day",
    SettingsPage.PRIZES: "Seasons and exams",
    SettingsPage.SETUP_ANSWERS: "What members see",
    SettingsPage.SETUP_QUIZZES: "Quizzes",
    SettingsPage.SETUP_DAILY: "Question of the day",
    SettingsPage.SETUP_PEOPLE: "Who looks after me",
    SettingsPage.SETUP_DONE: "You are set up",
}
LATER = "-# Change any of this later with `/settings show`."
SELF_EVIDENT = frozenset({"quiz_channels", "quiz_starters", "daily_channel", "daily_time"})
"""Settings whose meaning the set-up need not tell: their own line says it."""
MENTIONS = {
    EntityKind.CHANNEL: "<#{}>",
    EntityKind.ROLE: "<@&{}>",
    EntityKind.PRIZE_ROLE: "<@&{}>",
}


@dataclass(frozen=True, slots=True)
class SwitchSettingTo(Action, prefix="ss"):
    """Put a setting on ("1") or off ("0"); `page` is shown after that."""

    setting: str
    value: int
    page: SettingsPage


@dataclass(frozen=True, slots=True)
class ChooseSetting(Action, prefix="sc"):
    """Let a setting have one of its values; a menu."""

    setting: str
    page: SettingsPage


@dataclass(frozen=True, slots=True)
class NameEntities(Action, prefix="se"):
    """Let a setting name channels or roles; a menu of their ids."""

    setting: str
    page: SettingsPage


@dataclass(frozen=True, slots=True)
class AskSetting(Action, prefix="sm"):
    """Open a form for what a setting is to be."""

    setting: str
    page: SettingsPage


@dataclass(frozen=True, slots=True)
class TypeSetting(Action, prefix="st"):
    """Let a setting be what was typed."""

    setting: str
    page: SettingsPage


@dataclass(frozen=True, slots=True)
class ShowSettings(Action, prefix="sp"):
    """Show a page of the settings."""

    page: SettingsPage


@dataclass(frozen=True, slots=True)
class ResetSettings(Action, prefix="sr"):
    """Let everything be as it is in other servers."""


def settings_panel(
    settings: ServerSettings,
    now: datetime,
    page: SettingsPage = SettingsPage.GENERAL,
    note: str = "",
) -> Layout:
    """Show the settings of a page that hold, and what changes them."""
    shown = {name: it for name, it in SETTINGS.items() if _is_shown(it, settings, page)}
    title = TITLES[page]
    if page in SETUP[:-1]:
        title = f"Set-up {SETUP.index(page) + 1} of {len(SETUP) - 1}: {title}"
    head = "\n".join([f"## {title}", *([note] if note else [])])
    lines = [line for name, it in shown.items() for line in _lines(name, it, settings, page)]
    menus = (
        []
        if page is SettingsPage.SETUP_DONE
        else [it for name, one in shown.items() for it in _menus(name, one, settings, now, page)]
    )
    small = [text(LATER)] if page in SETUP else []
    buttons = [*_buttons(shown, settings, page), *_ways(page)]
    return card([text(head), text("\n".join(lines)), *small], buttons, menus)


def _is_shown(setting: SettingKind, settings: ServerSettings, page: SettingsPage) -> bool:
    is_asked = page is SettingsPage.SETUP_DONE and setting.setup is not None
    if page not in (setting.page, setting.setup) and not is_asked:
        return False
    if not isinstance(setting, EntitySetting) or setting.only_with is None:
        return True
    name, value = setting.only_with
    return bool(getattr(settings, name) == value)


def _lines(
    name: str, setting: SettingKind, settings: ServerSettings, page: SettingsPage
) -> Iterator[str]:
    """Say how a setting is; in the set-up, what it means."""
    yield f"- **{setting.label}:** {_said(name, setting, settings, page)}"
    if page in SETUP[:-1] and name not in SELF_EVIDENT:
        yield f"  -# {MEANINGS[name]}"


def _buttons(
    shown: Mapping[str, SettingKind], settings: ServerSettings, page: SettingsPage
) -> Iterator[Component]:
    if page is SettingsPage.SETUP_DONE:
        return
    for name, it in shown.items():
        if isinstance(it, SwitchSetting):
            on = getattr(settings, name)
            switched = SwitchSettingTo(name, int(not on), page)
            yield button(f"{it.label} {'off' if on else 'on'}", switched)
        elif isinstance(it, TimeSetting):
            yield button("Another time", AskSetting(name, page))
        elif isinstance(it, ExamsSetting):
            yield button("Seasons…", ShowSeasons())
            yield button("Exams…", ShowExams())


def _ways(page: SettingsPage) -> Iterator[Component]:
    """Lead to the other pages: through the set-up step by step."""
    if page in SETUP:
        place = SETUP.index(page)
        if place > 0:
            yield button("Back", ShowSettings(SETUP[place - 1]))
        if place + 1 < len(SETUP):
            yield button("Next", ShowSettings(SETUP[place + 1]), primary=True)
        else:
            yield button("All settings", ShowSettings(SettingsPage.GENERAL))
        return
    for it in SettingsPage:
        if it not in (page, *SETUP):
            yield button(TITLES[it], ShowSettings(it))
    if page is SettingsPage.GENERAL:
        yield button("Everything as elsewhere", ResetSettings())


def _said(name: str, setting: SettingKind, settings: ServerSettings, page: SettingsPage) -> str:
    value = getattr(settings, name)
    by_command = "" if page in SETUP else " (`/settings time-zone`)"
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
            return f"{value}{by_command}."
        case TimeSetting():
            return f"{value}, {settings.time_zone}{by_command}."
        case ExamsSetting():
            return f"{plural(len(settings.exams), 'exam')}." if settings.exams else "none yet."
        case _:
            assert_never(setting)


def _menus(
    name: str, setting: SettingKind, settings: ServerSettings, now: datetime, page: SettingsPage
) -> Iterator[Component]:
    value = getattr(settings, name)
    if isinstance(setting, ChoiceSetting):
        options = [(option, label, None) for option, label in setting.options]
        yield menu(ChooseSetting(name, page), setting.prompt, options, [str(value)])
    elif isinstance(setting, EntitySetting):
        ids = value if isinstance(value, tuple) else ()
        action = NameEntities(name, page)
        yield entity_menu(setting.kind.menu, action, setting.prompt, ids, setting.most)
    elif isinstance(setting, ZoneSetting) and page in SETUP:
        zones = zone_options(now, str(value))
        yield menu(ChooseSetting(name, page), setting.label, zones, [str(value)])


async def _change(context: Context, name: str, value: object, page: SettingsPage) -> None:
    guild = require_moderator(context)
    new = await context.services.servers.change_setting(guild, name, value)
    await _show(context, new, page, "Changed.")


async def _show(
    context: Context, settings: ServerSettings, page: SettingsPage, *notes: str
) -> None:
    match page:
        case SettingsPage.DAILY | SettingsPage.SETUP_DAILY:
            more = await _daily_notes(context, require_moderator(context), settings)
        case SettingsPage.PRIZES:
            more = list(prize_notes(context, settings))
        case SettingsPage.SETUP_PEOPLE:
            more = list(_people(context))
        case SettingsPage.GENERAL | SettingsPage.SETUP_ANSWERS | SettingsPage.SETUP_QUIZZES:
            more = []
        case SettingsPage.SETUP_DONE:
            more = ["Members begin with `/start`, too: it shows them around."]
        case _:
            assert_never(page)
    reply = Reply(settings_panel(settings, context.now, page, "\n".join((*notes, *more))))
    # Who clicks below a greeting that everybody sees gets a message of their own.
    await (context.replace(reply) if context.owns_message else context.send(reply))


def _people(context: Context) -> Iterator[str]:
    """Say who moderates and who operates; neither is a setting of a server."""
    yield "**Moderators** are all who may *Manage Server* here: they change these settings."
    is_one = context.app.operators.known_at_hand(context.interaction)
    yours = "You are one." if is_one else "Ask whoever runs me if you should be one."
    yield f"**Operators** can change what I know, in every server. {yours}"


async def switch(context: Context, action: SwitchSettingTo) -> None:
    await _change(context, action.setting, bool(action.value), action.page)


async def choose(context: Context, action: ChooseSetting, chosen: tuple[str, ...]) -> None:
    if chosen[0] == OTHER and isinstance(SETTINGS.get(action.setting), ZoneSetting):
        await ask(context, AskSetting(action.setting, action.page))
        return
    await _change(context, action.setting, chosen[0], action.page)


async def name_entities(context: Context, action: NameEntities, chosen: tuple[str, ...]) -> None:
    guild, known = require_moderator(context), entities_here(context)
    setting = SETTINGS.get(action.setting)
    if isinstance(setting, EntitySetting) and setting.kind is EntityKind.PRIZE_ROLE:
        for role in chosen:
            require_prize_role(context, role)
    new = await context.services.servers.name_entities(guild, action.setting, chosen, known)
    await _show(context, new, action.page, "Changed.")


async def ask(context: Context, action: AskSetting) -> None:
    if isinstance(SETTINGS.get(action.setting), ZoneSetting):
        field = Field(TYPED, "The time zone of this server", hint="Europe/Lisbon", most=60)
    else:
        field = Field(
            TYPED, "When, by the server's clock", hint="such as 18:30 or 6:30 pm", most=20
        )
    form = TypeSetting(action.setting, action.page)
    await context.open_form(Form(field.label, form, (field,)))


async def take_typed(context: Context, action: TypeSetting, fields: Mapping[str, str]) -> None:
    typed = fields.get(TYPED, "")
    if isinstance(SETTINGS.get(action.setting), ZoneSetting):
        await _change(context, action.setting, find_zone(typed), action.page)
        return
    if read_minute(typed) is None:
        raise SettingRefusedError("I cannot read that time.", "Write it as 18:30 or 6:30 pm.")
    await _change(context, action.setting, typed, action.page)


async def show(context: Context, action: ShowSettings) -> None:
    settings = context.services.servers.settings(require_moderator(context))
    await _show(context, settings, action.page)


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
    await _show(context, new, SettingsPage.GENERAL, "Everything is as it is elsewhere.")


async def _daily_notes(context: Context, guild: int, settings: ServerSettings) -> list[str]:
    """Say when the next question comes, and what stands in its way."""
    if not settings.daily_channel:
        return ["Choose a channel, and I ask one question a day there. Answers are private."]
    comes = await context.services.daily_answers.comes(guild)
    first = [f"Next question: {date_and_time(comes)}"] if comes is not None else []
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
    on(AskSetting, ask),
    on_form(TypeSetting, take_typed),
    on(ShowSettings, show),
    on(ResetSettings, reset),
)
