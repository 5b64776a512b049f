"""/review: a member's own queue of questions."""

from discord import app_commands

from bot.chat.kit.context import Context, takes_context
from bot.chat.page_replies import send_chart
from bot.chat.quiz.screens import moment
from bot.chat.reminders import Time, Zone, describe_time, time_zones
from bot.chat.review import forecast_page, show_next
from bot.services.reminders import ReminderId

review = app_commands.Group(
    name="review", description="Your own review: what you missed comes back when it is due."
)


@review.command()
@takes_context
async def start(context: Context) -> None:
    """Review what is due; only you see it."""
    await show_next(context)


@review.command()
@app_commands.describe(days="How many days your reviews rest; 7 by default")
@takes_context
async def pause(context: Context, days: app_commands.Range[int, 1, 365] = 7) -> None:
    """Let your reviews and reminders rest."""
    until = await context.services.reviews.pause(context.member, days)
    await context.tell(f"Your reviews rest until {moment(until)}. /review resume wakes them.")


@review.command()
@takes_context
async def resume(context: Context) -> None:
    """Wake your reviews again."""
    await context.services.reviews.resume(context.member)
    await context.tell("Your reviews are awake. /review start begins.")


@review.command()
@app_commands.describe(questions="How many questions a day at most")
@takes_context
async def cap(context: Context, questions: app_commands.Range[int, 1, 200]) -> None:
    """Set how many questions you review a day at most."""
    await context.services.reviews.set_cap(context.member, questions)
    await context.tell(f"At most {questions} questions a day from now on.")


@review.command()
@takes_context
async def forecast(context: Context) -> None:
    """How many reviews come back on each of the next days, as a chart."""
    found = await context.services.reviews.forecast(context.member)
    if not found.cards:
        await context.tell("Nothing is in your reviews yet.")
    else:
        await send_chart(context, *forecast_page(found))


@review.command()
@describe_time
@app_commands.autocomplete(zone=time_zones)
@takes_context
async def remind(context: Context, at: Time, zone: Zone = "UTC") -> None:
    """Be reminded of due reviews by direct message, once a day at most."""
    first = await context.services.reminders.choose(context.member, ReminderId.REVIEW, at, zone)
    if first is None:
        await context.tell("No more reminders.")
    else:
        await context.tell(
            f"You get a direct message when something is due, the first {moment(first)}. After "
            "three without an answer it stops by itself; `/review remind off` stops it at once."
        )
