"""Reminders on Discord: how their time is chosen, and how they are told."""

from typing import assert_never

import aiohttp
import discord
from discord import app_commands

from bot.chat.kit.actions import Action
from bot.chat.kit.components import Layout, button, card, text
from bot.chat.kit.context import Choices, Context, offers
from bot.chat.kit.delivery import post
from bot.chat.kit.markup import literal
from bot.chat.kit.options import MAX_CHOICES
from bot.chat.kit.reply import Reply
from bot.chat.plan import OpenPlan
from bot.chat.review import NextCard
from bot.services.reminders import (
    MAX_UNANSWERED,
    Deliver,
    Notice,
    ReminderId,
    UndeliverableError,
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


def deliver_by(client: discord.Client) -> Deliver:
    """Make what sends a member a direct message."""

    async def deliver(member: int, notice: Notice) -> None:
        try:
            channel = await client.create_dm(discord.Object(member))
            await post(channel, Reply(notice_screen(notice)))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise UndeliverableError(str(error)) from error

    return deliver


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
