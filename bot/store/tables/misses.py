"""Questions without an answer, with nothing of who asked them; and who wants one to be added."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, text

from bot.store.tables.base import METADATA, Personal, Utc, member_column, row_number

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

REQUESTS = Table(
    "requests",
    METADATA,
    Column("miss_id", ForeignKey("misses.id", ondelete="CASCADE"), primary_key=True),
    member_column("member_id", Personal.DELETE, primary_key=True),
    Column("at", Utc, nullable=False),
)
