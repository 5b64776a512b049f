"""/assess: the self-assessment."""

from discord import app_commands

from bot.chat.assessments import history_page
from bot.chat.kit.context import Context, takes_context
from bot.chat.page_replies import send_answer, send_chart
from bot.lookups.assess import AssessQuery
from bot.lookups.by_title import Asked

assess = app_commands.Group(
    name="assess", description="Where are you now? Five ratings, one score."
)


@assess.command()
@takes_context
async def start(context: Context) -> None:
    """Rate yourself on five dimensions; the score is kept for you."""
    await send_answer(context, Asked(AssessQuery()))


@assess.command()
@takes_context
async def history(context: Context) -> None:
    """Your scores over time, as a chart."""
    scores = await context.services.assessments.history(context.member)
    await send_chart(context, *history_page(scores))
