"""When a member wants to be reminded of what, in their own time zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables.members import REMINDERS

REVIEW = "review"
MAX_UNANSWERED = 3
"""After so many reminders that nobody answered they stop by themselves."""
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


def next_time(minute: int, zone: str, now: datetime, last_sent: datetime | None) -> datetime:
    """Give the next moment of a minute of the day, on a day on which none was sent yet.

    A time that a change of clocks skips comes as much later as the clocks were set forward.
    """
    local = ZoneInfo(zone)
    day = now.astimezone(local).date()
    if last_sent is not None:
        day = max(day, last_sent.astimezone(local).date() + timedelta(days=1))
    at = time(minute // 60, minute % 60)
    when = datetime.combine(day, at, local).astimezone(UTC)
    if when <= now:
        when = datetime.combine(day + timedelta(days=1), at, local).astimezone(UTC)
    return when


async def choose(  # noqa: PLR0913, PLR0917 - one wish
    connection: AsyncConnection, member: int, kind: str, minute: int, zone: str, now: datetime
) -> datetime:
    """Write when to remind a member; give the first time."""
    known = await reminder_of(connection, member, kind)
    when = next_time(minute, zone, now, known.last_sent if known is not None else None)
    row = {"minute": minute, "zone": zone, "next_at": when, "unanswered": 0}
    statement = upsert(REMINDERS).values(member_id=member, kind=kind, **row)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["member_id", "kind"], set_=row)
    )
    return when


async def stop(connection: AsyncConnection, member: int, kind: str) -> None:
    """Remind a member no more."""
    await connection.execute(
        delete(REMINDERS).where(REMINDERS.c.member_id == member, REMINDERS.c.kind == kind)
    )


async def reminder_of(connection: AsyncConnection, member: int, kind: str) -> Reminder | None:
    """Give a member's wish."""
    statement = select(REMINDERS).where(REMINDERS.c.member_id == member, REMINDERS.c.kind == kind)
    row = (await connection.execute(statement)).first()
    return None if row is None else Reminder(*row)


async def due(connection: AsyncConnection, now: datetime) -> list[Reminder]:
    """List the reminders whose time has come, the oldest first."""
    statement = (
        select(REMINDERS)
        .where(REMINDERS.c.next_at <= now)
        .order_by(REMINDERS.c.next_at)
        .limit(BATCH)
    )
    return [Reminder(*row) for row in await connection.execute(statement)]


async def next_due(connection: AsyncConnection) -> datetime | None:
    """Give when the next reminder is due."""
    statement = (
        select(REMINDERS.c.next_at)
        .where(REMINDERS.c.next_at.is_not(None))
        .order_by(REMINDERS.c.next_at)
        .limit(1)
    )
    return (await connection.execute(statement)).scalar_one_or_none()


async def put_off(
    connection: AsyncConnection, reminder: Reminder, now: datetime, *, sent: bool
) -> None:
    """Write that a reminder is about to be sent, or was not needed, and when the next comes.

    It is written before it is sent, so that a crash between the two sends none twice.
    """
    last = now if sent else reminder.last_sent
    unanswered = reminder.unanswered + sent
    when = None
    if unanswered < MAX_UNANSWERED:
        when = next_time(reminder.minute, reminder.zone, now, now)
    await connection.execute(
        update(REMINDERS)
        .where(REMINDERS.c.member_id == reminder.member, REMINDERS.c.kind == reminder.kind)
        .values(next_at=when, unanswered=unanswered, last_sent=last)
    )


async def answered(connection: AsyncConnection, member: int, kind: str) -> None:
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
