"""Changes to the knowledge files that somebody looked at and has not applied yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, union, update

from bot.knowledge.history import FileChange, Origin
from bot.store.connection import Connection
from bot.store.revisions import columns_of, origin_of
from bot.store.tables.knowledge import CONTENTS, PROPOSALS, PROPOSED, REVISED


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that is not applied yet: from what to what; `edit` is the small edit it is, if any.

    `applying_at` is set as soon as its files are being written.
    """

    id: int
    origin: Origin
    files: tuple[FileChange, ...]
    edit: Mapping[str, Any] | None
    at: datetime
    applying_at: datetime | None


async def add(
    connection: Connection,
    origin: Origin,
    files: Iterable[FileChange],
    now: datetime,
    edit: Mapping[str, Any] | None = None,
) -> int:
    """Write a proposal whose contents are kept; give its number."""
    row = {"amendment": edit, "at": now, **columns_of(origin)}
    statement = insert(PROPOSALS).values(row).returning(PROPOSALS.c.id)
    number = int((await connection.execute(statement)).scalar_one())
    await connection.execute(
        insert(PROPOSED),
        [
            {"proposal_id": number, "name": it.name, "before": it.before, "after": it.after}
            for it in files
        ],
    )
    return number


async def one(connection: Connection, number: int) -> Proposal | None:
    statement = select(PROPOSALS).where(PROPOSALS.c.id == number)
    row = (await connection.execute(statement)).one_or_none()
    return None if row is None else await _whole(connection, row)


async def begun(connection: Connection) -> tuple[Proposal, ...]:
    """List the proposals whose files were being written when the process ended."""
    statement = select(PROPOSALS).where(PROPOSALS.c.applying_at.is_not(None))
    rows = (await connection.execute(statement.order_by(PROPOSALS.c.id))).all()
    return tuple([await _whole(connection, row) for row in rows])


async def begin(connection: Connection, number: int, now: datetime) -> None:
    """Write that the files of a proposal are going to be written."""
    await connection.execute(
        update(PROPOSALS).where(PROPOSALS.c.id == number).values(applying_at=now)
    )


async def give_back(connection: Connection, number: int) -> None:
    """Write that the files of a proposal were not written after all."""
    await connection.execute(
        update(PROPOSALS).where(PROPOSALS.c.id == number).values(applying_at=None)
    )


async def remove(connection: Connection, number: int) -> bool:
    """Forget a proposal, applied or not; False where it is gone already."""
    statement = delete(PROPOSALS).where(PROPOSALS.c.id == number)
    return (await connection.execute(statement)).rowcount > 0


async def remove_older(connection: Connection, than: datetime) -> None:
    """Forget the proposals that nobody applied in time, and contents that nothing names."""
    await connection.execute(
        delete(PROPOSALS).where(PROPOSALS.c.at < than, PROPOSALS.c.applying_at.is_(None))
    )
    used = union(
        select(REVISED.c.before).where(REVISED.c.before.is_not(None)),
        select(REVISED.c.after).where(REVISED.c.after.is_not(None)),
        select(PROPOSED.c.after).where(PROPOSED.c.after.is_not(None)),
    )
    await connection.execute(delete(CONTENTS).where(CONTENTS.c.digest.not_in(used)))


async def _whole(connection: Connection, row: Row[Any]) -> Proposal:
    statement = select(PROPOSED).where(PROPOSED.c.proposal_id == row.id).order_by(PROPOSED.c.name)
    files = tuple(
        FileChange(it.name, it.before, it.after) for it in await connection.execute(statement)
    )
    return Proposal(row.id, origin_of(row), files, row.amendment, row.at, row.applying_at)
