"""/review: a member's own queue of questions."""

import io
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import discord
from discord import app_commands

from bot.chat.client import context_of
from bot.chat.kit.components import card, picture, text
from bot.chat.kit.errors import tell
from bot.chat.quiz.screens import moment
from bot.chat.review.session import show_next
from bot.chat.review.times import offer_zones, read_minute
from bot.lookups.charts import CountChart
from bot.quiz.review import forecast as forecast_of
from bot.store import cards, reminders
from bot.store.cards import Reviewer

Interaction = discord.Interaction[Any]

review = app_commands.Group(
    name="review", description="Your own review: what you missed comes back when it is due."
)


@review.command(name="start")
async def begin(interaction: Interaction) -> None:
    """Review what is due; only you see it."""
    context, member = context_of(interaction), interaction.user.id
    await context.database.write(
        lambda connection: reminders.answered(connection, member, reminders.REVIEW)
    )
    await show_next(interaction)


@review.command()
@app_commands.describe(days="How many days your reviews rest; 7 by default")
async def pause(interaction: Interaction, days: app_commands.Range[int, 1, 365] = 7) -> None:
    """Let your reviews and reminders rest."""
    until = context_of(interaction).clock() + timedelta(days=days)
    cap = (await _reviewer(interaction)).daily_cap
    await _save(interaction, Reviewer(cap, until))
    await tell(interaction, f"Your reviews rest until {moment(until)}. /review resume wakes them.")


@review.command()
async def resume(interaction: Interaction) -> None:
    """Wake your reviews again."""
    cap = (await _reviewer(interaction)).daily_cap
    await _save(interaction, Reviewer(cap, None))
    await tell(interaction, "Your reviews are awake. /review start begins.")


@review.command()
@app_commands.describe(cards="How many questions a day at most")
@app_commands.rename(cards="questions")
async def cap(interaction: Interaction, cards: app_commands.Range[int, 1, 200]) -> None:
    """Set how many questions you review a day at most."""
    paused = (await _reviewer(interaction)).paused_until
    await _save(interaction, Reviewer(cards, paused))
    await tell(interaction, f"At most {cards} questions a day from now on.")


async def _reviewer(interaction: Interaction) -> Reviewer:
    member = interaction.user.id
    return await context_of(interaction).database.read(
        lambda connection: cards.reviewer_of(connection, member)
    )


async def _save(interaction: Interaction, reviewer: Reviewer) -> None:
    member = interaction.user.id
    await context_of(interaction).database.write(
        lambda connection: cards.save_reviewer(connection, member, reviewer)
    )


@review.command()
async def forecast(interaction: Interaction) -> None:
    """How many reviews come back on each of the next days, as a chart."""
    context, member = context_of(interaction), interaction.user.id
    due = await context.database.read(lambda connection: cards.due_dates(connection, member))
    own = await context.database.read(
        lambda connection: reminders.reminder_of(connection, member, reminders.REVIEW)
    )
    if not due:
        await tell(interaction, "Nothing is in your reviews yet.")
        return
    zone = ZoneInfo(own.zone if own is not None else "UTC")
    today = context.clock().astimezone(zone).date()
    days = forecast_of(due, today, zone)
    chart = CountChart(
        "Reviews due", "questions a day", tuple((f"{day:%a %d %b}", count) for day, count in days)
    )
    await interaction.response.defer(ephemeral=True, thinking=True)
    data, name = await context.charts.picture(chart), context.charts.name(chart)
    later = len(due) - sum(count for _, count in days)
    lines = [f"## {len(due)} questions in your review"]
    lines += [f"- {day:%a %d %b}: {count}" for day, count in days if count]
    if later:
        lines.append(f"- later: {later}")
    view = card([text("\n".join(lines)), picture(name, chart.describe())])
    await interaction.edit_original_response(
        view=view, attachments=[discord.File(io.BytesIO(data), name)]
    )


@review.command()
@app_commands.describe(
    at="When, such as 18:30 or 6:30 pm; “off” stops the reminder",
    zone="Your time zone, such as Europe/Berlin; UTC by default",
)
@app_commands.autocomplete(zone=offer_zones)
async def remind(
    interaction: Interaction,
    at: app_commands.Range[str, 1, 20],
    zone: app_commands.Range[str, 1, 60] = "UTC",
) -> None:
    """Be reminded of due reviews by direct message, once a day at most."""
    context, member, now = (
        context_of(interaction),
        interaction.user.id,
        context_of(interaction).clock(),
    )
    if at.casefold().strip() == "off":
        await context.database.write(
            lambda connection: reminders.stop(connection, member, reminders.REVIEW)
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
        lambda connection: reminders.choose(connection, member, reminders.REVIEW, minute, zone, now)
    )
    if context.reminding is not None:
        context.reminding.look_again()
    await tell(
        interaction,
        f"You get a direct message when something is due, the first {moment(first)}. After three "
        "without an answer it stops by itself; `/review remind off` stops it at once.",
    )


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the commands to a tree."""
    tree.add_command(review)
