"""Keep what members scored in ended games as rows, and find rows of play by indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the rows, which are computed after the next start, and the indexes."""
    _create_scores()
    for name in ("scored", "pruned"):
        op.add_column(
            "games",
            sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.text("0")),
        )
    _partial("games", "end_not_shown", ["id"], "end_shown = 0")
    _partial("games", "not_scored", ["ended_at"], "scored = 0")
    _partial("games", "not_pruned", ["ended_at"], "pruned = 0")
    board = ["topic", "ended_at", "member_id", "points", "right"]
    _partial("game_scores", "of_server", ["guild_id", *board], "points IS NOT NULL")
    _partial("game_scores", "shared", ["is_shared", *board], "points IS NOT NULL")
    for table, column_name in (
        ("games", "host_id"),
        ("game_scores", "game_id"),
        ("skip_votes", "player_id"),
        ("hints", "player_id"),
        ("appeals", "decided_by"),
        ("reports", "member_id"),
        ("reports", "settled_by"),
    ):
        op.create_index(op.f(f"ix_{table}_{column_name}"), table, [column_name])


def _create_scores() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "game_scores",
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("game_id", number, nullable=False),
        sa.Column("topic", sa.String(20), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["game_id"], ["games.id"], name=op.f("fk_game_scores_game_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "game_id", "topic", name=op.f("pk_game_scores")),
        sqlite_with_rowid=False,
    )


def _partial(table: str, name: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        f"ix_{table}_{name}",
        table,
        columns,
        sqlite_where=condition,
        postgresql_where=condition,
    )
