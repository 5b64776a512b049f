"""Modes, hints and breaks as sessions play them, over kills of the process."""

from dataclasses import replace

import pytest

from bot.knowledge.base import Knowledge
from bot.quiz.clock_moves import IDLE_ENDS
from bot.quiz.errors import NoMoreQuestionsError
from bot.quiz.phases import Ending, Outcome, Pace, PauseReason, Phase
from bot.quiz.rules import LIGHTNING_SECONDS, Mode, Rules
from bot.services.games.display import GOES_ON
from bot.store import cards, saved_games
from bot.store.database import Database
from tests.services.conftest import HandClock
from tests.services.games.moved_games import HOST, OTHER, MovedGames

THIRD = 3


@pytest.fixture
def moved(store: Database, clock: HandClock, knowledge: Knowledge) -> MovedGames:
    return MovedGames.of(store, clock, knowledge, 4)


def with_rules(moved: MovedGames, rules: Rules) -> None:
    moved.plan = replace(moved.plan, rules=replace(rules, pace=Pace(10)))


async def kill(moved: MovedGames) -> None:
    """End the process, and start another one over the same rows."""
    moved.scheduler.is_killed = True
    moved.restart()
    await moved.games.go_on()
    await moved.scheduler.quiet(1)


async def desert(moved: MovedGames) -> None:
    """Let two questions run out of time without an answer."""
    await moved.begin(OTHER)
    await moved.scheduler.advance(30)
    assert moved.game.paused is PauseReason.IDLE


async def test_a_game_that_nobody_plays_rests_and_ends(moved: MovedGames, store: Database) -> None:
    await desert(moved)
    number = moved.game.id
    await moved.scheduler.advance(IDLE_ENDS.total_seconds())
    assert moved.view.shown[-1] == "end"
    saved = await store.read(lambda it: saved_games.read_game(it, number))
    assert saved is not None
    assert saved.game.outcome is Outcome.DESERTED


@pytest.mark.parametrize("killed", [False, True])
async def test_an_answer_ends_a_break(
    moved: MovedGames,
    killed: bool,  # noqa: FBT001 - pytest gives it by name
) -> None:
    await desert(moved)
    if killed:
        await kill(moved)
        assert moved.view.shown[-1] == GOES_ON
    await moved.scheduler.advance(200)
    await moved.answer(HOST)
    assert (moved.game.paused, moved.game.phase) == (None, Phase.OPEN)
    assert moved.game.round.answers[0].taken == 0
    await moved.scheduler.advance(9)
    assert moved.game.phase is Phase.OPEN
    await moved.scheduler.advance(1)
    assert moved.view.shown[-1] == "result 1"


async def test_anybody_ends_a_break(moved: MovedGames) -> None:
    await desert(moved)
    await moved.session.wake()
    assert moved.game.paused is None
    await moved.scheduler.advance(10)
    assert moved.game.paused is PauseReason.IDLE


async def test_a_hint_outlives_a_kill_and_costs_half(moved: MovedGames) -> None:
    with_rules(moved, Rules(hints=True))
    await moved.begin(OTHER)
    hint = await moved.session.hint(OTHER, 0)
    assert moved.game.question.right_letters in hint.letters
    await kill(moved)
    assert await moved.session.hint(OTHER, 0) == hint
    for member in (OTHER, HOST):
        await moved.answer(member)
    await kill(moved)
    assert [(it.member, it.points) for it in moved.game.standings()] == [(HOST, 100), (OTHER, 50)]


async def test_the_last_one_standing_ends_survival(moved: MovedGames) -> None:
    with_rules(moved, Rules(Mode.SURVIVAL))
    await moved.begin(OTHER)
    for _ in range(3):
        await moved.answer(HOST)
        await moved.answer(OTHER, right=False)
        await moved.scheduler.quiet(1)
        await kill(moved)
        await moved.scheduler.advance(10)
    assert moved.view.shown[-1] == "end"
    assert moved.games.running == 0


async def test_teams_are_drawn_by_what_members_had_right(moved: MovedGames) -> None:
    await moved.begin(OTHER, THIRD, 4)
    for member in (HOST, OTHER, THIRD, 4):
        await moved.answer(member, right=member in (HOST, OTHER))
    await moved.session.stop()
    with_rules(moved, Rules(Mode.TEAMS))
    await moved.begin(OTHER, THIRD, 4)
    teams = moved.game.teams
    assert set(teams) == {HOST, OTHER, THIRD, 4}
    assert teams[HOST] != teams[OTHER]
    assert teams[THIRD] != teams[4]
    await moved.answer(5)
    await kill(moved)
    assert moved.game.teams == {**teams, 5: 0}


async def answer_next(moved: MovedGames, member: int) -> None:
    number = moved.game.number_for(member)
    typed = moved.game.questions[number].right_letters
    await moved.session.answer(member, number, typed)


async def test_a_lightning_round_goes_on_after_a_kill(moved: MovedGames, store: Database) -> None:
    moved.plan = replace(moved.plan, rules=Rules().in_mode(Mode.LIGHTNING))
    await moved.begin(OTHER)
    number = moved.game.id
    for _ in range(2):
        await answer_next(moved, HOST)
    await kill(moved)
    assert [moved.game.number_for(member) for member in (HOST, OTHER)] == [2, 0]
    await answer_next(moved, OTHER)
    await answer_next(moved, HOST)
    await answer_next(moved, HOST)
    with pytest.raises(NoMoreQuestionsError):
        await answer_next(moved, HOST)
    await moved.scheduler.advance(LIGHTNING_SECONDS)
    assert moved.view.shown == ["lobby", "question 3", GOES_ON, "end"]
    saved = await store.read(lambda it: saved_games.read_game(it, number))
    assert saved is not None
    assert [it.points for it in saved.game.standings()] == [400, 100]
    assert {it.ending for it in saved.game.rounds} == {Ending.TIME}


async def test_what_was_missed_in_lightning_enters_the_reviews(
    moved: MovedGames, store: Database
) -> None:
    moved.plan = replace(moved.plan, rules=Rules().in_mode(Mode.LIGHTNING))
    await moved.begin()
    await answer_next(moved, HOST)
    asked = moved.game.questions[1]
    wrong = next(it for it, _ in asked.lettered if it != asked.right_letters)
    await moved.session.answer(HOST, 1, wrong)
    await moved.session.stop()
    card = await store.read(lambda it: cards.next_due(it, HOST, moved.clock.now))
    assert card is not None
    assert card.item == asked.item.id


async def test_a_lightning_round_ends_when_all_are_through(moved: MovedGames) -> None:
    moved.plan = replace(moved.plan, rules=Rules().in_mode(Mode.LIGHTNING))
    await moved.begin()
    for _ in range(4):
        await answer_next(moved, HOST)
    await moved.scheduler.quiet(1)
    assert moved.view.shown == ["lobby", "question 3", "end"]
