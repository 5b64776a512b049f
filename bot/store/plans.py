"""Study plans: what each is made for, when each step is due, and which are done."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from bot.store.connection import Connection
from bot.store.tables.members import PLAN_STEPS, PLANS


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of a member: its name, when it is due, how long it takes, and when it was done."""

    name: str
    due: datetime
    hours: int = 0
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """A member's plan; `role` is what they aim for. One of before has no hours and no end."""

    role: str | None
    started_at: datetime
    hours: int | None
    ends: datetime | None
    is_fixed: bool
    steps: tuple[PlanStep, ...] = ()


async def write(connection: Connection, member: int, plan: StudyPlan) -> None:
    """Write a plan with its steps; an earlier one of the member is replaced."""
    await drop(connection, member)
    await connection.execute(
        insert(PLANS).values(
            member_id=member,
            role=plan.role,
            started_at=plan.started_at,
            hours=plan.hours,
            ends=plan.ends,
            is_fixed=plan.is_fixed,
        )
    )
    rows = [
        {
            "member_id": member,
            "step": it.name,
            "due": it.due,
            "hours": it.hours,
            "done_at": it.done_at,
        }
        for it in plan.steps
    ]
    await connection.execute(insert(PLAN_STEPS), rows)


async def drop(connection: Connection, member: int) -> bool:
    """Delete a plan; False where there is none."""
    return (await connection.execute(delete(PLANS).where(PLANS.c.member_id == member))).rowcount > 0


async def plan_of(connection: Connection, member: int) -> StudyPlan | None:
    """Read a plan, its steps by when they are due."""
    columns = PLANS.c
    statement = select(
        columns.role, columns.started_at, columns.hours, columns.ends, columns.is_fixed
    ).where(columns.member_id == member)
    row = (await connection.execute(statement)).first()
    if row is None:
        return None
    steps = await connection.execute(
        select(PLAN_STEPS.c.step, PLAN_STEPS.c.due, PLAN_STEPS.c.hours, PLAN_STEPS.c.done_at)
        .where(PLAN_STEPS.c.member_id == member)
        .order_by(PLAN_STEPS.c.due, PLAN_STEPS.c.step)
    )
    return StudyPlan(*row, tuple(PlanStep(*step) for step in steps))


async def finish_step(connection: Connection, member: int, step: str, now: datetime) -> None:
    await connection.execute(
        update(PLAN_STEPS)
        .where(PLAN_STEPS.c.member_id == member, PLAN_STEPS.c.step == step)
        .values(done_at=now)
    )


async def snooze(connection: Connection, member: int, step: str, until: datetime) -> None:
    """Put a step off; it is told of anew then."""
    await connection.execute(
        update(PLAN_STEPS)
        .where(
            PLAN_STEPS.c.member_id == member,
            PLAN_STEPS.c.step == step,
            PLAN_STEPS.c.done_at.is_(None),
        )
        .values(due=until, told_at=None)
    )


async def tell_due(connection: Connection, member: int, now: datetime) -> str | None:
    """Take the first step that is due and was not told of; give its name, marked as told."""
    statement = (
        select(PLAN_STEPS.c.step)
        .where(
            PLAN_STEPS.c.member_id == member,
            PLAN_STEPS.c.due <= now,
            PLAN_STEPS.c.done_at.is_(None),
            PLAN_STEPS.c.told_at.is_(None),
        )
        .order_by(PLAN_STEPS.c.due, PLAN_STEPS.c.step)
        .limit(1)
    )
    step = (await connection.execute(statement)).scalar_one_or_none()
    if step is not None:
        await connection.execute(
            update(PLAN_STEPS)
            .where(PLAN_STEPS.c.member_id == member, PLAN_STEPS.c.step == step)
            .values(told_at=now)
        )
    return step
