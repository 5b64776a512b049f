"""Results of what members worked through: each kept with its day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables.tools import TAKINGS

ASSESSMENT, MATCH, PRACTICE = "assessment", "match", "practice"
SAME = timedelta(hours=12)
"""The same result within this time is one result, looked at again."""


@dataclass(frozen=True, slots=True)
class Taking:
    """One result: the code of the query that shows it, and the outcome in a word or number."""

    code: str
    outcome: str
    at: datetime


async def keep(  # noqa: PLR0913, PLR0917 - one row
    connection: AsyncConnection, member: int, kind: str, code: str, outcome: str, now: datetime
) -> None:
    """Keep a result, unless it is the last one looked at again."""
    last = await takings_of(connection, member, kind, 1)
    if last and last[-1].code == code and now - last[-1].at < SAME:
        return
    await connection.execute(
        insert(TAKINGS).values(member_id=member, kind=kind, code=code, outcome=outcome, at=now)
    )


async def takings_of(
    connection: AsyncConnection, member: int, kind: str, limit: int = 12
) -> list[Taking]:
    """List a member's latest results of a kind, the oldest first."""
    statement = (
        select(TAKINGS.c.code, TAKINGS.c.outcome, TAKINGS.c.at)
        .where(TAKINGS.c.member_id == member, TAKINGS.c.kind == kind)
        .order_by(TAKINGS.c.at.desc(), TAKINGS.c.id.desc())
        .limit(limit)
    )
    return [Taking(*row) for row in await connection.execute(statement)][::-1]
