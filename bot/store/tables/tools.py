"""What a member worked through: results, answers to problems and their grades, a study plan."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from bot.store.tables.base import METADATA, Personal, Utc, member_column, row_number

TAKINGS = Table(
    "takings",
    METADATA,
    row_number(),
    member_column("member_id", Personal.DELETE),
    Column("kind", String(20), nullable=False),
    Column("code", String(100), nullable=False),
    Column("outcome", String(60), nullable=False),
    Column("at", Utc, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_takings_member_id_kind_at", TAKINGS.c.member_id, TAKINGS.c.kind, TAKINGS.c.at)

WRITINGS = Table(
    "writings",
    METADATA,
    row_number(),
    member_column("member_id", Personal.DELETE),
    Column("problem", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Utc, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_writings_member_id_problem", WRITINGS.c.member_id, WRITINGS.c.problem)

PEER_GRADES = Table(
    "peer_grades",
    METADATA,
    Column("writing_id", ForeignKey("writings.id", ondelete="CASCADE"), primary_key=True),
    member_column("member_id", Personal.DELETE, primary_key=True),
    Column("grade", String(10), nullable=False),
)

PLANS = Table(
    "plans",
    METADATA,
    member_column("member_id", Personal.DELETE, primary_key=True),
    Column("role", String(60)),
    Column("started_at", Utc, nullable=False),
)

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
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("due", Utc, nullable=False),
    Column("done_at", Utc),
    Column("told_at", Utc),
)
