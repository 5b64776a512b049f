"""A database file: private, kept from other processes, told apart from another at its place."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any, BinaryIO, Self

from filelock import FileLock, Timeout
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.connection import Connection
from bot.store.errors import (
    DAMAGED,
    LOST,
    WRITTEN_OVER,
    StoreError,
    StoreFault,
    StoreLostError,
)

BUSY_MS = 2000
"""How long a transaction waits for another program; members wait for it as well."""
READERS = 4
MARK_AT, MARK_BYTES = 60, 4
"""Where SQLite keeps a database's `user_version`, a number that is ours to choose."""
PRIVATE, OTHERS = 0o600, 0o077
"""What was stored is read by the bot's own account alone."""
WRITER = (
    "journal_mode = WAL",
    # The bot carries over what was written by itself, under a new mark.
    "wal_autocheckpoint = 0",
    # Every commit is synced, so that not even a power cut takes an answer back.
    "synchronous = FULL",
)
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


class WatchedFile:
    """A database file that is open: whether it is at its place, with what was left in it.

    Its head has a mark, a number drawn anew each time that what was written is carried from
    SQLite's log into the file, which nobody but the bot does. What was written over in place, as
    `cp` does, has another.
    """

    def __init__(self, opened: OpenedFile, stream: BinaryIO) -> None:
        self.opened = opened
        # Closed last: closing any handle of a file takes SQLite's locks on it away.
        self._stream = stream
        self._marks: Collection[int | None] = ()
        self._seen: tuple[int, int] | None = None

    def fault(self) -> StoreFault | None:
        """Say what happened to the file; None where nothing did."""
        if not self.opened.is_there:
            return LOST
        return None if self._mark() in self._marks else WRITTEN_OVER

    def check(self) -> None:
        """Raise StoreLostError where what is open is not what is at the place."""
        if (fault := self.fault()) is not None:
            raise StoreLostError(*fault)

    def expect(self, mark: int) -> None:
        """Take a mark as well that is about to be written."""
        self._marks = (mark, self._mark())

    def has(self, mark: int) -> None:
        """Take that mark alone, since it is written."""
        self._marks = (mark,)

    def is_still(self) -> bool:
        """Tell whether nobody has written to the file since this was asked last."""
        found, before = self.opened.path.stat(), self._seen
        self._seen = found.st_mtime_ns, found.st_size
        return self._seen == before

    def leave(self) -> None:
        """Put a copy at the file's place, and so the file that is open out of its way.

        SQLite still writes the rest of its log into that one when it is closed.
        """
        part = self.opened.path.with_name(f"{self.opened.path.name}.part")
        make_private(part)
        copyfile(self.opened.path, part)
        part.replace(self.opened.path)

    def _mark(self) -> int | None:
        self._stream.seek(MARK_AT)
        found = self._stream.read(MARK_BYTES)
        return int.from_bytes(found, "big") if len(found) == MARK_BYTES else None


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
def locked(file: Path) -> Iterator[WatchedFile]:
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
            opened, stream = OpenedFile.at(file), file.open("rb", buffering=0)
        except OSError as error:
            raise _cannot_open(file, error) from error
        with stream:
            yield WatchedFile(opened, stream)
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


async def check_whole(connection: Connection) -> None:
    """Read all pages of a database; raise StoreError where one is damaged."""
    found = (await connection.exec_driver_sql("PRAGMA quick_check(1)")).scalar_one()
    if found != "ok":
        raise StoreError(*DAMAGED)


def lock_file(file: Path) -> Path:
    return file.with_name(f"{file.name}.lock")


def make_writer(file: Path) -> Engine:
    """Make the engine that writes; its one connection is used by one thread at a time."""
    place = URL.create("sqlite+pysqlite", database=str(file))
    shared = {"check_same_thread": False}
    engine = create_engine(place, connect_args=shared, **_pool(1))
    _set_up(engine, "BEGIN IMMEDIATE", WRITER)
    return engine


def make_readers(file: Path) -> AsyncEngine:
    """Make the engine that reads, beside the writer."""
    place = URL.create("sqlite+aiosqlite", database=str(file))
    engine = create_async_engine(place, **_pool(READERS))
    _set_up(engine.sync_engine, "BEGIN", ("query_only = ON",))
    return engine


def _pool(size: int) -> dict[str, Any]:
    # What members wrote stands in no log.
    return {
        "pool_size": size,
        "max_overflow": 0,
        "json_deserializer": None,
        "hide_parameters": True,
    }


def _set_up(engine: Engine, begin: str, pragmas: Iterable[str]) -> None:
    def on_connect(connection: Any, entry: ConnectionPoolEntry) -> None:
        del entry
        # The driver would begin transactions late and lazily; `on_begin` does it instead.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (f"busy_timeout = {BUSY_MS}", "foreign_keys = ON", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
