"""When a member wants to be reminded of what, at a minute of the day in their own time zone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.quiz.scoring import DEFAULT_VISIBILITY
from bot.store.connection import Connection
from bot.store.tables.members import MEMBERS, REMINDERS

BATCH = 200


@dataclass(frozen=True, slots=True)
class Reminder:
    """A wish to be reminded every day at a minute of the day; `next_at` is None once stopped."""

    member: int
    kind: str
    minute: int
    zone: str
    next_at: datetime | None
    unanswered: int
    last_sent: datetime | None


async def choose(  # noqa: PLR0913, PLR0917 - one wish
    connection: Connection, member: int, kind: str, minute: int, zone: str, next_at: datetime
) -> None:
    """Write when to remind a member, from the first time on."""
    row = {"minute": minute, "zone": zone, "next_at": next_at, "unanswered": 0}
    statement = upsert(REMINDERS).values(member_id=member, kind=kind, **row)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["member_id", "kind"], set_=row)
    )


async def zone_of(connection: Connection, member: int) -> str | None:
    """Read a member's time zone; None where they never said it."""
    statement = select(MEMBERS.c.zone).where(MEMBERS.c.member_id == member)
    return (await connection.execute(statement)).scalar_one_or_none()


async def set_zone(connection: Connection, member: int, zone: str) -> None:
    """Write a member's time zone; all of their reminders go by it."""
    statement = upsert(MEMBERS).values(member_id=member, visibility=DEFAULT_VISIBILITY, zone=zone)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["member_id"], set_={"zone": zone})
    )
    await connection.execute(
        update(REMINDERS).where(REMINDERS.c.member_id == member).values(zone=zone)
    )


async def stop(connection: Connection, member: int, kind: str) -> None:
    await connection.execute(
        delete(REMINDERS).where(REMINDERS.c.member_id == member, REMINDERS.c.kind == kind)
    )


async def reminder_of(connection: Connection, member: int, kind: str) -> Reminder | None:
    statement = select(REMINDERS).where(REMINDERS.c.member_id == member, REMINDERS.c.kind == kind)
    row = (await connection.execute(statement)).first()
    return None if row is None else Reminder(*row)


async def due(connection: Connection, now: datetime) -> list[Reminder]:
    """List up to a batch of the reminders whose time has come, the oldest first."""
    statement = (
        select(REMINDERS)
        .where(REMINDERS.c.next_at <= now)
        .order_by(REMINDERS.c.next_at)
        .limit(BATCH)
    )
    return [Reminder(*row) for row in await connection.execute(statement)]


async def next_due(connection: Connection) -> datetime | None:
    """Tell when the next reminder is due; None where nobody waits for one."""
    statement = (
        select(REMINDERS.c.next_at)
        .where(REMINDERS.c.next_at.is_not(None))
        .order_by(REMINDERS.c.next_at)
        .limit(1)
    )
    return (await connection.execute(statement)).scalar_one_or_none()


async def put_off(connection: Connection, reminder: Reminder, next_at: datetime | None) -> None:
    """Write when a reminder that was not needed comes next."""
    await _update(connection, reminder, {"next_at": next_at})


async def write_sent(
    connection: Connection, reminder: Reminder, next_at: datetime | None, now: datetime
) -> None:
    """Write that a reminder is about to be sent, and when the next comes, if any."""
    unanswered = reminder.unanswered + 1
    row = {"next_at": next_at, "unanswered": unanswered, "last_sent": now}
    await _update(connection, reminder, row)


async def _update(
    connection: Connection, reminder: Reminder, row: dict[str, datetime | int | None]
) -> None:
    await connection.execute(
        update(REMINDERS)
        .where(REMINDERS.c.member_id == reminder.member, REMINDERS.c.kind == reminder.kind)
        .values(row)
    )


async def answered(connection: Connection, member: int, kind: str) -> None:
    """Write that a member did what they were reminded of."""
    await connection.execute(
        update(REMINDERS)
        .where(
            REMINDERS.c.member_id == member,
            REMINDERS.c.kind == kind,
            REMINDERS.c.unanswered > 0,
            REMINDERS.c.next_at.is_not(None),
        )
        .values(unanswered=0)
    )
