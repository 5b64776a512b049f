"""/quiz: games in a channel, their scores, and what members say against questions."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from secrets import SystemRandom
from typing import Any

import discord
from discord import app_commands

from bot.chat.client import context_of
from bot.chat.kit.errors import tell
from bot.chat.quiz import appeals as flags
from bot.chat.quiz import leaderboard as board
from bot.chat.quiz import screens
from bot.chat.quiz.actions import HOST_ONLY, skip
from bot.chat.quiz.permissions import may_lead, may_start, missing_permissions, places_of
from bot.chat.quiz.topics import OWN_PREFIX, offer_topics, read_topic
from bot.knowledge.decks import Difficulty, Item
from bot.quiz.items import ask
from bot.quiz.phases import Pace
from bot.quiz.pool import DECK_PREFIX, Pool, Wish
from bot.quiz.scoring import Scoring
from bot.services.games.session import GameSession
from bot.store import games, reports, scores
from bot.store.games import GamePlace, GamePlan

Interaction = discord.Interaction[Any]
LATELY = timedelta(days=14)
DEFAULT_QUESTIONS, DEFAULT_SECONDS = 10, 30
NONE_OPEN = "No quiz is open in this channel. Start one with /quiz start."
Questions = app_commands.Range[int, 1, 30]

quiz = app_commands.Group(
    name="quiz", description="Quizzes for everybody in a channel.", guild_only=True
)


@quiz.command()
@app_commands.describe(
    topic="What to ask about; everything by default",
    questions="How many; 10 by default",
    seconds="How long a question stays open, 5 to 120 seconds, or 0 for no timer; 30 by default",
    difficulty="Any by default",
    scoring="accuracy by default: speed does not count",
)
@app_commands.autocomplete(topic=offer_topics)
async def start(  # noqa: PLR0913, PLR0917 - what a host may choose
    interaction: Interaction,
    topic: app_commands.Range[str, 1, 100] | None = None,
    questions: Questions = DEFAULT_QUESTIONS,
    seconds: app_commands.Range[int, 0, 120] = DEFAULT_SECONDS,
    difficulty: Difficulty | None = None,
    scoring: Scoring = Scoring.ACCURACY,
) -> None:
    """Open a quiz in this channel; others join with a button."""
    context = context_of(interaction)
    if problem := _problem(interaction, seconds, scoring):
        await tell(interaction, problem)
        return
    try:
        chosen = read_topic(context, topic, interaction.guild_id)
    except LookupError:
        known = "I have no questions about that. Choose one of the topics that are offered."
        await tell(interaction, known)
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    plan = await _plan(interaction, Wish(questions, chosen, difficulty), seconds, scoring)
    await context.games.open(plan)
    fewer = len(plan.questions) < questions
    note = f" Only {len(plan.questions)} questions fit." if fewer else ""
    await interaction.edit_original_response(content=f"The quiz is open below.{note}")


def _problem(interaction: Interaction, seconds: int, scoring: Scoring) -> str | None:
    """Say why a quiz cannot begin here or so, before it does."""
    settings = context_of(interaction).servers.settings(interaction.guild_id)
    if not may_start(interaction, settings):
        return "The moderators of this server decided who may start a quiz here. Ask one of them."
    if not settings.allows_quizzes_in(places_of(interaction)):
        named = ", ".join(f"<#{channel}>" for channel in settings.quiz_channels)
        return f"In this server quizzes are played in {named}."
    if missing := missing_permissions(interaction):
        names = ", ".join(missing)
        return f"I cannot run a quiz in this channel: I lack {names}. An admin can grant that."
    if 0 < seconds < 5:  # noqa: PLR2004
        return "A question needs 5 to 120 seconds, or 0 for no timer."
    if seconds == 0 and scoring is Scoring.SPEED:
        return "Speed needs a timer: give 5 to 120 seconds, or another scoring."
    return None


async def _plan(interaction: Interaction, wish: Wish, seconds: int, scoring: Scoring) -> GamePlan:
    """Choose questions; raise NoItemsError where none fits."""
    context, random = context_of(interaction), SystemRandom()
    guild, channel = interaction.guild_id or 0, interaction.channel_id or 0
    since = context.clock() - LATELY
    banned = await context.database.read(reports.out_of_play)
    recent = await context.database.read(
        lambda connection: games.recent_items(connection, guild, since)
    )
    items = await _pick(interaction, wish, banned, recent)
    return GamePlan(
        GamePlace(guild, channel),
        interaction.user.id,
        wish.topic,
        wish.difficulty,
        scoring,
        Pace(seconds or None),
        tuple(ask(item, random) for item in items),
    )


async def _pick(
    interaction: Interaction, wish: Wish, banned: Collection[str], recent: Collection[str]
) -> tuple[Item, ...]:
    """Pick from the files, or from a deck of the server's own."""
    context = context_of(interaction)
    if wish.topic is None or not wish.topic.startswith(OWN_PREFIX):
        return context.pool().pick(wish, SystemRandom(), banned, recent)
    name = wish.topic.removeprefix(OWN_PREFIX)
    items = await context.servers.items(interaction.guild_id or 0, name)
    own = replace(wish, topic=DECK_PREFIX + name)
    return Pool({it.id: it for it in items}, {name: items}, {}).pick(
        own, SystemRandom(), banned, recent
    )


