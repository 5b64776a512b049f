"""A member's study plan: made for a role and the time there is, worked through, and adjusted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.errors import UserFacingError
from bot.knowledge.base import Knowledge
from bot.knowledge.exercises import Checkpoint, PlanFile, StudyUnit
from bot.knowledge.roles import Source
from bot.records.moments import ONE_DAY
from bot.records.spans import MOST_DAYS, MOST_HOURS
from bot.services.reminders import ReminderId, ReminderKind
from bot.services.scheduler import Clock
from bot.store import plans, reminders, results
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.plans import PlanStep, StudyPlan
from bot.store.results import KeptResult
from bot.tools.planning import (
    DEFAULT_HOURS,
    ONE_WEEK,
    PlanChange,
    PlanFrame,
    changed_frame,
    days_left,
    default_days,
    schedule,
)

SNOOZE = timedelta(days=2)
SHORTLY_BEFORE = timedelta(days=1)
"""A self-assessment of so long before the plan counts as its beginning."""


class PlanError(UserFacingError):
    """What was wanted of a study plan cannot be."""


class NoPlanError(PlanError):
    """The member has no study plan."""

    text = "You have no study plan."
    remedy = "/plan start begins one."


class RoleLeftError(PlanError):
    """A button names a role that the files no longer have."""

    text = "That role has left the knowledge base."
    remedy = "/tiers shows the roles there are; /plan start takes any."


class NoLengthError(PlanError):
    """What was typed or clicked is no length of a plan."""

    text = "I can't read how long that is."
    remedy = "A plan takes 1 day to 26 weeks of 1 to 60 hours: write it as 8 weeks, and 5 hours."


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of one member: what to work on, when it is due, and whether it is done."""

    work: Checkpoint | StudyUnit
    due: datetime
    hours: int
    is_done: bool

    @property
    def name(self) -> str:
        return self.work.step if isinstance(self.work, Checkpoint) else self.work.id

    @property
    def title(self) -> str:
        work = self.work
        return f"Day {work.day}: {work.title}" if isinstance(work, Checkpoint) else work.title


@dataclass(frozen=True, slots=True)
class AssessmentProgress:
    """The scores of the first and the latest self-assessment; `count` tells whether they differ."""

    first: int
    latest: int
    count: int


@dataclass(frozen=True, slots=True)
class PlanOverview:
    """A member's plan as the files have it now, its steps by when they are due.

    `frame` is None where it was made of checkpoints alone; `left_out` are units that found no time.
    """

    role: str | None
    started_at: datetime
    frame: PlanFrame | None
    steps: tuple[PlannedStep, ...]
    left_out: tuple[StudyUnit, ...]
    progress: AssessmentProgress | None
    source: Source

    @property
    def unit(self) -> PlannedStep | None:
        """The unit to work on: the first that is not done."""
        return next((it for it in self._open() if isinstance(it.work, StudyUnit)), None)

    @property
    def checkpoint(self) -> PlannedStep | None:
        """The first checkpoint that is not done."""
        return next((it for it in self._open() if isinstance(it.work, Checkpoint)), None)

    def _open(self) -> list[PlannedStep]:
        return [it for it in self.steps if not it.is_done]


def check_length(days: int | None, hours: int | None = None) -> None:
    """Raise NoLengthError where there can be no plan of so many days, or hours a week."""
    for given, most in ((days, MOST_DAYS), (hours, MOST_HOURS)):
        if given is not None and not 1 <= given <= most:
            raise NoLengthError


