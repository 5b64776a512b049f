"""The study plan on Discord: what to work on now, done or put off, and what leads on from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.chat.kit.actions import Action
from bot.chat.kit.components import (
    Component,
    Layout,
    Option,
    button,
    card,
    fitted,
    literal,
    menu,
    moment,
    text,
)
from bot.chat.kit.context import Context, on, on_choice
from bot.chat.kit.reply import Reply
from bot.chat.page_ids import OpenBeside, page_id
from bot.chat.review import show_next
from bot.knowledge.base import Knowledge
from bot.knowledge.exercises import Checkpoint, StudyUnit
from bot.lookups.assess import AssessQuery
from bot.lookups.preparing import LEFT_OUT, length_known, practice_of, reading_of
from bot.lookups.wording import join, plural
from bot.records.moments import ONE_DAY
from bot.services.plans import SNOOZE, AssessmentProgress, PlannedStep, PlanOverview

QUIZZED = 5
"""Questions that *Quiz me* puts into the reviews."""


@dataclass(frozen=True, slots=True)
class OpenPlan(Action, prefix="yo"):
    """Show the clicker's plan in a new message."""


@dataclass(frozen=True, slots=True)
class BackToPlan(Action, prefix="yb"):
    """Show the clicker's plan in place of what was clicked."""


@dataclass(frozen=True, slots=True)
class ShowSteps(Action, prefix="yl"):
    """Show all steps of the clicker's plan."""


@dataclass(frozen=True, slots=True)
class FinishStep(Action, prefix="yd"):
    """Write that a step is done; checkpoints are named by their days."""

    step: str


@dataclass(frozen=True, slots=True)
class SnoozeStep(Action, prefix="yz"):
    """Put a step off."""

    step: str


@dataclass(frozen=True, slots=True)
class QuizStep(Action, prefix="yq"):
    """Put questions of a step into the clicker's reviews, and ask the first."""

    step: str


@dataclass(frozen=True, slots=True)
class AskAdjust(Action, prefix="ya"):
    """Ask what came up."""


@dataclass(frozen=True, slots=True)
class AskPlanReminder(Action, prefix="yr"):
    """Ask when to remind of the plan."""


@dataclass(frozen=True, slots=True)
class PickInPlan(Action, prefix="yp"):
    """Do what was chosen in the menu under a plan; its values are ids of buttons."""


async def show_plan(context: Context, plan: PlanOverview, *said: str, new: bool = False) -> None:
    """Show a plan, in a new message or in place of the one that was clicked."""
    reply = Reply(plan_screen(plan, context.local.knowledge, context.now, *said))
    await (context.send(reply) if new else context.replace(reply))


async def _open(context: Context, action: OpenPlan) -> None:
    del action
    await show_plan(context, await context.services.plans.open(context.member), new=True)


async def _back(context: Context, action: BackToPlan) -> None:
    del action
    await show_plan(context, await context.services.plans.overview(context.member))


async def _steps(context: Context, action: ShowSteps) -> None:
    del action
    plan = await context.services.plans.overview(context.member)
    await context.replace(Reply(steps_screen(plan, context.local.knowledge, context.now)))


async def _finish(context: Context, action: FinishStep) -> None:
    await show_plan(context, await context.services.plans.finish(context.member, action.step))


async def _snooze(context: Context, action: SnoozeStep) -> None:
    await show_plan(context, await context.services.plans.snooze(context.member, action.step))


async def _quiz(context: Context, action: QuizStep) -> None:
    plan = await context.services.plans.overview(context.member)
    unit = context.local.knowledge.plan.unit(plan.role or "", action.step)
    if unit is not None:
        seed = f"{context.member} {context.now.date()}"
        roles = (plan.role,) if plan.role is not None else ()
        await context.services.reviews.add_about(context.member, roles, QUIZZED, seed, unit.topic)
    await show_next(context)


ACTIONS = (
    on(OpenPlan, _open),
    on(BackToPlan, _back),
    on(ShowSteps, _steps),
    on(FinishStep, _finish),
    on(SnoozeStep, _snooze),
    on(QuizStep, _quiz),
    on_choice(PickInPlan),
)


def plan_screen(plan: PlanOverview, knowledge: Knowledge, now: datetime, *said: str) -> Layout:
    """Show what to do now; `said` is what just changed."""
    parts = [text("\n".join([*_head(plan, knowledge), *said]))]
    unit, checkpoint = plan.unit, plan.checkpoint
    if unit is not None:
        parts.append(text("\n".join(_now(unit, now))))
    if checkpoint is not None:
        parts.append(text("\n".join(_checkpoint(checkpoint, now))))
    if plan.progress is not None:
        parts.append(text(_progress(plan.progress)))
    return card(
        [*parts, text(_small(plan, knowledge))],
        list(_buttons(plan, knowledge)),
        [menu(PickInPlan(), "All steps, adjust, remind me", _more(plan, now))],
    )


