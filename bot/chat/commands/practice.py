"""/practice: problems to work on."""

from typing import Any

from discord import app_commands

from bot.chat.kit.context import Context, takes_context
from bot.chat.kit.options import Title, problems
from bot.chat.page_replies import send_answer
from bot.lookups.practice import problem_by_name


@app_commands.command()
@app_commands.describe(problem="One of the problems; the list of all by default")
@app_commands.autocomplete(problem=problems)
@takes_context
async def practice(context: Context, problem: Title | None = None) -> None:
    """A problem to work on: write an answer, take hints, see the model answer and the rubric."""
    await send_answer(context, problem_by_name(context.local.knowledge, problem))


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add the command to a tree."""
    tree.add_command(practice)
