"""What buttons under an answer do: write on a problem, grade it, have it graded, begin a plan."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from random import Random
from typing import Any

import discord

from bot.chat.client import context_of
from bot.chat.kit.bridge import Form, lasting, submitted
from bot.chat.kit.components import button, card, text
from bot.chat.kit.errors import answer_failure, tell
from bot.chat.kit.forms import Field
from bot.chat.kit.layout import FrameView
from bot.chat.kit.markup import literal
from bot.chat.kit.replies import reply
from bot.chat.tools.plan import begin
from bot.knowledge.exercises import PracticeFile
from bot.lookups.by_title import Asked
from bot.lookups.practice import GRADE_NAMES, SOLVED, Grade, PracticeQuery
from bot.store import cards
from bot.store import practice_answers as writings
from bot.store import results as takings
from bot.store.practice_answers import Writing

Interaction = discord.Interaction[Any]
DOING_PATTERN = re.compile(r"t(?P<kind>[a-z]+):(?P<subject>[a-z0-9.-]{1,80})")
FIELD = "answer"
LONGEST = 1500
LONGEST_MESSAGE = 3900
REVIEWED = 3
"""Questions that enter the reviews of who graded an answer low."""
GONE = "That problem has left the knowledge base."
NOT_WRITTEN = "You have written no answer to this problem yet."


def writing_form(problem: PracticeFile) -> Form:
    """Make a form with room for an answer."""
    label = "Your answer; only you see it"
    field = Field(FIELD, label, long=True, required=True, most=LONGEST)
    return Form(problem.title, f"twritten:{problem.id}", (field,))


async def on_written(interaction: Interaction) -> None:
    """Keep an answer that was written, and show the problem's solution."""
    if (form := submitted(interaction)) is None:
        return
    kind, _, problem = form[0].partition(":")
    if kind != "twritten":
        return
    try:
        await _keep_writing(interaction, problem, form[1].get(FIELD, ""))
    except Exception as error:  # noqa: BLE001 - forms are read outside of any other handler
        await answer_failure(interaction, error)


async def _keep_writing(interaction: Interaction, problem: str, written: str) -> None:
    context, member = context_of(interaction), interaction.user.id
    if problem not in context.knowledge.practice:
        await tell(interaction, GONE)
        return
    if not written.strip():
        await tell(interaction, "That was empty, so nothing is kept.")
        return
    now = context.clock()
    await context.database.write(
        lambda connection: writings.write(connection, member, problem, written.strip(), now)
    )
    lead = ("Your answer is kept; only you see it. Grade it against the rubric.",)
    await reply(context, interaction, Asked(PracticeQuery(problem, SOLVED), lead))


async def _write(interaction: Interaction, subject: str) -> None:
    problem = context_of(interaction).knowledge.practice.get(subject)
    if problem is None:
        await tell(interaction, GONE)
    else:
        await interaction.response.send_modal(writing_form(problem))


async def _grade(interaction: Interaction, subject: str) -> None:
    """Keep one's own grade; a low one brings questions about the roles into the reviews."""
    context, member = context_of(interaction), interaction.user.id
    problem_id, _, given = subject.partition(".")
    problem = context.knowledge.practice.get(problem_id)
    if problem is None or given not in set(Grade):
        await tell(interaction, GONE)
        return
    now, grade = context.clock(), Grade(given)
    code = f"{takings.PRACTICE}:{problem.id}:{now:%Y%m%d%H%M%S}"
    await context.database.write(
        lambda connection: takings.keep(
            connection, member, takings.PRACTICE, code, f"{problem.id}.{grade}", now
        )
    )
    said = f"Kept: {GRADE_NAMES[grade]}."
    if grade is not Grade.STRONG:
        random = Random(f"{member} {problem.id}")  # noqa: S311 - a choice of questions
        items = context.pool().about(problem.roles, REVIEWED, random)
        pairs = [(member, item.id) for item in items]
        new = await context.database.write(lambda connection: cards.add(connection, pairs, now))
        said += f" {new} questions about its roles entered your reviews."
    await tell(interaction, said)


async def _show(interaction: Interaction, subject: str) -> None:
    """Show one's answer to everyone here, for them to grade."""
    context, member = context_of(interaction), interaction.user.id
    problem = context.knowledge.practice.get(subject)
    if problem is None:
        await tell(interaction, GONE)
        return
    own = await context.database.read(
        lambda connection: writings.latest(connection, member, subject)
    )
    if own is None:
        await tell(interaction, NOT_WRITTEN)
        return
    await interaction.response.send_message(
        view=shown(own, problem, {}), allowed_mentions=discord.AllowedMentions.none()
    )


async def _peer(interaction: Interaction, subject: str) -> None:
    """Count somebody else's grade."""
    context, grader = context_of(interaction), interaction.user.id
    number, _, given = subject.partition(".")
    written = await context.database.read(
        lambda connection: writings.writing(connection, int(number))
    )
    problem = None if written is None else context.knowledge.practice.get(written.problem)
    if written is None or problem is None or given not in set(Grade):
        await tell(interaction, "That answer is no longer there.")
        return
    if written.member == grader:
        await tell(interaction, "Others grade this one; grade yourself under the problem.")
        return
    counts = await context.database.write(
        lambda connection: writings.grade(connection, written.id, grader, given)
    )
    await interaction.response.edit_message(
        view=shown(written, problem, counts), allowed_mentions=discord.AllowedMentions.none()
    )


def shown(written: Writing, problem: PracticeFile, counts: Mapping[str, int]) -> FrameView:
    """Show an answer to everyone, with how often each grade was given to it."""
    rubric = problem.rubric
    worth = (rubric.strong_hire, rubric.lean_hire, rubric.no_hire)
    grades = [
        f"-# **{name}** ({counts.get(grade, 0)}): {literal(meaning)}"
        for (grade, name), meaning in zip(GRADE_NAMES.items(), worth, strict=True)
    ]
    asked = [f"### {literal(problem.title)}", literal(problem.scenario)]
    answer = f"<@{written.member}> answers: "
    room = LONGEST_MESSAGE - sum(len(it) + 1 for it in (*asked, answer, *grades))
    said = literal(written.text)
    # A character that is escaped takes two, so half of the room is enough for any text.
    answer += said if len(said) <= room else literal(written.text[: room // 2]) + "…"
    buttons = [button(name, f"tpeer:{written.id}.{grade}") for grade, name in GRADE_NAMES.items()]
    return card([text("\n".join([*asked, answer, *grades]))], buttons)


Action = Callable[[Interaction, str], Awaitable[None]]
ACTIONS: Mapping[str, Action] = {
    "write": _write,
    "grade": _grade,
    "show": _show,
    "peer": _peer,
    "plan": begin,
}


async def _clicked(interaction: Interaction, match: re.Match[str], chosen: Sequence[Any]) -> None:
    """Do what a custom id says."""
    del chosen
    if (action := ACTIONS.get(match["kind"])) is not None:
        await action(interaction, match["subject"])


DoingButton = lasting(DOING_PATTERN, _clicked)
