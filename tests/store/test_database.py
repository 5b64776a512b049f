"""The database: one writer for many, migrations, and files that fail."""

import asyncio
import gc
import sqlite3
import threading
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, text
from sqlalchemy.exc import IntegrityError

from bot.quiz.scoring import LeaderboardVisibility
from bot.store import plans, practice, privacy, reminders, results
from bot.store.connection import Connection
from bot.store.database import Database, open_database
from bot.store.errors import StoreError
from bot.store.migrate import HEAD, MIGRATIONS, create_tables, run_migrations
from bot.store.tables import METADATA
from bot.store.tables.members import MEMBERS
from bot.tools.practice import Attempt, AttemptMode, Grade
from tests.conftest import NOW

REVISIONS = tuple(f"{number:04}" for number in range(1, int(HEAD) + 1))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "careers.sqlite3"


async def add(connection: Connection, member: int) -> int:
    await connection.execute(insert(MEMBERS).values(member_id=member, visibility="server"))
    return member


async def count(database: Database) -> int:
    async def work(connection: Connection) -> int:
        found = await connection.execute(text("SELECT count(*) FROM members"))
        return int(found.scalar_one())

    return await database.read(work)


async def test_works_in_a_batch_stand_or_fall_alone(file: Path) -> None:
    async with open_database(file) as database:
        await database.write(partial(add, member=50))
        results = await asyncio.gather(
            *(database.write(partial(add, member=number)) for number in range(100)),
            return_exceptions=True,
        )
        failed = [number for number, it in enumerate(results) if isinstance(it, Exception)]
        assert failed == [50]
        assert isinstance(results[50], IntegrityError)
        assert await count(database) == 100


async def test_a_work_that_fails_does_not_run_its_batch_again(file: Path) -> None:
    ran: list[int] = []

    async def work(connection: Connection, member: int) -> int:
        ran.append(member)
        return await add(connection, member)

    async with open_database(file) as database:
        given = [*range(40), 7, *range(40, 80)]
        waiting = (database.write(partial(work, member=number)) for number in given)
        results = await asyncio.gather(*waiting, return_exceptions=True)
        assert [it for it in results if isinstance(it, int)] == list(range(80))
        assert isinstance(results[40], IntegrityError)
        assert ran == given
        assert await count(database) == 80


async def test_a_full_disk_in_a_batch_fails_who_needs_the_room(file: Path) -> None:
    async with open_database(file) as database:

        async def limit(connection: Connection) -> None:
            pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
            await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")

        async def many(connection: Connection) -> None:
            for number in range(1000, 6000):
                await add(connection, number)

        await database.write(limit)
        results = await asyncio.gather(
            database.write(partial(add, member=1)),
            database.write(many),
            database.write(partial(add, member=2)),
            return_exceptions=True,
        )
        assert results[0] == 1
        assert "disk is full" in str(results[1])
        assert results[2] == 2
        assert await count(database) == 2


async def test_a_work_waits_for_the_database_alone(file: Path) -> None:
    async def work(connection: Connection) -> int:
        await asyncio.sleep(0)
        return await add(connection, 1)

    async with open_database(file) as database:
        with pytest.raises(RuntimeError, match="not the database"):
            await database.write(work)
        assert await database.write(partial(add, member=1)) == 1


async def test_who_stops_waiting_does_not_undo_the_write(file: Path) -> None:
    async with open_database(file) as database:
        waiting = asyncio.create_task(database.write(partial(add, member=1)))
        await asyncio.sleep(0)
        waiting.cancel()
        await database.drain()
        assert await count(database) == 1


async def test_what_nobody_waits_for_fails_without_a_traceback(file: Path) -> None:
    died: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: died.append(context))

    async def fail(connection: Connection) -> None:
        del connection
        raise StoreError("the disk is full", "free some space")

    async with open_database(file) as database:
        for begin in (database.write, database.read):
            waiting = asyncio.create_task(begin(fail))
            await asyncio.sleep(0)
            waiting.cancel()
        await database.drain()
    gc.collect()
    assert not died


async def test_readers_cannot_write(file: Path) -> None:
    async with open_database(file) as database:
        with pytest.raises(StoreError, match="read-only"):
            await database.read(partial(add, member=1))


async def test_a_second_process_is_kept_away(file: Path) -> None:
    async with open_database(file):
        with pytest.raises(StoreError, match="another process uses"):
            async with open_database(file):
                pass


