"""What was asked in vain, for operators to settle: how often, since when, and how many want it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.language.reading import Missed
from bot.store.connection import Connection
from bot.store.tables.knowledge import MISSES, QUESTION_LENGTH, REQUESTS

MOST = 5000
"""Questions and titles kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A question or title without an answer; so many members asked for one to be added."""

    id: int
    question: str
    kind: Missed
    asked: int
    first_at: datetime
    last_at: datetime
    wanted: int


async def record(
    connection: Connection,
    asked: Mapping[tuple[str, Missed], int],
    now: datetime,
    most: int = MOST,
) -> None:
    """Write questions and titles with how often each was asked; those known are counted on."""
    rows = [
        {
            "question": question[:QUESTION_LENGTH],
            "kind": kind,
            "asked": times,
            "first_at": now,
            "last_at": now,
        }
        for (question, kind), times in asked.items()
    ]
    statement = upsert(MISSES)
    again = {"asked": MISSES.c.asked + statement.excluded.asked, "last_at": now}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["question"], set_=again), rows
    )
    newest = select(func.max(MISSES.c.id)).scalar_subquery()
    await connection.execute(delete(MISSES).where(MISSES.c.id <= newest - most))


async def most_asked(connection: Connection, limit: int = 25) -> tuple[Miss, ...]:
    """List what nobody settled yet: what most members want first, then the most asked."""
    statement = _select().where(MISSES.c.settled_at.is_(None))
    ordered = statement.order_by(_WANTED.desc(), MISSES.c.asked.desc(), MISSES.c.last_at.desc())
    return tuple(_miss(row) for row in await connection.execute(ordered.limit(limit)))


async def one(connection: Connection, number: int) -> Miss | None:
    """Find a miss that nobody settled yet."""
    statement = _select().where(MISSES.c.id == number, MISSES.c.settled_at.is_(None))
    row = (await connection.execute(statement)).one_or_none()
    return None if row is None else _miss(row)


async def want(
    connection: Connection, question: str, kind: Missed, member: int, now: datetime
) -> tuple[Miss | None, bool]:
    """Write that a member wants an answer; False where they said so before.

    The miss is None where operators settled it.
    """
    row = {"question": question[:QUESTION_LENGTH], "kind": kind, "first_at": now, "last_at": now}
    await connection.execute(upsert(MISSES).values(row).on_conflict_do_nothing())
    number = select(MISSES.c.id).where(MISSES.c.question == row["question"])
    found = (await connection.execute(number)).scalar_one()
    wanted = upsert(REQUESTS).values(miss_id=found, member_id=member, at=now)
    new = (await connection.execute(wanted.on_conflict_do_nothing())).rowcount > 0
    return await one(connection, found), new


async def settle(connection: Connection, number: int, now: datetime) -> bool:
    """Take a miss off the list for good; False where it is not on it."""
    statement = update(MISSES).where(MISSES.c.id == number, MISSES.c.settled_at.is_(None))
    return (await connection.execute(statement.values(settled_at=now))).rowcount > 0


_WANTED = (
    select(func.count())
    .select_from(REQUESTS)
    .where(REQUESTS.c.miss_id == MISSES.c.id)
    .scalar_subquery()
)


def _select() -> Select[Any]:
    table = MISSES.c
    return select(
        table.id,
        table.question,
        table.kind,
        table.asked,
        table.first_at,
        table.last_at,
        _WANTED.label("wanted"),
    )


def _miss(row: Row[Any]) -> Miss:
    return Miss(
        row.id, row.question, Missed(row.kind), row.asked, row.first_at, row.last_at, row.wanted
    )
