"""What is one server's alone: its settings, its words for roles, its decks."""

from sqlalchemy import JSON, BigInteger, Column, Integer, LargeBinary, String, Table, text

from bot.store.tables.base import METADATA, Personal, Utc, member_column


def _guild() -> Column[int]:
    return Column("guild_id", BigInteger, primary_key=True, autoincrement=False)


SERVERS = Table("servers", METADATA, _guild(), Column("left_at", Utc, nullable=False))
"""Servers that the bot has left, and when."""

SERVER_SETTINGS = Table(
    "server_settings", METADATA, _guild(), Column("settings", JSON, nullable=False)
)

SERVER_ALIASES = Table(
    "server_aliases",
    METADATA,
    _guild(),
    Column("key", String(120), primary_key=True),
    Column("title", String(120), nullable=False),
    Column("role", String(60), nullable=False),
    member_column("member_id", Personal.FORGET),
    Column("at", Utc, nullable=False),
)

SERVER_DECKS = Table(
    "server_decks",
    METADATA,
    _guild(),
    Column("name", String(60), primary_key=True),
    Column("title", String(80), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("item_count", Integer, nullable=False),
    member_column("member_id", Personal.FORGET),
    Column("at", Utc, nullable=False),
    Column("form", String(4), nullable=False, server_default=text("'yaml'")),
)