async def _table(interaction: Interaction, *, leads: bool) -> GameSession | None:
    """Give the game of this channel; say so where there is none, or the asker may not lead it."""
    table = context_of(interaction).games.session_in(interaction.channel_id or 0)
    if table is None:
        await tell(interaction, NONE_OPEN)
        return None
    if leads and not may_lead(interaction, table.game):
        await tell(interaction, HOST_ONLY)
        return None
    return table


@quiz.command()
async def stop(interaction: Interaction) -> None:
    """End the quiz in this channel; what was earned is kept."""
    if (table := await _table(interaction, leads=True)) is not None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await table.stop()
        await interaction.edit_original_response(content="The quiz is stopped.")


@quiz.command(name="skip")
async def skip_question(interaction: Interaction) -> None:
    """Skip the open question: the host at once, members by majority vote."""
    if (table := await _table(interaction, leads=False)) is not None:
        await skip(interaction, table)


@quiz.command()
async def pause(interaction: Interaction) -> None:
    """Stop the clock of the quiz in this channel."""
    if (table := await _table(interaction, leads=True)) is not None:
        await interaction.response.defer(thinking=True)
        await table.pause()
        await interaction.edit_original_response(
            content="The quiz is paused. `/quiz resume` goes on."
        )


@quiz.command()
async def resume(interaction: Interaction) -> None:
    """Let a paused quiz go on."""
    if (table := await _table(interaction, leads=True)) is not None:
        if missing := missing_permissions(interaction):
            await tell(interaction, f"I still lack {', '.join(missing)} in this channel.")
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        await table.resume()
        await interaction.edit_original_response(content="The quiz goes on.")


@quiz.command(name="scores")
async def show_scores(interaction: Interaction) -> None:
    """The scores of the quiz in this channel so far."""
    if (table := await _table(interaction, leads=False)) is not None:
        number = table.game.id
        places = await context_of(interaction).database.read(
            lambda connection: scores.standings(connection, number)
        )
        view = screens.scores(places, interaction.user.id)
        await interaction.response.send_message(view=view, ephemeral=True)


@quiz.command()
@app_commands.describe(period="This month by default", scope="This server by default")
async def leaderboard(
    interaction: Interaction, period: board.Period = "month", scope: board.Scope = "server"
) -> None:
    """Who is ahead: this month or of all time, in this server or everywhere."""
    if not context_of(interaction).servers.settings(interaction.guild_id).leaderboards:
        await tell(interaction, board.SWITCHED_OFF)
        return
    await board.show_leaderboard(interaction, period, scope)


@quiz.command()
@app_commands.describe(member="Whose; yours by default")
async def stats(interaction: Interaction, member: discord.User | None = None) -> None:
    """What somebody answered in quizzes here, by topic."""
    await board.show_stats(interaction, (member or interaction.user).id)


@quiz.command(name="report")
async def report_question(interaction: Interaction) -> None:
    """Flag the newest question of the quiz in this channel to the moderators."""
    if (table := await _table(interaction, leads=False)) is not None:
        await flags.report_item(interaction, table.game.question.item.id)
