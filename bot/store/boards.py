"""Leaderboards: members ranked by the points of ended games that at least two people played."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CTE, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quiz.scoring import DEFAULT_VISIBILITY, Board, LeaderboardVisibility, Standing
from bot.store.scores import ALL_TOPICS
from bot.store.tables.members import MEMBERS
from bot.store.tables.quizzes import GAME_SCORES

SHOWN = 20


@dataclass(frozen=True, slots=True)
class BoardRange:
    """Which games count: those of a server, or (None) all on items that every server has.

    `topic` narrows it to questions of one topic; `since` is in it, `until` is not.
    """

    guild: int | None
    topic: str = ALL_TOPICS
    since: datetime | None = None
    until: datetime | None = None


async def board(connection: AsyncConnection, games: BoardRange, asker: int) -> Board:
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
