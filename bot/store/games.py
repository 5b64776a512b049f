"""Games as rows: written move by move, and read back whole after a restart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Insert, Row, bindparam, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from bot.quiz.errors import AlreadyAnsweredError
from bot.quiz.game import Ending, Game, Outcome, Pace, Phase, Round
from bot.quiz.questions import Question
from bot.quiz.scoring import Answer, Scoring
from bot.store.tables.quizzes import ANSWERS, GAMES, PLAYERS, ROUNDS, SKIP_VOTES

Connection = AsyncConnection
MILLISECOND = timedelta(milliseconds=1)


class ChannelTakenError(Exception):
    """A game is open in this channel already."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a game is played."""

    guild: int
    channel: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a host chose for a game."""

    place: Place
    host: int
    topic: str | None
    difficulty: str | None
    scoring: Scoring
    pace: Pace
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """A game that was read back, where it is played, and what of it was shown already."""

    game: Game
    place: Place
    lobby_message: int | None = None
    question_message: int | None = None
    result_shown: bool = False
    topic: str | None = None


async def create(connection: AsyncConnection, plan: Plan, now: datetime) -> Game:
    """Write a new game with its lobby; raise ChannelTakenError where one is open there."""
    row = {
        "guild_id": plan.place.guild,
        "channel_id": plan.place.channel,
        "host_id": plan.host,
        "topic": plan.topic,
        "difficulty": plan.difficulty,
        "scoring": plan.scoring,
        "seconds": plan.pace.seconds,
        "phase": Phase.LOBBY,
        "created_at": now,
    }
    try:
        result = await connection.execute(insert(GAMES).values(row).returning(GAMES.c.id))
    except IntegrityError:
        raise ChannelTakenError from None
    number = int(result.scalar_one())
    game = Game.open(number, plan.host, plan.questions, plan.scoring, plan.pace, now)
    await connection.execute(
        insert(ROUNDS),
        [
            {
                "game_id": number,
                "number": index,
                "item_id": question.item.id,
                "topic": question.item.topic,
                "question": question.dump(),
            }
            for index, question in enumerate(plan.questions)
        ],
    )
    await save(connection, game, now)
    await let_in(connection, number, plan.host, now)
    return game


async def save(connection: AsyncConnection, game: Game, now: datetime) -> None:
    """Write where a game is: its phase and clock, and the question opened last."""
    await connection.execute(
        update(GAMES)
        .where(GAMES.c.id == game.id)
        .values(
            phase=game.phase,
            outcome=game.outcome,
            due=game.due,
            paused_at=game.paused_at,
            left_ms=None if game.left is None else game.left // MILLISECOND,
            ended_at=now if game.phase is Phase.FINISHED else None,
        )
    )
    if game.rounds:
        await connection.execute(
            update(ROUNDS)
            .where(ROUNDS.c.game_id == game.id, ROUNDS.c.number == game.number)
            .values(opened_at=game.round.opened, ending=game.round.ending)
        )


async def let_in(connection: AsyncConnection, game: int, member: int, now: datetime) -> int:
    """Let a member in, or in again; give their number as a player."""
    row = {"game_id": game, "member_id": member, "is_in": True, "joined_at": now}
    return int((await connection.execute(_let_in(), row)).scalar_one())


async def let_go(connection: AsyncConnection, game: int, member: int) -> None:
    """Let a member go; what they answered stays."""
    await connection.execute(
        update(PLAYERS)
        .where(PLAYERS.c.game_id == game, PLAYERS.c.member_id == member)
        .values(is_in=False)
    )


async def lock_answer(  # noqa: PLR0913 - one row, and who gives it
    connection: AsyncConnection,
    game: int,
    number: int,
    answer: Answer,
    now: datetime,
    *,
    is_in: bool = False,
) -> None:
    """Write an answer; raise AlreadyAnsweredError where there is one, whatever was remembered.

    Who is not in the game (`is_in`) is let in first.
    """
    if not is_in:
        await let_in(connection, game, answer.member, now)
    row = {
        "in_game": game,
        "by_member": answer.member,
        "number": number,
        "given": answer.given,
        "right": answer.right,
        "credit": answer.credit,
        "taken_ms": answer.taken,
        "note": answer.note,
        "at": now,
    }
    try:
        await connection.execute(_insert_answer(), row)
    except IntegrityError:
        raise AlreadyAnsweredError from None


@cache
def _insert_answer() -> Insert:
    """Build the statement of the busiest moment once: a row by a member's number as a player."""
    given = ("number", "given", "right", "credit", "taken_ms", "note", "at")
    values = [bindparam(name, type_=ANSWERS.c[name].type) for name in given]
    player = select(PLAYERS.c.game_id, PLAYERS.c.id, *values).where(
        PLAYERS.c.game_id == bindparam("in_game"), PLAYERS.c.member_id == bindparam("by_member")
    )
    return insert(ANSWERS).from_select(["game_id", "player_id", *given], player)


@cache
def _let_in() -> ReturningInsert[int]:
    statement = upsert(PLAYERS).on_conflict_do_update(
        index_elements=["game_id", "member_id"], set_={"is_in": True}
    )
    return statement.returning(PLAYERS.c.id)


