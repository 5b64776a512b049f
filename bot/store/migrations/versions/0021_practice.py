"""Keep grades with the answers to problems, and mock loops."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what is new; own grades that were kept as results become attempts without words."""
    op.add_column("practice_answers", sa.Column("grade", sa.String(10), nullable=True))
    single = sa.text("'single'")
    mode = sa.Column("mode", sa.String(10), server_default=single, nullable=False)
    op.add_column("practice_answers", mode)
    op.execute(
        "INSERT INTO practice_answers (member_id, problem, text, at, grade) "
        "SELECT member_id, substr(outcome, 1, instr(outcome, '.') - 1), '', at, "
        "substr(outcome, instr(outcome, '.') + 1) FROM results WHERE kind = 'practice'"
    )
    op.execute("DELETE FROM results WHERE kind = 'practice'")
    op.create_table(
        "mock_loops",
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(60), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=True),
        sa.Column("paused_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_mock_loops")),
    )
