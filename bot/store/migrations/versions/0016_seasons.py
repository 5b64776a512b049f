"""Keep the seasons of servers, by which leaderboards begin anew."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; one season is open in a server at a time."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "seasons",
        sa.Column("id", number, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seasons")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_seasons_guild_id_opened_at", "seasons", ["guild_id", "opened_at"])
    is_open = sa.text("closed_at IS NULL")
    op.create_index(
        "uq_seasons_one_open_a_server",
        "seasons",
        ["guild_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
