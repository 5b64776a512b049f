"""What members worked through: results with their day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, insert, select

from bot.store.connection import Connection
from bot.store.tables.members import RESULTS

MOST_RESULTS = 200
"""Results of each kind that are kept of a member."""
ASSESSMENT, MATCH = "assessment", "match"
SAME = timedelta(hours=12)
"""The same result within this time is one result, looked at again."""


@dataclass(frozen=True, slots=True)
class KeptResult:
    """One result: the code of the query that shows it, and the outcome in a word or number."""

    code: str
    outcome: str
    at: datetime


async def keep_result(  # noqa: PLR0913, PLR0917 - one row
    connection: Connection, member: int, kind: str, code: str, outcome: str, now: datetime
) -> None:
    """Write a result, unless it is the last one looked at again; old ones make room."""
    last = await results_of(connection, member, kind, 1)
    if last and last[-1].code == code and now - last[-1].at < SAME:
        return
    await connection.execute(
        insert(RESULTS).values(member_id=member, kind=kind, code=code, outcome=outcome, at=now)
    )
    own = and_(RESULTS.c.member_id == member, RESULTS.c.kind == kind)
    latest = select(RESULTS.c.id).where(own).order_by(RESULTS.c.id.desc()).limit(MOST_RESULTS)
    await connection.execute(delete(RESULTS).where(own, RESULTS.c.id.not_in(latest)))


async def results_of(
    connection: Connection, member: int, kind: str, limit: int = 12
) -> tuple[KeptResult, ...]:
    """List a member's latest results of a kind, the oldest first."""
    statement = (
        select(RESULTS.c.code, RESULTS.c.outcome, RESULTS.c.at)
        .where(RESULTS.c.member_id == member, RESULTS.c.kind == kind)
        .order_by(RESULTS.c.at.desc(), RESULTS.c.id.desc())
        .limit(limit)
    )
    return tuple(KeptResult(*row) for row in await connection.execute(statement))[::-1]
