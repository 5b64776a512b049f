"""Games, their questions, who played, what they answered, and what was said against items.

The answers are the truth; `game_scores` keeps what `bot.store.scores` computes of them.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.store.tables.base import (
    METADATA,
    GivenText,
    Number,
    Personal,
    Utc,
    member_column,
    partial_index,
    row_number,
)

GAMES = Table(
    "games",
    METADATA,
    row_number(),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    member_column("host_id", Personal.FORGET, index=True),
    Column("topic", String(120)),
    Column("difficulty", String(20)),
    Column("wished", Integer),
    Column("mode", String(20), nullable=False, server_default=text("'classic'")),
    Column("scoring", String(20), nullable=False),
    Column("seconds", Integer),
    Column("streak_bonus", Boolean, nullable=False, server_default=text("0")),
    Column("final_double", Boolean, nullable=False, server_default=text("0")),
    Column("hints", Boolean, nullable=False, server_default=text("0")),
    Column("teams", Integer, nullable=False, server_default=text("2")),
    Column("phase", String(20), nullable=False),
    Column("outcome", String(20)),
    Column("due", Utc),
    Column("paused_at", Utc),
    Column("pause_reason", String(20)),
    Column("left_ms", BigInteger),
    Column("lobby_message_id", BigInteger),
    Column("created_at", Utc, nullable=False),
    Column("ended_at", Utc),
    Column("end_shown", Boolean, nullable=False, server_default=text("0")),
    Column("scored", Boolean, nullable=False, server_default=text("0")),
    Column("pruned", Boolean, nullable=False, server_default=text("0")),
    sqlite_autoincrement=True,
)
"""`scored` where `game_scores` has what the answers give; `pruned` without its questions."""
Index(
    "uq_games_one_open_a_channel",
    GAMES.c.channel_id,
    unique=True,
    sqlite_where=text("phase != 'finished'"),
)
Index("ix_games_guild_id_ended_at", GAMES.c.guild_id, GAMES.c.ended_at)
partial_index("ix_games_end_not_shown", ~GAMES.c.end_shown, GAMES.c.id)
partial_index("ix_games_not_scored", ~GAMES.c.scored, GAMES.c.ended_at)
partial_index("ix_games_not_pruned", ~GAMES.c.pruned, GAMES.c.ended_at)

ROUNDS = Table(
    "rounds",
    METADATA,
    Column("game_id", ForeignKey("games.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("item_id", String(120), nullable=False),
    Column("topic", String(20), nullable=False),
    Column("question", JSON, nullable=False),
    Column("opened_at", Utc),
    Column("ending", String(20)),
    Column("weight", Integer, nullable=False, server_default=text("1")),
    Column("message_id", BigInteger),
    Column("result_shown", Boolean, nullable=False, server_default=text("0")),
    Column("answered", Integer, nullable=False, server_default=text("0")),
    Column("right", Integer, nullable=False, server_default=text("0")),
)
"""`answered` and `right` count the answers of an ended game that count (`bot.store.scores`)."""
Index("ix_rounds_item_id", ROUNDS.c.item_id)
partial_index(
    "ix_rounds_answered",
    ROUNDS.c.answered > text("0"),
    ROUNDS.c.item_id,
    ROUNDS.c.answered,
    ROUNDS.c.right,
)

PLAYERS = Table(
    "players",
    METADATA,
    row_number(),
    Column("game_id", ForeignKey("games.id", ondelete="CASCADE"), nullable=False),
    member_column("member_id", Personal.FORGET),
    Column("is_in", Boolean, nullable=False),
    Column("team", Integer),
    Column("joined_at", Utc, nullable=False),
    Column("mark", LargeBinary),
    UniqueConstraint("game_id", "member_id"),
    sqlite_autoincrement=True,
)
Index("ix_players_member_id", PLAYERS.c.member_id)

ANSWERS = Table(
    "answers",
    METADATA,
    row_number(),
    Column("game_id", Number, nullable=False),
    Column("number", Integer, nullable=False),
    Column("player_id", ForeignKey("players.id", ondelete="CASCADE"), nullable=False),
    Column("given", GivenText, nullable=False),
    Column("right", Boolean, nullable=False),
    Column("credit", Integer, nullable=False),
    Column("taken_ms", BigInteger, nullable=False),
    Column("read_as", String(400), info={"words_of": "player_id"}),
    Column("granted", Boolean, nullable=False, server_default=text("0")),
    Column("hinted", Boolean, nullable=False, server_default=text("0")),
    Column("at", Utc, nullable=False),
    ForeignKeyConstraint(
        ["game_id", "number"], ["rounds.game_id", "rounds.number"], ondelete="CASCADE"
    ),
    UniqueConstraint("game_id", "number", "player_id"),
    CheckConstraint("credit BETWEEN 0 AND 100", name="credit"),
    CheckConstraint("taken_ms >= 0", name="taken_ms"),
    sqlite_autoincrement=True,
)
Index("ix_answers_player_id", ANSWERS.c.player_id)

GAME_SCORES = Table(
    "game_scores",
    METADATA,
    member_column("member_id", Personal.DELETE, primary_key=True),
    Column("game_id", ForeignKey("games.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("topic", String(20), primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("is_shared", Boolean, nullable=False),
    Column("ended_at", Utc, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("right", Integer, nullable=False),
    Column("points", Integer),
    sqlite_with_rowid=False,
)
"""What members scored in finished games, by topic, and on all of them (`ALL_TOPICS`) together.

