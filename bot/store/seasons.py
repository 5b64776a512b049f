"""Seasons as rows: one is open in a server at a time."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quiz.seasons import Season
from bot.store.tables.seasons import SEASONS

LISTED = 10


class SeasonOpenError(Exception):
    """A season is open in the server already."""


async def open_season(connection: AsyncConnection, guild: int, name: str, now: datetime) -> None:
    """Open a season; raise SeasonOpenError where one is open."""
    try:
        await connection.execute(insert(SEASONS).values(guild_id=guild, name=name, opened_at=now))
    except IntegrityError:
        raise SeasonOpenError from None


async def close_season(connection: AsyncConnection, guild: int, now: datetime) -> Season | None:
    """Close the season that is open; None where none is."""
    table = SEASONS.c
    found = await connection.execute(
        update(SEASONS)
        .where(table.guild_id == guild, table.closed_at.is_(None))
        .values(closed_at=now)
        .returning(table.id, table.name, table.opened_at, table.closed_at)
    )
    row = found.first()
    return None if row is None else Season(*row)


async def seasons_of(connection: AsyncConnection, guild: int) -> tuple[Season, ...]:
    """List the latest seasons of a server, the newest first."""
    table = SEASONS.c
    statement = (
        select(table.id, table.name, table.opened_at, table.closed_at)
        .where(table.guild_id == guild)
        .order_by(table.opened_at.desc())
        .limit(LISTED)
    )
    return tuple(Season(*row) for row in await connection.execute(statement))
