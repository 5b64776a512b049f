"""Roles that members earned, as rows, until they have them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.store.connection import Connection
from bot.store.tables.prizes import PRIZES


@dataclass(frozen=True, slots=True)
class Prize:
    """A role that a member earned; `deed` says by what, as in “passed the exam Pay”."""

    id: int
    guild: int
    member: int
    role: int
    deed: str


async def add(  # noqa: PLR0913, PLR0917 - one row
    connection: Connection, guild: int, member: int, role: int, deed: str, now: datetime
) -> None:
    """Write that a member earned a role."""
    row = {"guild_id": guild, "member_id": member, "role_id": role, "deed": deed, "at": now}
    await connection.execute(insert(PRIZES).values(row))


async def waiting(connection: Connection) -> tuple[Prize, ...]:
    """List the roles that are still to be given, the oldest first."""
    table = PRIZES.c
    statement = (
        select(table.id, table.guild_id, table.member_id, table.role_id, table.deed)
        .where(table.settled_at.is_(None))
        .order_by(table.id)
    )
    return tuple(Prize(*row) for row in await connection.execute(statement))


async def settle(connection: Connection, prize: int, now: datetime) -> None:
    await connection.execute(update(PRIZES).where(PRIZES.c.id == prize).values(settled_at=now))
