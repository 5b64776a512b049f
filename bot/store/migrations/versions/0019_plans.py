"""Keep what a study plan is made for, its steps by name, and members' time zones."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let plans have hours and an end, steps a name; take zones over from reminders."""
    op.add_column("members", sa.Column("zone", sa.String(60), nullable=True))
    op.execute(
        "INSERT INTO members (member_id, visibility, zone) "
        "SELECT member_id, 'server', max(zone) FROM reminders WHERE zone <> 'UTC' "
        "GROUP BY member_id ON CONFLICT (member_id) DO UPDATE SET zone = excluded.zone"
    )
    op.add_column("plans", sa.Column("hours", sa.Integer(), nullable=True))
    op.add_column("plans", sa.Column("ends", sa.DateTime(), nullable=True))
    op.add_column(
        "plans", sa.Column("is_fixed", sa.Boolean(), server_default=sa.text("0"), nullable=False)
    )
    rows = op.get_bind().execute(
        sa.text("SELECT member_id, day, due, done_at, told_at FROM plan_steps")
    )
    kept = [{**row, "step": str(row["day"])} for row in rows.mappings()]
    op.drop_table("plan_steps")
    op.create_table(
        "plan_steps",
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("due", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("hours", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["plans.member_id"],
            name=op.f("fk_plan_steps_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", "step", name=op.f("pk_plan_steps")),
    )
    if kept:
        op.get_bind().execute(
            sa.text(
                "INSERT INTO plan_steps (member_id, step, due, done_at, told_at) "
                "VALUES (:member_id, :step, :due, :done_at, :told_at)"
            ),
            kept,
        )
