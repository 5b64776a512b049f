"""What a member chose: how visible they are, and when they want to be reminded of what."""

from sqlalchemy import Column, Integer, String, Table, text

from bot.store.tables.base import METADATA, Personal, Utc, member_column

MEMBERS = Table(
    "members",
    METADATA,
    member_column("member_id", Personal.DELETE, primary_key=True),
    Column("visibility", String(20), nullable=False),
)

REMINDERS = Table(
    "reminders",
    METADATA,
    member_column("member_id", Personal.DELETE, primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("minute", Integer, nullable=False),
    Column("zone", String(60), nullable=False),
    Column("next_at", Utc, index=True),
    Column("unanswered", Integer, nullable=False, server_default=text("0")),
    Column("last_sent", Utc),
)
