"""The seasons of a server, by which leaderboards begin anew."""

from sqlalchemy import BigInteger, Column, Index, String, Table

from bot.store.tables.base import METADATA, Utc, partial_index, row_number

LONGEST_NAME = 40

SEASONS = Table(
    "seasons",
    METADATA,
    row_number(),
    Column("guild_id", BigInteger, nullable=False),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("closed_at", Utc),
    sqlite_autoincrement=True,
)
Index("ix_seasons_guild_id_opened_at", SEASONS.c.guild_id, SEASONS.c.opened_at)
partial_index(
    "uq_seasons_one_open_a_server", SEASONS.c.closed_at.is_(None), SEASONS.c.guild_id, unique=True
)
