"""Count beside each question of an ended game how it was answered; find prizes by server."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the counts, which are computed after the next start."""
    for name in ("answered", "right"):
        op.add_column(
            "rounds", sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0"))
        )
    some = sa.text("answered > 0")
    op.create_index(
        "ix_rounds_answered",
        "rounds",
        ["item_id", "answered", "right"],
        sqlite_where=some,
        postgresql_where=some,
    )
    for table in ("exam_tries", "prizes"):
        op.create_index(f"ix_{table}_guild_id", table, ["guild_id"])
    op.execute("UPDATE games SET scored = 0")
