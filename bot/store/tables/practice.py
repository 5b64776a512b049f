"""What members practise: answers with their grades, where others grade them, and mock loops."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from bot.store.tables.base import METADATA, Personal, Utc, member_column, row_number

PRACTICE_ANSWERS = Table(
    "practice_answers",
    METADATA,
    row_number(),
    member_column("member_id", Personal.DELETE),
    Column("problem", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("grade", String(10)),
    Column("mode", String(10), nullable=False, server_default=text("'single'")),
    sqlite_autoincrement=True,
)
"""Attempts at problems. The text is empty where the answer was looked at instead, and once its time
is over; without a grade it waits for one."""
Index(
    "ix_practice_answers_member_id_problem",
    PRACTICE_ANSWERS.c.member_id,
    PRACTICE_ANSWERS.c.problem,
)

SHOWN_ANSWERS = Table(
    "shown_answers",
    METADATA,
    Column("answer_id", ForeignKey("practice_answers.id", ondelete="CASCADE"), primary_key=True),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
)
"""Where answers were put up for others to read and grade."""

PEER_GRADES = Table(
    "peer_grades",
    METADATA,
    Column("answer_id", ForeignKey("practice_answers.id", ondelete="CASCADE"), primary_key=True),
    member_column("member_id", Personal.DELETE, primary_key=True),
    Column("grade", String(10), nullable=False),
)

MOCK_LOOPS = Table(
    "mock_loops",
    METADATA,
    member_column("member_id", Personal.DELETE, primary_key=True),
    Column("role", String(60), nullable=False),
    Column("problems", JSON, nullable=False),
    Column("number", Integer, nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("began_at", Utc),
    Column("paused_at", Utc),
)
"""The mock loop that a member is in: the round they are at, and since when its clock runs."""
