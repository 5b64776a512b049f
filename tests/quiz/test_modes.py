"""What is special about each mode: who may answer, when it ends, who is first."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz import errors
from bot.quiz.clock_moves import IDLE_ENDS
from bot.quiz.game import Game
from bot.quiz.modes.survival import LIVES, Lives
from bot.quiz.modes.teams import balanced, filled
from bot.quiz.moves import (
    Advance,
    Begin,
    ChooseTeam,
    Close,
    Grant,
    Join,
    Leave,
    Move,
    Pause,
    Resume,
    SetRules,
    Stop,
    TakeHint,
    Tick,
    VoteSkip,
)
from bot.quiz.phases import Ending, Outcome, Pace, PauseReason, Phase
from bot.quiz.pool import Wish
from bot.quiz.rules import LIGHTNING_SECONDS, Mode, Rules
from tests.quiz.test_game import RIGHT, START, WRONG, after, answer, questions

HOST, BEN, CLEO, DAN = 1, 2, 3, 4


def game(mode: Mode, count: int = 6, members: tuple[int, ...] = (BEN,), **more: object) -> Game:
    rules = replace(Rules(mode, pace=Pace(20)), **more)  # type: ignore[arg-type]
    opened = Game.open(1, HOST, questions(count), rules, Wish(count), START)
    return after(opened, *map(Join, members))


def play(it: Game, *right: tuple[int, ...]) -> Game:
    """Play questions to their close; each gives those who are right, all others are wrong."""
    for members in right:
        it = it.apply(Begin() if it.phase is Phase.LOBBY else Advance(), START)
        for member in it.playing:
            verdict = RIGHT if member in members else WRONG
            it = after(it, answer(member, it.number, verdict))
        assert it.all_answered
        it = it.apply(Close(Ending.ALL_ANSWERED), START)
    return it


def ranked(it: Game) -> list[tuple[int, int]]:
    return [(place.rank, place.member) for place in it.standings()]


def test_survival_goes_to_the_last_one_standing() -> None:
    played = play(game(Mode.SURVIVAL, members=(BEN, CLEO)), (HOST,), (HOST, BEN), (HOST,))
    assert played.lives_of(CLEO) == Lives(0, 2)
    assert played.lives_of(BEN) == Lives(1)
    assert (played.playing, played.votes_needed, played.is_last) == ((HOST, BEN), 2, False)
    open_ = played.apply(Advance(), START)
    for move in (answer(CLEO, 3, RIGHT), VoteSkip(CLEO), Join(DAN)):
        with pytest.raises(errors.OutOfLivesError):
            after(open_, move)
    won = play(played, (HOST,))
    assert won.is_last
    over = won.apply(Advance(), START)
    assert (over.outcome, len(over.rounds)) == (Outcome.PLAYED, 4)
    assert ranked(over) == [(1, HOST), (2, BEN), (3, CLEO)]


def test_survival_ranks_by_how_long_one_lasted_before_points() -> None:
    it = game(Mode.SURVIVAL, members=(BEN,))
    even = play(it, (BEN,), (HOST,), (BEN,), (HOST,))
    assert [place.points for place in even.standings()] == [200, 200]
    assert ranked(even) == [(1, HOST), (1, BEN)]
    over = play(even, ())
    assert over.is_last
    assert ranked(over) == [(1, HOST), (1, BEN)]
    assert ranked(play(even, (BEN,))) == [(1, BEN), (2, HOST)]
    quick = replace(over.rounds[0].answers[0], credit=90, right=True)
    earlier = over.change_round(0, lambda it: replace(it, answers=(quick, it.answers[1])))
    # One who lasted longer is ahead of one with more points.
    assert [place.member for place in earlier.standings()] == [HOST, BEN]


def test_survival_alone_is_how_far_one_gets() -> None:
    alone = play(game(Mode.SURVIVAL, members=()), (), (HOST,), ())
    assert not alone.is_last
    assert play(alone, ()).is_last


def test_a_skipped_question_takes_no_life_and_an_appeal_gives_it_back() -> None:
    it = game(Mode.SURVIVAL).apply(Begin(), START).apply(Close(Ending.SKIPPED), START)
    assert it.lives_of(BEN) == Lives(LIVES)
    it = play(it, (HOST,))
    assert it.lives_of(BEN) == Lives(LIVES - 1)
    assert it.apply(Grant(BEN, 1, HOST), START).lives_of(BEN) == Lives(LIVES)


def test_teams_are_as_good_as_their_members_on_average() -> None:
    it = game(Mode.TEAMS, members=(BEN, CLEO))
    it = after(it, ChooseTeam(HOST, 1), ChooseTeam(DAN, 1), Begin())
    assert it.teams == {HOST: 1, BEN: 0, CLEO: 0, DAN: 1}
    for member, verdict in ((HOST, RIGHT), (BEN, RIGHT), (DAN, RIGHT), (CLEO, WRONG)):
        it = after(it, answer(member, 0, verdict))
    it = after(it, Close(Ending.ALL_ANSWERED), Join(5))
    first, second = it.team_standings()
    assert (first.rank, first.team, first.mean) == (1, 1, Fraction(100))
    assert (second.rank, second.mean, second.members) == (2, Fraction(100, 3), (BEN, CLEO, 5))
    late = after(it, Advance(), answer(6, 1, RIGHT))
    assert late.teams[6] == 1
    with pytest.raises(errors.NotInLobbyError):
        after(late, ChooseTeam(6, 0))


def test_fewer_teams_leave_some_without_one() -> None:
    it = after(game(Mode.TEAMS, teams=3), ChooseTeam(BEN, 2), ChooseTeam(HOST, 0))
    assert after(it, SetRules(replace(it.rules, teams=2))).teams == {HOST: 0}
    assert after(it, SetRules(replace(it.rules, mode=Mode.CLASSIC))).teams == {}
    with pytest.raises(errors.NoSuchTeamError):
        after(it, ChooseTeam(BEN, 3))


@given(
    st.dictionaries(st.integers(1, 20), st.floats(0, 1)),
    st.dictionaries(st.integers(1, 20), st.integers(0, 1)),
    st.integers(2, 4),
)
def test_teams_are_drawn_of_even_size(
    strength: dict[int, float], chosen: dict[int, int], count: int
) -> None:
    members = range(1, 21)
    for drawn in (balanced({}, members, strength, count), filled({}, members, count)):
        sizes = [list(drawn.values()).count(team) for team in range(count)]
        assert max(sizes) - min(sizes) <= 1
    kept = balanced(chosen, members, strength, count)
    assert kept | chosen == kept
    assert set(kept) == set(members)


def test_the_best_two_are_not_in_one_team() -> None:
    drawn = balanced({}, (1, 2, 3, 4), {1: 0.9, 2: 0.8, 3: 0.1}, 2)
    assert drawn[1] != drawn[2]


def test_lightning_lets_each_play_at_their_own_pace() -> None:
    it = after(game(Mode.LIGHTNING, count=3), Begin())
    assert it.due == START + timedelta(seconds=LIGHTNING_SECONDS)
    assert len(it.rounds) == 3
    for seconds, member, verdict in ((2, HOST, RIGHT), (5, HOST, WRONG), (6, BEN, RIGHT)):
        now = START + timedelta(seconds=seconds)
        it = after(it, answer(member, it.number_for(member), verdict, now))
    assert [it.number_for(member) for member in (HOST, BEN)] == [2, 1]
    assert [found.taken for found in it.rounds[0].answers] == [2000, 6000]
    assert [found.taken for found in it.rounds[1].answers] == [3000]
    for number, error in ((0, errors.AlreadyAnsweredError), (2, errors.QuestionClosedError)):
        with pytest.raises(error):
            it.check_answer(BEN, number, START)
    for move in (VoteSkip(BEN), Close(Ending.SKIPPED)):
        with pytest.raises(errors.OwnPaceError):
            it.apply(move, START)
    over = it.apply(Tick(), START + timedelta(seconds=LIGHTNING_SECONDS))
    assert (over.phase, over.outcome) == (Phase.FINISHED, Outcome.PLAYED)
    assert [round_.ending for round_ in over.rounds] == [Ending.TIME, Ending.TIME, Ending.SKIPPED]
    assert ranked(over) == [(1, HOST), (1, BEN)]
    assert over.counts


def test_lightning_ends_when_everybody_is_through_and_keeps_what_was_answered() -> None:
    it = after(game(Mode.LIGHTNING, count=2), Begin())
    it = after(it, answer(HOST, 0, RIGHT), answer(HOST, 1, RIGHT))
    with pytest.raises(errors.NoMoreQuestionsError):
        it.number_for(HOST)
    assert not it.all_answered
    stopped = it.apply(Stop(), START)
    assert [place.points for place in stopped.standings()] == [200, 0]
    assert after(it, answer(BEN, 0, WRONG), answer(BEN, 1, RIGHT)).all_answered


def test_a_pause_costs_nobody_time_in_lightning() -> None:
    it = after(game(Mode.LIGHTNING), Begin(), Pause())
    it = after(it, Resume(), now=START + timedelta(minutes=5))
    it = after(it, answer(BEN, 0, RIGHT, START + timedelta(minutes=5, seconds=3)))
    assert it.rounds[0].answers[0].taken == 3000


def test_a_hint_is_had_before_the_answer() -> None:
    it = after(game(Mode.CLASSIC, hints=True), Begin(), TakeHint(BEN, 0), answer(BEN, 0, RIGHT))
    assert it.rounds[0].answers[0].worth == 50
    refused: list[tuple[Move, type[errors.MoveError]]] = [
        (TakeHint(BEN, 0), errors.AlreadyAnsweredError),
        (TakeHint(HOST, 1), errors.QuestionClosedError),
    ]
    for move, error in refused:
        with pytest.raises(error):
            it.apply(move, START)
    with pytest.raises(errors.NoHintsError):
        after(game(Mode.CLASSIC), Begin(), TakeHint(BEN, 0))
    with pytest.raises(errors.NoHintsError):
        after(game(Mode.LIGHTNING, hints=True), Begin(), TakeHint(BEN, 0))


def deserted(mode: Mode = Mode.CLASSIC) -> Game:
    """Let time run out twice without an answer."""
    it, now = game(mode).apply(Begin(), START), START
    for seconds in (20, 10, 20):
        now += timedelta(seconds=seconds)
        it = it.apply(Tick(), now)
    return it


def test_a_game_that_nobody_plays_rests_and_then_ends() -> None:
    it, began = deserted(), START + timedelta(seconds=50)
    assert (it.paused, it.phase, it.number) == (PauseReason.IDLE, Phase.OPEN, 1)
    assert it.due == began + IDLE_ENDS
    over = it.apply(Tick(), began + IDLE_ENDS)
    assert (over.outcome, over.paused) == (Outcome.DESERTED, None)


def test_a_game_that_rests_goes_on_with_all_its_time() -> None:
    later = START + timedelta(minutes=3)
    it = deserted().apply(Resume(), later)
    assert (it.paused, it.due) == (None, later + timedelta(seconds=20))
    it = after(it, answer(BEN, 1, RIGHT, later + timedelta(seconds=1)))
    assert it.round.answers[0].taken == 1000
    assert it.apply(Tick(), later + timedelta(seconds=20)).phase is Phase.CLOSED


def test_an_answer_is_welcome_while_a_game_rests() -> None:
    assert deserted().check_answer(BEN, 1, START + timedelta(minutes=3)) > 0
    with pytest.raises(errors.GamePausedError):
        deserted().apply(Join(9), START)


def test_one_answer_is_enough_to_go_on() -> None:
    it = after(game(Mode.CLASSIC), Begin(), answer(BEN, 0, WRONG))
    for seconds in (20, 30, 50):
        it = it.apply(Tick(), START + timedelta(seconds=seconds))
    assert (it.paused, it.phase) == (None, Phase.CLOSED)
    left = after(it, Leave(HOST))
    assert left.members == (BEN,)


@given(st.integers(0, 2**32))
def test_hints_help_and_do_not_lie(seed: int) -> None:
    [asked] = questions(1)
    hint = asked.hint(Random(seed), {})
    assert hint is not None
    assert len(hint.letters) == 2
    assert asked.right_letters in hint.letters
