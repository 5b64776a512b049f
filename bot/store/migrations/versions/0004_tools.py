"""Keep what members work through."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep what members work through."""
    op.create_table(
        "plans",
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=60), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_plans")),
    )
    op.create_table(
        "takings",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("outcome", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takings")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_takings_member_id_kind_at", "takings", ["member_id", "kind", "at"], unique=False
    )
    op.create_table(
        "writings",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("problem", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writings")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_writings_member_id_problem", "writings", ["member_id", "problem"], unique=False
    )
    op.create_table(
        "peer_grades",
        sa.Column(
            "writing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("grade", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["writing_id"],
            ["writings.id"],
            name=op.f("fk_peer_grades_writing_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("writing_id", "member_id", name=op.f("pk_peer_grades")),
    )
    op.create_table(
        "plan_steps",
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["plans.member_id"],
            name=op.f("fk_plan_steps_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", "day", name=op.f("pk_plan_steps")),
    )
