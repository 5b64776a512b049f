"""What is one server's alone: its settings, its words for roles, its decks, its seasons."""

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, LargeBinary, String, Table, text

from bot.store.tables.base import METADATA, Personal, Utc, member_column, partial_index, row_number

LONGEST_SEASON = 40


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

SEASONS = Table(
    "seasons",
    METADATA,
    row_number(),
    Column("guild_id", BigInteger, nullable=False),
    Column("name", String(LONGEST_SEASON), nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("closed_at", Utc),
    sqlite_autoincrement=True,
)
Index("ix_seasons_guild_id_opened_at", SEASONS.c.guild_id, SEASONS.c.opened_at)
partial_index(
    "uq_seasons_one_open_a_server", SEASONS.c.closed_at.is_(None), SEASONS.c.guild_id, unique=True
)
