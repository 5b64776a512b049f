"""Questions that had no answer, for moderators to read: how often, and since when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables.misses import MISSES, QUESTION_LENGTH

MOST = 5000
"""Questions kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A question without an answer."""

    question: str
    asked: int
    first_at: datetime
    last_at: datetime


async def record(
    connection: AsyncConnection, question: str, now: datetime, most: int = MOST
) -> None:
    """Write a question; one that was asked before is counted."""
    row = {"question": question[:QUESTION_LENGTH], "first_at": now, "last_at": now}
    statement = upsert(MISSES).values(row)
    again = {"asked": MISSES.c.asked + 1, "last_at": now}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["question"], set_=again)
    )
    newest = select(func.max(MISSES.c.id)).scalar_subquery()
    await connection.execute(delete(MISSES).where(MISSES.c.id <= newest - most))


async def most_asked(connection: AsyncConnection, limit: int = 25) -> tuple[Miss, ...]:
    """List questions without an answer, the most asked first."""
    columns = (MISSES.c.question, MISSES.c.asked, MISSES.c.first_at, MISSES.c.last_at)
    statement = select(*columns).order_by(MISSES.c.asked.desc(), MISSES.c.last_at.desc())
    return tuple(Miss(*row) for row in await connection.execute(statement.limit(limit)))


async def remove(connection: AsyncConnection, question: str) -> bool:
    """Take a question off the list; False where it is not on it."""
    statement = delete(MISSES).where(MISSES.c.question == question)
    return (await connection.execute(statement)).rowcount > 0
