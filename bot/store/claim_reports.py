"""What members say is wrong with an answer, or with one claim in it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.store.connection import Connection
from bot.store.tables.knowledge import CLAIM_REPORTS, SAID, WRONG

MOST_READ = 500


@dataclass(frozen=True, slots=True)
class StoredClaimReport:
    """One member's report: the code of the query, the claim's or nothing, and both sides' words."""

    query: str
    claim: str
    said: str
    wrong: str
    at: datetime


async def report(connection: Connection, found: StoredClaimReport, member: int) -> bool:
    """Write a report; False where this member has one open on the same."""
    row = {
        "query": found.query,
        "claim": found.claim,
        "said": found.said[:SAID],
        "wrong": found.wrong[:WRONG],
        "member_id": member,
        "at": found.at,
    }
    statement = upsert(CLAIM_REPORTS).values(row).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount > 0


async def open_reports(connection: Connection) -> tuple[StoredClaimReport, ...]:
    """List what nobody settled, the latest first."""
    table = CLAIM_REPORTS.c
    statement = (
        select(table.query, table.claim, table.said, table.wrong, table.at)
        .where(table.settled_at.is_(None))
        .order_by(table.id.desc())
        .limit(MOST_READ)
    )
    return tuple(StoredClaimReport(*row) for row in await connection.execute(statement))


async def settle(
    connection: Connection, query: str | None, claim: str, member: int, now: datetime
) -> None:
    """Close all open reports on a claim, or on the whole answer to a query."""
    table = CLAIM_REPORTS.c
    statement = update(CLAIM_REPORTS).where(table.claim == claim, table.settled_at.is_(None))
    if query is not None:
        statement = statement.where(table.query == query)
    await connection.execute(statement.values(settled_at=now, settled_by=member))
