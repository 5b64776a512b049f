"""Scores as rows are those of the pure game; leaderboards count what they should."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Difficulty
from bot.quiz.game import Game
from bot.quiz.items import ask
from bot.quiz.items.base import RawText
from bot.quiz.learning import ItemAnswers
from bot.quiz.moves import Advance, Begin, Close, Grant, Record, Stop
from bot.quiz.phases import Ending, Outcome, Pace, Phase
from bot.quiz.pool import Pool, Wish
from bot.quiz.rounds import LockedAnswer
from bot.quiz.rules import Rules, Scoring
from bot.quiz.saved import GamePlace, GamePlan
from bot.quiz.scoring import LeaderboardVisibility, Standing, gained
from bot.store import boards, games, item_answers, privacy, reports, saved_games, scores
from bot.store.boards import BoardRange
from bot.store.database import Database, open_database
from bot.store.tables.quizzes import GAME_SCORES, GAMES
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
    *,
    bonuses: bool = False,
) -> Game:
    """Write a game with such rounds; a round without an ending is the open one, and the last."""
    items = Pool.of(knowledge).pick(Wish(len(rounds)), Random(1), (), ())
    questions = tuple(ask(item, Random(2)) for item in items)
    plan = GamePlan(
        GamePlace(guild, next(CHANNELS)),
        1,
        Wish(len(rounds)),
        Rules(scoring=scoring, pace=Pace(seconds), streak_bonus=bonuses, final_double=bonuses),
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
            game = game.apply(Record(answer, number), NOW)
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
    bonuses=st.booleans(),
)
@settings(max_examples=60)
def test_rows_give_what_the_game_gives(
    knowledge: Knowledge,
    folder: Path,
    scoring: Scoring,
    seconds: int | None,
    rounds: Sequence[Played],
    granted: int,
    *,
    bonuses: bool,
) -> None:
    async def run() -> None:
        async with open_database(folder / "careers.sqlite3") as database:
            game = await play(database, knowledge, scoring, seconds, rounds, bonuses=bonuses)
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
            over = await finish(database, game)
            assert await kept(database, game.id) == computed(over)
            item = game.questions[0].item.id
            await database.write(lambda c: reports.take_out_of_scores(c, item))
            await database.write(lambda c: scores.recompute(c, game.id))
            stored = await database.read(lambda c: saved_games.read_game(c, game.id))
            assert stored is not None
            assert await kept(database, game.id) == computed(stored.game)

    asyncio.run(run())


Rows = dict[tuple[int, str], tuple[int, int, int | None]]


async def kept(database: Database, game: int) -> Rows:
    """Read the rows of a game: answered, right and points by member and topic."""
    table = GAME_SCORES.c
    statement = select(GAME_SCORES).where(table.game_id == game)
    rows = (await database.read(lambda c: c.execute(statement))).all()
    return {(it.member_id, it.topic): (it.answered, it.right, it.points) for it in rows}


def computed(game: Game) -> Rows:
    """Compute the same of the game, answer by answer."""
    found: Rows = {}
    gains_of = gained(game.rules, game.rounds)
    for question, played, gains in zip(game.questions, game.rounds, gains_of, strict=False):
        for answer in played.counted:
            for topic in (question.item.topic, scores.ALL_TOPICS):
                answered, right, before = found.get((answer.member, topic), (0, 0, 0))
                total = (before or 0) + gains[answer.member].total if game.counts else None
                found[answer.member, topic] = answered + 1, right + answer.is_right, total
    return found


async def finish(database: Database, game: Game, days_ago: int = 0) -> Game:
    over = replace(game, phase=Phase.FINISHED, outcome=Outcome.PLAYED, due=None)
    if game.phase is Phase.OPEN:
        over = replace(game.apply(Stop(), NOW), outcome=Outcome.PLAYED)
    await database.write(lambda c: games.save(c, over, NOW - timedelta(days=days_ago)))
    return over


async def board(
    database: Database, guild: int | None, days: int | None = None
) -> list[tuple[int, int, int]]:
    since = None if days is None else NOW - timedelta(days=days)
    games = BoardRange(guild, since=since)
    found = await database.read(lambda c: boards.board(c, games, 1))
    return [(place.rank, place.member, place.points) for place in found.places]


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
        assert (figures.games, figures.answered, figures.right, figures.points) == (2, 2, 0, 80)


async def test_an_item_has_figures(knowledge: Knowledge, tmp_path: Path) -> None:
    two = [([(1, 100, 10), (2, 0, 10)], Ending.TIME)]
    async with open_database(tmp_path / "careers.sqlite3") as database:
        game = await play(database, knowledge, Scoring.ACCURACY, 20, two)
        item = game.questions[0].item.id
        figures = await database.read(lambda c: scores.figures_of_item(c, item, None))
        assert (figures.answered, figures.right, figures.given) == (2, 1, (("x", 2),))


async def test_scores_that_are_missing_are_computed(knowledge: Knowledge, tmp_path: Path) -> None:
    two = [([(1, 100, 10), (2, 40, 10)], Ending.TIME)]
    async with open_database(tmp_path / "careers.sqlite3") as database:
        for _ in range(3):
            await finish(database, await play(database, knowledge, Scoring.FIRST, None, two))
        await play(database, knowledge, Scoring.FIRST, None, two)
        await database.write(lambda c: c.execute(delete(GAME_SCORES)))
        await database.write(lambda c: c.execute(update(GAMES).values(scored=False)))
        assert await board(database, 1) == []
        done = [await database.write(lambda c: scores.recompute_some(c, 2)) for _ in range(3)]
        assert done == [2, 1, 0]
        assert await board(database, 1) == [(1, 1, 300), (2, 2, 0)]


async def test_the_asker_is_placed_however_far_down(knowledge: Knowledge, tmp_path: Path) -> None:
    many = [([(member, 100 - member, 10) for member in range(1, 31)], Ending.TIME)]
    async with open_database(tmp_path / "careers.sqlite3") as database:
        game = await play(database, knowledge, Scoring.ACCURACY, 20, many)
        await finish(database, game)
        found = await database.read(lambda c: boards.board(c, BoardRange(1), 28))
        assert [it.member for it in found.places] == list(range(1, boards.SHOWN + 1))
        assert (found.own, found.people) == (Standing(28, 28, 72, 0), 30)
        await database.write(
            lambda c: privacy.choose_visibility(c, 28, LeaderboardVisibility.HIDDEN)
        )
        found = await database.read(lambda c: boards.board(c, BoardRange(1), 28))
        assert (found.own, found.people) == (None, 29)
        for topic, people in ((game.questions[0].item.topic, 29), ("another", 0)):
            games_of = BoardRange(1, topic)
            found = await database.read(partial(boards.board, games=games_of, asker=1))
            assert found.people == people


async def test_items_are_as_hard_as_their_answers_say(knowledge: Knowledge, tmp_path: Path) -> None:
    """Of four games with the same questions, in which six members answer alike."""
    known = [(member, 100, 1_000) for member in range(1, 7)]
    missed = [(member, 100 if member == 1 else 0, 1_000) for member in range(1, 7)]
    rounds: list[Played] = [(known, Ending.ALL_ANSWERED), (missed, Ending.ALL_ANSWERED)]
    async with open_database(tmp_path / "careers.sqlite3") as database:
        await play(database, knowledge, Scoring.ACCURACY, None, [(known, Ending.SKIPPED)])
        for _ in range(3):
            await finish(database, await play(database, knowledge, Scoring.ACCURACY, None, rounds))
        assert await database.read(item_answers.difficulties) == {}
        game = await play(database, knowledge, Scoring.ACCURACY, None, rounds)
        await finish(database, game)
        easy, hard = (it.item.id for it in game.questions)
        learned = await database.read(item_answers.difficulties)
        assert (learned[easy], learned[hard]) == (Difficulty.EASY, Difficulty.HARD)
        answers = await database.read(item_answers.answers_by_member)
        assert ItemAnswers(hard, 1, 4, 4) in answers
        assert ItemAnswers(hard, 2, 4, 0) in answers
        assert sum(it.answered for it in answers) == 4 * 12
