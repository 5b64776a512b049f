"""How items were answered, over all games; what is learned of it, `bot.quiz.learning` says."""

from collections.abc import Mapping

from sqlalchemy import Integer, and_, cast, func, or_, select, text

from bot.knowledge.decks import Difficulty
from bot.quiz.learning import ENOUGH, ItemAnswers, learned_difficulty
from bot.quiz.phases import Ending
from bot.store.connection import Connection
from bot.store.tables.quizzes import ANSWERS, PLAYERS, ROUNDS

LATEST = 100_000
"""Answers that tell how well items set good players apart from weak ones; no more are read."""
_RIGHT = func.sum(cast(or_(ANSWERS.c.right, ANSWERS.c.granted), Integer))
_COUNTED = ANSWERS.join(
    ROUNDS,
    and_(
        ROUNDS.c.game_id == ANSWERS.c.game_id,
        ROUNDS.c.number == ANSWERS.c.number,
        ROUNDS.c.ending.is_not(None),
        ROUNDS.c.ending != Ending.SKIPPED,
    ),
)
"""Answers to questions that were closed and not skipped."""


async def difficulties(connection: Connection) -> Mapping[str, Difficulty]:
    """Tell how hard the items are that were answered often enough in ended games."""
    answered, right = func.sum(ROUNDS.c.answered), func.sum(ROUNDS.c.right)
    statement = (
        select(ROUNDS.c.item_id, answered, right)
        .where(ROUNDS.c.answered > text("0"))
        .group_by(ROUNDS.c.item_id)
        .having(answered >= ENOUGH)
    )
    rows = await connection.execute(statement)
    learned = {item: learned_difficulty(count, known) for item, count, known in rows}
    return {item: hard for item, hard in learned.items() if hard is not None}


async def answers_by_member(connection: Connection) -> tuple[ItemAnswers, ...]:
    """Sum up each member's answers to each item, of the latest ones over all games.

    Forgotten members do not count.
    """
    member = PLAYERS.c.member_id
    latest = select(func.max(ANSWERS.c.id) - LATEST).scalar_subquery()
    statement = (
        select(ROUNDS.c.item_id, member, func.count(), _RIGHT)
        .select_from(_COUNTED.join(PLAYERS, PLAYERS.c.id == ANSWERS.c.player_id))
        .where(ANSWERS.c.id > latest, member.is_not(None))
        .group_by(ROUNDS.c.item_id, member)
    )
    return tuple(ItemAnswers(*row) for row in await connection.execute(statement))
