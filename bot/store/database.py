"""The database: one writer that commits for many at once, and readers beside it.

SQLite lets one transaction write at a time. Works that arrive while another commits wait in
line and are then committed together, so that a hundred answers cost a few syncs of the disk
instead of a hundred. Nobody hears of success before the commit,
nor where the file that was written is no longer the one at its place.
"""

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.errors import (
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
    make_engine,
    remove_orphans,
)
from bot.store.migrate import upgrade

log = logging.getLogger(__name__)
_Result = TypeVar("_Result")
Connection = AsyncConnection
Work = Callable[[Connection], Awaitable[_Result]]

BATCH = 256
"""Works that are committed together at most."""
CARRIED = 200
"""Commits after which what was written is carried from SQLite's log into the file."""
MARK_BITS = 31


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


class Database:
    """Run works in transactions. A work is called again where the batch it was in failed."""

    def __init__(self, writer: AsyncEngine, readers: AsyncEngine, file: WatchedFile) -> None:
        self.file = file
        self._writer = writer
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
        with named_problems():
            async with self._writer.connect() as connection:
                return await work(connection)

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
        await self._writer.dispose()

    async def _write_line(self) -> None:
        while self._line:
            try:
                self.file.check()
                with named_problems():
                    async with self._writer.connect() as connection:
                        await self._write_through(connection)
            except Exception as error:  # noqa: BLE001 - there is no connection; all are told why
                while self._line:
                    _fail(self._line.popleft(), error)

    async def _write_through(self, connection: AsyncConnection) -> None:
        """Empty the line on one connection, batch by batch."""
        while self._line:
            batch = [self._line.popleft() for _ in range(min(BATCH, len(self._line)))]
            if len(batch) == 1 or not await self._try_together(connection, batch):
                for waiting in batch:
                    await self._write_one(connection, waiting)
            self._commits += 1
            if self._commits >= CARRIED:
                self._commits = 0
                try:
                    self.file.check()
                    await self.carry_over(connection)
                except StoreError as error:  # it is tried again later; nothing waits for it
                    log.info("the log of the database stays long: %s", error)

    async def carry_over(self, connection: AsyncConnection) -> None:
        """Carry what was written from SQLite's log into the file, under a new mark."""
        driver: Any = (await connection.get_raw_connection()).driver_connection
        mark = secrets.randbits(MARK_BITS)
        with named_problems():
            self.file.expect(mark)
            await driver.execute(f"PRAGMA user_version = {mark}")
            async with driver.execute("PRAGMA wal_checkpoint(PASSIVE)") as cursor:
                _, pages, carried = await cursor.fetchone()
        if pages == carried:
            self.file.has(mark)

    async def _try_together(self, connection: AsyncConnection, batch: list[_Waiting]) -> bool:
        """Commit a batch in one transaction; False where its works have to be tried one by one."""
        try:
            with named_problems():
                async with connection.begin():
                    results = [await waiting.work(connection) for waiting in batch]
            self.file.check()
        except (StoreBusyError, StoreLostError) as error:  # it would be the same for each alone
            for waiting in batch:
                _fail(waiting, error)
            return True
        except Exception as error:  # noqa: BLE001 - each work is run again alone, and raises alone
            log.debug("a batch of %d works is run one by one: %s", len(batch), error)
            return False
        for waiting, result in zip(batch, results, strict=True):
            if not waiting.done.done():
                waiting.done.set_result(result)
        return True

    async def _write_one(self, connection: AsyncConnection, waiting: _Waiting) -> None:
        try:
            with named_problems():
                async with connection.begin():
                    result = await waiting.work(connection)
            self.file.check()
        except Exception as error:  # noqa: BLE001 - it is raised where the work is waited for
            _fail(waiting, error)
        else:
            if not waiting.done.done():
                waiting.done.set_result(result)


def _seen(done: asyncio.Future[Any]) -> None:
    """Take note of a failure that nobody may wait for any more."""
    if not done.cancelled():
        done.exception()


def _fail(waiting: _Waiting, error: Exception) -> None:
    if not waiting.done.done():
        waiting.done.set_exception(error)


@asynccontextmanager
async def open_database(file: Path) -> AsyncIterator[Database]:
    """Open a database file, made and migrated where it has to be; raise StoreError.

    A lock beside the file keeps a second process away.
    """
    with locked(file) as watched:
        writer = make_engine(file, writes=True)
        database = Database(writer, make_engine(file, writes=False), watched)
        beside: tuple[OpenedFile, ...] = ()
        try:
            with named_problems():
                await upgrade(writer, file)
                async with writer.connect() as connection:
                    await database.carry_over(connection)
            beside = files_beside(file)
            yield database
        finally:
            await database.close()
            remove_orphans(watched.opened, beside)
