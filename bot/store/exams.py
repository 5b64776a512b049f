"""Exams that members sit, as rows: the questions of an open try, and what it came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update

from bot.store.connection import Connection
from bot.store.tables.prizes import EXAM_QUESTIONS, EXAM_TRIES


@dataclass(frozen=True, slots=True)
class ExamTry:
    """One try at an exam of a server."""

    id: int
    guild: int
    topic: str
    member: int
    questions: int


@dataclass(frozen=True, slots=True)
class ExamRecord:
    """What a member did in an exam: when they began lately, and when they passed first."""

    begun: tuple[datetime, ...]
    passed_at: datetime | None


async def record_of(
    connection: Connection, guild: int, topic: str, member: int, since: datetime
) -> ExamRecord:
    """Read when a member began tries since some time, the earliest first."""
    table = EXAM_TRIES.c
    own = (table.guild_id == guild, table.topic == topic, table.member_id == member)
    begun = select(table.started_at).where(*own, table.started_at > since)
    passed = select(func.min(table.finished_at)).where(*own, table.passed)
    return ExamRecord(
        tuple((await connection.execute(begun.order_by(table.started_at))).scalars()),
        (await connection.execute(passed)).scalar_one(),
    )


async def begin(  # noqa: PLR0913, PLR0917 - one row, and its questions
    connection: Connection,
    guild: int,
    topic: str,
    member: int,
    items: Sequence[str],
    now: datetime,
) -> int:
    """Write a try with its questions; give its number."""
    row = {
        "guild_id": guild,
        "topic": topic,
        "member_id": member,
        "started_at": now,
        "questions": len(items),
    }
    statement = insert(EXAM_TRIES).values(row).returning(EXAM_TRIES.c.id)
    number = int((await connection.execute(statement)).scalar_one())
    await connection.execute(
        insert(EXAM_QUESTIONS),
        [{"try_id": number, "number": at, "item_id": item} for at, item in enumerate(items)],
    )
    return number


async def open_try(connection: Connection, guild: int, topic: str, member: int) -> ExamTry | None:
    """Find the try that a member has not finished."""
    table = EXAM_TRIES.c
    statement = _tries().where(
        table.guild_id == guild,
        table.topic == topic,
        table.member_id == member,
        table.finished_at.is_(None),
    )
    row = (await connection.execute(statement.order_by(table.id.desc()))).first()
    return None if row is None else ExamTry(*row)


async def try_of(connection: Connection, number: int, member: int) -> ExamTry | None:
    """Find a try of a member that is not finished, by its number."""
    table = EXAM_TRIES.c
    statement = _tries().where(
        table.id == number, table.member_id == member, table.finished_at.is_(None)
    )
    row = (await connection.execute(statement)).first()
    return None if row is None else ExamTry(*row)


def _tries() -> Select[Any]:
    table = EXAM_TRIES.c
    return select(table.id, table.guild_id, table.topic, table.member_id, table.questions)


async def next_question(connection: Connection, number: int) -> tuple[int, str] | None:
    """Find the first question of a try without an answer: its place and its item."""
    table = EXAM_QUESTIONS.c
    statement = (
        select(table.number, table.item_id)
        .where(table.try_id == number, table.right.is_(None))
        .order_by(table.number)
    )
    row = (await connection.execute(statement)).first()
    return None if row is None else (row.number, row.item_id)


async def replace_item(connection: Connection, number: int, place: int, item: str) -> None:
    """Ask another item, since the former is asked no more."""
    await connection.execute(
        update(EXAM_QUESTIONS)
        .where(EXAM_QUESTIONS.c.try_id == number, EXAM_QUESTIONS.c.number == place)
        .values(item_id=item)
    )


async def items_of(connection: Connection, number: int) -> frozenset[str]:
    """List the items of a try."""
    statement = select(EXAM_QUESTIONS.c.item_id).where(EXAM_QUESTIONS.c.try_id == number)
    return frozenset((await connection.execute(statement)).scalars())


async def answer(connection: Connection, number: int, place: int, *, right: bool) -> None:
    """Write whether the answer to a question is right; the first one counts."""
    table = EXAM_QUESTIONS.c
    await connection.execute(
        update(EXAM_QUESTIONS)
        .where(table.try_id == number, table.number == place, table.right.is_(None))
        .values(right=right)
    )


async def count_right(connection: Connection, number: int) -> int:
    statement = select(func.count()).where(
        EXAM_QUESTIONS.c.try_id == number, EXAM_QUESTIONS.c.right
    )
    return int((await connection.execute(statement)).scalar_one())


async def finish(
    connection: Connection, number: int, right: int, now: datetime, *, passed: bool
) -> bool:
    """Write what a try came to, and drop its questions; False where it was finished before."""
    table = EXAM_TRIES.c
    done = await connection.execute(
        update(EXAM_TRIES)
        .where(table.id == number, table.finished_at.is_(None))
        .values(finished_at=now, right=right, passed=passed)
    )
    await connection.execute(delete(EXAM_QUESTIONS).where(EXAM_QUESTIONS.c.try_id == number))
    return done.rowcount > 0
