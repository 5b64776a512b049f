"""What can go wrong with the database file, in the words of the people concerned."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError

_BY_CODE = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "the database file is read-only",
    "SQLITE_PERM": "the database file may not be opened",
    "SQLITE_CANTOPEN": "the database file cannot be opened",
    "SQLITE_BUSY": "another program has locked the database file",
    "SQLITE_LOCKED": "another program has locked the database file",
    "SQLITE_CORRUPT": "the database file is damaged",
    "SQLITE_NOTADB": "the file is not a database",
    "SQLITE_IOERR": "the disk failed",
    "SQLITE_SCHEMA": "the database was changed by another program",
}
REMEDIES = {
    "the disk is full": "free some space; nothing needs a restart",
    "the database file is read-only": "make it and its folder writable",
    "the database file is damaged": "put a backup in its place with `careers-bot restore FILE`",
    "the file is not a database": "put a backup in its place with `careers-bot restore FILE`",
    "another program has locked the database file": "close that program",
}


class StoreError(Exception):
    """The store cannot do what was asked; nothing of it was written.

    `reason` is said to members; the message adds what an operator can do.
    """

    def __init__(self, reason: str) -> None:
        remedy = REMEDIES.get(reason)
        super().__init__(f"{reason}: {remedy}" if remedy else reason)
        self.reason = reason


@contextmanager
def named_problems() -> Iterator[None]:
    """Turn failures of the file or the disk into StoreError; bugs in statements stay what they are.

    A broken constraint (IntegrityError) is neither: the caller asked whether it would break.
    """
    try:
        yield
    except DatabaseError as error:
        if (reason := _reason(error.orig)) is None:
            raise
        raise StoreError(reason) from error
    except sqlite3.DatabaseError as error:
        if (reason := _reason(error)) is None:
            raise
        raise StoreError(reason) from error


def _reason(error: BaseException | None) -> str | None:
    """Name a failure by SQLite's code; extended codes begin with the code they extend."""
    name = getattr(error, "sqlite_errorname", None) or ""
    for code, reason in _BY_CODE.items():
        if name == code or name.startswith(f"{code}_"):
            return reason
    return None
