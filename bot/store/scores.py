"""Scores as queries over answers: a game's standings, leaderboards, and one member's figures.

The points of an answer follow `bot.quiz.scoring`; a test holds the two against each other.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    distinct,
    func,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.knowledge.decks import Item
from bot.quiz.items import load_question, unshuffled
from bot.quiz.items.base import Given, Question
from bot.quiz.phases import Ending, Phase
from bot.quiz.pool import OWN_PREFIX
from bot.quiz.rules import Scoring
from bot.quiz.scoring import (
    DEFAULT_VISIBILITY,
    LEADERBOARD_PEOPLE,
    ItemFigures,
    LeaderboardVisibility,
    MemberFigures,
    Standing,
    TopicFigures,
    rank,
)
from bot.store.tables.members import MEMBERS
from bot.store.tables.quizzes import ANSWERS, GAMES, PLAYERS, ROUNDS

NO_NAMES: Mapping[str, str] = MappingProxyType({})
_RIGHT = or_(ANSWERS.c.right, ANSWERS.c.granted)


def scored() -> Subquery:
    """Select every answer that counts with its points."""
    worth = case((ANSWERS.c.granted, 100), else_=ANSWERS.c.credit)
    allowed = GAMES.c.seconds * 1000
    taken = case((ANSWERS.c.taken_ms < allowed, ANSWERS.c.taken_ms), else_=allowed)
    speed = worth * (2 * allowed - taken) // (2 * allowed)
    place = func.row_number().over(
        partition_by=(ANSWERS.c.game_id, ANSWERS.c.number),
        order_by=(worth.desc(), ANSWERS.c.taken_ms, ANSWERS.c.id),
    )
    points = case(
        (and_(GAMES.c.scoring == Scoring.SPEED, GAMES.c.seconds.is_not(None)), speed),
        (
            GAMES.c.scoring == Scoring.FIRST,
            case((and_(place == 1, worth > 0), 100), else_=0),
        ),
        else_=worth,
    )
    return (
        select(
            ANSWERS.c.game_id,
            ANSWERS.c.number,
            ANSWERS.c.player_id,
            cast(points, Integer).label("points"),
            cast(_RIGHT, Integer).label("right"),
        )
        .join(GAMES, GAMES.c.id == ANSWERS.c.game_id)
        .join(ROUNDS, _same_round())
        .where(_counts())
        .subquery("scored")
    )


def _same_round() -> ColumnElement[bool]:
    return and_(ROUNDS.c.game_id == ANSWERS.c.game_id, ROUNDS.c.number == ANSWERS.c.number)


def _counts() -> ColumnElement[bool]:
    """Hold for answers to questions that were closed and not skipped."""
    return and_(ROUNDS.c.ending.is_not(None), ROUNDS.c.ending != Ending.SKIPPED)


async def standings(connection: AsyncConnection, game: int) -> tuple[Standing, ...]:
    """Rank the members of a game who are in or have answered."""
    table = scored()
    statement = (
        select(
            PLAYERS.c.id,
            PLAYERS.c.member_id,
            PLAYERS.c.is_in,
            func.coalesce(func.sum(table.c.points), 0).label("points"),
            func.coalesce(func.sum(table.c.right), 0).label("right"),
            func.count(table.c.points).label("answered"),
        )
        .select_from(PLAYERS)
        .outerjoin(
            table,
            and_(table.c.player_id == PLAYERS.c.id, table.c.game_id == PLAYERS.c.game_id),
        )
        .where(PLAYERS.c.game_id == game)
        .group_by(PLAYERS.c.id)
    )
    rows = [
        (row.member_id if row.member_id is not None else -row.id, row.points, row.right)
        for row in await connection.execute(statement)
        if row.is_in or row.answered
    ]
    rows.sort(key=lambda row: (-row[1], -row[2], row[0]))
    ranks = rank([row[1] for row in rows])
    return tuple(Standing(place, *row) for place, row in zip(ranks, rows, strict=True))


def counting_games() -> Select[tuple[int]]:
    """Select the ended games in which at least two people answered."""
    return (
        select(ANSWERS.c.game_id)
        .join(GAMES, GAMES.c.id == ANSWERS.c.game_id)
        .join(ROUNDS, _same_round())
        .where(_counts(), GAMES.c.phase == Phase.FINISHED)
        .group_by(ANSWERS.c.game_id)
        .having(func.count(distinct(ANSWERS.c.player_id)) >= LEADERBOARD_PEOPLE)
    )


async def leaderboard(
    connection: AsyncConnection, guild: int | None, since: datetime | None
) -> tuple[Standing, ...]:
    """Rank members by points: in one server, or (None) of all who chose to be seen globally.

    What a server asked of its own decks counts there alone.
    """
    table = scored()
    visibility = func.coalesce(MEMBERS.c.visibility, DEFAULT_VISIBILITY)
    statement = (
        select(
            PLAYERS.c.member_id,
            func.sum(table.c.points).label("points"),
            func.sum(table.c.right).label("right"),
        )
        .select_from(table)
        .join(PLAYERS, PLAYERS.c.id == table.c.player_id)
        .join(GAMES, GAMES.c.id == table.c.game_id)
        .outerjoin(MEMBERS, MEMBERS.c.member_id == PLAYERS.c.member_id)
        .where(table.c.game_id.in_(counting_games()), PLAYERS.c.member_id.is_not(None))
        .group_by(PLAYERS.c.member_id)
    )
    if guild is None:
        own = func.coalesce(GAMES.c.topic, "").startswith(OWN_PREFIX, autoescape=True)
        statement = statement.where(visibility == LeaderboardVisibility.GLOBAL, ~own)
    else:
        statement = statement.where(
            GAMES.c.guild_id == guild, visibility != LeaderboardVisibility.HIDDEN
        )
    if since is not None:
        statement = statement.where(GAMES.c.ended_at >= since)
    rows = [tuple(row) for row in await connection.execute(statement)]
    rows.sort(key=lambda row: (-row[1], -row[2], row[0]))
    ranks = rank([row[1] for row in rows])
    return tuple(Standing(place, *row) for place, row in zip(ranks, rows, strict=True))


async def figures_of(
    connection: AsyncConnection, member: int, guild: int | None = None
) -> MemberFigures:
    """Sum up what a member answered, in one server or everywhere."""
    table = scored()
    mine = (
        select(
            ROUNDS.c.topic,
            func.count().label("answered"),
            func.sum(table.c.right).label("right"),
        )
        .select_from(table)
        .join(PLAYERS, PLAYERS.c.id == table.c.player_id)
        .join(GAMES, GAMES.c.id == table.c.game_id)
        .join(
            ROUNDS,
            and_(ROUNDS.c.game_id == table.c.game_id, ROUNDS.c.number == table.c.number),
        )
        .where(PLAYERS.c.member_id == member)
        .group_by(ROUNDS.c.topic)
        .order_by(func.count().desc(), ROUNDS.c.topic)
    )
    total = (
        select(
            func.count(distinct(table.c.game_id)),
            func.coalesce(
                func.sum(case((table.c.game_id.in_(counting_games()), table.c.points), else_=0)), 0
            ),
        )
        .select_from(table)
        .join(PLAYERS, PLAYERS.c.id == table.c.player_id)
        .join(GAMES, GAMES.c.id == table.c.game_id)
        .where(PLAYERS.c.member_id == member)
    )
    if guild is not None:
        mine = mine.where(GAMES.c.guild_id == guild)
        total = total.where(GAMES.c.guild_id == guild)
    topics = tuple(
        TopicFigures(row.topic, row.answered, row.right) for row in await connection.execute(mine)
    )
    games, points = (await connection.execute(total)).one()
    return MemberFigures(
        games,
        sum(topic.answered for topic in topics),
        sum(topic.right for topic in topics),
        points,
        topics,
    )


async def figures_of_item(
    connection: AsyncConnection,
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
