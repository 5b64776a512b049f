"""/role: what a job is."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import answers_for, context_of
from bot.chat.kit.options import Title, titles
from bot.chat.kit.replies import reply
from bot.lookups.by_title import by_title
from bot.lookups.queries import RoleQuery, RoleSection
from bot.lookups.role import SECTION_NAMES

SECTIONS = [
    app_commands.Choice(name=name, value=section.value) for section, name in SECTION_NAMES.items()
]


@app_commands.command()
@app_commands.describe(
    title="A job title as people write it: MTS, RE, “sr ml eng” …",
    section="What about it; the overview by default",
)
@app_commands.autocomplete(title=titles)
@app_commands.choices(section=SECTIONS)
async def role(
    interaction: discord.Interaction[Any], title: Title, section: str = RoleSection.OVERVIEW
) -> None:
    """What a job is: purpose, week, skills, pay, interviews, warnings."""
    context = context_of(interaction)
    knowledge = answers_for(interaction).knowledge
    wanted = RoleSection(section)
    answer = by_title(knowledge, title, lambda found: RoleQuery(found, wanted))
    await reply(context, interaction, answer)


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the command to a tree."""
    tree.add_command(role)
