"""The database: one writer that commits for many at once, and readers beside it; kept open.

SQLite lets one transaction write at a time. Works that arrive while another commits wait in
line and are then committed together, so that a hundred answers cost a few syncs of the disk
instead of a hundred. A batch runs in one thread, each work in a savepoint of its own, so that one
that fails takes nothing of the others with it. Nobody hears of success before the commit, nor where
the file that was written is no longer the one at its place: then the one that is there is opened in
its stead.
"""

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

import sqlalchemy
from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.connection import Connection, Work, run
from bot.store.errors import (
    DAMAGED,
    WRITTEN_OVER,
    StoreBusyError,
    StoreError,
    StoreFault,
    StoreLostError,
    named_problems,
)
from bot.store.files import (
    OpenedFile,
    WatchedFile,
    check_whole,
    files_beside,
    locked,
    make_readers,
    make_writer,
    remove_orphans,
)
from bot.store.migrate import upgrade

log = logging.getLogger(__name__)
_Result = TypeVar("_Result")

BATCH = 256
"""Works that are committed together at most."""
CARRIED = 200
"""Commits after which what was written is carried from SQLite's log into the file."""
MARK_BITS = 31
LOOK_SECONDS = 5
"""How often it is looked whether the file is still at its place."""
RETRY_SECONDS = 60
"""How often it is tried to open a file that could not be opened."""


class Store(Protocol):
    """What runs works in transactions: a database, or what stands in while there is none.

    A work is a function of the database alone, since it may be run more than once; both methods
    raise what it raised, or StoreError.
    """

    async def write(self, work: Work[_Result]) -> _Result:
        """Run a work in a transaction; return when it is on disk, or raise with nothing kept."""

    async def read(self, work: Work[_Result]) -> _Result:
        """Run a work that only reads."""


class NoDatabase:
    """Stand in for a database that cannot be opened, and say why whenever it is needed."""

    def __init__(self, reason: str, cure: str) -> None:
        self._fault = StoreFault(reason, cure)

    async def write(self, work: Work[_Result]) -> _Result:
        del work
        raise StoreError(*self._fault)

    async def read(self, work: Work[_Result]) -> _Result:
        del work
        raise StoreError(*self._fault)


@dataclass(slots=True)
class _Waiting:
    """A work in line, and who waits for it."""

    work: Work[Any]
    done: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Done:
    """What a work gave."""

    result: Any


_Outcome = _Done | Exception


