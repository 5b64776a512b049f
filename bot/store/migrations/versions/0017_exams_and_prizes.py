"""Keep exams that members sit, and the roles that they earned."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "exam_tries",
        sa.Column("id", number, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.String(120), nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("right", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_tries")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_exam_tries_member_id",
        "exam_tries",
        ["member_id", "guild_id", "topic", "started_at"],
    )
    op.create_table(
        "exam_questions",
        sa.Column("try_id", number, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.String(120), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["try_id"], ["exam_tries.id"], name=op.f("fk_exam_questions_try_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("try_id", "number", name=op.f("pk_exam_questions")),
    )
    op.create_table(
        "prizes",
        sa.Column("id", number, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.Column("deed", sa.String(120), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prizes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_prizes_member_id", "prizes", ["member_id"])
    waits = sa.text("settled_at IS NULL")
    op.create_index(
        "ix_prizes_not_settled", "prizes", ["id"], sqlite_where=waits, postgresql_where=waits
    )
