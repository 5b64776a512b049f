"""Database files that are private, and that somebody takes away while the bot runs."""

import asyncio
import logging
import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from bot.store import practice, results
from bot.store.backup import back_up, restore
from bot.store.connection import Connection
from bot.store.database import CARRIED, KeptDatabase, Store, keep_database, open_database
from bot.store.errors import StoreError, StoreLostError
from bot.store.tables.members import MEMBERS
from tests.conftest import NOW


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "careers.sqlite3"


async def add(connection: Connection, member: int) -> None:
    await connection.execute(insert(MEMBERS).values(member_id=member, visibility="server"))


async def add_many(connection: Connection) -> None:
    rows = [{"member_id": member, "visibility": "server"} for member in range(2000)]
    await connection.execute(insert(MEMBERS), rows)


async def add_answer(connection: Connection) -> int:
    return await practice.write_answer(connection, 7, "market-timing", "my words", NOW)


async def count(store: Store) -> int:
    async def work(connection: Connection) -> int:
        return int((await connection.execute(text("SELECT count(*) FROM members"))).scalar_one())

    return await store.read(work)


async def test_nothing_is_acknowledged_that_is_in_no_file(file: Path) -> None:
    async with keep_database(file) as store:
        await store.write(partial(add, member=1))
        file.unlink()
        with pytest.raises(StoreLostError, match="deleted or replaced"):
            await store.write(partial(add, member=2))
        with pytest.raises(StoreLostError, match="deleted or replaced"):
            await count(store)
        assert await store.look()
        assert await count(store) == 0
        await store.write(partial(add, member=3))
        assert not await store.look()
    async with open_database(file) as database:
        assert await count(database) == 1


async def test_a_file_that_was_put_in_its_place_is_the_one_that_is_written(file: Path) -> None:
    other = file.with_name("other.sqlite3")
    async with keep_database(other) as store:
        for member in range(5):
            await store.write(partial(add, member=member))
    async with keep_database(file) as store:
        await store.write(partial(add, member=7))
        other.replace(file)
        with pytest.raises(StoreLostError):
            await asyncio.gather(*(count(store) for _ in range(5)))
        assert await store.look()
        assert await count(store) == 5
        await store.write(partial(add, member=8))
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM members").fetchone() == (6,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


async def filled(file: Path, members: int) -> Path:
    """A database of another time, closed."""
    async with open_database(file) as database:
        for member in range(members):
            await database.write(partial(add, member=member))
    return file


async def carried(store: KeptDatabase) -> None:
    """Wait until nothing is on its way into the file."""
    assert store.database is not None
    await store.database.drain()


@pytest.mark.parametrize("members", [0, 3, 700])
async def test_a_file_that_is_written_over_in_place_is_the_one_that_is_opened(
    file: Path, members: int
) -> None:
    """As `cp` does: the file is the same one to the system, and what is in it is not."""
    other = await filled(file.with_name("other.sqlite3"), members)
    async with keep_database(file) as store:
        for member in range(1000, 1200):
            await store.write(partial(add, member=member))
        await carried(store)
        shutil.copyfile(other, file)
        with pytest.raises(StoreLostError, match="written over"):
            await store.write(partial(add, member=1))
        with pytest.raises(StoreLostError, match="written over"):
            await count(store)
        assert not await store.look(), "it may be written still"
        assert await store.look()
        assert await count(store) == members
        await store.write(partial(add, member=5000))
        assert not await store.look()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM members").fetchone() == (members + 1,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_copy_of_a_while_ago_that_is_put_back_in_place_is_noticed(file: Path) -> None:
    copy = file.with_name("copy.sqlite3")
    async with keep_database(file) as store:
        shutil.copyfile(file, copy)
        for member in range(CARRIED):  # by then it is carried from the log into the file
            await store.write(partial(add, member=member))
        await carried(store)
        shutil.copyfile(copy, file)
        with pytest.raises(StoreLostError, match="written over"):
            await store.write(partial(add, member=5000))
        assert not await store.look()
        assert await store.look()
        assert await count(store) == 0


