"""/quiz: games in a channel, their scores, and what members say against questions."""

from typing import Literal

import discord
from discord import app_commands

from bot.chat.kit.context import Choices, Context, offers, takes_context
from bot.chat.kit.options import CHOICE_LIMIT, MAX_CHOICES
from bot.chat.kit.reply import Reply, Visibility
from bot.chat.quiz.daily import show_daily
from bot.chat.quiz.exam import list_exams
from bot.chat.quiz.handlers import report_question, tell_skipped
from bot.chat.quiz.leaderboard import show_leaderboard, show_stats
from bot.chat.quiz.nights import list_nights, plan_night
from bot.chat.quiz.standings import standings_screen
from bot.chat.quiz.starting import DEFAULT_QUESTIONS, start_quiz
from bot.chat.rights import IN_SERVERS, SERVER_CONTEXT, lacking
from bot.knowledge.decks import Difficulty
from bot.quiz.rules import DEFAULT_SECONDS, Mode, Scoring
from bot.services.items import EVERYTHING
from bot.services.leaderboards import BoardChoice, Period, Scope

Questions = app_commands.Range[int, 1, 30]

quiz = app_commands.Group(
    name="quiz",
    description="Quizzes for everybody in a channel.",
    guild_only=True,
    allowed_contexts=SERVER_CONTEXT,
    allowed_installs=IN_SERVERS,
)


@offers
async def topics(context: Context, typed: str) -> Choices:
    found = context.services.quizzes.topics.found(typed, context.guild)
    return [
        app_commands.Choice(name=it.label[:CHOICE_LIMIT], value=it.value or EVERYTHING)
        for it in found[:MAX_CHOICES]
    ]


@quiz.command()
@app_commands.describe(
    topic="What to ask about; everything by default",
    questions="How many; 10 by default",
    seconds="How long a question stays open, 5 to 120 seconds, or 0 for no timer; 30 by default",
    difficulty="Any by default",
    scoring="accuracy by default: speed does not count",
    mode="classic by default; survival, teams, or a minute of lightning",
    final="Whether the last question counts double; no by default",
)
@app_commands.autocomplete(topic=topics)
@takes_context
async def start(  # noqa: PLR0913, PLR0917 - what a host may choose
    context: Context,
    topic: app_commands.Range[str, 1, 100] | None = None,
    questions: Questions = DEFAULT_QUESTIONS,
    seconds: app_commands.Range[int, 0, 120] = DEFAULT_SECONDS,
    difficulty: Difficulty | None = None,
    scoring: Scoring = Scoring.ACCURACY,
    mode: Mode = Mode.CLASSIC,
    final: bool = False,  # noqa: FBT001, FBT002 - discord.py reads options off the signature
) -> None:
    """Open a quiz in this channel; others join with a button."""
    await start_quiz(
        context,
        topic=topic,
        questions=questions,
        seconds=seconds,
        difficulty=difficulty,
        scoring=scoring,
        mode=mode,
        final=final,
    )


@quiz.command()
@takes_context
async def stop(context: Context) -> None:
    """End the quiz in this channel; what was earned is kept."""
    await context.defer()
    await context.services.quizzes.stop_in(context.channel, context.player)
    await context.send(Reply("The quiz is stopped."))


@quiz.command()
@takes_context
async def skip(context: Context) -> None:
    """Skip the open question: the host at once, members by majority vote."""
    done = await context.services.quizzes.skip_in(context.channel, context.player)
    await tell_skipped(context, done)


@quiz.command()
@takes_context
async def pause(context: Context) -> None:
    """Stop the clock of the quiz in this channel."""
    session = await context.services.quizzes.led_in(context.channel, context.player)
    await context.defer(Visibility.PUBLIC)
    await session.pause()
    await context.send(Reply("The quiz is paused. `/quiz resume` goes on."))


@quiz.command()
@takes_context
async def resume(context: Context) -> None:
    """Let a paused quiz go on."""
    if missing := lacking(context):
        await context.tell(f"I still need {', '.join(missing)} in this channel.")
        return
    await context.defer()
    await context.services.quizzes.resume_in(context.channel, context.player)
    await context.send(Reply("The quiz goes on."))


@quiz.command()
@takes_context
async def scores(context: Context) -> None:
    """The scores of the quiz in this channel so far."""
    places = await context.services.quizzes.standings(context.channel)
    await context.send(Reply(standings_screen(places, context.member)))


@quiz.command()
@app_commands.describe(period="This month by default", scope="This server by default")
@takes_context
async def leaderboard(
    context: Context,
    period: Literal["week", "month", "season", "all time"] = "month",
    scope: Literal["server", "global"] = "server",
) -> None:
    """Who is ahead: this week, month or season, or of all time, here or everywhere."""
    await show_leaderboard(context, BoardChoice(Period(period), scope=Scope(scope)))


@quiz.command()
@takes_context
async def exam(context: Context) -> None:
    """The exams of this server: sit one alone, and pass for a certificate."""
    await list_exams(context)


@quiz.command()
@app_commands.describe(member="Whose; yours by default")
@takes_context
async def stats(context: Context, member: discord.User | None = None) -> None:
    """What somebody answered in quizzes here, by topic."""
    await show_stats(context, context.member if member is None else member.id)


@quiz.command()
@takes_context
async def report(context: Context) -> None:
    """Flag the newest question of the quiz in this channel to the moderators."""
    game = (await context.services.quizzes.open_in(context.channel)).game
    await report_question(context, game.id, game.number)


@quiz.command()
@takes_context
async def daily(context: Context) -> None:
    """The question of the day: your streak; for moderators also where and when it comes."""
    await show_daily(context)


@quiz.command()
@app_commands.describe(
    when="Such as “friday 20:00” or “in 2 hours”, by this server's clock; leave out for a list",
    topic="What to ask about; everything by default",
    questions="How many; 10 by default",
    difficulty="Any by default",
    mode="classic by default",
)
@app_commands.autocomplete(topic=topics)
@takes_context
async def schedule(  # noqa: PLR0913, PLR0917 - what a host may choose
    context: Context,
    when: app_commands.Range[str, 1, 60] | None = None,
    topic: app_commands.Range[str, 1, 100] | None = None,
    questions: Questions = DEFAULT_QUESTIONS,
    difficulty: Difficulty | None = None,
    mode: Mode = Mode.CLASSIC,
) -> None:
    """Plan a quiz for later in this channel, or list and call off what is planned."""
    if when is None:
        await list_nights(context)
    else:
        await plan_night(context, when, topic, questions, difficulty, mode)
