"""Every version of the knowledge files: what changed in each, who did it, how, when and why."""

import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, Select, String, cast, func, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.knowledge.history import FileChange, Origin, OriginKind, Revision
from bot.store.connection import Connection
from bot.store.tables.knowledge import CONTENTS, REVISED, REVISIONS


def digest_of(body: bytes) -> str:
    return sha256(body).hexdigest()


def columns_of(origin: Origin) -> dict[str, Any]:
    return {"how": origin.kind, "member_id": origin.member, "why": origin.why}


def origin_of(row: Row[Any]) -> Origin:
    return Origin(OriginKind(row.how), row.member_id, row.why)


async def keep(connection: Connection, bodies: Iterable[bytes]) -> None:
    """Keep contents, each once."""
    rows = [{"digest": digest_of(body), "body": zlib.compress(body)} for body in bodies]
    if rows:
        await connection.execute(upsert(CONTENTS).on_conflict_do_nothing(), rows)


async def content(connection: Connection, digest: str) -> bytes:
    statement = select(CONTENTS.c.body).where(CONTENTS.c.digest == digest)
    return zlib.decompress((await connection.execute(statement)).scalar_one())


async def record(
    connection: Connection,
    version: str,
    origin: Origin,
    files: Iterable[FileChange],
    now: datetime,
) -> int:
    """Write a version into the history; its contents have to be kept. Give its number."""
    row = {"version": version, "at": now, **columns_of(origin)}
    statement = insert(REVISIONS).values(row).returning(REVISIONS.c.id)
    number = int((await connection.execute(statement)).scalar_one())
    rows = [
        {"revision_id": number, "name": it.name, "before": it.before, "after": it.after}
        for it in files
    ]
    if rows:
        await connection.execute(insert(REVISED), rows)
    return number


async def last_known(connection: Connection) -> Mapping[str, str]:
    """Read the digest of each file as the history left it; what was removed is not in it."""
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
    connection: Connection, name: str | None = None, limit: int = 25
) -> tuple[Revision, ...]:
    """List versions, the newest first; of one file, those that changed it."""
    statement = select(REVISIONS).order_by(REVISIONS.c.id.desc()).limit(limit)
    if name is not None:
        touched = select(REVISED.c.revision_id).where(REVISED.c.name == name)
        statement = statement.where(REVISIONS.c.id.in_(touched))
    return await _whole(connection, statement)


async def one(connection: Connection, number: int) -> Revision | None:
    found = await _whole(connection, select(REVISIONS).where(REVISIONS.c.id == number))
    return found[0] if found else None


async def find(connection: Connection, typed: str | None) -> int | None:
    """Find the newest version of a number or an id, or of all; None where there is none such."""
    statement = select(REVISIONS.c.id).order_by(REVISIONS.c.id.desc()).limit(1)
    if typed is not None:
        named = or_(cast(REVISIONS.c.id, String) == typed, REVISIONS.c.version == typed)
        statement = statement.where(named)
    found: int | None = (await connection.execute(statement)).scalar_one_or_none()
    return found


async def _whole(connection: Connection, statement: Select[Any]) -> tuple[Revision, ...]:
    rows = (await connection.execute(statement)).all()
    files = await _files(connection, [row.id for row in rows])
    return tuple(
        Revision(row.id, row.version, origin_of(row), row.at, files.get(row.id, ())) for row in rows
    )


async def _files(
    connection: Connection, numbers: Iterable[int]
) -> dict[int, tuple[FileChange, ...]]:
    statement = (
        select(REVISED).where(REVISED.c.revision_id.in_(list(numbers))).order_by(REVISED.c.name)
    )
    found: dict[int, tuple[FileChange, ...]] = {}
    for row in await connection.execute(statement):
        files = found.get(row.revision_id, ())
        found[row.revision_id] = (*files, FileChange(row.name, row.before, row.after))
    return found
