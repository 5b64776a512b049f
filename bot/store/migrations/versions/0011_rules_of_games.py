"""Keep the rules that a game is played by, teams, hints, and why a game is paused."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep them; what was played before was played as it always was."""
    no, two = sa.text("0"), sa.text("2")
    for column in (
        sa.Column("wished", sa.Integer()),
        sa.Column("mode", sa.String(20), nullable=False, server_default=sa.text("'classic'")),
        sa.Column("streak_bonus", sa.Boolean(), nullable=False, server_default=no),
        sa.Column("final_double", sa.Boolean(), nullable=False, server_default=no),
        sa.Column("hints", sa.Boolean(), nullable=False, server_default=no),
        sa.Column("teams", sa.Integer(), nullable=False, server_default=two),
        sa.Column("pause_reason", sa.String(20)),
    ):
        op.add_column("games", column)
    op.execute("UPDATE games SET pause_reason = 'host' WHERE paused_at IS NOT NULL")
    op.execute("UPDATE games SET pause_reason = 'forbidden' WHERE paused_by_bot")
    op.drop_column("games", "paused_by_bot")
    weight = sa.Column("weight", sa.Integer(), nullable=False, server_default=sa.text("1"))
    op.add_column("rounds", weight)
    op.add_column("players", sa.Column("team", sa.Integer()))
    op.add_column("answers", sa.Column("hinted", sa.Boolean(), nullable=False, server_default=no))
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "hints",
        sa.Column("game_id", number, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("player_id", number, nullable=False),
        sa.ForeignKeyConstraint(
            ["game_id", "number"],
            ["rounds.game_id", "rounds.number"],
            name=op.f("fk_hints_game_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["player_id"], ["players.id"], name=op.f("fk_hints_player_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("game_id", "number", "player_id", name=op.f("pk_hints")),
    )
