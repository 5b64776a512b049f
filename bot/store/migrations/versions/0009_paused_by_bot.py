"""Tell games that somebody paused from those that the bot had to pause."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the mark to games; none that was paused before has it."""
    op.add_column(
        "games",
        sa.Column("paused_by_bot", sa.Boolean(), nullable=False, server_default=sa.text("0")),
    )
