"""A database for as long as the bot runs: opened again whenever it has to be."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.store.database import Connection, Database, NoDatabase, Work, open_database
from bot.store.errors import DAMAGED, WRITTEN_OVER, StoreError, StoreFault, StoreLostError

log = logging.getLogger(__name__)
_Result = TypeVar("_Result")
LOOK_SECONDS = 5
"""How often it is looked whether the file is still at its place."""
RETRY_SECONDS = 60
"""How often it is tried to open a file that could not be opened."""


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
