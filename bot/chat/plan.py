"""The study plan on Discord: its checkpoints, done or put off, and what the assessment says."""

from dataclasses import dataclass
from datetime import datetime

from bot.chat.kit.actions import Action
from bot.chat.kit.components import Component, Layout, button, card, literal, moment, text
from bot.chat.kit.context import Context, on
from bot.chat.kit.reply import Reply
from bot.chat.page_ids import Open, page_id
from bot.lookups.assess import AssessQuery
from bot.services.plans import SNOOZE, AssessmentProgress, PlannedCheckpoint, PlanOverview

HAS_ONE = "You have a plan already, so it stays as it is. `/plan start` replaces it."


@dataclass(frozen=True, slots=True)
class OpenPlan(Action, prefix="yo"):
    """Show the clicker's plan in a new message."""


@dataclass(frozen=True, slots=True)
class FinishCheckpoint(Action, prefix="yd"):
    """Write that the checkpoint of a day is done."""

    day: int


@dataclass(frozen=True, slots=True)
class SnoozeCheckpoint(Action, prefix="yz"):
    """Put the checkpoint of a day off."""

    day: int


@dataclass(frozen=True, slots=True)
class StartPlan(Action, prefix="tplan"):
    """Begin a plan towards a role, unless the clicker has one."""

    role: str


async def _open(context: Context, action: OpenPlan) -> None:
    del action
    plan = await context.services.plans.open(context.member)
    await context.send(Reply(plan_screen(plan, context.now)))


async def _finish(context: Context, action: FinishCheckpoint) -> None:
    plan = await context.services.plans.finish(context.member, action.day)
    await context.replace(Reply(plan_screen(plan, context.now)))


async def _snooze(context: Context, action: SnoozeCheckpoint) -> None:
    plan = await context.services.plans.snooze(context.member, action.day)
    await context.replace(Reply(plan_screen(plan, context.now)))


async def _start(context: Context, action: StartPlan) -> None:
    plan = await context.services.plans.start_first(context.member, action.role)
    await context.send(Reply(plan_screen(plan, context.now)))


ACTIONS = (
    on(OpenPlan, _open),
    on(FinishCheckpoint, _finish),
    on(SnoozeCheckpoint, _snooze),
    on(StartPlan, _start),
)


def plan_screen(plan: PlanOverview, now: datetime) -> Layout:
    aim = f" towards {plan.role_name}" if plan.role_name is not None else ""
    begun = f"-# Begun {moment(plan.started_at)}."
    parts = [text(f"## Your study plan{literal(aim)}\n{begun}")]
    if plan.was_kept:
        parts.append(text(HAS_ONE))
    for planned in plan.checkpoints:
        checkpoint = planned.checkpoint
        heading = f"**Day {checkpoint.day}: {literal(checkpoint.title)}** – {_state(planned, now)}"
        tasks = (f"- {literal(task)}" for task in checkpoint.tasks)
        parts.append(text("\n".join([heading, *tasks])))
    if plan.progress is not None:
        parts.append(text(_progress(plan.progress)))
    source = plan.source
    cited = f"-# Source: {literal(source.title)}, {literal(source.by)}; {source.date}."
    return card([*parts, text(cited)], _buttons(plan.open_checkpoint, now))


def _state(planned: PlannedCheckpoint, now: datetime) -> str:
    if planned.is_done:
        return "done"
    return "due" if planned.due <= now else f"due {moment(planned.due)}"


def _progress(progress: AssessmentProgress) -> str:
    if progress.count == 1:
        return f"Self-assessment: {progress.first} so far. Take it again on the last day."
    change = progress.latest - progress.first
    return f"Self-assessment: {progress.first} at first, {progress.latest} now ({change:+d})."


def _buttons(planned: PlannedCheckpoint | None, now: datetime) -> list[Component]:
    """Offer the first checkpoint that is open, and the self-assessment where it is due then."""
    if planned is None:
        return []
    day = planned.checkpoint.day
    buttons = [button(f"Day {day} done", FinishCheckpoint(day), primary=True)]
    if planned.due <= now:
        buttons.append(button(f"Put off by {SNOOZE.days} days", SnoozeCheckpoint(day)))
    code = page_id(Open, AssessQuery())
    if planned.checkpoint.assessment and code is not None:
        buttons.append(button("Self-assessment", code))
    return buttons
