"""How good members were so far, for teams of even strength."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.scores import ALL_TOPICS
from bot.store.tables.quizzes import GAME_SCORES


async def shares_right(
    connection: AsyncConnection, members: Collection[int]
) -> Mapping[int, float]:
    """Give the share of right answers of those who ever answered in a game that ended."""
    table = GAME_SCORES.c
    statement = (
        select(table.member_id, func.sum(table.right) * 1.0 / func.sum(table.answered))
        .where(table.member_id.in_(members), table.topic == ALL_TOPICS)
        .group_by(table.member_id)
    )
    return {member: float(share) for member, share in await connection.execute(statement)}
