"""Keep who was forgotten in a running game, and where an answer to a problem was put up."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep who was forgotten in a running game, and where an answer to a problem was put up."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("players", sa.Column("mark", sa.LargeBinary(), nullable=True))
    op.create_table(
        "shown_answers",
        sa.Column("answer_id", number, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["practice_answers.id"],
            name=op.f("fk_shown_answers_answer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("answer_id", "channel_id", name=op.f("pk_shown_answers")),
    )
