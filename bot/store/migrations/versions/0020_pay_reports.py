"""Keep what members report to earn."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "pay_reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(60), nullable=False),
        sa.Column("level", sa.String(60), nullable=True),
        sa.Column("employer", sa.String(60), nullable=True),
        sa.Column("place", sa.String(20), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("basis", sa.String(10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_reports")),
        sa.UniqueConstraint(
            "guild_id", "member_id", name=op.f("uq_pay_reports_guild_id_member_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pay_reports_member_id", "pay_reports", ["member_id"])
    op.create_index("ix_pay_reports_at", "pay_reports", ["at"])
    op.create_index("ix_pay_reports_guild_id_role", "pay_reports", ["guild_id", "role"])
