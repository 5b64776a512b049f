"""The mock loop that a member is in; there is one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.store.connection import Connection
from bot.store.tables.practice import MOCK_LOOPS


@dataclass(frozen=True, slots=True)
class StoredMock:
    """A loop with the round it is at; its clock runs since `began_at`, or stands.

    After the last round the number is that of none.
    """

    role: str
    problems: tuple[str, ...]
    number: int
    started_at: datetime
    began_at: datetime | None
    paused_at: datetime | None


async def begin(
    connection: Connection, member: int, role: str, problems: Sequence[str], now: datetime
) -> None:
    """Begin a loop; an earlier one of the member is replaced."""
    row = {"role": role, "problems": list(problems), "number": 0, "started_at": now}
    row |= {"began_at": None, "paused_at": None}
    statement = upsert(MOCK_LOOPS).values(member_id=member, **row)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["member_id"], set_=row)
    )


async def mock_of(connection: Connection, member: int) -> StoredMock | None:
    table = MOCK_LOOPS.c
    row = (
        await connection.execute(select(MOCK_LOOPS).where(table.member_id == member))
    ).one_or_none()
    if row is None:
        return None
    problems = tuple(row.problems)
    return StoredMock(row.role, problems, row.number, row.started_at, row.began_at, row.paused_at)


async def change(connection: Connection, member: int, **values: Any) -> None:
    """Write a move of the loop: another round, the clock begun, stopped or moved."""
    statement = update(MOCK_LOOPS).where(MOCK_LOOPS.c.member_id == member)
    await connection.execute(statement.values(values))


async def end(connection: Connection, member: int) -> None:
    await connection.execute(delete(MOCK_LOOPS).where(MOCK_LOOPS.c.member_id == member))
