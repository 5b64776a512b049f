"""Making a study plan by menus, and adjusting it as life happens; a role, weeks, hours, a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.kit.actions import Action
from bot.chat.kit.components import Layout, Option, button, card, literal, menu, text
from bot.chat.kit.context import Context, on, on_form, on_menu
from bot.chat.kit.forms import Field, Form
from bot.chat.kit.reply import Reply
from bot.chat.page_ids import Open, page_id
from bot.chat.plan import AskAdjust, BackToPlan, day_text, show_plan
from bot.knowledge.base import Knowledge
from bot.lookups.match import MatchQuery
from bot.lookups.preparing import LEFT_OUT, length_known
from bot.lookups.wording import join, plural
from bot.records.moments import ONE_DAY, read_day
from bot.records.spans import DAYS_A_WEEK, span_text
from bot.services.plans import NoLengthError, PlanOverview, RoleLeftError, check_length
from bot.tools.planning import DEFAULT_HOURS, PlanChange, default_days, schedule

DAY = "day"
WEEKS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 20, 26)
HOURS = (2, 3, 5, 8, 10, 12, 15, 20, 30, 40)
REPLACES = "You have a plan already: making this one replaces it. *Adjust* keeps what is done."


class UnreadableDayError(NoLengthError):
    """What was typed for the day of an interview is no day to come."""

    text = "I can't read that as a day to come."
    remedy = "Write it as 14 December, as Friday, or as “in 3 weeks”."


@dataclass(frozen=True, slots=True)
class StartPlan(Action, prefix="tplan"):
    """Ask how much time there is towards a role."""

    role: str


@dataclass(frozen=True, slots=True)
class PlanFor(Action, prefix="tplanfor"):
    """The same with the days known."""

    role: str
    days: int


@dataclass(frozen=True, slots=True)
class ChoosePlanRole(Action, prefix="yn"):
    """Choose what to aim for, a menu."""


@dataclass(frozen=True, slots=True)
class ChooseDays(Action, prefix="yw"):
    """Choose how many days there are, a menu."""

    role: str
    hours: int


@dataclass(frozen=True, slots=True)
class ChooseHours(Action, prefix="yh"):
    """Choose how many hours a week there are, a menu."""

    role: str
    days: int
    is_fixed: int


@dataclass(frozen=True, slots=True)
class AskInterviewDay(Action, prefix="yi"):
    """Ask for the day of an interview, to make a plan for a role, or to adjust the own one."""

    role: str | None
    hours: int | None


@dataclass(frozen=True, slots=True)
class TakeInterviewDay(Action, prefix="yj"):
    """Take the day of an interview that was typed."""

    role: str | None
    hours: int | None


@dataclass(frozen=True, slots=True)
class MakePlan(Action, prefix="yk"):
    """Make a plan; `is_fixed` is 1 where it ends with an interview."""

    role: str
    days: int
    hours: int
    is_fixed: int


@dataclass(frozen=True, slots=True)
class MissWeek(Action, prefix="ym"):
    """Move a plan by a week."""


@dataclass(frozen=True, slots=True)
class AdjustDays(Action, prefix="yx"):
    """Let a plan end in so many days, a menu."""


@dataclass(frozen=True, slots=True)
class AdjustHours(Action, prefix="yy"):
    """Let a plan have other hours a week, a menu."""


@dataclass(frozen=True, slots=True)
class AdjustRole(Action, prefix="yt"):
    """Let a plan aim for another role, a menu."""


async def ask_time(  # noqa: PLR0913 - what is known already
    context: Context,
    role: str,
    days: int | None = None,
    hours: int | None = None,
    *,
    is_fixed: bool = False,
    new: bool = True,
) -> None:
    """Show what a plan would be, with menus for its time."""
    knowledge = context.local.knowledge
    if role not in knowledge.roles:
        raise RoleLeftError
    days = default_days(knowledge.plan, role) if days is None else days
    hours = DEFAULT_HOURS if hours is None else hours
    check_length(days, hours)
    has_one = await context.services.plans.has_plan(context.member)
    made = MakePlan(role, days, hours, int(is_fixed))
    reply = Reply(_setup_screen(made, knowledge, context.now, has_one=has_one))
    await (context.send(reply) if new else context.replace(reply))


async def ask_role(context: Context) -> None:
    """Ask what to aim for."""
    said = "**Which role is your plan for?** Choose one, or find out which fits you."
    roles = menu(ChoosePlanRole(), "The role", _roles(context.local.knowledge))
    code = page_id(Open, MatchQuery())
    find = [button("Find my role", code, primary=True)] if code is not None else []
    await context.send(Reply(card([text(said)], find, [roles])))


async def make_plan(context: Context, action: MakePlan, *, new: bool = False) -> None:
    plan = await context.services.plans.start(
        context.member,
        action.role,
        action.days,
        action.hours,
        is_fixed=bool(action.is_fixed),
    )
    await show_plan(context, plan, new=new)


async def adjust(context: Context, change: PlanChange, *, new: bool = False) -> None:
    """Adjust a plan, and say what changed."""
    before, after = await context.services.plans.adjust(context.member, change)
    said = list(changes(before, after, context.local.knowledge))
    await show_plan(context, after, *said, new=new)


async def ask_adjust(context: Context, *, new: bool = False) -> None:
    plan = await context.services.plans.overview(context.member)
    reply = Reply(_adjust_screen(plan, context.local.knowledge))
    await (context.send(reply) if new else context.replace(reply))


async def interview_days(context: Context, typed: str) -> int:
    """Read the day of an interview in the member's time zone, as days from now."""
    zone = ZoneInfo(await context.services.reminders.zone(context.member) or "UTC")
    day = read_day(typed, context.now, zone)
    if day is None:
        raise UnreadableDayError
    days = max(1, (day - context.now.astimezone(zone).date()).days)
    check_length(days)
    return days


