"""What members wrote to problems, and how others graded it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables.tools import PEER_GRADES, WRITINGS


@dataclass(frozen=True, slots=True)
class Writing:
    """One answer to a problem."""

    id: int
    member: int
    problem: str
    text: str


async def write(
    connection: AsyncConnection, member: int, problem: str, text: str, now: datetime
) -> int:
    """Keep an answer; give its number."""
    statement = insert(WRITINGS).values(member_id=member, problem=problem, text=text, at=now)
    return int((await connection.execute(statement.returning(WRITINGS.c.id))).scalar_one())


async def latest(connection: AsyncConnection, member: int, problem: str) -> Writing | None:
    """Give a member's latest answer to a problem."""
    statement = (
        select(WRITINGS.c.id, WRITINGS.c.member_id, WRITINGS.c.problem, WRITINGS.c.text)
        .where(WRITINGS.c.member_id == member, WRITINGS.c.problem == problem)
        .order_by(WRITINGS.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(statement)).first()
    return None if row is None else Writing(*row)


async def writing(connection: AsyncConnection, number: int) -> Writing | None:
    """Give one answer by its number; None where it was deleted."""
    statement = select(
        WRITINGS.c.id, WRITINGS.c.member_id, WRITINGS.c.problem, WRITINGS.c.text
    ).where(WRITINGS.c.id == number)
    row = (await connection.execute(statement)).first()
    return None if row is None else Writing(*row)


async def grade(
    connection: AsyncConnection, number: int, grader: int, given: str
) -> dict[str, int]:
    """Write somebody's grade, the newest counting; give how often each was given."""
    statement = upsert(PEER_GRADES).values(writing_id=number, member_id=grader, grade=given)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["writing_id", "member_id"], set_={"grade": given}
        )
    )
    counts = (
        select(PEER_GRADES.c.grade, func.count())
        .where(PEER_GRADES.c.writing_id == number)
        .group_by(PEER_GRADES.c.grade)
    )
    return {row[0]: row[1] for row in await connection.execute(counts)}
