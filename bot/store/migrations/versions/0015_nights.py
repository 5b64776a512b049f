"""Keep quizzes planned for later, and who wants to be reminded of them."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep quizzes planned for later, and who wants to be reminded of them."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "nights",
        sa.Column("id", number, autoincrement=True, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("host_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("wish", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("reminded", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nights")),
        sqlite_autoincrement=True,
    )
    for column in ("guild_id", "host_id", "phase"):
        op.create_index(op.f(f"ix_nights_{column}"), "nights", [column])
    op.create_table(
        "night_reminders",
        sa.Column("night_id", number, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("told", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["night_id"],
            ["nights.id"],
            name=op.f("fk_night_reminders_night_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("night_id", "member_id", name=op.f("pk_night_reminders")),
    )
    op.create_index(op.f("ix_night_reminders_member_id"), "night_reminders", ["member_id"])
