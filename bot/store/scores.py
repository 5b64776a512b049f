"""Scores: computed of the answers by `bot.quiz.scoring`, and kept as rows for ended games."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    and_,
    bindparam,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.knowledge.decks import Item
from bot.quiz.items import load_question, unshuffled
from bot.quiz.items.base import Given, Question
from bot.quiz.phases import Ending, Phase
from bot.quiz.pool import OWN_PREFIX
from bot.quiz.rounds import Round
from bot.quiz.rules import Rules
from bot.quiz.scoring import (
    LEADERBOARD_PEOPLE,
    ItemFigures,
    MemberFigures,
    Standing,
    TopicFigures,
    TopicScore,
    scores_by_topic,
)
from bot.quiz.scoring import standings as standings_of
from bot.store.connection import Connection
from bot.store.saved_games import (
    members_of,
    read_answers,
    read_players,
    read_round,
    read_rules,
)
from bot.store.tables.quizzes import ANSWERS, GAME_SCORES, GAMES, ROUNDS

ALL_TOPICS = ""
"""The topic of rows that sum up all topics of a game."""
NO_NAMES: Mapping[str, str] = MappingProxyType({})
_RIGHT = or_(ANSWERS.c.right, ANSWERS.c.granted)


@dataclass(frozen=True, slots=True)
class _Played:
    """What points are computed of."""

    rules: Rules
    members: tuple[int, ...]
    topics: tuple[str, ...]
    numbers: tuple[int, ...]
    rounds: tuple[Round, ...]


async def _read_played(connection: Connection, row: Row[Any]) -> _Played:
    """Read what a game's points are computed of; its questions may have been removed."""
    players = await read_players(connection, row.id)
    member_of = members_of(players)
    answers = await read_answers(connection, row.id, member_of)
    columns = (it for it in ROUNDS.c if it is not ROUNDS.c.question)
    opened = select(*columns).where(ROUNDS.c.game_id == row.id, ROUNDS.c.opened_at.is_not(None))
    rounds = (await connection.execute(opened.order_by(ROUNDS.c.number))).all()
    return _Played(
        read_rules(row),
        tuple(member_of[it.id] for it in players if it.is_in),
        tuple(it.topic for it in rounds),
        tuple(it.number for it in rounds),
        tuple(read_round(it, answers) for it in rounds),
    )


async def standings(connection: Connection, game: int) -> tuple[Standing, ...]:
    """Rank the members of a game who are in or have answered."""
    row = (await connection.execute(select(GAMES).where(GAMES.c.id == game))).one()
    played = await _read_played(connection, row)
    return standings_of(played.rules, played.rounds, played.members)


async def recompute(connection: Connection, game: int) -> None:
    """Write what members scored in a game, once it has ended; rows of before give way."""
    row = (await connection.execute(select(GAMES).where(GAMES.c.id == game))).one()
    if row.phase != Phase.FINISHED:
        return
    played = await _read_played(connection, row)
    by_member = scores_by_topic(played.rules, played.topics, played.rounds)
    game_wide = {
        "game_id": game,
        "guild_id": row.guild_id,
        "is_shared": not (row.topic or "").startswith(OWN_PREFIX),
        "ended_at": row.ended_at,
    }
    counts = len(by_member) >= LEADERBOARD_PEOPLE
    rows = [
        {
            **game_wide,
            "member_id": member,
            "topic": topic,
            "answered": score.answered,
            "right": score.right,
            "points": score.points if counts else None,
        }
        for member, topics in by_member.items()
        if member > 0  # who was forgotten has a negative number, and stands on no board
        for topic, score in {ALL_TOPICS: sum(topics.values(), TopicScore()), **topics}.items()
    ]
    await connection.execute(delete(GAME_SCORES).where(GAME_SCORES.c.game_id == game))
    if rows:
        await connection.execute(insert(GAME_SCORES), rows)
    await _count_answers(connection, game, played)
    await connection.execute(update(GAMES).where(GAMES.c.id == game).values(scored=True))


async def _count_answers(connection: Connection, game: int, played: _Played) -> None:
    """Write beside each question how many answers to it count, and how many of them are right."""
    counts = [
        {
            "at": number,
            "counted": len(it.counted),
            "rightly": sum(answer.is_right for answer in it.counted),
        }
        for number, it in zip(played.numbers, played.rounds, strict=True)
    ]
    if counts:
        await connection.execute(
            update(ROUNDS)
            .where(ROUNDS.c.game_id == game, ROUNDS.c.number == bindparam("at"))
            .values(answered=bindparam("counted"), right=bindparam("rightly")),
            counts,
        )


