"""Name tables for what is in them: results, and answers to problems."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Name tables for what is in them: results, and answers to problems."""
    op.drop_index("ix_takings_member_id_kind_at", "takings")
    op.rename_table("takings", "results")
    op.create_index("ix_results_member_id_kind_at", "results", ["member_id", "kind", "at"])
    op.drop_index("ix_writings_member_id_problem", "writings")
    op.rename_table("writings", "practice_answers")
    op.create_index(
        "ix_practice_answers_member_id_problem", "practice_answers", ["member_id", "problem"]
    )
    op.alter_column("peer_grades", "writing_id", new_column_name="answer_id")
