"""Reminders on Discord: how their time is chosen, and how they are told."""

from typing import assert_never

from discord import app_commands

from bot.chat.kit.actions import Action
from bot.chat.kit.components import Layout, button, card, literal, text
from bot.chat.kit.context import Choices, Context, offers
from bot.chat.kit.options import MAX_CHOICES
from bot.chat.plan import OpenPlan
from bot.chat.review import NextCard
from bot.services.reminders import (
    MAX_UNANSWERED,
    Notice,
    ReminderId,
    known_zones,
)

Time = app_commands.Range[str, 1, 20]
Zone = app_commands.Range[str, 1, 60]
describe_time = app_commands.describe(
    at="When, such as 18:30 or 6:30 pm; “off” stops the reminders",
    zone="Your time zone, such as Europe/Berlin; UTC by default",
)


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