async def test_what_another_program_writes_beside_the_bot_is_no_loss(file: Path) -> None:
    async with keep_database(file) as store:
        await store.write(partial(add, member=1))
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("DELETE FROM members")
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        await store.write(partial(add, member=2))
        assert await count(store) == 1
        assert not await store.look()


async def test_no_number_is_given_again_that_messages_hold(file: Path) -> None:
    async with keep_database(file) as store:
        first = await store.write(add_answer)
        file.unlink()
        await store.look()
        assert await store.write(add_answer) == first + 1


async def test_that_the_file_was_taken_away_is_logged_once_and_its_return(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.store")
    async with keep_database(file) as store:
        file.unlink()
        file.mkdir()  # so that it cannot be opened again at once
        for _ in range(3):
            assert not await store.look()
        file.rmdir()
        assert await store.look()
    said = [(it.levelname, it.message) for it in caplog.records]
    assert [level for level, _ in said] == ["ERROR", "ERROR", "INFO"]
    assert "deleted or replaced" in said[0][1]
    assert said[2][1] == "the database is open again"


async def test_a_file_that_cannot_be_opened_at_the_start_is_tried_again(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.store")
    file.parent.write_text("a file where a folder should be")
    async with keep_database(file) as store:
        for _ in range(3):
            with pytest.raises(StoreError, match="cannot be opened"):
                await store.write(partial(add, member=1))
            assert not await store.look()
        file.parent.unlink()
        assert await store.look()
        await store.write(partial(add, member=1))
    assert [it.levelname for it in caplog.records] == ["ERROR", "INFO"]


async def test_a_damaged_file_is_found_beside_other_works_and_not_taken_again(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.store")
    whole = file.with_name("whole.sqlite3")
    async with open_database(file) as database:
        await database.write(add_many)
    whole.write_bytes(file.read_bytes())
    data = bytearray(file.read_bytes())
    data[-4096:-3000] = b"\xff" * 1096
    file.write_bytes(data)
    async with keep_database(file) as store:
        assert await store.read(partial(results.results_of, member=1, kind="match")) == ()
        await store.check()
        for _ in range(2):
            with pytest.raises(StoreError, match="damaged"):
                await count(store)
            assert not await store.look()
        whole.replace(file)
        assert await store.look()
        await store.check()
        assert await count(store) == 2000
    assert [it.levelname for it in caplog.records] == ["ERROR", "INFO"]


def newer(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


@pytest.mark.parametrize("fault", ["no folder", "used", "newer", "no database"])
async def test_members_never_read_where_the_file_is(
    file: Path, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    if fault == "no folder":
        file.parent.write_text("")
    else:
        async with open_database(file):
            pass
    match fault:
        case "newer":
            newer(file)
        case "no database":
            file.write_bytes(b"no database")
    async with keep_database(file) as first, keep_database(file) as second:
        with pytest.raises(StoreError) as raised:
            await (second if fault == "used" else first).read(partial(add, member=1))
    assert str(file.parent) not in raised.value.message
    assert fault == "no database" or str(file) in caplog.text


async def test_only_the_bots_own_account_reads_what_is_stored(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "monday.sqlite3"
    async with open_database(file) as database:
        await database.write(partial(add, member=1))
        back_up(file, copy)
        assert len(list(file.parent.iterdir())) == 4  # the database, two beside it, the lock
        assert [it.name for it in file.parent.iterdir() if it.stat().st_mode & 0o077] == []
    restore(copy, file)
    for path in (file, copy):
        assert path.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)
    async with open_database(file):
        assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["a?mode=memory", "100%25", "a b#c", "ü&x=1"])
async def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    file, copy = tmp_path / f"{name}.sqlite3", tmp_path / f"{name}.copy"
    async with open_database(file) as database:
        await database.write(partial(add, member=1))
        back_up(file, copy)
    assert file.is_file()
    assert restore(copy, file) is not None
    async with open_database(file) as database:
        assert await count(database) == 1


async def test_what_members_wrote_is_in_no_error(file: Path) -> None:
    async with open_database(file) as database:
        await database.write(partial(add, member=123456789))
        with pytest.raises(IntegrityError) as raised:
            await database.write(partial(add, member=123456789))
    assert "123456789" not in str(raised.value)
