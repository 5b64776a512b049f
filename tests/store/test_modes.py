"""Random games in every mode: rows read back are the game, and queries over rows its scores."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.knowledge.base import Knowledge
from bot.quiz.errors import MoveError
from bot.quiz.game import Game
from bot.quiz.items import ask
from bot.quiz.items.base import Judgement, Question, RawText
from bot.quiz.modes.survival import LIVES
from bot.quiz.moves import (
    Advance,
    Begin,
    ChooseTeam,
    Close,
    DrawTeams,
    Grant,
    Join,
    Leave,
    Move,
    Pause,
    Resume,
    Revive,
    SetQuestions,
    SetRules,
    Stop,
    TakeHint,
    Tick,
    VoteSkip,
)
from bot.quiz.phases import Ending, Pace
from bot.quiz.pool import Pool, Wish
from bot.quiz.rules import Mode, Rules, Scoring
from bot.quiz.saved import GamePlace, GamePlan
from bot.store import games, reports, saved_games, scores
from bot.store.connection import Connection
from bot.store.database import open_database
from tests.conftest import NOW

CHANNELS = count(1)
MEMBERS = st.integers(1, 4)
NUMBERS = st.integers(0, 4)
RULES = st.builds(
    Rules,
    mode=st.sampled_from(Mode),
    scoring=st.sampled_from(Scoring),
    pace=st.sampled_from([Pace(20), Pace(None)]),
    streak_bonus=st.booleans(),
    final_double=st.booleans(),
    hints=st.booleans(),
    teams=st.integers(2, 4),
)
ANSWERED = st.tuples(st.just("answer"), MEMBERS, st.sampled_from([100, 100, 0, 40]))
COMMON = st.one_of(
    ANSWERED,
    ANSWERED,
    st.builds(Close, st.sampled_from(Ending)),
    st.just(Advance()),
    st.builds(TakeHint, MEMBERS, NUMBERS),
)
RARE = st.one_of(
    st.builds(Join, MEMBERS),
    st.builds(Leave, MEMBERS),
    st.builds(VoteSkip, MEMBERS),
    st.builds(Grant, MEMBERS, NUMBERS, st.just(9)),
    st.sampled_from([Pause(), Resume(), Revive(), Tick(), Stop()]),
)
LOBBY = st.one_of(
    st.builds(Join, MEMBERS),
    st.builds(ChooseTeam, MEMBERS, st.integers(0, 3)),
    st.builds(DrawTeams, st.dictionaries(st.just(1), st.integers(0, 1))),
    st.builds(SetRules, RULES),
)
Step = Move | tuple[str, int, int]

POINTS = """
WITH counted AS (
  SELECT number, weight, row_number() OVER (ORDER BY number) AS nth FROM rounds
  WHERE game_id = :game AND ending IS NOT NULL AND ending != 'skipped'),
given AS (
  SELECT answers.*, weight, nth, ("right" OR granted) AS good, 1 + hinted AS shares,
    (CASE WHEN granted THEN 100 ELSE credit END) / (1 + hinted) AS worth,
    min(taken_ms, seconds * 1000) AS took, scoring, seconds, streak_bonus
  FROM answers JOIN counted USING (number) JOIN games ON games.id = game_id
  WHERE game_id = :game),
runs AS (
  SELECT id, row_number() OVER (PARTITION BY player_id, island ORDER BY nth) AS streak FROM (
    SELECT *, nth - row_number() OVER (PARTITION BY player_id ORDER BY nth) AS island
    FROM given WHERE good)),
points AS (
  SELECT player_id, good, weight * CASE
      WHEN scoring = 'first' THEN CASE WHEN worth > 0 AND 1 = row_number() OVER (
        PARTITION BY number ORDER BY worth DESC, taken_ms, given.id) THEN 100 / shares ELSE 0 END
      WHEN scoring = 'speed' AND seconds IS NOT NULL
        THEN worth * (2000 * seconds - took) / (2000 * seconds)
      ELSE worth END
    + CASE WHEN streak_bonus AND scoring != 'first' AND streak >= 3 THEN 20 ELSE 0 END AS points
  FROM given LEFT JOIN runs USING (id))
SELECT member_id, team, coalesce(sum(points), 0) AS points,
  (SELECT count(*) FROM counted) - coalesce(sum(good), 0) AS missed
FROM players LEFT JOIN points ON player_id = players.id
WHERE game_id = :game GROUP BY players.id HAVING is_in OR count(points)
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture(scope="module")
def asked(knowledge: Knowledge) -> tuple[Question, ...]:
    items = Pool.of(knowledge).pick(Wish(5), Random(1), (), ())
    return tuple(ask(item, Random(2)) for item in items)


async def make(connection: Connection, game: Game, step: Step, now: datetime) -> Game:
    """Make a move as a session does, if it is allowed: written first."""
    try:
        if isinstance(step, tuple):
            _, member, credit = step
            verdict = Judgement(RawText("x"), credit == 100, credit, "x")
            step = game.answer(member, game.number_for(member), verdict, now)
        after = game.apply(step, now)
    except MoveError:
        return game
    if isinstance(step, Grant):
        await reports.appeal(connection, game.id, step.number, step.member, now)
    await games.write_move(connection, game, step, after, now)
    return after


async def play(connection: Connection, plan: GamePlan, steps: Sequence[Step]) -> Game:
    now = NOW
    game = await games.create(connection, plan, NOW)
    for number, step in enumerate(steps):
        now += timedelta(milliseconds=700 + 311 * (number % 7))
        game = await make(connection, game, step, now)
    return game


@given(
    rules=RULES,
    lobby=st.lists(LOBBY, max_size=4),
    steps=st.lists(st.one_of(COMMON, COMMON, COMMON, RARE), min_size=5, max_size=40),
)
@settings(max_examples=40)
def test_rows_are_the_game_in_every_mode(
    asked: tuple[Question, ...],
    folder: Path,
    rules: Rules,
    lobby: Sequence[Step],
    steps: Sequence[Step],
) -> None:
    plan = GamePlan(GamePlace(1, next(CHANNELS)), 1, Wish(5), rules, asked[:5])
    draw = SetQuestions(Wish(4), rules, asked[:4])

    async def work(connection: Connection) -> None:
        game = await play(connection, plan, [draw, *lobby, Begin(), *steps])
        stored = await saved_games.read_game(connection, game.id)
        assert stored is not None
        # Who left and came back stands where they stood before.
        assert sorted(stored.game.members) == sorted(game.members)
        assert replace(stored.game, members=game.members) == game
        assert await scores.standings(connection, game.id) == game.standings()
        check(game, await query(connection, game.id))

    async def run() -> None:
        async with open_database(folder / "careers.sqlite3") as database:
            await database.write(work)

    asyncio.run(run())


async def query(connection: Connection, game: int) -> dict[int, Any]:
    found = await connection.execute(text(POINTS), {"game": game})
    return {row.member_id: row for row in found}


def check(game: Game, rows: dict[int, Any]) -> None:
    """Compare a game with what a query over its rows gives."""
    standings = game.standings()
    assert {it.member: it.points for it in standings} == {it: rows[it].points for it in rows}
    for member, row in rows.items():
        assert game.lives_of(member).left == max(0, LIVES - row.missed)
    if game.rules.mode is Mode.SURVIVAL:
        left = [game.lives_of(it.member).left for it in standings]
        assert left == sorted(left, reverse=True)
    for place in game.team_standings():
        own = [it.points for it in rows.values() if it.team == place.team]
        assert (place.points, len(place.members)) == (sum(own), len(own))
