"""A database file: private, kept from other processes, told apart from another at its place."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from filelock import FileLock, Timeout
from sqlalchemy import URL, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.errors import DAMAGED, LOST, StoreError, StoreLostError

BUSY_MS = 2000
"""How long a transaction waits for another program; members wait for it as well."""
READERS = 4
PRIVATE, OTHERS = 0o600, 0o077
"""What was stored is read by the bot's own account alone."""
BESIDE = ("-wal", "-shm")
"""What SQLite writes beside a database ends so."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """Which file was opened at a place, by device and inode."""

    path: Path
    device: int
    inode: int

    @classmethod
    def at(cls, path: Path) -> Self:
        found = path.stat()
        return cls(path, found.st_dev, found.st_ino)

    @property
    def is_there(self) -> bool:
        try:
            return self == OpenedFile.at(self.path)
        except OSError:
            return False

    def check(self) -> None:
        """Raise StoreLostError where another file is at the place now, or none."""
        if not self.is_there:
            raise StoreLostError(*LOST)


def files_beside(file: Path) -> tuple[OpenedFile, ...]:
    """Give what SQLite has written beside a database that is open."""
    paths = (file.with_name(file.name + ending) for ending in BESIDE)
    return tuple(OpenedFile.at(path) for path in paths if path.exists())


def remove_orphans(opened: OpenedFile, beside: Iterable[OpenedFile]) -> None:
    """Remove what is left beside a file that was taken away and is closed.

    SQLite leaves it there, and would read it into whatever file is at the place next.
    """
    if not opened.is_there:
        for orphan in beside:
            if orphan.is_there:
                orphan.path.unlink()


@contextmanager
def locked(file: Path) -> Iterator[OpenedFile]:
    """Keep other processes away from a database file, made where there is none; raise StoreError.

    What members are told of it names no place on this machine; the log has that.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(lock_file(file), timeout=0, mode=PRIVATE)
        lock.acquire()
    except Timeout:
        cure = f"stop the one that has {file}"
        raise StoreError("another process uses the database file", cure) from None
    except OSError as error:
        raise _cannot_open(file, error) from error
    try:
        try:
            make_private(file)
            opened = OpenedFile.at(file)
        except OSError as error:
            raise _cannot_open(file, error) from error
        yield opened
    finally:
        lock.release()


def _cannot_open(file: Path, error: OSError) -> StoreError:
    reason = f"the database file cannot be opened ({error.strerror or 'no reason is known'})"
    return StoreError(reason, f"set DATABASE_FILE, now {file}, to a place that can be written")


def make_private(file: Path) -> None:
    """Make a database file where there is none; let nobody else read it and what is beside it.

    What SQLite makes beside it later has the rights of the file itself.
    """
    if not file.exists():
        file.touch(mode=PRIVATE)
    for path in (file, *(file.with_name(file.name + ending) for ending in BESIDE)):
        if path.exists() and (mode := path.stat().st_mode) & OTHERS:
            path.chmod(mode & ~OTHERS)


async def check_whole(connection: AsyncConnection) -> None:
    """Read all pages of a database; raise StoreError where one is damaged."""
    found = (await connection.exec_driver_sql("PRAGMA quick_check(1)")).scalar_one()
    if found != "ok":
        raise StoreError(*DAMAGED)


def lock_file(file: Path) -> Path:
    return file.with_name(f"{file.name}.lock")


def make_engine(file: Path, *, writes: bool) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(file)),
        pool_size=1 if writes else READERS,
        max_overflow=0,
        json_deserializer=None,
        # What members wrote stands in no log.
        hide_parameters=True,
    )

    def on_connect(connection: Any, entry: ConnectionPoolEntry) -> None:
        del entry
        # The driver would begin transactions late and lazily; `on_begin` does it instead.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        cursor.execute("PRAGMA foreign_keys = ON")
        if writes:
            cursor.execute("PRAGMA journal_mode = WAL")
            # FULL syncs at every commit, so that not even a power cut takes an answer back.
            cursor.execute("PRAGMA synchronous = FULL")
        else:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine.sync_engine, "connect", on_connect)
    event.listen(engine.sync_engine, "begin", on_begin)
    return engine
