"""Scores by query are the scores of the pure game; leaderboards count what they should."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.base import Knowledge
from bot.quiz.game import Game
from bot.quiz.items import ask
from bot.quiz.items.base import RawText
from bot.quiz.moves import Advance, Begin, Close, Grant, Record
from bot.quiz.phases import Ending, Outcome, Pace, Phase
from bot.quiz.pool import Pool, Wish
from bot.quiz.rounds import LockedAnswer
from bot.quiz.rules import Rules, Scoring
from bot.quiz.saved import GamePlace, GamePlan
from bot.quiz.scoring import LeaderboardVisibility
from bot.store import games, privacy, reports, saved_games, scores
from bot.store.database import Database, open_database
from tests.conftest import NOW

Played = tuple[list[tuple[int, int, int]], Ending | None]
ANSWERS = st.lists(
    st.tuples(st.integers(1, 6), st.integers(0, 100), st.integers(0, 30_000)),
    max_size=6,
    unique_by=lambda it: it[0],
)
ROUNDS = st.lists(st.tuples(ANSWERS, st.sampled_from([*Ending, None])), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


CHANNELS = count(1)


async def play(
    database: Database,
    knowledge: Knowledge,
    scoring: Scoring,
    seconds: int | None,
    rounds: Sequence[Played],
    guild: int = 1,
) -> Game:
    """Write a game with such rounds; a round without an ending is the open one, and the last."""
    items = Pool.of(knowledge).pick(Wish(len(rounds)), Random(1), (), ())
    questions = tuple(ask(item, Random(2)) for item in items)
    plan = GamePlan(
        GamePlace(guild, next(CHANNELS)),
        1,
        Wish(len(rounds)),
        Rules(scoring=scoring, pace=Pace(seconds)),
        questions,
    )
    game = await database.write(lambda c: games.create(c, plan, NOW))
    for number, (answers, ending) in enumerate(rounds):
        game = game.apply(Begin() if number == 0 else Advance(), NOW)
        opened = game
        await database.write(lambda c, it=opened: games.save(c, it, NOW))  # type: ignore[misc]
        for member, credit, taken in answers:
            answer = LockedAnswer(member, RawText("x"), credit == 100, credit, taken)
            await database.write(
                lambda c, it=answer, n=number: games.lock_answer(c, opened.id, n, it, NOW)  # type: ignore[misc] # noqa: B023
            )
            game = game.apply(Record(answer), NOW)
        if ending is None:
            break
        game = game.apply(Close(ending), NOW)
        closed = game
        await database.write(lambda c, it=closed: games.save(c, it, NOW))  # type: ignore[misc]
    return game


@given(
    scoring=st.sampled_from(Scoring),
    seconds=st.sampled_from([None, 5, 20, 120]),
    rounds=ROUNDS,
    granted=st.integers(1, 6),
)
@settings(max_examples=60, deadline=None)
def test_the_query_gives_what_the_game_gives(
    knowledge: Knowledge,
    folder: Path,
    scoring: Scoring,
    seconds: int | None,
    rounds: Sequence[Played],
    granted: int,
) -> None:
    async def run() -> None:
        async with open_database(folder / "careers.sqlite3") as database:
            game = await play(database, knowledge, scoring, seconds, rounds)
            answer = game.rounds[0].answer_of(granted) if game.rounds[0].ending else None
            if answer is not None and not answer.right:
                game = game.apply(Grant(granted, 0, 9), NOW)
                await database.write(lambda c: reports.appeal(c, game.id, 0, granted, NOW))
                await database.write(
                    lambda c: reports.decide(c, game.id, 0, granted, 9, NOW, granted=True)
                )
            stored = await database.read(lambda c: saved_games.read_game(c, game.id))
            assert stored is not None
            assert stored.game == game
            found = await database.read(lambda c: scores.standings(c, game.id))
            assert found == game.standings()

    asyncio.run(run())


async def finish(database: Database, game: Game, days_ago: int = 0) -> None:
    over = replace(game, phase=Phase.FINISHED, outcome=Outcome.PLAYED, due=None)
    await database.write(lambda c: games.save(c, over, NOW - timedelta(days=days_ago)))


async def board(
    database: Database, guild: int | None, days: int | None = None
) -> list[tuple[int, int, int]]:
    since = None if days is None else NOW - timedelta(days=days)
    places = await database.read(lambda c: scores.leaderboard(c, guild, since))
    return [(place.rank, place.member, place.points) for place in places]


async def test_leaderboards_count_games_of_two_or_more(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    two = [([(1, 100, 10), (2, 40, 10)], Ending.TIME)]
    async with open_database(tmp_path / "careers.sqlite3") as database:
        await finish(database, await play(database, knowledge, Scoring.ACCURACY, 20, two))
        await finish(database, await play(database, knowledge, Scoring.ACCURACY, 20, two), 40)
        alone = [([(3, 100, 10)], Ending.TIME)]
        await finish(database, await play(database, knowledge, Scoring.ACCURACY, 20, alone))
        skipped = [([(1, 100, 10), (2, 100, 10)], Ending.SKIPPED)]
        await finish(database, await play(database, knowledge, Scoring.ACCURACY, 20, skipped))
        running = await play(database, knowledge, Scoring.ACCURACY, 20, two)
        assert running.phase is Phase.CLOSED
        assert await board(database, 1) == [(1, 1, 200), (2, 2, 80)]
        assert await board(database, 1, 30) == [(1, 1, 100), (2, 2, 40)]
        assert await board(database, 2) == []
        assert await board(database, None) == []
        for member, choice in (
            (1, LeaderboardVisibility.GLOBAL),
            (2, LeaderboardVisibility.HIDDEN),
        ):
            await database.write(lambda c, m=member, v=choice: privacy.choose_visibility(c, m, v))  # type: ignore[misc]
        assert await board(database, None) == [(1, 1, 200)]
        assert await board(database, 1) == [(1, 1, 200)]
        figures = await database.read(lambda c: scores.figures_of(c, 2))
        assert (figures.games, figures.answered, figures.right, figures.points) == (3, 3, 0, 80)


async def test_an_item_has_figures(knowledge: Knowledge, tmp_path: Path) -> None:
    two = [([(1, 100, 10), (2, 0, 10)], Ending.TIME)]
    async with open_database(tmp_path / "careers.sqlite3") as database:
        game = await play(database, knowledge, Scoring.ACCURACY, 20, two)
        item = game.questions[0].item.id
        figures = await database.read(lambda c: scores.figures_of_item(c, item, None))
        assert (figures.answered, figures.right, figures.given) == (2, 1, (("x", 2),))
