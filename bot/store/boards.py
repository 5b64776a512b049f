"""Leaderboards: members ranked by the points of ended games that at least two people played.

Seasons are the stretches of time by which they begin anew; one is open in a server at a time.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CTE, Select, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.quiz.scoring import DEFAULT_VISIBILITY, Board, LeaderboardVisibility, Season, Standing
from bot.store.connection import Connection
from bot.store.scores import ALL_TOPICS
from bot.store.tables.members import MEMBERS
from bot.store.tables.quizzes import GAME_SCORES
from bot.store.tables.servers import SEASONS

SHOWN = 20
SEASONS_LISTED = 10


class SeasonOpenError(Exception):
    """A season is open in the server already."""


@dataclass(frozen=True, slots=True)
class BoardRange:
    """Which games count: those of a server, or (None) all on items that every server has.

    `topic` narrows it to questions of one topic; `since` is in it, `until` is not.
    """

    guild: int | None
    topic: str = ALL_TOPICS
    since: datetime | None = None
    until: datetime | None = None


async def board(connection: Connection, games: BoardRange, asker: int) -> Board:
    """Rank those who may be seen there; the first of them, and where the asker stands."""
    ranked = _ranked(games)
    statement = select(ranked).where(or_(ranked.c.place <= SHOWN, ranked.c.member_id == asker))
    rows = (await connection.execute(statement.order_by(ranked.c.place))).all()
    places = [Standing(it.rank, it.member_id, it.points, it.right) for it in rows]
    return Board(
        tuple(places[:SHOWN]),
        next((it for it in places if it.member == asker), None),
        rows[0].people if rows else 0,
    )


def _ranked(games: BoardRange) -> CTE:
    total = _totals(games).cte("total")
    visibility = func.coalesce(MEMBERS.c.visibility, DEFAULT_VISIBILITY)
    seen = (
        visibility == LeaderboardVisibility.GLOBAL
        if games.guild is None
        else visibility != LeaderboardVisibility.HIDDEN
    )
    falling = total.c.points.desc()
    return (
        select(
            total,
            func.rank().over(order_by=falling).label("rank"),
            func.row_number()
            .over(order_by=(falling, total.c.right.desc(), total.c.member_id))
            .label("place"),
            func.count().over().label("people"),
        )
        .outerjoin(MEMBERS, MEMBERS.c.member_id == total.c.member_id)
        .where(seen)
        .cte("ranked")
    )


def _totals(games: BoardRange) -> Select[tuple[int, int, int]]:
    table = GAME_SCORES.c
    statement = (
        select(
            table.member_id,
            func.sum(table.points).label("points"),
            func.sum(table.right).label("right"),
        )
        .where(table.topic == games.topic, table.points.is_not(None))
        .group_by(table.member_id)
    )
    if games.guild is None:
        statement = statement.where(table.is_shared)
    else:
        statement = statement.where(table.guild_id == games.guild)
    if games.since is not None:
        statement = statement.where(table.ended_at >= games.since)
    if games.until is not None:
        statement = statement.where(table.ended_at < games.until)
    return statement


async def shares_right(connection: Connection, members: Collection[int]) -> Mapping[int, float]:
    """Give the share of right answers of those who ever answered in a game that ended."""
    table = GAME_SCORES.c
    statement = (
        select(table.member_id, func.sum(table.right) * 1.0 / func.sum(table.answered))
        .where(table.member_id.in_(members), table.topic == ALL_TOPICS)
        .group_by(table.member_id)
    )
    return {member: float(share) for member, share in await connection.execute(statement)}


async def open_season(connection: Connection, guild: int, name: str, now: datetime) -> None:
    """Open a season; raise SeasonOpenError where one is open."""
    try:
        await connection.execute(insert(SEASONS).values(guild_id=guild, name=name, opened_at=now))
    except IntegrityError:
        raise SeasonOpenError from None


async def close_season(connection: Connection, guild: int, now: datetime) -> Season | None:
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


async def seasons_of(connection: Connection, guild: int) -> tuple[Season, ...]:
    """List the latest seasons of a server, the newest first."""
    table = SEASONS.c
    statement = (
        select(table.id, table.name, table.opened_at, table.closed_at)
        .where(table.guild_id == guild)
        .order_by(table.opened_at.desc())
        .limit(SEASONS_LISTED)
    )
    return tuple(Season(*row) for row in await connection.execute(statement))