class PlanService:
    """Everything that members do with their own study plan."""

    def __init__(self, store: Store, clock: Clock, knowledge: Callable[[], Knowledge]) -> None:
        self._store = store
        self._clock = clock
        self._knowledge = knowledge
        self.reminder = ReminderKind(ReminderId.PLAN, "/plan remind", self._what_is_due)

    async def matched_role(self, member: int) -> str | None:
        """Give the role that a member's last finished /match came to; None where none is known."""

        async def work(connection: Connection) -> tuple[KeptResult, ...]:
            return await results.results_of(connection, member, results.MATCH, 1)

        found = await self._store.read(work)
        role = found[-1].outcome if found else ""
        return role if role in self._knowledge().roles else None

    async def has_plan(self, member: int) -> bool:
        return await self._store.read(partial(plans.plan_of, member=member)) is not None

    async def start(
        self, member: int, role: str, days: int, hours: int, *, is_fixed: bool = False
    ) -> PlanOverview:
        """Make a plan; an earlier one is replaced. Raise RoleLeftError or NoLengthError."""
        self._check(role, days, hours)
        now, table = self._clock(), self._knowledge().plan
        frame = PlanFrame(role, hours, now + ONE_DAY * days, is_fixed)
        checks = [PlanStep(it.step, now + ONE_DAY * it.day) for it in table.checkpoints]
        steps = [*_kept_in(checks, frame), *_units(table.units_of(role), frame, now)]
        plan = _stored(frame, now, steps)
        await self._store.write(partial(plans.write, member=member, plan=plan))
        return await self.overview(member)

    async def adjust(self, member: int, change: PlanChange) -> tuple[PlanOverview, PlanOverview]:
        """Move what is not done, as something came up; give the plan before and after.

        Raise NoPlanError, RoleLeftError or NoLengthError.
        """
        before = await self.overview(member)
        role = change.role or before.role
        if role is None:
            raise RoleLeftError
        self._check(role, change.days, change.hours)
        now, table = self._clock(), self._knowledge().plan
        usual = PlanFrame(role, DEFAULT_HOURS, now + ONE_DAY * default_days(table, role))
        left = sum(it.hours for it in before.steps if not it.is_done)
        frame = changed_frame(before.frame or usual, change, left, now)

        async def work(connection: Connection) -> None:
            plan = await plans.plan_of(connection, member)
            if plan is None:
                raise NoPlanError
            days = {it.step for it in table.checkpoints}
            done = [it for it in plan.steps if it.done_at is not None]
            moved = ONE_WEEK if change.missed else timedelta()
            checks = [
                PlanStep(it.name, it.due + moved)
                for it in plan.steps
                if it.name in days and it.done_at is None
            ]
            known = {it.name for it in done}
            units = [it for it in table.units_of(role) if it.id not in known]
            steps = [*done, *_kept_in(checks, frame), *_units(units, frame, now)]
            await plans.write(connection, member, _stored(frame, plan.started_at, steps))
            await _answered(connection, member)

        await self._store.write(work)
        return before, await self.overview(member)

    async def overview(self, member: int) -> PlanOverview:
        """Show a plan; raise NoPlanError."""

        async def work(
            connection: Connection,
        ) -> tuple[StudyPlan | None, tuple[KeptResult, ...]]:
            plan = await plans.plan_of(connection, member)
            return plan, await results.results_of(connection, member, results.ASSESSMENT)

        plan, scores = await self._store.read(work)
        if plan is None:
            raise NoPlanError
        knowledge = self._knowledge()
        role = plan.role if plan.role in knowledge.roles else None
        steps = tuple(_planned(it, role, knowledge.plan) for it in plan.steps)
        frame = None
        left_out: tuple[StudyUnit, ...] = ()
        if role is not None and plan.hours is not None and plan.ends is not None:
            frame = PlanFrame(role, plan.hours, plan.ends, plan.is_fixed)
            known = {it.name for it in plan.steps}
            left_out = tuple(it for it in knowledge.plan.units_of(role) if it.id not in known)
        return PlanOverview(
            role,
            plan.started_at,
            frame,
            # A step that has left the files is passed over.
            tuple(it for it in steps if it is not None),
            left_out,
            _progress(plan, scores),
            knowledge.sources[knowledge.plan.source],
        )

    async def open(self, member: int) -> PlanOverview:
        """Show a plan as an answer to its reminder; raise NoPlanError."""
        await self._store.write(partial(_answered, member=member))
        return await self.overview(member)

    async def finish(self, member: int, step: str) -> PlanOverview:
        """Write that a step is done; raise NoPlanError."""
        now = self._clock()

        async def work(connection: Connection) -> None:
            await _answered(connection, member)
            await plans.finish_step(connection, member, step, now)

        await self._store.write(work)
        return await self.overview(member)

    async def snooze(self, member: int, step: str) -> PlanOverview:
        """Put a step off; it is told of anew then. Raise NoPlanError."""
        until = self._clock() + SNOOZE

        async def work(connection: Connection) -> None:
            await _answered(connection, member)
            await plans.snooze(connection, member, step, until)

        await self._store.write(work)
        return await self.overview(member)

    async def drop(self, member: int) -> None:
        """Delete a plan and stop its reminders; raise NoPlanError where only these were there."""

        async def work(connection: Connection) -> bool:
            await reminders.stop(connection, member, ReminderId.PLAN)
            return await plans.drop(connection, member)

        if not await self._store.write(work):
            raise NoPlanError

    def _check(self, role: str, days: int | None, hours: int | None) -> None:
        if role not in self._knowledge().roles:
            raise RoleLeftError
        check_length(days, hours)

    async def _what_is_due(self, connection: Connection, member: int, now: datetime) -> str | None:
        """Name a step that is due; each is told of once, and one that left never."""
        plan = await plans.plan_of(connection, member)
        table = self._knowledge().plan
        steps = {it.name: _planned(it, plan.role, table) for it in plan.steps} if plan else {}
        while (name := await plans.tell_due(connection, member, now)) is not None:
            if (step := steps.get(name)) is not None:
                if isinstance(step.work, Checkpoint):
                    return f"Day {step.work.day} of your study plan: {step.work.title}."
                return f"{step.title} is due today in your study plan."
        return None


def _units(units: Sequence[StudyUnit], frame: PlanFrame, now: datetime) -> list[PlanStep]:
    """Plan units from now to the end of a plan; none where all are done."""
    if not units:
        return []
    planned = schedule(units, days_left(frame, now), frame.hours)
    return [PlanStep(it.unit.id, now + ONE_DAY * it.day, it.hours) for it in planned]


def _kept_in(steps: Sequence[PlanStep], frame: PlanFrame) -> list[PlanStep]:
    """Keep the steps that come before the end of a plan."""
    return [it for it in steps if it.due <= frame.ends]


def _stored(frame: PlanFrame, started_at: datetime, steps: Sequence[PlanStep]) -> StudyPlan:
    return StudyPlan(frame.role, started_at, frame.hours, frame.ends, frame.is_fixed, tuple(steps))


def _planned(step: PlanStep, role: str | None, table: PlanFile) -> PlannedStep | None:
    work = table.checkpoint(step.name) or table.unit(role or "", step.name)
    if work is None:
        return None
    return PlannedStep(work, step.due, step.hours, step.done_at is not None)


def _progress(plan: StudyPlan, scores: tuple[KeptResult, ...]) -> AssessmentProgress | None:
    since = [int(it.outcome) for it in scores if it.at >= plan.started_at - SHORTLY_BEFORE]
    return AssessmentProgress(since[0], since[-1], len(since)) if since else None


async def _answered(connection: Connection, member: int) -> None:
    await reminders.answered(connection, member, ReminderId.PLAN)
