"""What a member chose about being seen, and all that is stored about them.

The tables say themselves whose their rows are (`member_column`), so a new table is covered from
its first day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, Select, Table, and_, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.quiz.items import load_question
from bot.quiz.items.base import Given
from bot.quiz.scoring import DEFAULT_VISIBILITY, LeaderboardVisibility
from bot.store import marks
from bot.store.connection import Connection
from bot.store.tables import METADATA
from bot.store.tables.base import Personal
from bot.store.tables.daily import DAILY_ANSWERS, DAILY_QUESTIONS
from bot.store.tables.members import MEMBERS
from bot.store.tables.quizzes import ANSWERS, PLAYERS, ROUNDS


async def visibility_of(connection: Connection, member: int) -> LeaderboardVisibility:
    statement = select(MEMBERS.c.visibility).where(MEMBERS.c.member_id == member)
    found = (await connection.execute(statement)).scalar_one_or_none()
    return DEFAULT_VISIBILITY if found is None else LeaderboardVisibility(found)


async def choose_visibility(
    connection: Connection, member: int, visibility: LeaderboardVisibility
) -> None:
    statement = upsert(MEMBERS).values(member_id=member, visibility=visibility)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["member_id"], set_={"visibility": visibility}
        )
    )


async def is_known(connection: Connection, member: int) -> bool:
    """Tell whether there is a row of a member's own, whatever they chose."""
    statement = select(MEMBERS.c.member_id).where(MEMBERS.c.member_id == member)
    return (await connection.execute(statement)).scalar_one_or_none() is not None


async def keep_known(connection: Connection, member: int) -> None:
    """Make a member known; where they appear stays as it was, or as it is without a choice."""
    statement = upsert(MEMBERS).values(member_id=member, visibility=DEFAULT_VISIBILITY)
    await connection.execute(statement.on_conflict_do_nothing(index_elements=["member_id"]))


def personal_columns() -> Iterator[tuple[Table, Column[Any], Personal]]:
    """Give every column that names a member, with what becomes of its rows."""
    for table in METADATA.sorted_tables:
        for column in table.columns:
            if (personal := column.info.get("personal")) is not None:
                yield table, column, personal


async def export_member(connection: Connection, member: int) -> dict[str, list[dict[str, Any]]]:
    """Give every row about a member, by table; rows that hang on such a row included.

    What such a row says of others, and in their words, is left empty.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for table, column, _ in personal_columns():
        rows = (await connection.execute(select(table).where(column == member))).all()
        if rows:
            found.setdefault(table.name, []).extend(_own(table, member, rows))
        for child in METADATA.sorted_tables:
            for key in child.foreign_keys:
                if key.column.table is table and _owned(column):
                    statement = select(child).join(table, key.parent == key.column)
                    own = (await connection.execute(statement.where(column == member))).all()
                    if own:
                        found.setdefault(child.name, []).extend(_own(child, member, own))
    for table, (keys, questions_of) in _QUESTIONS.items():
        rows = await connection.execute(questions_of(member)) if table.name in found else ()
        questions = {tuple(key): question for *key, question in rows}
        for answer in found.get(table.name, ()):
            question = questions.get(tuple(answer[key] for key in keys))
            answer["given"] = _in_words(answer["given"], question)
    return found


_QUESTIONS: Mapping[Table, tuple[tuple[str, ...], Callable[[int], Select[Any]]]] = {
    ANSWERS: (
        ("game_id", "number"),
        lambda member: (
            select(ROUNDS.c.game_id, ROUNDS.c.number, ROUNDS.c.question)
            .join(
                ANSWERS,
                and_(ROUNDS.c.game_id == ANSWERS.c.game_id, ROUNDS.c.number == ANSWERS.c.number),
            )
            .join(PLAYERS, PLAYERS.c.id == ANSWERS.c.player_id)
            .where(PLAYERS.c.member_id == member)
        ),
    ),
    DAILY_ANSWERS: (
        ("question_id",),
        lambda member: (
            select(DAILY_QUESTIONS.c.id, DAILY_QUESTIONS.c.question)
            .join(DAILY_ANSWERS, DAILY_ANSWERS.c.question_id == DAILY_QUESTIONS.c.id)
            .where(DAILY_ANSWERS.c.member_id == member)
        ),
    ),
}
"""Tables of answers: what of an answer names its question, and the questions to a member's."""


def _in_words(given: Given, question: Mapping[str, Any] | None) -> str:
    """Say an answer in the words of its question; roles stand in it by their ids."""
    return str(given) if question is None else load_question(question).words(given, {})


def _owned(column: Column[Any]) -> bool:
    """Tell whether rows that hang on a row with this column are about its member too."""
    return column.name == "member_id"


def _own(table: Table, member: int, rows: Iterable[Row[Any]]) -> Iterator[dict[str, Any]]:
    """Give rows as values, without others' ids and words."""
    for row in rows:
        stored = row._mapping  # noqa: SLF001 - public
        others = {
            column.name
            for column in table.columns
            if "personal" in column.info and stored[column.name] != member
        }
        others |= {it.name for it in table.columns if it.info.get("words_of") in others}
        yield {name: None if name in others else _as_value(value) for name, value in stored.items()}


def _as_value(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return value.isoformat() if isinstance(value, datetime) else value


async def count_rows(connection: Connection, member: int) -> dict[str, int]:
    """Count the rows that name a member, by table; empty where nothing is stored."""
    counts: dict[str, int] = {}
    for table, column, _ in personal_columns():
        statement = select(func.count()).select_from(table).where(column == member)
        if number := int((await connection.execute(statement)).scalar_one()):
            counts[table.name] = counts.get(table.name, 0) + number
    return counts


async def forget_member(connection: Connection, member: int) -> None:
    """Delete what is the member's own, and take their id and words out of what others share.

    In a running game a mark stays to its end, by which they cannot play it twice.
    """
    await marks.leave_marks(connection, member)
    for table, column, personal in personal_columns():
        if personal is Personal.FORGET:
            await _take_words_out(connection, table, column, member)
    for table, column, personal in personal_columns():
        if personal is Personal.DELETE:
            await connection.execute(delete(table).where(column == member))
        else:
            await connection.execute(
                update(table).where(column == member).values({column.name: None})
            )


async def _take_words_out(
    connection: Connection, table: Table, column: Column[Any], member: int
) -> None:
    """Empty the columns in which the member's own words stand."""
    for child in METADATA.sorted_tables:
        for words in child.columns:
            through = words.info.get("words_of")
            if through is None:
                continue
            for key in child.c[through].foreign_keys:
                if key.column.table is table:
                    own = select(key.column).where(and_(column == member))
                    await connection.execute(
                        update(child).where(child.c[through].in_(own)).values({words.name: None})
                    )
