"""Who was forgotten in a running game, known again without their id, so that nobody plays twice.

A mark is a salt and a hash of both; it goes when the game ends.
"""

import secrets
from hashlib import blake2b

from sqlalchemy import exists, select, update

from bot.store.connection import Connection
from bot.store.tables.quizzes import GAMES, PLAYERS

SALT_BYTES = 16


async def leave_marks(connection: Connection, member: int) -> None:
    """Mark a member's rows in running games, which they are out of; before the id goes."""
    running = exists().where(GAMES.c.id == PLAYERS.c.game_id, GAMES.c.ended_at.is_(None))
    salt = secrets.token_bytes(SALT_BYTES)
    await connection.execute(
        update(PLAYERS)
        .where(PLAYERS.c.member_id == member, running)
        .values(mark=_mark(member, salt), is_in=False)
    )


async def is_marked(connection: Connection, game: int, member: int) -> bool:
    statement = select(PLAYERS.c.mark).where(PLAYERS.c.game_id == game, PLAYERS.c.mark.is_not(None))
    marks = (await connection.execute(statement)).scalars()
    return any(mark == _mark(member, mark[:SALT_BYTES]) for mark in marks)


async def drop_marks(connection: Connection, game: int) -> None:
    statement = update(PLAYERS).where(PLAYERS.c.game_id == game, PLAYERS.c.mark.is_not(None))
    await connection.execute(statement.values(mark=None))


def _mark(member: int, salt: bytes) -> bytes:
    return salt + blake2b(str(member).encode(), salt=salt, digest_size=16).digest()
