"""/plan: the study plan."""

from discord import app_commands

from bot.chat.kit.context import Context, takes_context
from bot.chat.kit.options import Title, titles
from bot.chat.kit.reply import Reply
from bot.chat.page_replies import send_answer
from bot.chat.plan import plan_screen
from bot.chat.quiz.screens import moment
from bot.chat.reminders import Time, Zone, describe_time, time_zones
from bot.lookups.by_title import by_title
from bot.lookups.model import Answer
from bot.lookups.queries import RoleQuery
from bot.services.reminders import ReminderId

plan = app_commands.Group(name="plan", description="A study plan of three weeks, with checkpoints.")


@plan.command()
@app_commands.describe(role="What you aim for, as people write it; may be left out")
@app_commands.autocomplete(role=titles)
@takes_context
async def start(context: Context, role: Title | None = None) -> None:
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


@plan.command()
@takes_context
async def show(context: Context) -> None:
    """Your study plan: what is done, what is due, how your score changed."""
    own = await context.services.plans.overview(context.member)
    await context.send(Reply(plan_screen(own, context.now)))


@plan.command()
@takes_context
async def stop(context: Context) -> None:
    """Drop the study plan and its reminders."""
    await context.services.plans.drop(context.member)
    await context.tell("The plan is dropped.")


@plan.command()
@describe_time
@app_commands.autocomplete(zone=time_zones)
@takes_context
async def remind(context: Context, at: Time, zone: Zone = "UTC") -> None:
    """Be told by direct message when a checkpoint is due."""
    first = await context.services.reminders.choose(context.member, ReminderId.PLAN, at, zone)
    if first is None:
        await context.tell("No more reminders.")
    else:
        await context.tell(f"I look at your plan every day at that time, first {moment(first)}.")