def steps_screen(plan: PlanOverview, knowledge: Knowledge, now: datetime) -> Layout:
    """Show every step with what it asks, and what found no time."""
    lines: list[str] = []
    for step in plan.steps:
        hours = f", {plural(step.hours, 'hour')}" if step.hours else ""
        lines.append(f"- **{literal(step.title)}**{hours} – {_state(step, now)}")
        lines += [f"  - {it.removeprefix('- ')}" for it in _asked(step)]
    if plan.left_out:
        lines.append(f"- **{LEFT_OUT}:** {literal(join([it.title for it in plan.left_out]))}.")
    head = text("\n".join(_head(plan, knowledge)))
    return card(
        [head, text(fitted(lines)), text(_small(plan, knowledge))],
        [button("Back", BackToPlan(), primary=True), button("Adjust", AskAdjust())],
    )


def day_text(when: datetime) -> str:
    """Write a day as each reader's own app does."""
    return f"<t:{int(when.timestamp())}:D>"


def _head(plan: PlanOverview, knowledge: Knowledge) -> Iterator[str]:
    role = knowledge.roles.get(plan.role or "")
    yield f"## Your study plan{literal(f': {role.name}') if role is not None else ''}"
    done = f"{sum(it.is_done for it in plan.steps)} of {plural(len(plan.steps), 'step')} done"
    if plan.frame is None:
        yield f"-# Begun {moment(plan.started_at)} · {done}"
        return
    until = "Interview" if plan.frame.is_fixed else "Until"
    hours = plural(plan.frame.hours, "hour")
    yield f"{until} {day_text(plan.frame.ends)} · {hours} a week · {done}"


def _now(step: PlannedStep, now: datetime) -> Iterator[str]:
    until = "was planned until" if step.due < now else "until"
    hours = plural(step.hours, "hour")
    yield f"**Now: {literal(step.title)}**, {hours}, {until} {day_text(step.due)}"
    yield from _asked(step)


def _checkpoint(step: PlannedStep, now: datetime) -> Iterator[str]:
    yield f"**Checkpoint, {literal(step.title)}** – {_state(step, now)}"
    yield from _asked(step)


def _asked(step: PlannedStep) -> Iterator[str]:
    if isinstance(step.work, Checkpoint):
        yield from (f"- {literal(it)}" for it in step.work.tasks)
    else:
        yield literal(step.work.prepare)


def _state(step: PlannedStep, now: datetime) -> str:
    if step.is_done:
        return "done"
    return "due now" if step.due <= now else f"due {moment(step.due)}"


def _progress(progress: AssessmentProgress) -> str:
    if progress.count == 1:
        return f"Self-assessment: {progress.first} so far. Take it again on the last day."
    change = progress.latest - progress.first
    return f"Self-assessment: {progress.first} at first, {progress.latest} now ({change:+d})."


def _small(plan: PlanOverview, knowledge: Knowledge) -> str:
    """Say what the length rests on, and what is ours."""
    source = f"Checkpoints: {plan.source.title}, {plan.source.date}."
    if plan.frame is None or plan.role is None:
        return f"-# {literal(source)}"
    days = max(1, (plan.frame.ends - plan.started_at) // ONE_DAY)
    said = length_known(plan.role, days, knowledge)
    return f"-# {literal(said)} The split into hours is ours. {literal(source)}"


def _buttons(plan: PlanOverview, knowledge: Knowledge) -> Iterator[Component]:
    """Offer what can be done with the step of now: a prompt, a deck, a guide; and what is done."""
    unit, checkpoint = plan.unit, plan.checkpoint
    if unit is not None:
        yield button(f"Done: {unit.title}", FinishStep(unit.name), primary=True)
        yield from _links(plan, unit, knowledge)
    if checkpoint is not None:
        yield button("Checkpoint done", FinishStep(checkpoint.name), primary=unit is None)
        if isinstance(checkpoint.work, Checkpoint) and checkpoint.work.assessment and unit is None:
            yield button("Self-assessment", _assessment())


def _links(plan: PlanOverview, step: PlannedStep, knowledge: Knowledge) -> Iterator[Component]:
    if not isinstance(step.work, StudyUnit) or plan.role is None:
        return
    for label, query in (
        ("Practise", practice_of(plan.role, step.work)),
        ("Read up", reading_of(plan.role, step.work, knowledge)),
    ):
        if (code := page_id(OpenBeside, query)) is not None:
            yield button(label, code)
    yield button("Quiz me", QuizStep(step.name))


def _more(plan: PlanOverview, now: datetime) -> Iterator[Option]:
    yield _option(ShowSteps(), "All steps")
    yield _option(AskAdjust(), "Adjust: I missed a week, more or less time, another role")
    yield _option(AskPlanReminder(), "Remind me of what is due")
    for step in (plan.unit, plan.checkpoint):
        if step is not None and step.due <= now:
            days = plural(SNOOZE.days, "day")
            yield _option(SnoozeStep(step.name), f"Put {step.title} off by {days}")
    yield Option(_assessment(), "Take the self-assessment")


def _option(action: Action, label: str) -> Option:
    if (written := action.custom_id) is None:
        raise ValueError(f"too long for a custom id: {action}")
    return Option(written, label)


def _assessment() -> str:
    code = page_id(OpenBeside, AssessQuery())
    if code is None:
        raise ValueError("the self-assessment has no code")
    return code
