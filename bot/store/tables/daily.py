"""The question of the day: when a server's next one comes, those asked, and what was answered."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from bot.store.tables.base import METADATA, GivenText, Personal, Utc, member_column, row_number

DAILY = Table(
    "daily",
    METADATA,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("minute", Integer, nullable=False),
    Column("zone", String(60), nullable=False),
    Column("next_at", Utc, nullable=False, index=True),
    Column("since", Utc, nullable=False),
    Column("told_at", Utc),
)
"""Servers that want one; `told_at` is when moderators were told that it cannot be shown."""

DAILY_QUESTIONS = Table(
    "daily_questions",
    METADATA,
    row_number(),
    Column("guild_id", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("item_id", String(120), nullable=False),
    Column("question", JSON(none_as_null=True)),
    Column("asked_at", Utc, nullable=False),
    Column("message_id", BigInteger),
    Column("closed_at", Utc),
    UniqueConstraint("guild_id", "day"),
    sqlite_autoincrement=True,
)
"""Those without a message are still to be shown."""

DAILY_ANSWERS = Table(
    "daily_answers",
    METADATA,
    Column("question_id", ForeignKey("daily_questions.id", ondelete="CASCADE"), primary_key=True),
    member_column("member_id", Personal.DELETE, primary_key=True, index=True),
    Column("given", GivenText, nullable=False),
    Column("right", Boolean, nullable=False),
    Column("credit", Integer, nullable=False),
    Column("at", Utc, nullable=False),
)
