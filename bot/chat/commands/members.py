"""The commands on what is a member's own: where to begin, reviews, the study plan, privacy."""

from collections.abc import Callable, Sequence

from discord import app_commands

from bot.chat.answers import send_answer, send_chart
from bot.chat.kit.components import moment
from bot.chat.kit.context import Context, takes_context
from bot.chat.kit.options import Title, titles
from bot.chat.kit.reply import Reply
from bot.chat.plan import show_plan
from bot.chat.plan_setup import adjust, ask_adjust, ask_role, ask_time, interview_days
from bot.chat.privacy import privacy_screen
from bot.chat.reminders import Time, Zone, describe_time, remind, time_zones
from bot.chat.review import forecast_page, show_next
from bot.chat.start import show_start
from bot.lookups.assess import AssessQuery
from bot.lookups.by_title import Asked, by_title
from bot.lookups.charts import CountChart
from bot.lookups.preparing import PrepareQuery
from bot.records.spans import read_days, read_hours
from bot.services.assessments import AssessmentScore
from bot.services.plans import NoLengthError
from bot.services.reminders import ReminderId
from bot.tools.planning import PlanChange


@app_commands.command()
@takes_context
async def start(context: Context) -> None:
    """Begin here: find, ask, play; and the set-up of a server, for who manages it."""
    await show_start(context)


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
async def review_remind(context: Context, at: Time, zone: Zone | None = None) -> None:
    """Be reminded of due reviews by direct message, once a day at most."""
    await remind(context, ReminderId.REVIEW, at, zone)


plan = app_commands.Group(name="plan", description="A plan towards your role, in your own time.")
Typed = app_commands.Range[str, 1, 60]
INTERVIEW = "The day of your interview, such as 14 December or in 3 weeks"


@plan.command(name="start")
@app_commands.describe(
    role="What you aim for, as people write it; else what /match found for you",
    weeks="How long you have, such as 8 or 10 days",
    hours="How many hours a week, such as 5",
    interview=INTERVIEW,
)
@app_commands.autocomplete(role=titles)
@takes_context
async def plan_start(
    context: Context,
    role: Title | None = None,
    weeks: Typed | None = None,
    hours: Typed | None = None,
    interview: Typed | None = None,
) -> None:
    """See what a plan would be, and make it; an earlier one is replaced."""
    wanted = await _role(context, role)
    if wanted is None:
        return
    days = None if weeks is None else _read(read_days, weeks)
    if interview is not None:
        days = await interview_days(context, interview)
    a_week = None if hours is None else _read(read_hours, hours)
    await ask_time(context, wanted, days, a_week, is_fixed=interview is not None)


@plan.command(name="show")
@takes_context
async def plan_show(context: Context) -> None:
    """Your study plan: what to do now, what is done, how your score changed."""
    own = await context.services.plans.overview(context.member)
    await show_plan(context, own, new=True)


@plan.command(name="adjust")
@app_commands.describe(
    weeks="How long you have from now, such as 6 or 10 days",
    hours="How many hours a week from now, such as 5",
    interview=INTERVIEW,
    role="What you aim for now",
)
@app_commands.autocomplete(role=titles)
@takes_context
async def plan_adjust(
    context: Context,
    weeks: Typed | None = None,
    hours: Typed | None = None,
    interview: Typed | None = None,
    role: Title | None = None,
) -> None:
    """Life happened: a week missed, other hours, another date or role. What is done stays."""
    if weeks is hours is interview is role is None:
        await ask_adjust(context, new=True)
        return
    wanted = None if role is None else await _role(context, role)
    if role is not None and wanted is None:
        return
    days = None if weeks is None else _read(read_days, weeks)
    if interview is not None:
        days = await interview_days(context, interview)
    a_week = None if hours is None else _read(read_hours, hours)
    change = PlanChange(hours=a_week, days=days, is_fixed=interview is not None, role=wanted)
    await adjust(context, change, new=True)


async def _role(context: Context, typed: str | None) -> str | None:
    """Find the role of a plan: typed, or the one of the last match; ask, and give None, else."""
    if typed is None:
        matched = await context.services.plans.matched_role(context.member)
        if matched is None:
            await ask_role(context)
        return matched
    asked = by_title(context.local.knowledge, typed, PrepareQuery)
    if isinstance(asked, Asked) and isinstance(asked.query, PrepareQuery):
        return asked.query.role
    await send_answer(context, asked)
    return None


def _read(read: Callable[[str], int | None], typed: str) -> int:
    """Read a length as it was typed; raise NoLengthError."""
    if (found := read(typed)) is None:
        raise NoLengthError
    return found


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
async def plan_remind(context: Context, at: Time, zone: Zone | None = None) -> None:
    """Be told by direct message when a step is due."""
    await remind(context, ReminderId.PLAN, at, zone)


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
