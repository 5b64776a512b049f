"""The study plan on Discord: its checkpoints, done or put off, and what the assessment says."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.chat.client import context_of
from bot.chat.context import Context
from bot.chat.kit.bridge import lasting
from bot.chat.kit.components import Component, button, card, text
from bot.chat.kit.errors import tell
from bot.chat.kit.layout import FrameView
from bot.chat.kit.markup import literal
from bot.chat.page_ids import Open, page_id
from bot.chat.quiz.screens import moment
from bot.knowledge.base import Knowledge
from bot.knowledge.exercises import Checkpoint
from bot.lookups.assess import AssessQuery
from bot.services.reminders import Compose, Notice
from bot.store import plans, reminders
from bot.store import results as takings
from bot.store.games import Connection
from bot.store.plans import Plan, PlanStep
from bot.store.results import Taking

Interaction = discord.Interaction[Any]
PATTERN = re.compile(r"y(?P<verb>[odz])(?P<day>\d{1,3})?")
SNOOZE = timedelta(days=2)
HAS_ONE = "You have a plan already, so it stays as it is. `/plan start` replaces it."
NO_PLAN = "You have no study plan. `/plan start` begins one."
SHOW_CODE = "yo"


async def _carry_out(interaction: Interaction, verb: str, day: str | None) -> None:
    context, member = context_of(interaction), interaction.user.id
    now = context.clock()
    await context.database.write(
        lambda connection: reminders.answered(connection, member, plans.PLAN)
    )
    if verb == "d" and day is not None:
        await context.database.write(
            lambda connection: plans.finish_step(connection, member, int(day), now)
        )
    elif verb == "z" and day is not None:
        await context.database.write(
            lambda connection: plans.snooze(connection, member, int(day), now + SNOOZE)
        )
    view = await overview(context, member)
    if view is None:
        await tell(interaction, NO_PLAN)
    elif verb == "o":
        await interaction.response.send_message(view=view, ephemeral=True)
    else:
        await interaction.response.edit_message(view=view)


async def start(context: Context, member: int, role: str | None) -> None:
    """Begin a plan towards a role; an earlier one is replaced."""
    days, now = _days(context), context.clock()
    await context.database.write(
        lambda connection: plans.start(connection, member, role, days, now)
    )


def _days(context: Context) -> list[int]:
    return [it.day for it in context.knowledge.plan.checkpoints]


async def begin(interaction: Interaction, role: str) -> None:
    """Begin the clicker's plan and show it; one that is under way is only shown."""
    context, member = context_of(interaction), interaction.user.id
    if role not in context.knowledge.roles:
        await tell(interaction, "That role has left the knowledge base.")
        return
    days, now = _days(context), context.clock()

    async def work(connection: Connection) -> bool:
        if await plans.plan_of(connection, member) is not None:
            return False
        await plans.start(connection, member, role, days, now)
        return True

    new = await context.database.write(work)
    view = await overview(context, member, None if new else HAS_ONE)
    if view is None:
        await tell(interaction, NO_PLAN)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


async def overview(context: Context, member: int, note: str | None = None) -> FrameView | None:
    """Show a member's plan, under a note; None where there is none."""
    plan = await context.database.read(lambda connection: plans.plan_of(connection, member))
    if plan is None:
        return None
    taken = await context.database.read(
        lambda connection: takings.takings_of(connection, member, takings.ASSESSMENT)
    )
    return _screen(plan, taken, context.knowledge, context.clock(), note)


def _screen(
    plan: Plan, taken: list[Taking], knowledge: Knowledge, now: datetime, note: str | None
) -> FrameView:
    role = knowledge.roles.get(plan.role or "")
    aim = f" towards {role.name}" if role is not None else ""
    begun = f"-# Begun {moment(plan.started_at)}."
    parts = [text(f"## Your study plan{literal(aim)}\n{begun}")]
    if note is not None:
        parts.append(text(note))
    tasks = {it.day: it for it in knowledge.plan.checkpoints}
    # A checkpoint that has left the files is passed over.
    steps = [it for it in plan.steps if it.day in tasks]
    for step in steps:
        checkpoint = tasks[step.day]
        heading = f"**Day {step.day}: {literal(checkpoint.title)}** – {_state(step, now)}"
        tasks_text = (f"- {literal(task)}" for task in checkpoint.tasks)
        parts.append(text("\n".join([heading, *tasks_text])))
    if line := difference(plan, taken):
        parts.append(text(line))
    source = knowledge.sources[knowledge.plan.source]
    cited = f"-# Source: {literal(source.title)}, {literal(source.by)}; {source.date}."
    return card([*parts, text(cited)], _buttons(steps, tasks, now))


def _state(step: PlanStep, now: datetime) -> str:
    if step.done_at is not None:
        return "done"
    return "due" if step.due <= now else f"due {moment(step.due)}"


def _buttons(
    steps: Iterable[PlanStep], tasks: Mapping[int, Checkpoint], now: datetime
) -> list[Component]:
    """Offer the first checkpoint that is open, and the self-assessment where it is due then."""
    step = next((it for it in steps if it.done_at is None), None)
    if step is None:
        return []
    buttons = [button(f"Day {step.day} done", f"yd{step.day}", primary=True)]
    if step.due <= now:
        buttons.append(button(f"Put off by {SNOOZE.days} days", f"yz{step.day}"))
    code = page_id(Open, AssessQuery())
    if tasks[step.day].assessment and code is not None:
        buttons.append(button("Self-assessment", code))
    return buttons


def difference(plan: Plan, taken: list[Taking]) -> str | None:
    """Say how the self-assessment went since the plan began; None without one."""
    # One taken shortly before the plan began counts as its beginning.
    since = [it for it in taken if it.at >= plan.started_at - timedelta(days=1)]
    if not since:
        return None
    first, last = int(since[0].outcome), int(since[-1].outcome)
    if len(since) == 1:
        return f"Self-assessment: {first} so far. Take it again on the last day."
    return f"Self-assessment: {first} at first, {last} now ({last - first:+d})."


def plan_notice(knowledge: Callable[[], Knowledge]) -> Compose:
    """Make what reminds of a checkpoint that is due; each is told of once.

    A checkpoint that has left the files is passed over.
    """

    async def compose(connection: Connection, member: int, now: datetime) -> Notice | None:
        titles = {it.day: it.title for it in knowledge().plan.checkpoints}
        while (day := await plans.tell_due(connection, member, now)) is not None:
            if day in titles:
                said = f"Day {day} of your study plan: {titles[day]}."
                return Notice(said, "Open the plan", SHOW_CODE)
        return None

    return compose


async def _clicked(interaction: Interaction, match: re.Match[str], chosen: Sequence[Any]) -> None:
    """Do what a custom id says."""
    del chosen
    await _carry_out(interaction, match["verb"], match["day"])


PlanButton = lasting(PATTERN, _clicked)