class Database:
    """Run works in transactions. A work is called again where the batch it was in failed."""

    def __init__(self, writer: Engine, readers: AsyncEngine, file: WatchedFile) -> None:
        self.file = file
        self._writer = writer
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._readers = readers
        self._line: deque[_Waiting] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._reading: set[asyncio.Task[Any]] = set()
        self._commits = 0

    async def write(self, work: Work[_Result]) -> _Result:
        done: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        done.add_done_callback(_seen)
        self._line.append(_Waiting(work, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_line(), name="write to the store")
        # Who stops waiting does not stop what others wait for as well.
        return await asyncio.shield(done)

    async def read(self, work: Work[_Result]) -> _Result:
        reading = asyncio.create_task(self._read(work), name="read from the store")
        self._reading.add(reading)
        reading.add_done_callback(self._reading.discard)
        reading.add_done_callback(_seen)
        # A connection whose use was broken off would be left open, and keep its thread alive.
        return await asyncio.shield(reading)

    async def _read(self, work: Work[_Result]) -> _Result:
        self.file.check()  # a connection to another file would read and write what is beside this
        with named_problems():
            async with self._readers.connect() as connection:
                return await work(connection)

    async def read_once_more(self, work: Work[_Result]) -> _Result:
        """Read what was open, though its file may have been taken away."""
        await self.drain()
        return await self._in_thread(partial(run, work))

    async def check(self) -> None:
        """Read the whole file, beside other works; raise StoreError where it is damaged."""
        await self.read(check_whole)

    async def drain(self) -> None:
        """Return when nothing is in line, and nobody reads."""
        while self._writing is not None and not self._writing.done():
            await asyncio.wait([self._writing])
        while self._reading:
            await asyncio.wait(self._reading)

    async def close(self) -> None:
        """Write what is in line, and close all connections."""
        await self.drain()
        await self._readers.dispose()
        await asyncio.get_running_loop().run_in_executor(self._thread, self._writer.dispose)
        self._thread.shutdown()

    async def upgrade(self) -> None:
        """Bring the tables up to date; raise StoreError."""
        await self._called(partial(upgrade, self._writer, self.file.opened.path))
        await self.carry_over()

    async def _write_line(self) -> None:
        while self._line:
            batch = [self._line.popleft() for _ in range(min(BATCH, len(self._line)))]
            works = [waiting.work for waiting in batch]
            try:
                self.file.check()
                outcomes = await self._in_thread(partial(_commit, works=works))
                self.file.check()
            except Exception as error:  # noqa: BLE001 - it is the same for all, who are told why
                outcomes = [error] * len(batch)
            for waiting, outcome in zip(batch, outcomes, strict=True):
                _tell(waiting.done, outcome)
            self._commits += 1
            if self._commits >= CARRIED:
                self._commits = 0
                try:
                    self.file.check()
                    await self.carry_over()
                except StoreError as error:  # it is tried again later; nothing waits for it
                    log.info("the log of the database stays long: %s", error)

    async def carry_over(self) -> None:
        """Carry what was written from SQLite's log into the file, under a new mark."""
        mark = secrets.randbits(MARK_BITS)
        self.file.expect(mark)
        if await self._in_thread(partial(_carry, mark=mark)):
            self.file.has(mark)

    async def _in_thread(self, work: Callable[[sqlalchemy.Connection], _Result]) -> _Result:
        """Call in the writer's thread with its connection."""

        def call() -> _Result:
            with self._writer.connect() as connection:
                return work(connection)

        return await self._called(call)

    async def _called(self, call: Callable[[], _Result]) -> _Result:
        with named_problems():
            return await asyncio.get_running_loop().run_in_executor(self._thread, call)


def _commit(connection: sqlalchemy.Connection, works: Sequence[Work[Any]]) -> Sequence[_Outcome]:
    """Commit works together; give what each gave, or raised where it failed alone."""
    if len(works) > 1:
        try:
            with named_problems(), connection.begin():
                return [_try_beside(connection, work) for work in works]
        except StoreBusyError:  # it would be the same for each alone
            raise
        except StoreError as error:
            log.debug("a batch of %d works is run one by one: %s", len(works), error)
    return [_try_alone(connection, work) for work in works]


def _try_beside(connection: sqlalchemy.Connection, work: Work[Any]) -> _Outcome:
    """Run a work among others of its batch, and undo it alone; raise StoreError."""
    savepoint = connection.begin_nested()
    try:
        with named_problems():
            result = run(work, connection)
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 - it is raised where the work is waited for
        savepoint.rollback()
        return error
    savepoint.commit()
    return _Done(result)


def _try_alone(connection: sqlalchemy.Connection, work: Work[Any]) -> _Outcome:
    try:
        with named_problems(), connection.begin():
            return _Done(run(work, connection))
    except Exception as error:  # noqa: BLE001 - it is raised where the work is waited for
        return error


def _carry(connection: sqlalchemy.Connection, mark: int) -> bool:
    """Write a mark and carry the log over; True where all of it was carried."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA user_version = {mark}")
    _, pages, carried = driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return bool(pages == carried)


def _seen(done: asyncio.Future[Any]) -> None:
    """Take note of a failure that nobody may wait for any more."""
    if not done.cancelled():
        done.exception()


def _tell(done: asyncio.Future[Any], outcome: _Outcome) -> None:
    if done.done():
        return
    if isinstance(outcome, _Done):
        done.set_result(outcome.result)
    else:
        done.set_exception(outcome)


@asynccontextmanager
async def open_database(file: Path) -> AsyncIterator[Database]:
    """Open a database file, made and migrated where it has to be; raise StoreError.

    A lock beside the file keeps a second process away.
    """
    with locked(file) as watched:
        database = Database(make_writer(file), make_readers(file), watched)
        beside: tuple[OpenedFile, ...] = ()
        try:
            await database.upgrade()
            beside = files_beside(file)
            yield database
        finally:
            await database.close()
            remove_orphans(watched.opened, beside)


class KeptDatabase:
    """Run works in the database that is open just now; without one, each raises StoreError."""

    def __init__(self, file: Path) -> None:
        self._path = file
        self._opened = AsyncExitStack()
        self.database: Database | None = None
        self._absent = NoDatabase("it is not open yet", "wait a moment")
        self._taken: Mapping[str, int] = {}
        self._whole: Database | None = None
        """The one that was read to its end, and is not damaged."""
        self._is_damaged = False
        self._told = ""
        """What the log has on why no database is open; empty while one is."""

    async def write(self, work: Work[_Result]) -> _Result:
        return await (self.database or self._absent).write(work)

    async def read(self, work: Work[_Result]) -> _Result:
        return await (self.database or self._absent).read(work)

    async def keep(self, opened: Callable[[], Awaitable[None]]) -> None:
        """Look after the file for ever; call back when a database was opened."""
        while True:
            try:
                if await self.look():
                    await opened()
                await self.check()
            except Exception:
                log.exception("looking after the database failed")
            await asyncio.sleep(LOOK_SECONDS if self.database is not None else RETRY_SECONDS)

    async def look(self) -> bool:
        """Open the database where it is not open, or its file was taken away; True if it did."""
        if self.database is not None:
            if (fault := self.database.file.fault()) is None:
                return False
            self._do_without(StoreLostError(*fault))
            if not await self._leave(self.database, fault):
                return False
        try:
            database = await self._opened.enter_async_context(open_database(self._path))
            if self._is_damaged:
                await database.check()
            if self._taken:
                await database.write(partial(_count_on, taken=self._taken))
        except StoreError as error:
            self._do_without(error)
            await self.close()
            return False
        self.database = database
        if self._told:
            log.info("the database is open again")
        self._told, self._is_damaged = "", False
        return True

    async def check(self) -> None:
        """Read the open file to its end, once, beside other works; do without a damaged one."""
        database = self.database
        if database is None or database is self._whole:
            return
        try:
            await database.check()
        except StoreError as error:
            if error.reason != DAMAGED.reason:
                log.warning("the database could not be checked: %s", error)
                return
            self._is_damaged = True
            self._do_without(error)
            await self.close()
        else:
            self._whole = database

    async def _leave(self, database: Database, fault: StoreFault) -> bool:
        """Close what is no longer the file at the place; False where that is still written to."""
        if fault is WRITTEN_OVER:
            if not database.file.is_still():
                return False
            await database.drain()
            await asyncio.to_thread(database.file.leave)
        with suppress(StoreError):  # a file that is gone can mostly be read to the end
            self._taken = await database.read_once_more(_taken_numbers)
        await self.close()
        return True

    def _do_without(self, error: StoreError) -> None:
        """Let every work fail for a reason, which the log is told once."""
        self._absent = NoDatabase(error.reason, error.cure)
        if str(error) != self._told:
            self._told = str(error)
            log.error("quizzes, reviews and choices are out of order until it is mended: %s", error)

    async def close(self) -> None:
        """Write what is in line, and close the file."""
        self.database = None
        await self._opened.aclose()


async def _taken_numbers(connection: Connection) -> Mapping[str, int]:
    """Read the highest number that each table gave."""
    rows = await connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
    return {str(row["name"]): int(row["seq"]) for row in rows.mappings()}


async def _count_on(connection: Connection, taken: Mapping[str, int]) -> None:
    """Give no number again that messages at Discord hold already."""
    for name, number in taken.items():
        await connection.exec_driver_sql(
            "INSERT INTO sqlite_sequence (name, seq) SELECT ?, 0 "
            "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)",
            (name, name),
        )
        await connection.exec_driver_sql(
            "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, name)
        )


@asynccontextmanager
async def keep_database(file: Path) -> AsyncIterator[KeptDatabase]:
    """Open a database; where that cannot be done, the bot answers look-ups without it."""
    kept = KeptDatabase(file)
    try:
        await kept.look()
        yield kept
    finally:
        await kept.close()
