"""/interview: how the interviews of a role run, alone or beside another's."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import answers_for, context_of
from bot.chat.kit.options import Title, rounds, titles
from bot.chat.kit.replies import reply
from bot.lookups.interview import interview_by_name, interviews_by_names

interview = app_commands.Group(name="interview", description="How the interviews of a role run.")


@interview.command(name="role")
@app_commands.describe(
    role="A job title as people write it", round_="One round; the whole loop by default"
)
@app_commands.rename(round_="round")
@app_commands.autocomplete(role=titles, round_=rounds)
async def of_role(
    interaction: discord.Interaction[Any], role: Title, round_: Title | None = None
) -> None:
    """The loop by rounds: what each tests, what weighs most, what people prepare wrongly."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    await reply(context, interaction, interview_by_name(knowledge, role, round_))


@interview.command(name="compare")
@app_commands.describe(first="A job title as people write it", second="Another one")
@app_commands.autocomplete(first=titles, second=titles)
async def compare_loops(interaction: discord.Interaction[Any], first: Title, second: Title) -> None:
    """Two loops side by side, round by round."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    await reply(context, interaction, interviews_by_names(knowledge, (first, second)))


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the commands to a tree."""
    tree.add_command(interview)
