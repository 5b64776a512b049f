"""Reminders on Discord: how their time is chosen, and how they are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from discord import app_commands

from bot.chat.kit.actions import Action
from bot.chat.kit.components import Layout, button, card, literal, menu, moment, text
from bot.chat.kit.context import Choices, Context, offers, on, on_form, on_menu
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.options import MAX_CHOICES
from bot.chat.kit.reply import Reply
from bot.chat.plan import AskPlanReminder, BackToPlan, OpenPlan
from bot.chat.review import NextCard
from bot.chat.zones import OTHER, zone_options
from bot.records.moments import minute_text
from bot.services.reminders import MAX_UNANSWERED, Notice, NoZoneError, ReminderId, known_zones

FIELD = "zone"
TIMES = [minute_text(60 * hour) for hour in range(6, 24)]
SAID = {
    ReminderId.REVIEW: (
        "I'll send you a direct message when something is due, the first one {first}. "
        "After three without an answer I stop; `/review remind off` stops me at once."
    ),
    ReminderId.PLAN: (
        "Every day at {time} I check your plan, the first time {first}. If something is due, I "
        "send you a direct message."
    ),
}
Time = app_commands.Range[str, 1, 20]
Zone = app_commands.Range[str, 1, 60]
describe_time = app_commands.describe(
    at="When, such as 18:30 or 6:30 pm; “off” stops the reminders",
    zone="Your time zone, such as Europe/Berlin; I keep it",
)


@dataclass(frozen=True, slots=True)
class ChooseZone(Action, prefix="rz"):
    """Keep a time zone, a menu; then remind at a time, or ask for that."""

    kind: ReminderId
    at: str | None


@dataclass(frozen=True, slots=True)
class TypeZone(Action, prefix="rf"):
    """Keep the time zone that was typed."""

    kind: ReminderId
    at: str | None


@dataclass(frozen=True, slots=True)
class ChooseTime(Action, prefix="rt"):
    """Remind at a time of day, a menu."""

    kind: ReminderId


async def remind(context: Context, kind: ReminderId, at: str, zone: str | None = None) -> None:
    """Choose when to be reminded; ask for the time zone where it is not known."""
    try:
        first = await context.services.reminders.choose(context.member, kind, at, zone)
    except NoZoneError:
        await context.send(Reply(_zone_screen(context, kind, at)))
        return
    await context.tell("No more reminders." if first is None else _said(kind, first))


def _said(kind: ReminderId, first: datetime) -> str:
    return SAID[kind].format(first=moment(first), time=f"<t:{int(first.timestamp())}:t>")


async def _ask(context: Context, action: AskPlanReminder) -> None:
    del action
    await _next(context, ReminderId.PLAN, None)


async def _next(context: Context, kind: ReminderId, at: str | None) -> None:
    """Ask for what is still missing, then remind."""
    zone = await context.services.reminders.zone(context.member)
    if zone is None:
        await context.replace(Reply(_zone_screen(context, kind, at)))
    elif at is None:
        await context.replace(Reply(_time_screen(context, kind, zone)))
    else:
        first = await context.services.reminders.choose(context.member, kind, at)
        said = "No more reminders." if first is None else _said(kind, first)
        back = [button("My plan", BackToPlan())] if kind is ReminderId.PLAN else []
        await context.replace(Reply(card([text(said)], back)))


async def _choose_zone(context: Context, action: ChooseZone, chosen: tuple[str, ...]) -> None:
    if chosen[:1] == (OTHER,):
        field = Field(FIELD, "Your time zone", hint="Europe/Lisbon", required=True, most=60)
        form = Form("Your time zone", TypeZone(action.kind, action.at), (field,))
        await context.open_form(form)
        return
    await context.services.reminders.set_zone(context.member, "".join(chosen[:1]))
    await _next(context, action.kind, action.at)


async def _type_zone(context: Context, action: TypeZone, fields: Mapping[str, str]) -> None:
    await context.services.reminders.set_zone(context.member, fields.get(FIELD, ""))
    await _next(context, action.kind, action.at)


async def _choose_time(context: Context, action: ChooseTime, chosen: tuple[str, ...]) -> None:
    await _next(context, action.kind, "".join(chosen[:1]))


ACTIONS = (
    on(AskPlanReminder, _ask),
    on_menu(ChooseZone, _choose_zone),
    on_form(TypeZone, _type_zone),
    on_menu(ChooseTime, _choose_time),
)


def _zone_screen(context: Context, kind: ReminderId, at: str | None) -> Layout:
    said = "**Which time zone are you in?** I keep your time zone, so that I remind you in it."
    zones = menu(ChooseZone(kind, at), "Your time zone", zone_options(context.now))
    return card([text(f"{said}\n-# `/privacy` shows and deletes it.")], rows_after=[zones])


def _time_screen(context: Context, kind: ReminderId, zone: str) -> Layout:
    said = f"**What time should I remind you?** By direct message, in {literal(zone)}."
    times = [("off", "Not at all", None), *((it, it, None) for it in TIMES)]
    zones = menu(ChooseZone(kind, None), "Another time zone", zone_options(context.now, zone))
    return card([text(said)], rows_after=[menu(ChooseTime(kind), "The time of day", times), zones])


@offers
async def time_zones(context: Context, typed: str) -> Choices:
    """Offer time zones."""
    del context
    wanted = typed.casefold().strip().replace(" ", "_")
    found = [zone for zone in known_zones() if wanted in zone.casefold()]
    return [app_commands.Choice(name=zone, value=zone) for zone in found[:MAX_CHOICES]]


def notice_screen(notice: Notice) -> Layout:
    """Say what there is to do, with a button that leads on, and how to be told no more."""
    kind = notice.kind
    lines = [literal(notice.text)]
    if notice.last:
        lines.append(
            f"-# That makes {MAX_UNANSWERED} reminders without an answer, so this is the last one. "
            f"`{kind.command}` switches them on again."
        )
    else:
        lines.append(f"-# `{kind.stop_command}` stops this.")
    label, action = _next_step(kind.id)
    return card([text("\n".join(lines))], [button(label, action, primary=True)])


def _next_step(kind: ReminderId) -> tuple[str, Action]:
    match kind:
        case ReminderId.REVIEW:
            return "Review now", NextCard()
        case ReminderId.PLAN:
            return "Open the plan", OpenPlan()
        case _:
            assert_never(kind)
