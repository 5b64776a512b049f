"""A member's own cards, and when each was reviewed how."""

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from bot.store.tables.base import METADATA, Personal, Utc, member_column, row_number

CARDS = Table(
    "cards",
    METADATA,
    row_number(),
    member_column("member_id", Personal.DELETE),
    Column("item_id", String(120), nullable=False),
    Column("state", Integer, nullable=False),
    Column("step", Integer),
    Column("stability", Float),
    Column("difficulty", Float),
    Column("due", Utc, nullable=False),
    Column("last_review", Utc),
    Column("added_at", Utc, nullable=False),
    UniqueConstraint("member_id", "item_id"),
    sqlite_autoincrement=True,
)
Index("ix_cards_member_id_due", CARDS.c.member_id, CARDS.c.due)

REVIEWS = Table(
    "reviews",
    METADATA,
    row_number(),
    Column("card_id", ForeignKey("cards.id", ondelete="CASCADE"), nullable=False),
    Column("rating", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_reviews_card_id_at", REVIEWS.c.card_id, REVIEWS.c.at)

REVIEWERS = Table(
    "reviewers",
    METADATA,
    member_column("member_id", Personal.DELETE, primary_key=True),
    Column("daily_cap", Integer, nullable=False),
    Column("paused_until", Utc),
)
