"""Leaderboards, and a member's own figures."""

import io
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

import discord

from bot.chat.client import context_of
from bot.chat.kit.components import card, picture, text
from bot.chat.kit.layout import FrameView
from bot.chat.quiz import screens
from bot.knowledge.decks import Topic
from bot.lookups.charts import Bar, ShareChart
from bot.quiz.scoring import LeaderboardVisibility, Standing
from bot.store import privacy, scores
from bot.store.scores import MemberFigures

Interaction = discord.Interaction[Any]
Period = Literal["month", "all time"]
Scope = Literal["server", "global"]
SHOWN = 20
SWITCHED_OFF = "Leaderboards are switched off in this server. /quiz stats shows your own figures."


async def show_leaderboard(
    interaction: Interaction, period: Period = "month", scope: Scope = "server"
) -> None:
    """Show who is ahead, to the asker alone."""
    context = context_of(interaction)
    zone = context.servers.settings(interaction.guild_id).zone
    since = month_start(context.clock(), zone) if period == "month" else None
    guild = interaction.guild_id if scope == "server" else None
    places = await context.database.read(
        lambda connection: scores.leaderboard(connection, guild, since)
    )
    view = _board(places, interaction.user.id, period, scope)
    await interaction.response.send_message(view=view, ephemeral=True)


def month_start(now: datetime, zone: ZoneInfo) -> datetime:
    """Give the first moment of the month, as a time zone has it."""
    return now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _board(places: tuple[Standing, ...], asker: int, period: Period, scope: Scope) -> FrameView:
    when = "this month" if period == "month" else "of all time"
    where = "in this server" if scope == "server" else "of those who chose to be seen everywhere"
    lines = [f"## Leaderboard {when}", f"-# Points {where}, in games of two people or more."]
    if not places:
        lines.append("Nobody yet. A quiz starts with /quiz start.")
    lines.append(screens.standings_text(places[:SHOWN]))
    own = [place for place in places[SHOWN:] if place.member == asker]
    if own:
        lines += ["…", screens.standings_text(own)]
    lines.append("-# /privacy sets where you appear.")
    return card([text("\n".join(line for line in lines if line))])


async def show_stats(interaction: Interaction, member: int) -> None:
    """Show what a member did in quizzes here, with a chart by topic."""
    context, guild = context_of(interaction), interaction.guild_id
    own = member == interaction.user.id
    seen = await context.database.read(lambda connection: privacy.visibility_of(connection, member))
    if not own and seen is LeaderboardVisibility.HIDDEN:
        await interaction.response.send_message(
            f"{screens.mention(member)} chose not to be shown.",
            ephemeral=True,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        return
    figures = await context.database.read(
        lambda connection: scores.figures_of(connection, member, guild)
    )
    if not figures.topics:
        view = card([text(f"## Quizzes of {screens.mention(member)}\nNo counted answers yet.")])
        await interaction.response.send_message(view=view, ephemeral=True)
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    chart = _chart(figures)
    data = await context.charts.picture(chart)
    name = context.charts.name(chart)
    parts = [text(_stats_text(member, figures)), picture(name, chart.describe())]
    await interaction.edit_original_response(
        view=card(parts), attachments=[discord.File(io.BytesIO(data), name)]
    )


def _stats_text(member: int, figures: MemberFigures) -> str:
    share = 100 * figures.right // max(1, figures.answered)
    lines = [
        f"## Quizzes of {screens.mention(member)}",
        (
            f"{figures.games} games, {figures.answered} answers, "
            f"{figures.right} right ({share} %), {figures.points} points for the leaderboard."
        ),
    ]
    lines += [
        f"- {screens.TOPIC_NAMES[Topic(topic.topic)]}: {topic.right} of {topic.answered} right"
        for topic in figures.topics
    ]
    return "\n".join(lines)


def _chart(figures: MemberFigures) -> ShareChart:
    bars = []
    for topic in figures.topics:
        right = 100 * topic.right // topic.answered
        label = screens.TOPIC_NAMES[Topic(topic.topic)]
        bars.append(Bar(label, (("right", right), ("missed", 100 - right))))
    return ShareChart("Right answers by topic, in percent", tuple(bars))
