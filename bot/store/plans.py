"""Study plans: when each checkpoint is due, and which are done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables.members import PLAN_STEPS, PLANS


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One checkpoint of a member: its day, when it is due, and when it was done."""

    day: int
    due: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """A member's plan; `role` is what they aim for."""

    role: str | None
    started_at: datetime
    steps: tuple[PlanStep, ...]


async def start(
    connection: AsyncConnection, member: int, role: str | None, days: Iterable[int], now: datetime
) -> None:
    """Begin a plan; an earlier one of the member is replaced."""
    await drop(connection, member)
    await connection.execute(insert(PLANS).values(member_id=member, role=role, started_at=now))
    rows = [{"member_id": member, "day": day, "due": now + timedelta(days=day)} for day in days]
    await connection.execute(insert(PLAN_STEPS), rows)


async def drop(connection: AsyncConnection, member: int) -> bool:
    """Delete a plan; False where there is none."""
    return (await connection.execute(delete(PLANS).where(PLANS.c.member_id == member))).rowcount > 0


async def plan_of(connection: AsyncConnection, member: int) -> StudyPlan | None:
    statement = select(PLANS.c.role, PLANS.c.started_at).where(PLANS.c.member_id == member)
    row = (await connection.execute(statement)).first()
    if row is None:
        return None
    steps = await connection.execute(
        select(PLAN_STEPS.c.day, PLAN_STEPS.c.due, PLAN_STEPS.c.done_at)
        .where(PLAN_STEPS.c.member_id == member)
        .order_by(PLAN_STEPS.c.day)
    )
    return StudyPlan(row.role, row.started_at, tuple(PlanStep(*step) for step in steps))


async def finish_step(connection: AsyncConnection, member: int, day: int, now: datetime) -> None:
    await connection.execute(
        update(PLAN_STEPS)
        .where(PLAN_STEPS.c.member_id == member, PLAN_STEPS.c.day == day)
        .values(done_at=now)
    )


async def snooze(connection: AsyncConnection, member: int, day: int, until: datetime) -> None:
    """Put a checkpoint off; it is told of anew then."""
    await connection.execute(
        update(PLAN_STEPS)
        .where(
            PLAN_STEPS.c.member_id == member,
            PLAN_STEPS.c.day == day,
            PLAN_STEPS.c.done_at.is_(None),
        )
        .values(due=until, told_at=None)
    )


async def tell_due(connection: AsyncConnection, member: int, now: datetime) -> int | None:
    """Take the first checkpoint that is due and was not told of; give its day, marked as told."""
    statement = (
        select(PLAN_STEPS.c.day)
        .where(
            PLAN_STEPS.c.member_id == member,
            PLAN_STEPS.c.due <= now,
            PLAN_STEPS.c.done_at.is_(None),
            PLAN_STEPS.c.told_at.is_(None),
        )
        .order_by(PLAN_STEPS.c.day)
        .limit(1)
    )
    day = (await connection.execute(statement)).scalar_one_or_none()
    if day is not None:
        await connection.execute(
            update(PLAN_STEPS)
            .where(PLAN_STEPS.c.member_id == member, PLAN_STEPS.c.day == day)
            .values(told_at=now)
        )
    return day
