"""Keep the question of the day: when each server's comes, those asked, and the answers."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep the question of the day: when each server's comes, those asked, and the answers."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "daily",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_daily")),
    )
    op.create_index(op.f("ix_daily_next_at"), "daily", ["next_at"])
    op.create_table(
        "daily_questions",
        sa.Column("id", number, autoincrement=True, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.String(length=120), nullable=False),
        sa.Column("question", sa.JSON(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_questions")),
        sa.UniqueConstraint("guild_id", "day", name=op.f("uq_daily_questions_guild_id_day")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "daily_answers",
        sa.Column("question_id", number, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("given", sa.String(length=400), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("credit", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["daily_questions.id"],
            name=op.f("fk_daily_answers_question_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", "member_id", name=op.f("pk_daily_answers")),
    )
    op.create_index("ix_daily_answers_member_id", "daily_answers", ["member_id"])
