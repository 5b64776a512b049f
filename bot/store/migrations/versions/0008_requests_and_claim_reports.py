"""Keep what members ask to be added, and what they say is wrong with an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep what members ask to be added, and what they say is wrong with an answer."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "requests",
        sa.Column("miss_id", number, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["miss_id"], ["misses.id"], name=op.f("fk_requests_miss_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("miss_id", "member_id", name=op.f("pk_requests")),
    )
    op.create_table(
        "claim_reports",
        sa.Column("id", number, autoincrement=True, nullable=False),
        sa.Column("query", sa.String(length=100), nullable=False),
        sa.Column("claim", sa.String(length=20), nullable=False),
        sa.Column("said", sa.String(length=300), nullable=False),
        sa.Column("wrong", sa.String(length=500), nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_reports")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_claim_reports_one_open_a_member",
        "claim_reports",
        ["query", "claim", "member_id"],
        unique=True,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
