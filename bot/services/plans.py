"""A member's study plan: its checkpoints, finished or put off, and how the assessment went."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.errors import UserFacingError
from bot.knowledge.base import Knowledge
from bot.knowledge.exercises import Checkpoint
from bot.knowledge.roles import Source
from bot.services.reminders import ReminderId, ReminderKind
from bot.services.scheduler import Clock
from bot.store import plans, reminders, results
from bot.store.database import Connection, Store
from bot.store.plans import StudyPlan
from bot.store.results import KeptResult

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


@dataclass(frozen=True, slots=True)
class PlannedCheckpoint:
    """A checkpoint of one member: what to work on, when it is due, and whether it is done."""

    checkpoint: Checkpoint
    due: datetime
    is_done: bool


@dataclass(frozen=True, slots=True)
class AssessmentProgress:
    """The scores of the first and the latest self-assessment; `count` tells whether they differ."""

    first: int
    latest: int
    count: int


@dataclass(frozen=True, slots=True)
class PlanOverview:
    """A member's plan as the files have it now; `was_kept` where another was asked for in vain."""

    role_name: str | None
    started_at: datetime
    checkpoints: tuple[PlannedCheckpoint, ...]
    progress: AssessmentProgress | None
    source: Source
    was_kept: bool = False

    @property
    def open_checkpoint(self) -> PlannedCheckpoint | None:
        """The first one that is not done."""
        return next((it for it in self.checkpoints if not it.is_done), None)


class PlanService:
    """Everything that members do with their own study plan."""

    def __init__(self, store: Store, clock: Clock, knowledge: Callable[[], Knowledge]) -> None:
        self._store = store
        self._clock = clock
        self._knowledge = knowledge
        self.reminder = ReminderKind(ReminderId.PLAN, "/plan remind", self._what_is_due)

    async def start(self, member: int, role: str | None) -> PlanOverview:
        """Begin a plan towards a role; an earlier one is replaced."""
        days, now = self._days(), self._clock()

        async def work(connection: Connection) -> None:
            await plans.start(connection, member, role, days, now)

        await self._store.write(work)
        return await self.overview(member)

    async def start_first(self, member: int, role: str) -> PlanOverview:
        """Begin a plan towards a role, unless one is under way; raise RoleLeftError."""
        if role not in self._knowledge().roles:
            raise RoleLeftError
        days, now = self._days(), self._clock()

        async def work(connection: Connection) -> bool:
            if await plans.plan_of(connection, member) is not None:
                return True
            await plans.start(connection, member, role, days, now)
            return False

        was_kept = await self._store.write(work)
        return await self._overview(member, was_kept=was_kept)

    async def overview(self, member: int) -> PlanOverview:
        """Show a plan; raise NoPlanError."""
        return await self._overview(member)

    async def open(self, member: int) -> PlanOverview:
        """Show a plan as an answer to its reminder; raise NoPlanError."""
        await self._store.write(partial(_answered, member=member))
        return await self._overview(member)

    async def finish(self, member: int, day: int) -> PlanOverview:
        """Write that the checkpoint of a day is done; raise NoPlanError."""
        now = self._clock()

        async def work(connection: Connection) -> None:
            await _answered(connection, member)
            await plans.finish_step(connection, member, day, now)

        await self._store.write(work)
        return await self._overview(member)

    async def snooze(self, member: int, day: int) -> PlanOverview:
        """Put the checkpoint of a day off; it is told of anew then. Raise NoPlanError."""
        until = self._clock() + SNOOZE

        async def work(connection: Connection) -> None:
            await _answered(connection, member)
            await plans.snooze(connection, member, day, until)

        await self._store.write(work)
        return await self._overview(member)

    async def drop(self, member: int) -> None:
        """Delete a plan and stop its reminders; raise NoPlanError where only these were there."""

        async def work(connection: Connection) -> bool:
            await reminders.stop(connection, member, ReminderId.PLAN)
            return await plans.drop(connection, member)

        if not await self._store.write(work):
            raise NoPlanError

    def _days(self) -> list[int]:
        return [it.day for it in self._knowledge().plan.checkpoints]

    async def _overview(self, member: int, *, was_kept: bool = False) -> PlanOverview:
        async def work(
            connection: Connection,
        ) -> tuple[StudyPlan | None, tuple[KeptResult, ...]]:
            plan = await plans.plan_of(connection, member)
            return plan, await results.results_of(connection, member, results.ASSESSMENT)

        plan, scores = await self._store.read(work)
        if plan is None:
            raise NoPlanError
        knowledge = self._knowledge()
        role = knowledge.roles.get(plan.role or "")
        known = {it.day: it for it in knowledge.plan.checkpoints}
        return PlanOverview(
            None if role is None else role.name,
            plan.started_at,
            # A checkpoint that has left the files is passed over.
            tuple(
                PlannedCheckpoint(known[step.day], step.due, step.done_at is not None)
                for step in plan.steps
                if step.day in known
            ),
            _progress(plan, scores),
            knowledge.sources[knowledge.plan.source],
            was_kept,
        )

    async def _what_is_due(self, connection: Connection, member: int, now: datetime) -> str | None:
        """Name a checkpoint that is due; each is told of once, and one that left never."""
        titles = {it.day: it.title for it in self._knowledge().plan.checkpoints}
        while (day := await plans.tell_due(connection, member, now)) is not None:
            if day in titles:
                return f"Day {day} of your study plan: {titles[day]}."
        return None


def _progress(plan: StudyPlan, scores: tuple[KeptResult, ...]) -> AssessmentProgress | None:
    since = [int(it.outcome) for it in scores if it.at >= plan.started_at - SHORTLY_BEFORE]
    return AssessmentProgress(since[0], since[-1], len(since)) if since else None


async def _answered(connection: Connection, member: int) -> None:
    await reminders.answered(connection, member, ReminderId.PLAN)
