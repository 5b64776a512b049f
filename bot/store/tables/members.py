"""What is a member's own: choices, reminders, review cards, results, a study plan."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.store.tables.base import METADATA, Personal, Utc, member_column, row_number

MEMBERS = Table(
    "members",
    METADATA,
    member_column("member_id", Personal.DELETE, primary_key=True),
    Column("visibility", String(20), nullable=False),
    Column("zone", String(60)),
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

RESULTS = Table(
    "results",
    METADATA,
    row_number(),
    member_column("member_id", Personal.DELETE),
    Column("kind", String(20), nullable=False),
    Column("code", String(100), nullable=False),
    Column("outcome", String(60), nullable=False),
    Column("at", Utc, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_results_member_id_kind_at", RESULTS.c.member_id, RESULTS.c.kind, RESULTS.c.at)

PLANS = Table(
    "plans",
    METADATA,
    member_column("member_id", Personal.DELETE, primary_key=True),
    Column("role", String(60)),
    Column("started_at", Utc, nullable=False),
    Column("hours", Integer),
    Column("ends", Utc),
    Column("is_fixed", Boolean, nullable=False, server_default=text("0")),
)
"""Plans of before have no hours and no end: they are the checkpoints alone."""

PLAN_STEPS = Table(
    "plan_steps",
    METADATA,
    Column(
        "member_id",
        BigInteger,
        ForeignKey("plans.member_id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        info={"personal": Personal.DELETE},
    ),
    Column("step", String(40), primary_key=True),
    Column("due", Utc, nullable=False),
    Column("done_at", Utc),
    Column("told_at", Utc),
    Column("hours", Integer, nullable=False, server_default=text("0")),
)
