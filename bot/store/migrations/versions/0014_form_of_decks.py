"""Keep the form in which a server's deck was uploaded."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep the form in which a server's deck was uploaded; until now all were kept as YAML."""
    form = sa.Column("form", sa.String(length=4), nullable=False, server_default=sa.text("'yaml'"))
    op.add_column("server_decks", form)
