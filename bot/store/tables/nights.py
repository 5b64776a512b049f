"""Quizzes planned for later, and who wants to be reminded of them."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    String,
    Table,
    text,
)

from bot.store.tables.base import METADATA, Personal, Utc, member_column, row_number

NIGHTS = Table(
    "nights",
    METADATA,
    row_number(),
    Column("guild_id", BigInteger, nullable=False, index=True),
    Column("channel_id", BigInteger, nullable=False),
    member_column("host_id", Personal.DELETE, index=True),
    Column("at", Utc, nullable=False),
    Column("wish", JSON, nullable=False),
    Column("rules", JSON, nullable=False),
    Column("phase", String(20), nullable=False, index=True),
    Column("message_id", BigInteger),
    Column("event_id", BigInteger),
    Column("reminded", Boolean, nullable=False, server_default=text("0")),
    sqlite_autoincrement=True,
)

NIGHT_REMINDERS = Table(
    "night_reminders",
    METADATA,
    Column("night_id", ForeignKey("nights.id", ondelete="CASCADE"), primary_key=True),
    member_column("member_id", Personal.DELETE, primary_key=True, index=True),
    Column("told", Boolean, nullable=False, server_default=text("0")),
)