def test_the_newest_revision_is_the_one_that_is_expected() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == HEAD
    assert tuple(reversed([it.revision for it in scripts.walk_revisions()])) == REVISIONS


@pytest.mark.parametrize("start", [None, *REVISIONS])
async def test_every_revision_migrates_to_the_tables_of_today(
    file: Path, start: str | None
) -> None:
    if start is not None:
        engine = create_engine(f"sqlite:///{file}")
        with engine.begin() as connection:
            run_migrations(connection, start)
            connection.execute(
                text(
                    "INSERT INTO reports (item_id, member_id, at) "
                    "VALUES ('an-item', 7, '2026-11-21 18:00:00')"
                )
            )
        engine.dispose()
    async with open_database(file):
        pass
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        kept = connection.execute(text("SELECT item_id FROM reports")).scalars().all()
        assert kept == (["an-item"] if start is not None else [])
    engine.dispose()


def _shape(connection: sqlalchemy.Connection) -> dict[str, tuple[object, ...]]:
    """Tell of each table what its columns, keys and indexes are; their order counts for nothing."""
    tables = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    indexes = connection.execute(
        text("SELECT tbl_name, sql FROM sqlite_master WHERE sql LIKE '%INDEX%'")
    )
    made = [(table, " ".join(sql.split())) for table, sql in indexes]
    return {
        name: (
            {it[1:] for it in connection.exec_driver_sql(f"PRAGMA table_xinfo({name})")},
            {it[2:] for it in connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})")},
            {it for it in made if it[0] == name},
            "AUTOINCREMENT" in sql,
        )
        for name, sql in tables
        if not name.startswith("sqlite_")
    }


def test_a_new_database_is_what_all_migrations_leave() -> None:
    shapes = []
    for make in (create_tables, lambda it: run_migrations(it, HEAD)):
        engine = create_engine("sqlite://")
        with engine.begin() as connection:
            make(connection)
            shapes.append(_shape(connection))
        engine.dispose()
    assert shapes[0] == shapes[1]


