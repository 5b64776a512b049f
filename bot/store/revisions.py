"""Every version of the knowledge files: what changed in each, who did it, how, when and why."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, Select, String, cast, func, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables.knowledge import CONTENTS, REVISED, REVISIONS


class How(StrEnum):
    """By which way a version came about."""

    START = "start"
    FILE = "file"
    UPLOAD = "upload"
    EDIT = "edit"
    MISS = "miss"
    REPORT = "report"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Revised:
    """What became of one file: digests of its content, None where there was or is no file."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a version comes from: how, by whom, and why."""

    how: How
    member: int | None = None
    why: str | None = None

    @classmethod
    def of(cls, row: Row[Any]) -> "Origin":
        """Take it from a row that holds one."""
        return cls(How(row.how), row.member_id, row.why)

    def columns(self) -> dict[str, Any]:
        """Give it as the columns of a row."""
        return {"how": self.how, "member_id": self.member, "why": self.why}


@dataclass(frozen=True, slots=True)
class Revision:
    """One version in the history."""

    id: int
    version: str
    origin: Origin
    at: datetime
    files: tuple[Revised, ...]

    @property
    def is_first(self) -> bool:
        """Tell whether the history begins here, with files that were there already."""
        return self.origin.how is How.START and all(it.before is None for it in self.files)


def digest_of(body: bytes) -> str:
    """Give the digest that a content is kept by."""
    return sha256(body).hexdigest()


async def keep(connection: AsyncConnection, bodies: Iterable[bytes]) -> None:
    """Keep contents, each once."""
    rows = [{"digest": digest_of(body), "body": zlib.compress(body)} for body in bodies]
    if rows:
        await connection.execute(upsert(CONTENTS).on_conflict_do_nothing(), rows)


async def content(connection: AsyncConnection, digest: str) -> bytes:
    """Give a content that is kept."""
    statement = select(CONTENTS.c.body).where(CONTENTS.c.digest == digest)
    return zlib.decompress((await connection.execute(statement)).scalar_one())


async def record(
    connection: AsyncConnection,
    version: str,
    origin: Origin,
    files: Iterable[Revised],
    now: datetime,
) -> int:
    """Write a version into the history; its contents have to be kept. Give its number."""
    row = {"version": version, "at": now, **origin.columns()}
    statement = insert(REVISIONS).values(row).returning(REVISIONS.c.id)
    number = int((await connection.execute(statement)).scalar_one())
    rows = [
        {"revision_id": number, "name": it.name, "before": it.before, "after": it.after}
        for it in files
    ]
    if rows:
        await connection.execute(insert(REVISED), rows)
    return number


async def last_known(connection: AsyncConnection) -> Mapping[str, str]:
    """Give the digest of each file as the history left it; what was removed is not in it."""
    newest = (
        select(REVISED.c.name, func.max(REVISED.c.revision_id).label("id"))
        .group_by(REVISED.c.name)
        .subquery()
    )
    statement = select(REVISED.c.name, REVISED.c.after).join(
        newest, (newest.c.name == REVISED.c.name) & (newest.c.id == REVISED.c.revision_id)
    )
    rows = (await connection.execute(statement)).all()
    return {name: after for name, after in rows if after is not None}


async def history(
    connection: AsyncConnection, name: str | None = None, limit: int = 25
) -> tuple[Revision, ...]:
    """List versions, the newest first; of one file, those that changed it."""
    statement = select(REVISIONS).order_by(REVISIONS.c.id.desc()).limit(limit)
    if name is not None:
        touched = select(REVISED.c.revision_id).where(REVISED.c.name == name)
        statement = statement.where(REVISIONS.c.id.in_(touched))
    return await _whole(connection, statement)


async def one(connection: AsyncConnection, number: int) -> Revision | None:
    """Give one version of the history."""
    found = await _whole(connection, select(REVISIONS).where(REVISIONS.c.id == number))
    return found[0] if found else None


async def find(connection: AsyncConnection, typed: str | None) -> int | None:
    """Find the newest version of a number or an id, or of all; None where there is none such."""
    statement = select(REVISIONS.c.id).order_by(REVISIONS.c.id.desc()).limit(1)
    if typed is not None:
        named = or_(cast(REVISIONS.c.id, String) == typed, REVISIONS.c.version == typed)
        statement = statement.where(named)
    found: int | None = (await connection.execute(statement)).scalar_one_or_none()
    return found


async def _whole(connection: AsyncConnection, statement: Select[Any]) -> tuple[Revision, ...]:
    """Give versions with their files."""
    rows = (await connection.execute(statement)).all()
    files = await _files(connection, [row.id for row in rows])
    return tuple(
        Revision(row.id, row.version, Origin.of(row), row.at, files.get(row.id, ())) for row in rows
    )


async def _files(
    connection: AsyncConnection, numbers: Iterable[int]
) -> dict[int, tuple[Revised, ...]]:
    statement = (
        select(REVISED).where(REVISED.c.revision_id.in_(list(numbers))).order_by(REVISED.c.name)
    )
    found: dict[int, tuple[Revised, ...]] = {}
    for row in await connection.execute(statement):
        files = found.get(row.revision_id, ())
        found[row.revision_id] = (*files, Revised(row.name, row.before, row.after))
    return found
