"""Back a database up while it is in use, and put a backup in its place."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from filelock import FileLock, Timeout

from bot.store.errors import DAMAGED, StoreError, named_problems
from bot.store.files import BESIDE, PRIVATE, lock_file, make_private
from bot.store.migrate import HEAD, newer_file


def back_up(database: Path, target: Path) -> None:
    """Write a consistent copy, whole or not at all; raise StoreError.

    The bot may go on writing meanwhile. A file that is there already is replaced.
    """
    if not database.is_file():
        raise StoreError(f"there is no database at {database}", "set DATABASE_FILE to where it is")
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(database, part)
        _check(part)
        part.replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        part.unlink(missing_ok=True)


def restore(backup: Path, database: Path) -> Path | None:
    """Put a backup in the database's place; give where the replaced one is kept.

    Raise StoreError, with everything as it was, where the backup is damaged or not ours, or a
    bot uses the database.
    """
    if not backup.is_file():
        raise StoreError(f"there is no backup at {backup}", "name a file that `backup` wrote")
    _check(backup)
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock_file(database), timeout=0, mode=PRIVATE):
            return _swap(backup, database)
    except Timeout:
        raise StoreError(f"a bot uses {database}", "stop it first") from None
    except OSError as error:
        raise _unwritable(database, error) from error


def _unwritable(file: Path, error: OSError) -> StoreError:
    problem = f"{file} cannot be written ({error.strerror or error})"
    return StoreError(problem, "choose another place, or make this one writable")


def _swap(backup: Path, database: Path) -> Path | None:
    part = database.with_name(f"{database.name}.part")
    _copy(backup, part)
    kept: Path | None = None
    if database.exists():
        kept = database.with_name(f"{database.name}.before-restore")
        for ending in ("", *BESIDE):
            old = database.with_name(database.name + ending)
            if old.exists():
                old.replace(kept.with_name(kept.name + ending))
    part.replace(database)
    return kept


def _copy(database: Path, target: Path) -> None:
    """Copy a database that may be in use into a new file, on disk when this returns."""
    target.unlink(missing_ok=True)
    make_private(target)
    with (
        named_problems(),
        closing(_reading(database)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
    _sync(target)


def _reading(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def _check(file: Path) -> None:
    """Raise StoreError where a file is damaged, or no database of this bot that it can read."""
    with (
        named_problems(),
        closing(_reading(file)) as connection,
    ):
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise StoreError(*DAMAGED)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if not {"alembic_version", "games"} <= tables:
            raise StoreError(
                f"{file} is not a database of this bot", "name one that `backup` wrote"
            )
        version = str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
        if version > HEAD:
            raise newer_file(file)


def _sync(file: Path) -> None:
    """Bring a file to the disk before anything relies on it."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
