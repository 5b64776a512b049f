"""What can go wrong with the database file, in the words of the people concerned."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy.exc import DatabaseError

from bot.errors import UserFacingError


class StoreFault(NamedTuple):
    """Why the store cannot work, for everybody, and what whoever runs the bot does about it."""

    reason: str
    cure: str


_RESTORE = "put a backup in its place with `careers-bot restore FILE`"
_RIGHTS = "make it and its folder writable for the bot's account"
_RIVAL = "close that program"
_OPENED_AGAIN = (
    "it is opened again in a few seconds, with what it holds now; what was stored may be in a "
    "backup, which goes back with `careers-bot restore FILE` while the bot is stopped"
)
LOST = StoreFault("the database file was deleted or replaced while I ran", _OPENED_AGAIN)
WRITTEN_OVER = StoreFault("the database file was written over while I ran", _OPENED_AGAIN)
DAMAGED = StoreFault("the database file is damaged", _RESTORE)
NO_DATABASE_FILE = StoreFault("the file is not a database", _RESTORE)
_LOCKED = StoreFault("another program has locked the database file", _RIVAL)
_BY_CODE = {
    "SQLITE_FULL": StoreFault("the disk is full", "free some space; nothing needs a restart"),
    "SQLITE_READONLY": StoreFault("the database file is read-only", _RIGHTS),
    "SQLITE_PERM": StoreFault("the database file may not be opened", _RIGHTS),
    "SQLITE_CANTOPEN": StoreFault("the database file cannot be opened", _RIGHTS),
    "SQLITE_BUSY": _LOCKED,
    "SQLITE_LOCKED": _LOCKED,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": NO_DATABASE_FILE,
    "SQLITE_IOERR": StoreFault("the disk failed", "check the disk, and keep a copy of the file"),
    "SQLITE_SCHEMA": StoreFault("the database was changed by another program", _RIVAL),
}


class StoreError(UserFacingError):
    """The store cannot do what was asked; nothing of it was written.

    `text` and `remedy` are for members; `str()` is for whoever runs the bot.
    """

    logged = True
    remedy = "Look-ups such as /role still work; moderators find the cause in the log."

    def __init__(self, reason: str, cure: str) -> None:
        self.reason = reason
        self.cure = cure
        super().__init__(
            f"I cannot store anything just now: {reason}. Nothing was written by halves."
        )

    def __str__(self) -> str:
        return f"{self.reason}: {self.cure}"


class StoreBusyError(StoreError):
    """Another program holds the database; the same may work in a moment."""


class StoreLostError(StoreError):
    """What was written is in no file at the database's place."""


@contextmanager
def named_problems() -> Iterator[None]:
    """Turn failures of the file or the disk into StoreError; bugs in statements stay what they are.

    A broken constraint (IntegrityError) is neither: the caller asked whether it would break.
    """
    try:
        yield
    except DatabaseError as error:
        if (fault := _fault(error.orig)) is None:
            raise
        raise _store_error(fault) from error
    except sqlite3.DatabaseError as error:
        if (fault := _fault(error)) is None:
            raise
        raise _store_error(fault) from error


def _store_error(fault: StoreFault) -> StoreError:
    return StoreBusyError(*fault) if fault is _LOCKED else StoreError(*fault)


def _fault(error: BaseException | None) -> StoreFault | None:
    """Name a failure by SQLite's code; extended codes begin with the code they extend."""
    name = getattr(error, "sqlite_errorname", None) or ""
    for code, fault in _BY_CODE.items():
        if name == code or name.startswith(f"{code}_"):
            return fault
    return None
