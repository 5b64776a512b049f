"""What members earned in a server: exams they sat, and the roles they are to have."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

from bot.store.tables.base import METADATA, Personal, Utc, member_column, partial_index, row_number

LONGEST_DEED = 120

EXAM_TRIES = Table(
    "exam_tries",
    METADATA,
    row_number(),
    Column("guild_id", BigInteger, nullable=False, index=True),
    Column("topic", String(120), nullable=False),
    member_column("member_id", Personal.DELETE),
    Column("started_at", Utc, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("finished_at", Utc),
    Column("right", Integer),
    Column("passed", Boolean),
    sqlite_autoincrement=True,
)
Index(
    "ix_exam_tries_member_id",
    EXAM_TRIES.c.member_id,
    EXAM_TRIES.c.guild_id,
    EXAM_TRIES.c.topic,
    EXAM_TRIES.c.started_at,
)

EXAM_QUESTIONS = Table(
    "exam_questions",
    METADATA,
    Column("try_id", ForeignKey("exam_tries.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("item_id", String(120), nullable=False),
    Column("right", Boolean),
)
"""The questions of a try that is not finished; what was answered is not kept, only if it is right.

Nobody reads a question here that they have still to answer: it is known by its item alone.
"""

PRIZES = Table(
    "prizes",
    METADATA,
    row_number(),
    Column("guild_id", BigInteger, nullable=False, index=True),
    member_column("member_id", Personal.DELETE, index=True),
    Column("role_id", BigInteger, nullable=False),
    Column("deed", String(LONGEST_DEED), nullable=False),
    Column("at", Utc, nullable=False),
    Column("settled_at", Utc),
    sqlite_autoincrement=True,
)
"""Roles that were earned; settled once they were given, or moderators told why they were not."""
partial_index("ix_prizes_not_settled", PRIZES.c.settled_at.is_(None), PRIZES.c.id)
