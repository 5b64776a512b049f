"""Games read back whole from their rows, as after a restart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, RowMapping, Table, select

from bot.knowledge.decks import Difficulty
from bot.quiz.game import Game
from bot.quiz.items import load_question
from bot.quiz.phases import Ending, Outcome, Pace, PauseReason, Phase
from bot.quiz.pool import Wish
from bot.quiz.rounds import LockedAnswer, Round
from bot.quiz.rules import Mode, Rules, Scoring
from bot.quiz.saved import GamePlace, SavedGame
from bot.store.connection import Connection
from bot.store.tables.quizzes import ANSWERS, GAMES, HINTS, PLAYERS, ROUNDS, SKIP_VOTES

MILLISECOND = timedelta(milliseconds=1)


async def read_open(connection: Connection) -> list[SavedGame]:
    """Read all games that have not ended, or whose end was not shown."""
    rows = await connection.execute(select(GAMES).where(~GAMES.c.end_shown).order_by(GAMES.c.id))
    return [await _read(connection, row) for row in rows.all()]


async def read_game(connection: Connection, number: int) -> SavedGame | None:
    """Read one game, ended or not; None where its questions were removed."""
    row = (await connection.execute(select(GAMES).where(GAMES.c.id == number))).one_or_none()
    questions = select(ROUNDS.c.question).where(ROUNDS.c.game_id == number)
    if row is None or None in (await connection.execute(questions)).scalars().all():
        return None
    return await _read(connection, row)


async def _read(connection: Connection, row: Row[tuple[object, ...]]) -> SavedGame:
    """Put a game together from its rows; who was forgotten plays on under a negative number."""
    kept = row._mapping  # noqa: SLF001 - SQLAlchemy's name for it is public
    number = int(kept["id"])
    rounds = (
        await connection.execute(
            select(ROUNDS).where(ROUNDS.c.game_id == number).order_by(ROUNDS.c.number)
        )
    ).all()
    players = await read_players(connection, number)
    member_of = members_of(players)
    answers = await read_answers(connection, number, member_of)
    hinted = await _marked(connection, HINTS, number, member_of)
    opened = [
        replace(read_round(item, answers), hinted=frozenset(hinted.get(item.number, ())))
        for item in rounds
        if item.opened_at is not None
    ]
    votes = (await _marked(connection, SKIP_VOTES, number, member_of)).get(len(opened) - 1, set())
    game = Game(
        number,
        kept["host_id"] or 0,
        tuple(load_question(item.question) for item in rounds),
        read_rules(row),
        _wish(kept, len(rounds)),
        tuple(member_of[player.id] for player in players if player.is_in),
        Phase(kept["phase"]),
        tuple(opened),
        kept["due"],
        None if kept["pause_reason"] is None else PauseReason(kept["pause_reason"]),
        None if kept["left_ms"] is None else kept["left_ms"] * MILLISECOND,
        kept["paused_at"],
        None if kept["outcome"] is None else Outcome(kept["outcome"]),
        frozenset(votes if kept["phase"] == Phase.OPEN else ()),
        {member_of[player.id]: player.team for player in players if player.team is not None},
    )
    last = rounds[len(opened) - 1] if opened else None
    return SavedGame(
        game,
        GamePlace(kept["guild_id"], kept["channel_id"]),
        kept["lobby_message_id"],
        last.message_id if last is not None else None,
        last is not None and last.result_shown,
        kept["end_shown"],
    )


def read_rules(row: Row[Any]) -> Rules:
    return Rules(
        Mode(row.mode),
        Scoring(row.scoring),
        Pace(row.seconds),
        row.streak_bonus,
        row.final_double,
        row.hints,
        row.teams,
    )


def read_round(row: Row[Any], answers: Mapping[int, Sequence[LockedAnswer]]) -> Round:
    """Read a question that was opened, of the answers by its number."""
    ending = None if row.ending is None else Ending(row.ending)
    given = tuple(answers.get(row.number, ()))
    return Round(row.opened_at, ending, given, weight=row.weight)


def _wish(kept: RowMapping, asked: int) -> Wish:
    """Read what was wished; early games kept no count, only what was asked."""
    difficulty = None if kept["difficulty"] is None else Difficulty(kept["difficulty"])
    return Wish(kept["wished"] or asked, kept["topic"], difficulty)


async def read_players(connection: Connection, game: int) -> Sequence[Row[Any]]:
    """Read who is or was in a game, in the order they joined."""
    statement = select(PLAYERS).where(PLAYERS.c.game_id == game).order_by(PLAYERS.c.id)
    return (await connection.execute(statement)).all()


def members_of(players: Iterable[Row[Any]]) -> Mapping[int, int]:
    """Give the members by their numbers as players; who was forgotten has a negative one."""
    return {
        player.id: player.member_id if player.member_id is not None else -player.id
        for player in players
    }


async def read_answers(
    connection: Connection, game: int, member_of: Mapping[int, int]
) -> dict[int, list[LockedAnswer]]:
    """Read the answers of a game by question, in the order they came in."""
    rows = await connection.execute(
        select(ANSWERS).where(ANSWERS.c.game_id == game).order_by(ANSWERS.c.id)
    )
    found: dict[int, list[LockedAnswer]] = {}
    for row in rows:
        answer = LockedAnswer(
            member_of[row.player_id],
            row.given,
            row.right,
            row.credit,
            row.taken_ms,
            row.granted,
            row.read_as,
            row.hinted,
        )
        found.setdefault(row.number, []).append(answer)
    return found


async def _marked(
    connection: Connection, table: Table, game: int, member_of: Mapping[int, int]
) -> dict[int, set[int]]:
    """Read by question who voted to skip it, or had a hint to it."""
    rows = await connection.execute(
        select(table.c.number, table.c.player_id).where(table.c.game_id == game)
    )
    found: dict[int, set[int]] = {}
    for number, player in rows:
        found.setdefault(number, set()).add(member_of[player])
    return found
