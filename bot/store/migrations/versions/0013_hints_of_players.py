"""Find the hints of a player without reading all."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index them, as votes to skip are."""
    op.create_index("ix_hints_player_id", "hints", ["player_id"])
