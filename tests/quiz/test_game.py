"""The pure game: no sequence of moves breaks what it promises."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.knowledge.decks import ITEM, Item
from bot.quiz import errors
from bot.quiz.clock_moves import LEAST_LEFT
from bot.quiz.errors import MoveError
from bot.quiz.game import Game
from bot.quiz.items import ask, dump_question, load_question
from bot.quiz.items.base import Judgement, Question
from bot.quiz.items.choice import GivenOption
from bot.quiz.moves import (
    Abandon,
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
    Revive,
    SetQuestions,
    SetRules,
    Stop,
    TakeHint,
    Tick,
    VoteSkip,
)
from bot.quiz.phases import Ending, Outcome, Pace, PauseReason, Phase
from bot.quiz.pool import Wish
from bot.quiz.rounds import LockedAnswer, Round
from bot.quiz.rules import LIGHTNING_SECONDS, MOST_TEAMS, Mode, Rules, Scoring
from bot.quiz.scoring import gained, points, standings

Change = Move | Callable[[Game], Game]
START = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
HOST = 1


def item(number: int) -> Item:
    return ITEM.validate_python(
        {
            "id": f"item-{number}",
            "kind": "choice",
            "topic": "roles",
            "difficulty": "easy",
            "question": "Which of these options is right?",
            "right": "this one",
            "wrong": ["that one", "no one"],
            "explanation": "Because it is the right one.",
            "source": "careers-map",
        }
    )


def questions(count: int) -> tuple[Question, ...]:
    return tuple(ask(item(number), Random(number)) for number in range(count))


def game(scoring: Scoring = Scoring.ACCURACY, seconds: int | None = 20, count: int = 3) -> Game:
    rules = Rules(scoring=scoring, pace=Pace(seconds))
    return Game.open(1, HOST, questions(count), rules, Wish(count), START)


A, B = GivenOption(0), GivenOption(1)
RIGHT, WRONG = Judgement(A, True, 100, "A"), Judgement(B, False, 0, "B")


def answer(member: int, number: int, verdict: Judgement, now: datetime = START) -> Change:
    """An answer as a session makes it: checked, judged, recorded."""

    def change(it: Game) -> Game:
        return it.apply(it.answer(member, number, verdict, now), now)

    return change


def after(it: Game, *changes: Change, now: datetime = START) -> Game:
    for change in changes:
        it = change(it) if callable(change) else it.apply(change, now)
    return it


def test_a_game_goes_from_lobby_to_end() -> None:
    now = START
    played = after(game(count=2), Join(2), Begin())
    for number in range(2):
        assert (played.phase, played.number) == (Phase.OPEN, number)
        played = after(played, answer(HOST, number, RIGHT, now + timedelta(seconds=1)))
        assert not played.all_answered
        now += timedelta(seconds=2)
        played = after(played, answer(2, number, WRONG, now))
        assert played.all_answered
        played = after(played, Close(Ending.ALL_ANSWERED), now=now)
        now += timedelta(seconds=10)
        played = after(played, Tick(), now=now)
    assert played.phase is Phase.FINISHED
    assert played.outcome is Outcome.PLAYED
    assert played.counts
    assert [(s.rank, s.member, s.points) for s in played.standings()] == [(1, HOST, 200), (2, 2, 0)]


LATE = START + timedelta(seconds=20)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ([answer(2, 0, RIGHT)], errors.QuestionClosedError),
        ([Join(HOST)], errors.AlreadyJoinedError),
        ([Leave(2)], errors.NotJoinedError),
        ([Close(Ending.HOST)], errors.NoQuestionOpenError),
        ([Advance()], errors.NoQuestionOpenError),
        ([Resume()], errors.GameNotPausedError),
        ([VoteSkip(HOST)], errors.NoQuestionOpenError),
        ([Begin(), Begin()], errors.NotInLobbyError),
        ([Begin(), Advance()], errors.QuestionStillOpenError),
        ([Begin(), VoteSkip(9)], errors.NotJoinedError),
        ([Join(2), Join(3), Begin(), VoteSkip(2), VoteSkip(2)], errors.AlreadyVotedError),
        ([Begin(), answer(2, 1, RIGHT)], errors.QuestionClosedError),
        ([Begin(), answer(2, 0, RIGHT, LATE)], errors.TooLateError),
        ([Begin(), answer(2, 0, WRONG), answer(2, 0, RIGHT)], errors.AlreadyAnsweredError),
        ([Pause(), answer(2, 0, RIGHT)], errors.GamePausedError),
        ([Pause(), Pause()], errors.GamePausedError),
        ([Stop(), Join(2)], errors.GameOverError),
        ([Stop(), Stop()], errors.GameOverError),
        ([Abandon(), Resume()], errors.GameOverError),
        ([Grant(HOST, 0, 9)], errors.NoAnswerToAppealError),
        (
            [Begin(), answer(2, 0, RIGHT), Close(Ending.TIME), Grant(2, 0, 9)],
            errors.NoAnswerToAppealError,
        ),
    ],
)
def test_a_move_that_is_not_allowed_has_a_name(
    changes: list[Change], error: type[MoveError]
) -> None:
    before = after(game(), *changes[:-1])
    with pytest.raises(error) as caught:
        after(before, changes[-1])
    assert str(caught.value).endswith(".")


def test_a_pause_takes_no_time() -> None:
    paused = after(after(game(), Begin()), Pause(), now=START + timedelta(seconds=15))
    assert paused.due is None
    resumed = after(paused, Resume(), now=START + timedelta(hours=1))
    assert resumed.due == START + timedelta(hours=1, seconds=5)
    answered = after(resumed, answer(2, 0, RIGHT, START + timedelta(hours=1, seconds=1)))
    assert answered.round.answers[0].taken == 16_000


def test_after_a_restart_a_question_has_some_time_left() -> None:
    opened = after(game(), Begin())
    assert after(opened, Revive(), now=START + timedelta(seconds=5)).due == opened.due
    late = START + timedelta(hours=2)
    assert after(opened, Revive(), now=late).due == late + LEAST_LEFT


def test_a_skipped_question_counts_for_nobody() -> None:
    skipped = after(game(), Begin(), answer(2, 0, RIGHT), Close(Ending.SKIPPED))
    assert [place.points for place in skipped.standings()] == [0, 0]
    assert not skipped.counts


def test_speed_pays_half_for_being_right_and_half_for_being_quick() -> None:
    answers = [LockedAnswer(1, A, True, 100, 0), LockedAnswer(2, A, True, 100, 10_000)]
    answers += [LockedAnswer(3, A, True, 100, 99_000), LockedAnswer(4, B, False, 0, 0)]
    assert points(Rules(scoring=Scoring.SPEED, pace=Pace(20)), answers) == {
        1: 100,
        2: 75,
        3: 50,
        4: 0,
    }


def test_first_pays_the_quickest_of_the_best() -> None:
    answers = [LockedAnswer(1, B, False, 0, 10), LockedAnswer(2, A, True, 100, 900)]
    answers += [LockedAnswer(3, A, True, 100, 400), LockedAnswer(4, A, True, 100, 400)]
    assert points(Rules(scoring=Scoring.FIRST, pace=Pace(20)), answers) == {
        1: 0,
        2: 0,
        3: 100,
        4: 0,
    }
    assert points(Rules(scoring=Scoring.FIRST, pace=Pace(20)), answers[:1]) == {1: 0}


def test_the_third_right_answer_in_a_row_earns_more() -> None:
    right = LockedAnswer(1, A, True, 100, 1), LockedAnswer(2, A, True, 100, 2)
    wrong = LockedAnswer(1, B, False, 0, 1), LockedAnswer(2, A, True, 100, 2)
    ends = [Ending.TIME, Ending.TIME, Ending.SKIPPED, Ending.TIME, Ending.TIME, Ending.TIME]
    rounds = [Round(START, end, right) for end in ends]
    rounds[4] = replace(rounds[4], answers=wrong)
    rounds[5] = replace(rounds[5], weight=2)
    gains = [
        {member: (it.points, it.bonus) for member, it in gain.items()}
        for gain in gained(Rules(streak_bonus=True), rounds)
    ]
    assert gains[1:] == [
        {1: (100, 0), 2: (100, 0)},
        {},
        {1: (100, 20), 2: (100, 20)},
        {1: (0, 0), 2: (100, 20)},
        {1: (200, 0), 2: (200, 20)},
    ]
    first = gained(Rules(scoring=Scoring.FIRST, streak_bonus=True), rounds)
    assert all(it.bonus == 0 for gain in first for it in gain.values())


def test_a_hint_costs_half() -> None:
    hinted = LockedAnswer(1, A, True, 100, 0, hinted=True)
    plain = LockedAnswer(2, A, True, 100, 900)
    assert points(Rules(), [hinted, plain]) == {1: 50, 2: 100}
    assert points(Rules(scoring=Scoring.FIRST), [hinted, plain]) == {1: 0, 2: 100}
    assert points(Rules(scoring=Scoring.FIRST), [hinted]) == {1: 50}


def test_a_host_chooses_rules_and_questions_in_the_lobby() -> None:
    wish, late = Wish(2, "labs"), START + timedelta(seconds=20)
    double = Rules(pace=Pace(10), final_double=True)
    chosen = game().apply(SetRules(double), late)
    assert (chosen.rules, chosen.due) == (double, late + double.pace.lobby)
    chosen = chosen.apply(SetQuestions(wish, double, questions(2)), late)
    assert (chosen.wish, len(chosen.questions)) == (wish, 2)
    begun = after(chosen, Begin(), Close(Ending.HOST))
    assert begun.next_counts_double
    begun = after(begun, Advance())
    assert [it.weight for it in begun.rounds] == [1, 2]
    for move in (SetRules(double), SetQuestions(wish, double, questions(2))):
        with pytest.raises(errors.NotInLobbyError):
            begun.apply(move, late)


def test_rules_that_do_not_go_together_are_settled() -> None:
    assert Rules(scoring=Scoring.SPEED, pace=Pace(None)).settled().scoring is Scoring.ACCURACY
    lightning = Rules(scoring=Scoring.FIRST, final_double=True, hints=True).in_mode(Mode.LIGHTNING)
    assert lightning == Rules(Mode.LIGHTNING, pace=Pace(LIGHTNING_SECONDS))
    assert lightning.in_mode(Mode.CLASSIC) == Rules()
    assert Rules(teams=9).settled().teams == MOST_TEAMS


def test_ties_share_a_rank() -> None:
    answers = (
        LockedAnswer(1, A, True, 100, 1),
        LockedAnswer(2, A, True, 100, 2),
        LockedAnswer(3, B, False, 0, 1),
    )
    ranked = standings(Rules(), [Round(START, Ending.TIME, answers)], [1, 2, 3, 4])
    assert [place.rank for place in ranked] == [1, 1, 3, 3]


@given(st.integers(1, 2**32))
@settings(max_examples=40)
def test_options_are_shuffled_and_survive_storage(seed: int) -> None:
    question = ask(item(1), Random(seed))
    assert sorted(question.options) == ["no one", "that one", "this one"]
    assert load_question(dump_question(question)) == question
    assert dict(question.lettered)[question.right_letters] == "this one"


def test_every_option_stands_everywhere_about_as_often() -> None:
    letters = [ask(item(1), Random(seed)).right_letters for seed in range(3000)]
    assert all(900 < letters.count(letter) < 1100 for letter in "ABC")


RULES = st.builds(
    Rules,
    scoring=st.sampled_from(Scoring),
    pace=st.sampled_from([Pace(20), Pace(None)]),
    streak_bonus=st.booleans(),
    final_double=st.booleans(),
    mode=st.sampled_from(Mode),
    hints=st.booleans(),
    teams=st.integers(2, 4),
)


class AnyMoves(RuleBasedStateMachine):
    """Make any moves at any times; what is not allowed changes nothing and has a name."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.game = game(Scoring.SPEED, 20, 4)

    def move(self, change: Change) -> None:
        before = self.game
        try:
            self.game = after(before, change, now=self.now)
        except errors.MoveError as error:
            assert str(error)
            assert self.game is before

    @rule(seconds=st.floats(0, 30))
    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.move(Tick())

    @rule(member=st.integers(1, 5), number=st.integers(0, 3))
    def hint(self, member: int, number: int) -> None:
        self.move(TakeHint(member, number))

    @rule(member=st.integers(1, 5), team=st.integers(-1, 4))
    def choose_team(self, member: int, team: int) -> None:
        self.move(ChooseTeam(member, team))

    @rule(rules=RULES)
    def choose(self, rules: Rules) -> None:
        self.move(SetRules(rules))

    @rule(count=st.integers(1, 6))
    def draw(self, count: int) -> None:
        self.move(SetQuestions(Wish(count), self.game.rules, questions(count)))

    @rule(member=st.integers(1, 5))
    def join(self, member: int) -> None:
        self.move(Join(member))

    @rule(member=st.integers(1, 5))
    def leave(self, member: int) -> None:
        self.move(Leave(member))

    @rule(member=st.integers(1, 5), number=st.integers(0, 3), credit=st.integers(0, 100))
    def answer_it(self, member: int, number: int, credit: int) -> None:
        verdict = Judgement(A, credit == 100, credit, "A")
        self.move(answer(member, number, verdict, self.now))

    @rule()
    def begin(self) -> None:
        self.move(Begin())

    @rule(ending=st.sampled_from(Ending))
    def close(self, ending: Ending) -> None:
        self.move(Close(ending))

    @rule()
    def advance(self) -> None:
        self.move(Advance())

    @rule()
    def pause(self) -> None:
        self.move(Pause())

    @rule()
    def resume(self) -> None:
        self.move(Resume())

    @rule()
    def revive(self) -> None:
        self.move(Revive())

    @rule(member=st.integers(1, 5))
    def vote(self, member: int) -> None:
        self.move(VoteSkip(member))

    @rule(member=st.integers(1, 5), number=st.integers(0, 3))
    def grant(self, member: int, number: int) -> None:
        self.move(Grant(member, number, 9))

    @rule(how=st.sampled_from([Stop(), Abandon()]))
    @precondition(lambda self: self.game.number > 1)
    def end(self, how: Stop | Abandon) -> None:
        self.move(how)

    @invariant()
    def at_most_one_question_is_open(self) -> None:
        unfinished = [it for it in self.game.rounds if it.ending is None]
        at_once = len(self.game.questions) if self.game.rules.mode is Mode.LIGHTNING else 1
        assert len(unfinished) == (at_once if self.game.phase is Phase.OPEN else 0)
        assert len(self.game.rounds) <= len(self.game.questions)

    @property
    def _is_idle(self) -> bool:
        return self.game.paused is PauseReason.IDLE

    @invariant()
    def time_is_never_negative(self) -> None:
        assert self.game.left is None or self.game.left >= timedelta()
        assert all(a.taken >= 0 for it in self.game.rounds for a in it.answers)
        assert not self.game.paused or self.game.due is None or self._is_idle
        if self.game.phase is Phase.FINISHED:
            assert self.game.due is None
            assert not self.game.paused

    @invariant()
    def scores_are_what_the_answers_give(self) -> None:
        total = dict.fromkeys(self.game.members, 0)
        for played in self.game.rounds:
            members = [answer.member for answer in played.answers]
            assert len(members) == len(set(members))
        for gains in gained(self.game.rules, self.game.rounds):
            for member, gain in gains.items():
                assert 0 <= gain.total <= 220
                total[member] = total.get(member, 0) + gain.total
        ranked = self.game.standings()
        assert {place.member: place.points for place in ranked} == total
        if self.game.rules.mode is not Mode.SURVIVAL:
            assert [place.points for place in ranked] == sorted(total.values(), reverse=True)
        assert [place.rank for place in ranked] == sorted(place.rank for place in ranked)

    @invariant()
    def a_finished_game_has_an_outcome(self) -> None:
        assert (self.game.outcome is not None) == (self.game.phase is Phase.FINISHED)


TestAnyMoves = AnyMoves.TestCase
TestAnyMoves.settings = settings(max_examples=60, stateful_step_count=40)
