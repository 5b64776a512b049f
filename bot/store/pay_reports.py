"""What members report to earn, as rows."""

from dataclasses import asdict, fields
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from bot.store.connection import Connection
from bot.store.tables.pay import PAY_REPORTS
from bot.tools.member_pay import HeldPay, PayReport

_VALUES = [PAY_REPORTS.c[it.name] for it in fields(PayReport)]


async def counted(
    connection: Connection, guild: int, role: str, but: int | None = None
) -> tuple[PayReport, ...]:
    """List what counts in a server, of all members but one."""
    table = PAY_REPORTS.c
    mine = select(*_VALUES).where(table.guild_id == guild, table.role == role, ~table.held)
    rows = await connection.execute(mine.where(table.member_id.is_distinct_from(but)))
    return tuple(PayReport(*row) for row in rows)


async def write(  # noqa: PLR0913 - one row
    connection: Connection,
    guild: int,
    member: int,
    report: PayReport,
    *,
    held: bool,
    now: datetime,
) -> bool:
    """Write a report; tell whether it took the place of an earlier one."""
    table = PAY_REPORTS.c
    earlier = delete(PAY_REPORTS).where(table.guild_id == guild, table.member_id == member)
    replaced = (await connection.execute(earlier)).rowcount > 0
    row = {"guild_id": guild, "member_id": member, "held": held, "at": now, **asdict(report)}
    await connection.execute(insert(PAY_REPORTS).values(row))
    return replaced


async def held(connection: Connection, guild: int) -> tuple[HeldPay, ...]:
    """List what waits for a moderator of a server, the longest first."""
    table = PAY_REPORTS.c
    waiting = select(table.id, *_VALUES).where(table.guild_id == guild, table.held)
    rows = await connection.execute(waiting.order_by(table.id))
    return tuple(HeldPay(row[0], PayReport(*row[1:])) for row in rows)


async def settle(connection: Connection, guild: int, number: int, *, count: bool) -> bool:
    """Let a held report count, or delete it; False where none of this number is held."""
    table = PAY_REPORTS.c
    one = (table.guild_id == guild, table.id == number, table.held)
    if count:
        settled = await connection.execute(update(PAY_REPORTS).where(*one).values(held=False))
    else:
        settled = await connection.execute(delete(PAY_REPORTS).where(*one))
    return settled.rowcount > 0
