"""/plan: the study plan."""

from typing import Any
from zoneinfo import available_timezones

import discord
from discord import app_commands

from bot.chat.client import answers_for, context_of
from bot.chat.kit.errors import tell
from bot.chat.kit.options import Title, titles
from bot.chat.kit.replies import reply
from bot.chat.quiz.screens import moment
from bot.chat.review.times import offer_zones, read_minute
from bot.chat.tools.plan import NO_PLAN, overview
from bot.chat.tools.plan import start as begin_anew
from bot.lookups.by_title import by_title
from bot.lookups.model import Answer
from bot.lookups.queries import RoleQuery
from bot.store import plans, reminders

Interaction = discord.Interaction[Any]
plan = app_commands.Group(name="plan", description="A study plan of three weeks, with checkpoints.")


@plan.command()
@app_commands.describe(role="What you aim for, as people write it; may be left out")
@app_commands.autocomplete(role=titles)
async def start(interaction: Interaction, role: Title | None = None) -> None:
    """Begin the study plan; an earlier one is replaced."""
    context = context_of(interaction)
    wanted: str | None = None
    if role is not None:
        asked = by_title(answers_for(interaction).knowledge, role, RoleQuery)
        if isinstance(asked, Answer) or not isinstance(asked.query, RoleQuery):
            await reply(context, interaction, asked)
            return
        wanted = asked.query.role
    await begin_anew(context, interaction.user.id, wanted)
    await _show(interaction)


@plan.command()
async def show(interaction: Interaction) -> None:
    """Your study plan: what is done, what is due, how your score changed."""
    await _show(interaction)


async def _show(interaction: Interaction) -> None:
    view = await overview(context_of(interaction), interaction.user.id)
    if view is None:
        await tell(interaction, NO_PLAN)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


@plan.command()
async def stop(interaction: Interaction) -> None:
    """Drop the study plan and its reminders."""
    context, member = context_of(interaction), interaction.user.id
    there = await context.database.write(lambda connection: plans.drop(connection, member))
    await context.database.write(lambda connection: reminders.stop(connection, member, plans.PLAN))
    await tell(interaction, "The plan is dropped." if there else NO_PLAN)


@plan.command()
@app_commands.describe(
    at="When, such as 18:30 or 6:30 pm; “off” stops the reminders",
    zone="Your time zone, such as Europe/Berlin; UTC by default",
)
@app_commands.autocomplete(zone=offer_zones)
async def remind(
    interaction: Interaction,
    at: app_commands.Range[str, 1, 20],
    zone: app_commands.Range[str, 1, 60] = "UTC",
) -> None:
    """Be told by direct message when a checkpoint is due."""
    context, member, now = (
        context_of(interaction),
        interaction.user.id,
        context_of(interaction).clock(),
    )
    if at.casefold().strip() == "off":
        await context.database.write(
            lambda connection: reminders.stop(connection, member, plans.PLAN)
        )
        await tell(interaction, "No more reminders.")
        return
    minute = read_minute(at)
    if minute is None:
        await tell(interaction, "I cannot read that time. Write it as 18:30 or 6:30 pm, or “off”.")
        return
    if zone not in available_timezones():
        await tell(interaction, "I do not know that time zone. Choose one that is offered.")
        return
    first = await context.database.write(
        lambda connection: reminders.choose(connection, member, plans.PLAN, minute, zone, now)
    )
    if context.reminding is not None:
        context.reminding.look_again()
    await tell(interaction, f"I look at your plan every day at that time, first {moment(first)}.")


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the commands to a tree."""
    tree.add_command(plan)