async def add_vote(
    connection: AsyncConnection, game: int, number: int, member: int, now: datetime
) -> None:
    """Write a vote to skip a question."""
    player = await let_in(connection, game, member, now)
    row = {"game_id": game, "number": number, "player_id": player}
    await connection.execute(upsert(SKIP_VOTES).values(row).on_conflict_do_nothing())


async def remember_message(
    connection: AsyncConnection, game: int, number: int | None, message: int
) -> None:
    """Write which message shows the lobby (number None) or a question."""
    if number is None:
        statement = update(GAMES).where(GAMES.c.id == game).values(lobby_message_id=message)
    else:
        statement = (
            update(ROUNDS)
            .where(ROUNDS.c.game_id == game, ROUNDS.c.number == number)
            .values(message_id=message)
        )
    await connection.execute(statement)


async def mark_shown(connection: AsyncConnection, game: int, number: int | None) -> None:
    """Write that the end of a game (number None) or the result of a question was shown."""
    if number is None:
        statement = update(GAMES).where(GAMES.c.id == game).values(end_shown=True)
    else:
        statement = (
            update(ROUNDS)
            .where(ROUNDS.c.game_id == game, ROUNDS.c.number == number)
            .values(result_shown=True)
        )
    await connection.execute(statement)


async def read_open(connection: AsyncConnection) -> list[Stored]:
    """Read all games that have not ended, or whose end was not shown."""
    rows = await connection.execute(select(GAMES).where(~GAMES.c.end_shown).order_by(GAMES.c.id))
    return [await _read(connection, row) for row in rows.all()]


async def read_game(connection: AsyncConnection, number: int) -> Stored | None:
    """Read one game, ended or not."""
    row = (await connection.execute(select(GAMES).where(GAMES.c.id == number))).one_or_none()
    return None if row is None else await _read(connection, row)


async def recent_items(connection: AsyncConnection, guild: int, since: datetime) -> set[str]:
    """List the items that were asked in a server since some time."""
    statement = (
        select(ROUNDS.c.item_id)
        .join(GAMES, GAMES.c.id == ROUNDS.c.game_id)
        .where(GAMES.c.guild_id == guild, ROUNDS.c.opened_at >= since)
        .distinct()
    )
    return set((await connection.execute(statement)).scalars())


async def count_open(connection: AsyncConnection) -> int:
    """Count the games that have not ended."""
    statement = select(func.count()).select_from(GAMES).where(GAMES.c.phase != Phase.FINISHED)
    return int((await connection.execute(statement)).scalar_one())


async def _read(connection: AsyncConnection, row: Row[tuple[object, ...]]) -> Stored:
    """Put a game together from its rows; who was forgotten plays on under a negative number."""
    kept = row._mapping  # noqa: SLF001 - SQLAlchemy's name for it is public
    number = int(kept["id"])
    rounds = (
        await connection.execute(
            select(ROUNDS).where(ROUNDS.c.game_id == number).order_by(ROUNDS.c.number)
        )
    ).all()
    players = (
        await connection.execute(
            select(PLAYERS).where(PLAYERS.c.game_id == number).order_by(PLAYERS.c.id)
        )
    ).all()
    member_of = {
        player.id: player.member_id if player.member_id is not None else -player.id
        for player in players
    }
    answers = await _answers(connection, number, member_of)
    opened = [
        Round(
            item.opened_at,
            None if item.ending is None else Ending(item.ending),
            tuple(answers.get(item.number, ())),
        )
        for item in rounds
        if item.opened_at is not None
    ]
    votes = await _votes(connection, number, len(opened) - 1, member_of)
    game = Game(
        number,
        kept["host_id"] or 0,
        tuple(Question.load(item.question) for item in rounds),
        Scoring(kept["scoring"]),
        Pace(kept["seconds"]),
        tuple(member_of[player.id] for player in players if player.is_in),
        Phase(kept["phase"]),
        tuple(opened),
        kept["due"],
        kept["paused_at"] is not None,
        None if kept["left_ms"] is None else kept["left_ms"] * MILLISECOND,
        kept["paused_at"],
        None if kept["outcome"] is None else Outcome(kept["outcome"]),
        votes if kept["phase"] == Phase.OPEN else frozenset(),
    )
    last = rounds[len(opened) - 1] if opened else None
    return Stored(
        game,
        Place(kept["guild_id"], kept["channel_id"]),
        kept["lobby_message_id"],
        last.message_id if last is not None else None,
        last is not None and last.result_shown,
        kept["topic"],
    )


async def _answers(
    connection: AsyncConnection, game: int, member_of: dict[int, int]
) -> dict[int, list[Answer]]:
    """Read the answers of a game by question, in the order they came in."""
    rows = await connection.execute(
        select(ANSWERS).where(ANSWERS.c.game_id == game).order_by(ANSWERS.c.id)
    )
    found: dict[int, list[Answer]] = {}
    for row in rows:
        answer = Answer(
            member_of[row.player_id],
            row.given,
            row.right,
            row.credit,
            row.taken_ms,
            row.granted,
            row.note,
        )
        found.setdefault(row.number, []).append(answer)
    return found


async def _votes(
    connection: AsyncConnection, game: int, number: int, member_of: dict[int, int]
) -> frozenset[int]:
    statement = select(SKIP_VOTES.c.player_id).where(
        SKIP_VOTES.c.game_id == game, SKIP_VOTES.c.number == number
    )
    rows: Iterable[int] = (await connection.execute(statement)).scalars()
    return frozenset(member_of[player] for player in rows)
