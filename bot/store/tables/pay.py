"""What members report to earn, each in one server."""

from sqlalchemy import BigInteger, Boolean, Column, Index, String, Table, UniqueConstraint

from bot.store.tables.base import METADATA, Personal, Utc, member_column, row_number

PAY_REPORTS = Table(
    "pay_reports",
    METADATA,
    row_number(),
    Column("guild_id", BigInteger, nullable=False),
    member_column("member_id", Personal.DELETE, index=True),
    Column("role", String(60), nullable=False),
    Column("level", String(60)),
    Column("employer", String(60)),
    Column("place", String(20), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("basis", String(10), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("held", Boolean, nullable=False),
    Column("at", Utc, nullable=False, index=True),
    UniqueConstraint("guild_id", "member_id"),
    sqlite_autoincrement=True,
)
"""One a member and server; `held` until a moderator has looked. A report never changes: another
one has another number, so that nobody lets in what they did not see."""
Index("ix_pay_reports_guild_id_role", PAY_REPORTS.c.guild_id, PAY_REPORTS.c.role)