async def _start(context: Context, action: StartPlan) -> None:
    await ask_time(context, action.role)


async def _start_for(context: Context, action: PlanFor) -> None:
    await ask_time(context, action.role, action.days)


async def _choose_role(context: Context, action: ChoosePlanRole, chosen: tuple[str, ...]) -> None:
    del action
    await ask_time(context, "".join(chosen[:1]), new=False)


async def _choose_days(context: Context, action: ChooseDays, chosen: tuple[str, ...]) -> None:
    await ask_time(context, action.role, _number(chosen), action.hours, new=False)


async def _choose_hours(context: Context, action: ChooseHours, chosen: tuple[str, ...]) -> None:
    fixed = bool(action.is_fixed)
    await ask_time(context, action.role, action.days, _number(chosen), is_fixed=fixed, new=False)


async def _ask_day(context: Context, action: AskInterviewDay) -> None:
    field = Field(
        DAY, "When is it?", hint="14 December, Friday, in 3 weeks", required=True, most=60
    )
    form = TakeInterviewDay(action.role, action.hours)
    await context.open_form(Form("Your interview", form, (field,)))


async def _take_day(context: Context, action: TakeInterviewDay, fields: Mapping[str, str]) -> None:
    days = await interview_days(context, fields.get(DAY, ""))
    if action.role is None:
        await adjust(context, PlanChange(days=days, is_fixed=True))
    else:
        await ask_time(context, action.role, days, action.hours, is_fixed=True, new=False)


async def _ask_adjust(context: Context, action: AskAdjust) -> None:
    del action
    await ask_adjust(context)


async def _miss_week(context: Context, action: MissWeek) -> None:
    del action
    await adjust(context, PlanChange(missed=True))


async def _adjust_days(context: Context, action: AdjustDays, chosen: tuple[str, ...]) -> None:
    del action
    await adjust(context, PlanChange(days=_number(chosen)))


async def _adjust_hours(context: Context, action: AdjustHours, chosen: tuple[str, ...]) -> None:
    del action
    await adjust(context, PlanChange(hours=_number(chosen)))


async def _adjust_role(context: Context, action: AdjustRole, chosen: tuple[str, ...]) -> None:
    del action
    await adjust(context, PlanChange(role="".join(chosen[:1])))


def _number(chosen: tuple[str, ...]) -> int:
    """Read a menu's value; forged ones are no length."""
    written = "".join(chosen[:1])
    if not written.isdecimal() or len(written) > len("1000"):
        raise NoLengthError
    return int(written)


ACTIONS = (
    on(StartPlan, _start),
    on(PlanFor, _start_for),
    on_menu(ChoosePlanRole, _choose_role),
    on_menu(ChooseDays, _choose_days),
    on_menu(ChooseHours, _choose_hours),
    on(AskInterviewDay, _ask_day),
    on_form(TakeInterviewDay, _take_day),
    on(MakePlan, make_plan),
    on(AskAdjust, _ask_adjust),
    on(MissWeek, _miss_week),
    on_menu(AdjustDays, _adjust_days),
    on_menu(AdjustHours, _adjust_hours),
    on_menu(AdjustRole, _adjust_role),
)


