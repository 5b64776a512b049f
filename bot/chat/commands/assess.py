"""/assess: the self-assessment."""

import io
from typing import Any

import discord
from discord import app_commands

from bot.chat.client import context_of
from bot.chat.kit.components import card, picture, text
from bot.chat.kit.errors import tell
from bot.chat.kit.replies import reply
from bot.lookups.assess import AssessQuery
from bot.lookups.by_title import Asked
from bot.lookups.charts import CountChart
from bot.store import results as takings

assess = app_commands.Group(
    name="assess", description="Where are you now? Five ratings, one score."
)


@assess.command()
async def start(interaction: discord.Interaction[Any]) -> None:
    """Rate yourself on five dimensions; the score is kept for you."""
    await reply(context_of(interaction), interaction, Asked(AssessQuery()))


@assess.command()
async def history(interaction: discord.Interaction[Any]) -> None:
    """Your scores over time, as a chart."""
    context, member = context_of(interaction), interaction.user.id
    taken = await context.database.read(
        lambda connection: takings.takings_of(connection, member, takings.ASSESSMENT)
    )
    if not taken:
        await tell(interaction, "No self-assessment is kept for you yet. /assess start takes one.")
        return
    counts = tuple((f"{it.at:%d %b %Y}", int(it.outcome)) for it in taken)
    chart = CountChart("Your self-assessments", "points", counts)
    await interaction.response.defer(ephemeral=True, thinking=True)
    data, name = await context.charts.picture(chart), context.charts.name(chart)
    change = counts[-1][1] - counts[0][1]
    lines = ["## Your self-assessments", *(f"- {day}: {score}" for day, score in counts)]
    if len(counts) > 1:
        lines.append(f"From the first to the last: {change:+d}.")
    view = card([text("\n".join(lines)), picture(name, chart.describe())])
    await interaction.edit_original_response(
        view=view, attachments=[discord.File(io.BytesIO(data), name)]
    )


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the commands to a tree."""
    tree.add_command(assess)
