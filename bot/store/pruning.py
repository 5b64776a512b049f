"""Words that are kept for some time only; what they came to stays."""

from datetime import datetime

from sqlalchemy import JSON, String, delete, exists, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables.members import PRACTICE_ANSWERS
from bot.store.tables.quizzes import GAMES, ROUNDS

NOTHING = "null"
"""How JSON writes a question that was removed."""


async def prune_games(connection: AsyncConnection, before: datetime, most: int) -> int:
    """Remove the questions of up to so many games that ended before a time; give how many."""
    asked = exists().where(
        ROUNDS.c.game_id == GAMES.c.id, type_coerce(ROUNDS.c.question, String) != NOTHING
    )
    statement = select(GAMES.c.id).where(GAMES.c.ended_at < before, GAMES.c.end_shown, asked)
    found = (await connection.execute(statement.limit(most))).scalars().all()
    await connection.execute(
        update(ROUNDS).where(ROUNDS.c.game_id.in_(found)).values(question=JSON.NULL)
    )
    return len(found)


async def prune_answers(connection: AsyncConnection, before: datetime, most: int) -> int:
    """Remove up to so many answers to problems that were written before a time."""
    old = select(PRACTICE_ANSWERS.c.id).where(PRACTICE_ANSWERS.c.at < before).limit(most)
    statement = delete(PRACTICE_ANSWERS).where(PRACTICE_ANSWERS.c.id.in_(old))
    return (await connection.execute(statement)).rowcount
