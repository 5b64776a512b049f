"""Questions without an answer, with nothing of who asked them."""

from sqlalchemy import Column, Integer, String, Table, text

from bot.store.tables.base import METADATA, Utc, row_number

QUESTION_LENGTH = 200

MISSES = Table(
    "misses",
    METADATA,
    row_number(),
    Column("question", String(QUESTION_LENGTH), nullable=False, unique=True),
    Column("asked", Integer, nullable=False, server_default=text("1")),
    Column("first_at", Utc, nullable=False),
    Column("last_at", Utc, nullable=False),
    Column("kind", String(20), nullable=False, server_default=text("'question'")),
    Column("settled_at", Utc),
    sqlite_autoincrement=True,
)