async def want_anew(connection: Connection, games: Collection[int]) -> None:
    """Let `recompute_some` compute ended games anew, whose answers are worth something else now."""
    await connection.execute(update(GAMES).where(GAMES.c.id.in_(games)).values(scored=False))


async def recompute_some(connection: Connection, most: int) -> int:
    """Compute up to so many ended games whose rows are missing or out of date; give how many."""
    statement = select(GAMES.c.id).where(~GAMES.c.scored, GAMES.c.ended_at.is_not(None)).limit(most)
    found = (await connection.execute(statement)).scalars().all()
    for game in found:
        await recompute(connection, game)
    return len(found)


async def figures_of(
    connection: Connection, member: int, guild: int | None = None
) -> MemberFigures:
    """Sum up what a member answered in ended games, in one server or everywhere."""
    table = GAME_SCORES.c
    statement = (
        select(
            table.topic,
            func.count().label("games"),
            func.sum(table.answered).label("answered"),
            func.sum(table.right).label("right"),
            func.coalesce(func.sum(table.points), 0).label("points"),
        )
        .where(table.member_id == member)
        .group_by(table.topic)
        .order_by(func.sum(table.answered).desc(), table.topic)
    )
    if guild is not None:
        statement = statement.where(table.guild_id == guild)
    rows = {row.topic: row for row in await connection.execute(statement)}
    total = rows.pop(ALL_TOPICS, None)
    if total is None:
        return MemberFigures(0, 0, 0, 0, ())
    return MemberFigures(
        total.games,
        total.answered,
        total.right,
        total.points,
        tuple(TopicFigures(it.topic, it.answered, it.right) for it in rows.values()),
    )


def _counts() -> ColumnElement[bool]:
    """Hold for questions that were closed and not skipped."""
    return and_(ROUNDS.c.ending.is_not(None), ROUNDS.c.ending != Ending.SKIPPED)


def _same_round() -> ColumnElement[bool]:
    return and_(ROUNDS.c.game_id == ANSWERS.c.game_id, ROUNDS.c.number == ANSWERS.c.number)


async def figures_of_item(
    connection: Connection,
    item: str,
    current: Item | None,
    role_names: Mapping[str, str] = NO_NAMES,
) -> ItemFigures:
    """Sum up how an item fared over all games; answers are said in the words it has now."""
    statement = (
        select(
            ROUNDS.c.game_id,
            ROUNDS.c.question,
            ANSWERS.c.given,
            cast(_RIGHT, Integer).label("right"),
            func.count().label("times"),
            func.sum(ANSWERS.c.taken_ms).label("taken"),
        )
        .join(ANSWERS, _same_round())
        .where(ROUNDS.c.item_id == item, _counts())
        .group_by(ROUNDS.c.game_id, ROUNDS.c.number, ANSWERS.c.given, cast(_RIGHT, Integer))
    )
    rows = (await connection.execute(statement)).all()
    now = None if current is None else unshuffled(current)
    given: Counter[str] = Counter()
    for row in (it for it in rows if it.question is not None):
        given[_in_words_of_now(row.question, row.given, now, role_names)] += row.times
    return ItemFigures(
        sum(row.times for row in rows),
        sum(row.times for row in rows if row.right),
        tuple(sorted(given.items(), key=lambda it: (-it[1], it[0]))),
        _average([(row.taken, row.times) for row in rows if row.right]),
        _average([(row.taken, row.times) for row in rows if not row.right]),
    )


def _in_words_of_now(
    stored: Mapping[str, Any], given: Given, now: Question | None, role_names: Mapping[str, str]
) -> str:
    asked = load_question(stored)
    carried = None if now is None else now.carried(given, asked)
    if now is None or carried is None:
        return asked.meaning(given, role_names)
    return now.meaning(carried, role_names)


def _average(parts: Sequence[tuple[int, int]]) -> int | None:
    """Give the average of sums over so many each; None of nothing."""
    count = sum(number for _, number in parts)
    return round(sum(total for total, _ in parts) / count) if count else None
