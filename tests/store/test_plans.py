"""What runs while somebody waits finds its rows by an index, however many there are."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, Index, UniqueConstraint, event
from sqlalchemy.schema import ColumnCollectionConstraint

from bot.knowledge.base import Knowledge
from bot.quiz.phases import Ending
from bot.quiz.rules import Scoring
from bot.store.connection import Work, run
from bot.store.database import open_database
from bot.store.files import make_writer
from bot.store.tables import METADATA
from tests.conftest import NOW
from tests.store.hot import Asked, hot_reads, hot_writes
from tests.store.test_scores import finish, play

GROWING = {
    "games",
    "rounds",
    "players",
    "answers",
    "hints",
    "skip_votes",
    "game_scores",
    "exam_tries",
    "prizes",
    "daily_questions",
    "daily_answers",
    "cards",
    "reviews",
}
PARTIAL = {
    index.name
    for table in METADATA.sorted_tables
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}
"""Of a few rows each, but for the one that is read once an hour: a row for each question."""


@pytest.fixture(scope="module")
def played(knowledge: Knowledge) -> Iterator[tuple[Path, Asked]]:
    """Play one game to its end, in a database of its own."""

    async def fill(file: Path) -> Asked:
        async with open_database(file) as database:
            rounds = [([(1, 0, 10), (2, 100, 10)], Ending.TIME), ([(1, 100, 10)], Ending.TIME)]
            game = await play(database, knowledge, Scoring.SPEED, 20, rounds)
            await finish(database, game)
            return Asked(game, 1, 1, NOW)

    with TemporaryDirectory() as folder:
        file = Path(folder) / "careers.sqlite3"
        yield file, asyncio.run(fill(file))


@contextmanager
def opened(file: Path) -> Iterator[Engine]:
    engine = make_writer(file)
    try:
        yield engine
    finally:
        engine.dispose()


def plans(engine: Engine, work: Work[object]) -> list[tuple[str, str]]:
    """Run a work, undo it, and give its statements with each step of how SQLite runs them."""
    ran: list[tuple[str, tuple[object, ...]]] = []

    def note(*given: object) -> None:
        _, _, statement, parameters, _, many = given
        assert isinstance(statement, str)
        assert isinstance(parameters, tuple | list)
        ran.append((statement, tuple(parameters[0] if many else parameters)))

    found = []
    with engine.connect() as connection:
        event.listen(engine, "before_cursor_execute", note)
        transaction = connection.begin()
        run(work, connection)
        transaction.rollback()
        event.remove(engine, "before_cursor_execute", note)
        for statement, parameters in ran:
            if statement.startswith(("SELECT", "WITH", "UPDATE", "DELETE", "INSERT")):
                steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                found += [(statement, str(step.detail)) for step in steps]
    return found


def scanned(step: str) -> str | None:
    """Name the table of which a step reads every row; a partial index may be read whole."""
    words = step.split()
    if words[0] != "SCAN" or words[1] not in GROWING or PARTIAL & set(words):
        return None
    return words[1]


@pytest.mark.parametrize("hot", [hot_reads, hot_writes])
def test_no_growing_table_is_read_whole(
    played: tuple[Path, Asked], hot: Callable[[Asked], Mapping[str, Work[object]]]
) -> None:
    file, asked = played
    with opened(file) as engine:
        for name, work in hot(asked).items():
            steps = plans(engine, work)
            assert steps, name
            assert [(statement, step) for statement, step in steps if scanned(step)] == [], name


def test_leaderboards_are_read_from_an_index_alone(played: tuple[Path, Asked]) -> None:
    file, asked = played
    with opened(file) as engine:
        for name, work in hot_reads(asked).items():
            if name.startswith("board"):
                found = [it for _, it in plans(engine, work) if "game_scores" in it]
                assert found, name
                assert all("COVERING INDEX" in it for it in found), name


def test_a_scan_is_seen() -> None:
    assert scanned("SCAN answers") == "answers"
    assert scanned("SCAN rounds USING COVERING INDEX ix_rounds_item_id") == "rounds"
    assert scanned("SCAN games USING INDEX ix_games_end_not_shown") is None
    assert scanned("SEARCH answers USING INDEX ix_answers_player_id (player_id=?)") is None


def test_rows_that_go_with_others_are_found_by_an_index() -> None:
    for table in (METADATA.tables[name] for name in GROWING):
        keys: list[Index | ColumnCollectionConstraint] = [*table.indexes, table.primary_key]
        keys += [it for it in table.constraints if isinstance(it, UniqueConstraint)]
        indexed = [[column.name for column in key.columns] for key in keys]
        for constraint in table.foreign_key_constraints:
            names = [column.name for column in constraint.columns]
            assert names in [it[: len(names)] for it in indexed], f"{table.name}: {names}"
