"""What members worked through: results with their day; answers to problems, and their grades."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables.members import PEER_GRADES, PRACTICE_ANSWERS, RESULTS, SHOWN_ANSWERS

MOST_RESULTS = 200
"""Results of each kind that are kept of a member."""
ASSESSMENT, MATCH, PRACTICE = "assessment", "match", "practice"
SAME = timedelta(hours=12)
"""The same result within this time is one result, looked at again."""


@dataclass(frozen=True, slots=True)
class KeptResult:
    """One result: the code of the query that shows it, and the outcome in a word or number."""

    code: str
    outcome: str
    at: datetime


async def keep_result(  # noqa: PLR0913, PLR0917 - one row
    connection: AsyncConnection, member: int, kind: str, code: str, outcome: str, now: datetime
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
    connection: AsyncConnection, member: int, kind: str, limit: int = 12
) -> tuple[KeptResult, ...]:
    """List a member's latest results of a kind, the oldest first."""
    statement = (
        select(RESULTS.c.code, RESULTS.c.outcome, RESULTS.c.at)
        .where(RESULTS.c.member_id == member, RESULTS.c.kind == kind)
        .order_by(RESULTS.c.at.desc(), RESULTS.c.id.desc())
        .limit(limit)
    )
    return tuple(KeptResult(*row) for row in await connection.execute(statement))[::-1]


@dataclass(frozen=True, slots=True)
class PracticeAnswer:
    """One answer to a problem, in the member's own words."""

    id: int
    member: int
    problem: str
    text: str


async def write_answer(
    connection: AsyncConnection, member: int, problem: str, text: str, now: datetime
) -> int:
    """Write an answer; give its number."""
    statement = insert(PRACTICE_ANSWERS).values(
        member_id=member, problem=problem, text=text, at=now
    )
    written = await connection.execute(statement.returning(PRACTICE_ANSWERS.c.id))
    return int(written.scalar_one())


async def answers_since(connection: AsyncConnection, member: int, since: datetime) -> int:
    statement = (
        select(func.count())
        .select_from(PRACTICE_ANSWERS)
        .where(PRACTICE_ANSWERS.c.member_id == member, PRACTICE_ANSWERS.c.at > since)
    )
    return int((await connection.execute(statement)).scalar_one())


async def latest_answer(
    connection: AsyncConnection, member: int, problem: str
) -> PracticeAnswer | None:
    statement = (
        _answers()
        .where(PRACTICE_ANSWERS.c.member_id == member, PRACTICE_ANSWERS.c.problem == problem)
        .order_by(PRACTICE_ANSWERS.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(statement)).first()
    return None if row is None else PracticeAnswer(*row)


async def show_answer(connection: AsyncConnection, number: int, channel: int) -> None:
    """Write that an answer is put up in a channel."""
    statement = upsert(SHOWN_ANSWERS).values(answer_id=number, channel_id=channel)
    await connection.execute(statement.on_conflict_do_nothing())


async def shown_answer(
    connection: AsyncConnection, number: int, channel: int
) -> PracticeAnswer | None:
    """Find an answer that was put up in a channel; None where it was not, or is deleted."""
    statement = (
        _answers()
        .join(SHOWN_ANSWERS, SHOWN_ANSWERS.c.answer_id == PRACTICE_ANSWERS.c.id)
        .where(PRACTICE_ANSWERS.c.id == number, SHOWN_ANSWERS.c.channel_id == channel)
    )
    row = (await connection.execute(statement)).first()
    return None if row is None else PracticeAnswer(*row)


def _answers() -> Select[Any]:
    table = PRACTICE_ANSWERS.c
    return select(table.id, table.member_id, table.problem, table.text)


async def write_grade(connection: AsyncConnection, number: int, grader: int, grade: str) -> None:
    """Write somebody's grade of an answer; an earlier one of theirs is replaced."""
    statement = upsert(PEER_GRADES).values(answer_id=number, member_id=grader, grade=grade)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["answer_id", "member_id"], set_={"grade": grade}
        )
    )


async def grades_of(connection: AsyncConnection, number: int) -> dict[str, int]:
    """Count how often each grade was given to an answer."""
    statement = (
        select(PEER_GRADES.c.grade, func.count())
        .where(PEER_GRADES.c.answer_id == number)
        .group_by(PEER_GRADES.c.grade)
    )
    return {row[0]: row[1] for row in await connection.execute(statement)}
