"""Answers to problems with their grades, one's own and those of others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.store.connection import Connection
from bot.store.tables.practice import PEER_GRADES, PRACTICE_ANSWERS, SHOWN_ANSWERS
from bot.tools.practice import Attempt, AttemptMode, Grade

MOST_ANSWERS = 1000
"""Answers that are kept of a member."""
SHOWN = "shown"
"""What stands for a grade where the answer was looked at instead."""


@dataclass(frozen=True, slots=True)
class PracticeAnswer:
    """One answer to a problem, in the member's own words; these are empty once they are gone."""

    id: int
    member: int
    problem: str
    text: str
    at: datetime
    grade: Grade | None
    mode: AttemptMode


async def write_answer(  # noqa: PLR0913, PLR0917 - one row
    connection: Connection,
    member: int,
    problem: str,
    text: str,
    now: datetime,
    mode: AttemptMode = AttemptMode.SINGLE,
) -> int:
    """Write an answer, or, without text, that the model answer was looked at; give its number."""
    table = PRACTICE_ANSWERS.c
    grade = None if text else SHOWN
    row = {"member_id": member, "problem": problem, "text": text, "at": now, "mode": mode}
    statement = insert(PRACTICE_ANSWERS).values(row | {"grade": grade}).returning(table.id)
    number = int((await connection.execute(statement)).scalar_one())
    own = table.member_id == member
    latest = select(table.id).where(own).order_by(table.id.desc()).limit(MOST_ANSWERS)
    await connection.execute(delete(PRACTICE_ANSWERS).where(own, table.id.not_in(latest)))
    return number


async def answers_since(connection: Connection, member: int, since: datetime) -> int:
    table = PRACTICE_ANSWERS.c
    statement = select(func.count()).where(table.member_id == member, table.at > since)
    return int((await connection.execute(statement)).scalar_one())


async def answer_of(connection: Connection, member: int, number: int) -> PracticeAnswer | None:
    """Find one answer of a member; None for another's."""
    table = PRACTICE_ANSWERS.c
    statement = select(PRACTICE_ANSWERS).where(table.id == number, table.member_id == member)
    return _answer((await connection.execute(statement)).first())


async def grade_answer(connection: Connection, number: int, grade: Grade) -> None:
    """Write one's own grade of an answer."""
    statement = update(PRACTICE_ANSWERS).where(PRACTICE_ANSWERS.c.id == number)
    await connection.execute(statement.values(grade=grade))


async def attempts(connection: Connection, member: int) -> tuple[Attempt, ...]:
    """List what a member graded or looked at, the oldest first."""
    table = PRACTICE_ANSWERS.c
    statement = (
        select(table.problem, table.grade, table.mode, table.at)
        .where(table.member_id == member, table.grade.is_not(None))
        .order_by(table.at, table.id)
    )
    return tuple(
        Attempt(it.problem, _grade(it.grade), AttemptMode(it.mode), it.at)
        for it in await connection.execute(statement)
    )


async def last_met(connection: Connection, member: int) -> Mapping[str, datetime]:
    """Tell when a member last met each problem, graded or not."""
    table = PRACTICE_ANSWERS.c
    statement = select(table.problem, table.at).where(table.member_id == member)
    ordered = statement.order_by(table.at, table.id)
    return {it.problem: it.at for it in await connection.execute(ordered)}


async def show_answer(connection: Connection, number: int, channel: int) -> None:
    """Write that an answer is put up in a channel."""
    statement = upsert(SHOWN_ANSWERS).values(answer_id=number, channel_id=channel)
    await connection.execute(statement.on_conflict_do_nothing())


async def shown_answer(connection: Connection, number: int, channel: int) -> PracticeAnswer | None:
    """Find an answer that was put up in a channel; None where it was not, or is deleted."""
    shown = and_(SHOWN_ANSWERS.c.answer_id == number, SHOWN_ANSWERS.c.channel_id == channel)
    statement: Select[Any] = select(PRACTICE_ANSWERS).join(SHOWN_ANSWERS).where(shown)
    return _answer((await connection.execute(statement)).first())


def _answer(row: Row[Any] | None) -> PracticeAnswer | None:
    if row is None:
        return None
    grade, mode = _grade(row.grade), AttemptMode(row.mode)
    return PracticeAnswer(row.id, row.member_id, row.problem, row.text, row.at, grade, mode)


def _grade(stored: str | None) -> Grade | None:
    return None if stored in (None, SHOWN) else Grade(stored)


async def write_grade(connection: Connection, number: int, grader: int, grade: str) -> None:
    """Write somebody's grade of an answer; an earlier one of theirs is replaced."""
    statement = upsert(PEER_GRADES).values(answer_id=number, member_id=grader, grade=grade)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["answer_id", "member_id"], set_={"grade": grade}
        )
    )


async def grades_of(connection: Connection, number: int) -> dict[str, int]:
    """Count how often each grade was given to an answer by others."""
    statement = (
        select(PEER_GRADES.c.grade, func.count())
        .where(PEER_GRADES.c.answer_id == number)
        .group_by(PEER_GRADES.c.grade)
    )
    return {row[0]: row[1] for row in await connection.execute(statement)}