def _setup_screen(made: MakePlan, knowledge: Knowledge, now: datetime, *, has_one: bool) -> Layout:
    """Show what a plan would be: its units with their hours, and what the length rests on."""
    units = knowledge.plan.units_of(made.role)
    planned = schedule(units, made.days, made.hours)
    kept = [f"- **{it.hours} h** {literal(it.unit.title)}" for it in planned]
    left_out = [it.title for it in units[len(planned) :]]
    until = "your interview" if made.is_fixed else day_text(now + ONE_DAY * made.days)
    role = knowledge.roles[made.role]
    known = length_known(made.role, made.days, knowledge)
    lines = [
        f"## A plan for {literal(role.name)}",
        f"**{span_text(made.days)} at {plural(made.hours, 'hour')} a week**, until {until}",
        "What weighs most comes first:",
        *kept,
    ]
    after = [
        *([f"**{LEFT_OUT}:** {literal(join(left_out))}."] if left_out else []),
        *([REPLACES] if has_one else []),
        f"-# {literal(known)} The split into hours is ours.",
    ]
    buttons = [
        button("Make this plan", made, primary=True),
        button("I have an interview date", AskInterviewDay(made.role, made.hours)),
    ]
    weeks = menu(
        ChooseDays(made.role, made.hours), "How many weeks?", _weeks(made.days), [str(made.days)]
    )
    hours = ChooseHours(made.role, made.days, made.is_fixed)
    return card(
        [text("\n".join(lines)), text("\n".join(after))],
        buttons,
        [weeks, menu(hours, "How many hours a week?", _hours(), [str(made.hours)])],
    )


def _adjust_screen(plan: PlanOverview, knowledge: Knowledge) -> Layout:
    said = "**What came up?** What is done stays done; the rest moves."
    if plan.frame is not None and plan.frame.is_fixed:
        said += f" Your interview is on {day_text(plan.frame.ends)}."
    if plan.role is None:
        said = "**Your plan has checkpoints only.** Choose a role, and I add what to prepare."
        return card(
            [text(said)],
            [button("Back", BackToPlan())],
            [menu(AdjustRole(), "Your role", _roles(knowledge))],
        )
    buttons = [
        button("I missed a week", MissWeek(), primary=True),
        button("I have an interview date", AskInterviewDay(None, None)),
        button("Back", BackToPlan()),
    ]
    return card(
        [text(said)],
        buttons,
        [
            menu(AdjustHours(), "Fewer or more hours a week", _hours()),
            menu(AdjustDays(), "Fewer or more weeks from now", _weeks()),
            menu(AdjustRole(), "Another role", _roles(knowledge)),
        ],
    )


def changes(before: PlanOverview, after: PlanOverview, knowledge: Knowledge) -> Iterator[str]:
    """Say what an adjustment changed, and what it kept."""
    said = [*_frame_changes(before, after, knowledge), *_unit_changes(before, after)]
    if not said:
        yield "**Nothing had to move.**"
        return
    kept = ["Finished steps stay finished."] if any(it.is_done for it in after.steps) else []
    yield " ".join((*said, *kept))


def _frame_changes(
    before: PlanOverview, after: PlanOverview, knowledge: Knowledge
) -> Iterator[str]:
    if (one := before.frame) is not None and (other := after.frame) is not None:
        if one.ends.date() != other.ends.date():
            yield f"**Moved:** you now finish on {day_text(other.ends)} (was {day_text(one.ends)})."
        if one.hours != other.hours:
            yield f"You now have {plural(other.hours, 'hour')} a week (was {one.hours})."
    if before.role != after.role and after.role is not None:
        yield f"It is for {literal(knowledge.roles[after.role].short)} now."


def _unit_changes(before: PlanOverview, after: PlanOverview) -> Iterator[str]:
    """Say which units came, went, moved and have other hours."""
    was_out = {it.id for it in before.left_out}
    if out := [it.title for it in after.left_out if it.id not in was_out]:
        yield f"No time is left for {literal(join(out))}."
    planned = {it.name for it in after.steps}
    if back := [it.title for it in before.left_out if it.id in planned]:
        yield f"There is time for {literal(join(back))} again."
    if before.role != after.role:
        return
    was = {it.name: it for it in before.steps}
    both = [(it, was[it.name]) for it in after.steps if not it.is_done and it.name in was]
    if other := [(it, old.hours) for it, old in both if it.hours != old.hours]:
        said = join([f"{it.title} {it.hours} h (was {hours})" for it, hours in other])
        is_total = _open_hours(before) != _open_hours(after)
        why = "Your total hours changed, so these did too" if is_total else "Hours that changed"
        yield f"{why}: {literal(said)}."
    elif moved := sum(it.due != old.due for it, old in both):
        yield f"{plural(moved, 'step')} moved."


def _open_hours(plan: PlanOverview) -> int:
    return sum(it.hours for it in plan.steps if not it.is_done)


def _roles(knowledge: Knowledge) -> Iterator[Option]:
    for role in knowledge.roles.values():
        speak = knowledge.plan.lengths_of(role.id)
        hint = f"{speak[0].low} to {speak[0].high} weeks, the documents say" if speak else None
        yield Option(role.id, role.name, hint)


def _weeks(days: int | None = None) -> Iterator[Option]:
    known = {weeks * DAYS_A_WEEK for weeks in WEEKS} | ({days} if days is not None else set())
    yield from (Option(str(it), span_text(it)) for it in sorted(known))


def _hours() -> Iterator[Option]:
    yield from (Option(str(it), f"{plural(it, 'hour')} a week") for it in HOURS)
