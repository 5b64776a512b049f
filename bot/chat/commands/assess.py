"""/assess: the self-assessment."""

from collections.abc import Sequence

from discord import app_commands

from bot.chat.kit.context import Context, takes_context
from bot.chat.page_replies import send_answer, send_chart
from bot.lookups.assess import AssessQuery
from bot.lookups.by_title import Asked
from bot.lookups.charts import CountChart
from bot.services.assessments import AssessmentScore

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
    await send_chart(context, *_history(scores))


def _history(scores: Sequence[AssessmentScore]) -> tuple[list[str], CountChart]:
    """Lay out scores over time, in words and as a chart."""
    counts = tuple((f"{it.at:%d %b %Y}", it.score) for it in scores)
    lines = ["## Your self-assessments", *(f"- {day}: {score}" for day, score in counts)]
    if len(scores) > 1:
        lines.append(f"From the first to the last: {scores[-1].score - scores[0].score:+d}.")
    return lines, CountChart("Your self-assessments", "points", counts)
