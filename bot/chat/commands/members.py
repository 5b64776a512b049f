"""The commands on what is a member's own: reviews, the study plan, self-assessments, privacy."""

from collections.abc import Sequence

from discord import app_commands

from bot.chat.answers import send_answer, send_chart
from bot.chat.kit.components import moment
from bot.chat.kit.context import Context, takes_context
from bot.chat.kit.options import Title, titles
from bot.chat.kit.reply import Reply
from bot.chat.plan import plan_screen
from bot.chat.privacy import privacy_screen
from bot.chat.reminders import Time, Zone, describe_time, time_zones
from bot.chat.review import forecast_page, show_next
from bot.lookups.assess import AssessQuery
from bot.lookups.by_title import Asked, by_title
from bot.lookups.charts import CountChart
from bot.lookups.model import Answer
from bot.lookups.queries import RoleQuery
from bot.services.assessments import AssessmentScore
from bot.services.reminders import ReminderId

review = app_commands.Group(
    name="review", description="Your own review: what you missed comes back when it is due."
)


@review.command(name="start")
@takes_context
async def review_start(context: Context) -> None:
    """Review what is due; only you see it."""
    await show_next(context)


@review.command(name="pause")
@app_commands.describe(days="How many days your reviews rest; 7 by default")
@takes_context
async def review_pause(context: Context, days: app_commands.Range[int, 1, 365] = 7) -> None:
    """Let your reviews and reminders rest."""
    until = await context.services.reviews.pause(context.member, days)
    await context.tell(f"Your reviews rest until {moment(until)}. /review resume wakes them.")


@review.command(name="resume")
@takes_context
async def review_resume(context: Context) -> None:
    """Wake your reviews again."""
    await context.services.reviews.resume(context.member)
    await context.tell("Your reviews are awake. /review start begins.")


@review.command(name="cap")
@app_commands.describe(questions="How many questions a day at most")
@takes_context
async def review_cap(context: Context, questions: app_commands.Range[int, 1, 200]) -> None:
    """Set how many questions you review a day at most."""
    await context.services.reviews.set_cap(context.member, questions)
    await context.tell(f"At most {questions} questions a day from now on.")


@review.command(name="forecast")
@takes_context
async def review_forecast(context: Context) -> None:
    """How many reviews come back on each of the next days, as a chart."""
    found = await context.services.reviews.forecast(context.member)
    if not found.cards:
        await context.tell("Nothing is in your reviews yet.")
    else:
        await send_chart(context, *forecast_page(found))


@review.command(name="remind")
@describe_time
@app_commands.autocomplete(zone=time_zones)
@takes_context
async def review_remind(context: Context, at: Time, zone: Zone = "UTC") -> None:
    """Be reminded of due reviews by direct message, once a day at most."""
    said = (
        "I'll send you a direct message when something is due, the first one {first}. "
        "After three without an answer I stop; `/review remind off` stops me at once."
    )
    await _remind(context, ReminderId.REVIEW, at, zone, said)


plan = app_commands.Group(name="plan", description="A study plan of three weeks, with checkpoints.")


@plan.command(name="start")
@app_commands.describe(role="What you aim for, as people write it; may be left out")
@app_commands.autocomplete(role=titles)
@takes_context
async def plan_start(context: Context, role: Title | None = None) -> None:
    """Begin the study plan; an earlier one is replaced."""
    wanted: str | None = None
    if role is not None:
        asked = by_title(context.local.knowledge, role, RoleQuery)
        if isinstance(asked, Answer) or not isinstance(asked.query, RoleQuery):
            await send_answer(context, asked)
            return
        wanted = asked.query.role
    begun = await context.services.plans.start(context.member, wanted)
    await context.send(Reply(plan_screen(begun, context.now)))


@plan.command(name="show")
@takes_context
async def plan_show(context: Context) -> None:
    """Your study plan: what is done, what is due, how your score changed."""
    own = await context.services.plans.overview(context.member)
    await context.send(Reply(plan_screen(own, context.now)))


@plan.command(name="stop")
@takes_context
async def plan_stop(context: Context) -> None:
    """Drop the study plan and its reminders."""
    await context.services.plans.drop(context.member)
    await context.tell("Your plan is deleted.")


@plan.command(name="remind")
@describe_time
@app_commands.autocomplete(zone=time_zones)
@takes_context
async def plan_remind(context: Context, at: Time, zone: Zone = "UTC") -> None:
    """Be told by direct message when a checkpoint is due."""
    said = "I look at your plan every day at that time, first {first}."
    await _remind(context, ReminderId.PLAN, at, zone, said)


async def _remind(context: Context, kind: ReminderId, at: str, zone: str, said: str) -> None:
    """Choose when to be reminded; `said` has room for `{first}`, the first time."""
    first = await context.services.reminders.choose(context.member, kind, at, zone)
    await context.tell("No more reminders." if first is None else said.format(first=moment(first)))


assess = app_commands.Group(
    name="assess", description="Where are you now? Five ratings, one score."
)


@assess.command(name="start")
@takes_context
async def assess_start(context: Context) -> None:
    """Rate yourself on five dimensions; the score is kept for you."""
    await send_answer(context, Asked(AssessQuery()))


@assess.command(name="history")
@takes_context
async def assess_history(context: Context) -> None:
    """Your scores over time, as a chart."""
    scores = await context.services.assessments.history(context.member)
    await send_chart(context, *_history(scores))


def _history(scores: Sequence[AssessmentScore]) -> tuple[list[str], CountChart]:
    """Lay out scores over time, in words and as a chart."""
    counts = tuple((f"{it.at:%d %b %Y}", it.score) for it in scores)
    lines = ["## Your self-assessments", *(f"- {day}: {score}" for day, score in counts)]
    if len(scores) > 1:
        lines.append(f"From the first to the last: {scores[-1].score - scores[0].score:+d}.")
    return lines, CountChart("Your self-assessments", "points", counts)


@app_commands.command()
@takes_context
async def privacy(context: Context) -> None:
    """What I store about you: see it, export it, delete it, choose where you appear."""
    stored = await context.services.privacy.overview(context.member)
    await context.send(Reply(privacy_screen(stored, context.services.retention.days)))