`points` is empty where a game counts on no board; `is_shared` where its items are every server's.
"""
_SCORED = GAME_SCORES.c
_BOARD = (_SCORED.topic, _SCORED.ended_at, _SCORED.member_id, _SCORED.points, _SCORED.right)
_COUNTS = _SCORED.points.is_not(None)
partial_index("ix_game_scores_of_server", _COUNTS, _SCORED.guild_id, *_BOARD)
partial_index("ix_game_scores_shared", _COUNTS, _SCORED.is_shared, *_BOARD)

SKIP_VOTES = Table(
    "skip_votes",
    METADATA,
    Column("game_id", Number, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("player_id", ForeignKey("players.id", ondelete="CASCADE"), primary_key=True, index=True),
    ForeignKeyConstraint(
        ["game_id", "number"], ["rounds.game_id", "rounds.number"], ondelete="CASCADE"
    ),
)

HINTS = Table(
    "hints",
    METADATA,
    Column("game_id", Number, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("player_id", ForeignKey("players.id", ondelete="CASCADE"), primary_key=True, index=True),
    ForeignKeyConstraint(
        ["game_id", "number"], ["rounds.game_id", "rounds.number"], ondelete="CASCADE"
    ),
)
"""Who had a hint to which question."""

APPEALS = Table(
    "appeals",
    METADATA,
    Column("answer_id", ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Utc, nullable=False),
    Column("granted", Boolean),
    Column("decided_at", Utc),
    member_column("decided_by", Personal.FORGET, index=True),
)

REPORTS = Table(
    "reports",
    METADATA,
    row_number(),
    Column("item_id", String(120), nullable=False),
    Column("guild_id", BigInteger),
    member_column("member_id", Personal.FORGET, index=True),
    Column("at", Utc, nullable=False),
    Column("settled_at", Utc),
    member_column("settled_by", Personal.FORGET, index=True),
    sqlite_autoincrement=True,
)
Index(
    "uq_reports_one_open_a_member",
    REPORTS.c.item_id,
    REPORTS.c.member_id,
    unique=True,
    sqlite_where=text("settled_at IS NULL"),
)

RETIRED = Table(
    "retired_items",
    METADATA,
    Column("item_id", String(120), primary_key=True),
    member_column("member_id", Personal.FORGET),
    Column("at", Utc, nullable=False),
)
"""Items that are asked no more, though the facts behind them still make them."""
