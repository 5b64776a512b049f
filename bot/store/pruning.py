"""What is kept for some time only; what words came to stays."""

from datetime import datetime

from sqlalchemy import JSON, delete, null, select, update

from bot.store.connection import Connection
from bot.store.tables.daily import DAILY_QUESTIONS
from bot.store.tables.nights import NIGHTS
from bot.store.tables.pay import PAY_REPORTS
from bot.store.tables.practice import MOCK_LOOPS, PEER_GRADES, PRACTICE_ANSWERS, SHOWN_ANSWERS
from bot.store.tables.quizzes import GAMES, ROUNDS


async def prune_games(connection: Connection, before: datetime, most: int) -> int:
    """Remove the questions of up to so many games that ended before a time; give how many."""
    statement = (
        select(GAMES.c.id)
        .where(GAMES.c.ended_at < before, GAMES.c.end_shown, ~GAMES.c.pruned)
        .order_by(GAMES.c.ended_at)
        .limit(most)
    )
    found = (await connection.execute(statement)).scalars().all()
    await connection.execute(
        update(ROUNDS).where(ROUNDS.c.game_id.in_(found)).values(question=JSON.NULL)
    )
    await connection.execute(update(GAMES).where(GAMES.c.id.in_(found)).values(pruned=True))
    return len(found)


async def prune_answers(connection: Connection, before: datetime, most: int) -> int:
    """Remove the words of up to so many answers to problems, and what others said of them.

    One's own grades stay.
    """
    table = PRACTICE_ANSWERS.c
    old = select(table.id).where(table.at < before, table.text != "").limit(most)
    found = (await connection.execute(old)).scalars().all()
    for other in (SHOWN_ANSWERS, PEER_GRADES):
        await connection.execute(delete(other).where(other.c.answer_id.in_(found)))
    emptied = update(PRACTICE_ANSWERS).where(table.id.in_(found)).values(text="")
    return (await connection.execute(emptied)).rowcount


async def prune_mock_loops(connection: Connection, before: datetime, most: int) -> int:
    """Remove up to so many mock loops that were begun before a time and never ended."""
    old = select(MOCK_LOOPS.c.member_id).where(MOCK_LOOPS.c.started_at < before).limit(most)
    statement = delete(MOCK_LOOPS).where(MOCK_LOOPS.c.member_id.in_(old))
    return (await connection.execute(statement)).rowcount


async def prune_daily(connection: Connection, before: datetime, most: int) -> int:
    """Remove up to so many questions of the day that closed before a time; their rows stay."""
    table = DAILY_QUESTIONS.c
    there = table.question.is_not(null())
    old = select(table.id).where(table.closed_at < before, there).limit(most)
    statement = update(DAILY_QUESTIONS).where(table.id.in_(old)).values(question=None)
    return (await connection.execute(statement)).rowcount


async def prune_nights(connection: Connection, before: datetime, most: int) -> int:
    """Remove up to so many planned quizzes whose time was before a moment."""
    old = select(NIGHTS.c.id).where(NIGHTS.c.at < before).limit(most)
    return (await connection.execute(delete(NIGHTS).where(NIGHTS.c.id.in_(old)))).rowcount


async def prune_pay(connection: Connection, before: datetime, most: int) -> int:
    """Remove up to so many reports of pay that are from before a moment."""
    old = select(PAY_REPORTS.c.id).where(PAY_REPORTS.c.at < before).limit(most)
    return (await connection.execute(delete(PAY_REPORTS).where(PAY_REPORTS.c.id.in_(old)))).rowcount