async def test_what_members_worked_through_keeps_its_rows_under_plain_names(file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        run_migrations(connection, "0006")
        for row in (
            "takings VALUES (3, 7, 'assessment', 'a:1', '8', '2026-11-21 18:00:00')",
            "writings VALUES (5, 7, 'market-timing', 'my words', '2026-11-21 18:00:00')",
            (
                "takings VALUES (4, 7, 'practice', 'practice:x', 'role-matching.lean', "
                "'2026-11-21 18:00:00')"
            ),
            "peer_grades VALUES (5, 8, 'lean')",
        ):
            connection.execute(text(f"INSERT INTO {row}"))
    engine.dispose()
    async with open_database(file) as database:
        kept = await database.read(lambda c: results.results_of(c, 7, results.ASSESSMENT))
        assert [(it.outcome, it.at) for it in kept] == [("8", NOW)]
        answer = await database.read(lambda c: practice.answer_of(c, 7, 5))
        assert answer is not None
        assert (answer.problem, answer.text, answer.at) == ("market-timing", "my words", NOW)
        graded = await database.read(lambda c: practice.attempts(c, 7))
        assert graded == (Attempt("role-matching", Grade.LEAN, AttemptMode.SINGLE, NOW),)
        await database.write(lambda c: practice.write_grade(c, 5, 9, "lean"))
        assert await database.read(lambda c: practice.grades_of(c, 5)) == {"lean": 2}
        await database.write(lambda c: privacy.forget_member(c, 7))
        assert await database.read(lambda c: practice.grades_of(c, 5)) == {}


async def test_plans_and_time_zones_of_before_are_kept(file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        run_migrations(connection, "0018")
        for row in (
            "members VALUES (7, 'hidden')",
            "reminders VALUES (7, 'plan', 540, 'Asia/Tokyo', NULL, 0, NULL)",
            "reminders VALUES (8, 'plan', 540, 'UTC', NULL, 0, NULL)",
            "plans VALUES (7, 'ml-engineer', '2026-11-21 18:00:00')",
            "plan_steps VALUES (7, 3, '2026-11-24 18:00:00', '2026-11-21 18:00:00', NULL)",
        ):
            connection.execute(text(f"INSERT INTO {row}"))
    engine.dispose()
    async with open_database(file) as database:
        plan = await database.read(lambda c: plans.plan_of(c, 7))
        step = plans.PlanStep("3", NOW + timedelta(days=3), 0, NOW)
        assert plan == plans.StudyPlan("ml-engineer", NOW, None, None, False, (step,))
        assert await database.read(lambda c: reminders.zone_of(c, 7)) == "Asia/Tokyo"
        assert await database.read(lambda c: reminders.zone_of(c, 8)) is None
        seen = await database.read(lambda c: privacy.visibility_of(c, 7))
        assert seen is LeaderboardVisibility.HIDDEN


async def test_a_database_of_a_newer_bot_is_left_alone(file: Path) -> None:
    async with open_database(file):
        pass
    connection = sqlite3.connect(file)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        async with open_database(file):
            pass


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
async def test_a_file_that_is_no_database_is_named(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(StoreError, match=r"not a database|damaged"):
        async with open_database(file):
            pass
    assert file.read_bytes() == content


def spoil(file: Path) -> None:
    """Write over what is on all pages but the first."""
    data = bytearray(file.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    file.write_bytes(data)


async def test_a_damaged_database_is_named_before_its_tables_are_changed(file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        run_migrations(connection, REVISIONS[-2])
    engine.dispose()
    spoil(file)
    with pytest.raises(StoreError, match="damaged"):
        async with open_database(file):
            pass


async def test_a_locked_database_is_named_and_written_later(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.files.BUSY_MS", 50)
    async with open_database(file) as database:
        rival = sqlite3.connect(file, isolation_level=None)
        rival.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked"):
            await database.write(partial(add, member=1))
        assert await count(database) == 0
        rival.execute("ROLLBACK")
        rival.close()
        await database.write(partial(add, member=1))
        assert await count(database) == 1


async def test_a_full_disk_is_named_and_nothing_is_half_written(file: Path) -> None:
    async with open_database(file) as database:

        async def limit(connection: Connection) -> None:
            pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
            await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")

        async def many(connection: Connection) -> None:
            for number in range(5000):
                await add(connection, number)

        await database.write(limit)
        with pytest.raises(StoreError, match="disk is full"):
            await database.write(many)
        assert await count(database) == 0
        await database.write(partial(add, member=1))
        assert await count(database) == 1


async def test_times_need_a_zone(file: Path) -> None:
    async with open_database(file) as database:
        first = datetime(2026, 11, 22, 18, tzinfo=ZoneInfo("Europe/Berlin"))
        await database.write(
            lambda c: reminders.choose(c, 1, "review", 18 * 60, "Europe/Berlin", first)
        )
        stored = await database.read(lambda c: reminders.reminder_of(c, 1, "review"))
        assert stored is not None
        assert stored.next_at is not None
        assert stored.next_at.isoformat() == "2026-11-22T17:00:00+00:00"
        naive = datetime(2026, 11, 21)  # noqa: DTZ001 - what is refused
        with pytest.raises(Exception, match="time zone"):
            await database.read(lambda c: reminders.due(c, naive))


async def test_visibility_is_this_server_until_another_is_chosen(file: Path) -> None:
    async with open_database(file) as database:
        assert (
            await database.read(lambda c: privacy.visibility_of(c, 1))
            is LeaderboardVisibility.SERVER
        )


async def test_a_reader_that_is_broken_off_leaves_no_connection_open(file: Path) -> None:
    before = set(threading.enumerate())
    async with open_database(file) as database:
        waiting = [asyncio.create_task(count(database)) for _ in range(20)]
        await asyncio.sleep(0)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive(), thread.name


async def test_a_batch_waits_for_another_program_once(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.files.BUSY_MS", 200)
    async with open_database(file) as database:
        rival = sqlite3.connect(file, isolation_level=None)
        rival.execute("BEGIN IMMEDIATE")
        began = asyncio.get_running_loop().time()
        first = asyncio.create_task(database.write(partial(add, member=1)))
        await asyncio.sleep(0.02)
        results = await asyncio.gather(
            *(database.write(partial(add, member=number)) for number in range(2, 12)),
            return_exceptions=True,
        )
        took = asyncio.get_running_loop().time() - began
        assert all(isinstance(it, StoreError) and "locked" in str(it) for it in results)
        with pytest.raises(StoreError, match="locked"):
            await first
        assert took < 1.5, "each of ten works waited alone"
        rival.execute("ROLLBACK")
        rival.close()
        assert await database.write(partial(add, member=1)) == 1
