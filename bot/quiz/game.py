"""The game as a state machine: values in, values out; the time is passed in.

    lobby → question open → question closed → … → finished

In lightning all questions open at once, and the game is finished when they close. Every move
gives a new game, or raises a named error and changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Self, assert_never

from bot.quiz import clock_moves, errors
from bot.quiz.items.base import Judgement, Question
from bot.quiz.modes import lightning, survival
from bot.quiz.modes.teams import TeamStanding, smallest, team_standings
from bot.quiz.moves import (
    ChooseTeam,
    DrawTeams,
    Grant,
    Join,
    Leave,
    MemberMove,
    Move,
    Record,
    SetQuestions,
    SetRules,
    TakeHint,
    VoteSkip,
)
from bot.quiz.phases import Outcome, PauseReason, Phase
from bot.quiz.pool import Wish
from bot.quiz.rounds import LockedAnswer, Round
from bot.quiz.rules import Mode, Rules
from bot.quiz.scoring import LEADERBOARD_PEOPLE, Standing, standings


@dataclass(frozen=True, slots=True)
class Game:
    """One game in a channel.

    `due` is when it next moves by itself; None where it waits for people or has ended. While it
    is `paused`, `left` is what remains until then. `teams` gives the team of members by its
    index, also of some who left.
    """

    id: int
    host: int
    questions: tuple[Question, ...]
    rules: Rules
    wish: Wish
    members: tuple[int, ...] = ()
    phase: Phase = Phase.LOBBY
    rounds: tuple[Round, ...] = ()
    due: datetime | None = None
    paused: PauseReason | None = None
    left: timedelta | None = None
    paused_at: datetime | None = None
    outcome: Outcome | None = None
    votes: frozenset[int] = field(default_factory=frozenset)
    teams: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def open(  # noqa: PLR0913, PLR0917 - what a host chooses
        cls,
        number: int,
        host: int,
        questions: tuple[Question, ...],
        rules: Rules,
        wish: Wish,
        now: datetime,
    ) -> Self:
        """Open a lobby with the host in it."""
        if not questions:
            raise ValueError("a game needs at least one question")
        due = now + rules.pace.lobby
        return cls(number, host, questions, rules.settled(), wish, members=(host,), due=due)

    @property
    def number(self) -> int:
        """The index of the question that was opened last; -1 in the lobby."""
        return len(self.rounds) - 1

    @property
    def question(self) -> Question:
        """The question that was opened last; NoQuestionOpenError in the lobby."""
        if not self.rounds:
            raise errors.NoQuestionOpenError
        return self.questions[self.number]

    @property
    def round(self) -> Round:
        """The round of that question; NoQuestionOpenError in the lobby."""
        if not self.rounds:
            raise errors.NoQuestionOpenError
        return self.rounds[-1]

    @property
    def is_last(self) -> bool:
        """Whether no question comes after the one that was opened last."""
        return len(self.rounds) == len(self.questions) or self._is_decided

    @property
    def _is_decided(self) -> bool:
        is_survival = self.rules.mode is Mode.SURVIVAL and bool(self.rounds)
        return is_survival and survival.is_decided(self.members, self.rounds)

    @property
    def next_counts_double(self) -> bool:
        """Whether the question that comes next is the final, which is said before it opens."""
        count = len(self.questions)
        return not self.is_last and self.rules.weight(len(self.rounds), count) > 1

    @property
    def counts(self) -> bool:
        """Whether the game counts for leaderboards, instead of being practice."""
        people = {answer.member for round_ in self.rounds for answer in round_.counted}
        return len(people) >= LEADERBOARD_PEOPLE

    @property
    def playing(self) -> tuple[int, ...]:
        """Those who are in and may answer; in survival those who have lives left."""
        return tuple(it for it in self.members if self._may_play(it))

    def _may_play(self, member: int) -> bool:
        return self.rules.mode is not Mode.SURVIVAL or self.lives_of(member).left > 0

    @property
    def votes_needed(self) -> int:
        """How many votes skip a question: more than half of those who play."""
        return len(self.playing) // 2 + 1

    @property
    def is_voted_out(self) -> bool:
        """Whether enough have voted to skip the open question."""
        return len(self.votes) >= self.votes_needed

    @property
    def all_answered(self) -> bool:
        if self.rules.mode is Mode.LIGHTNING:
            return bool(self.members) and lightning.all_answered(self.members, self.rounds)
        answered = {answer.member for answer in self.round.answers}
        waited_for = (it for it in self.members if it not in answered and self._may_play(it))
        return bool(self.members) and next(waited_for, None) is None

    def standings(self) -> tuple[Standing, ...]:
        """Rank all who are in or have answered."""
        return standings(self.rules, self.rounds, self.members)

    def team_standings(self) -> tuple[TeamStanding, ...]:
        """Rank the teams; nothing in other modes."""
        if self.rules.mode is not Mode.TEAMS:
            return ()
        return team_standings(self.standings(), self.teams, self.rules.teams)

    def lives_of(self, member: int) -> survival.Lives:
        """Count the lives of a member in survival."""
        return survival.lives_of(member, self.rounds)

    def number_for(self, member: int) -> int:
        """Give the question that a member is at: the open one, in lightning their own next one.

        :raises NoMoreQuestionsError: where they answered all of lightning.
        """
        if self.rules.mode is not Mode.LIGHTNING or self.phase is not Phase.OPEN:
            return self.number
        if (number := lightning.next_of(member, self.rounds)) is None:
            raise errors.NoMoreQuestionsError
        return number

    def apply(self, move: Move, now: datetime) -> "Game":
        """Make a move; raise a MoveError where it is not allowed now."""
        match move:
            case Join() | Leave() | Record() | VoteSkip() | Grant() | TakeHint() | ChooseTeam():
                return _by_member(self, move, now)
            case SetRules() | SetQuestions() | DrawTeams():
                return clock_moves.set_up(self, move, now)
            case _:
                return clock_moves.apply(self, move, now)

    def check_answer(self, member: int, number: int, now: datetime) -> int:
        """Give the milliseconds taken; raise where `member` may not answer `number` now.

        Where the game rests since nobody played, an answer is welcome, and takes it up.
        """
        self.check_not_over()
        if self.paused is not PauseReason.IDLE:
            self.check_running()
        if self.phase is not Phase.OPEN or not 0 <= number < len(self.rounds):
            raise errors.QuestionClosedError
        if self.paused is None and self.due is not None and now >= self.due:
            raise errors.TooLateError
        if self.rounds[number].answer_of(member) is not None:
            raise errors.AlreadyAnsweredError
        self.check_alive(member)
        if number != self.number_for(member):
            raise errors.QuestionClosedError
        is_lightning = self.rules.mode is Mode.LIGHTNING
        began = lightning.began(member, self.rounds) if is_lightning else self.round.opened
        return max(0, round((now - began) / timedelta(milliseconds=1)))

    def answer(self, member: int, number: int, verdict: Judgement, now: datetime) -> Record:
        """Make the move that locks an answer as it was judged; raise as `check_answer` does."""
        taken = self.check_answer(member, number, now)
        hinted = member in self.rounds[number].hinted
        locked = LockedAnswer(
            member,
            verdict.given,
            verdict.right,
            verdict.credit,
            taken,
            read_as=verdict.read_as,
            hinted=hinted,
        )
        return Record(locked, number, self.team_for(member))

    def team_for(self, member: int) -> int | None:
        """Give the team of a member, or the one that somebody new comes into now."""
        if self.rules.mode is not Mode.TEAMS or self.phase is Phase.LOBBY:
            return self.teams.get(member)
        if member in self.teams:
            return self.teams[member]
        return smallest(self.teams, self.members, self.rules.teams)

    def wrong_answer(self, member: int, number: int) -> LockedAnswer:
        """Give an answer that may be appealed; raise NoAnswerToAppealError."""
        played = self.rounds[number] if 0 <= number < len(self.rounds) else None
        answer = played.answer_of(member) if played is not None and played.ending else None
        if answer is None or answer.is_right:
            raise errors.NoAnswerToAppealError
        return answer

    def change_round(self, number: int, change: Callable[[Round], Round]) -> "Game":
        rounds = list(self.rounds)
        rounds[number] = change(rounds[number])
        return replace(self, rounds=tuple(rounds))

    def check_not_over(self) -> None:
        if self.phase is Phase.FINISHED:
            raise errors.GameOverError

    def check_running(self) -> None:
        self.check_not_over()
        if self.paused:
            raise errors.GamePausedError

    def check_open(self) -> None:
        self.check_running()
        if self.phase is not Phase.OPEN:
            raise errors.NoQuestionOpenError

    def check_alive(self, member: int) -> None:
        if not self._may_play(member):
            raise errors.OutOfLivesError


def _by_member(game: Game, move: MemberMove, now: datetime) -> Game:  # noqa: PLR0911 - one a move
    """Make a move of one member; raise a MoveError where it is not allowed now."""
    match move:
        case Join(member):
            return _join(game, member)
        case Leave(member):
            return _leave(game, member)
        case Record():
            return _record(game, move)
        case VoteSkip(member):
            return _vote_skip(game, member)
        case TakeHint(member, number):
            return _take_hint(game, member, number, now)
        case ChooseTeam(member, team):
            return _choose_team(game, member, team)
        case Grant(member, number):
            return _grant(game, member, number)
        case _:
            assert_never(move)


def _join(game: Game, member: int) -> Game:
    game.check_running()
    if member in game.members:
        raise errors.AlreadyJoinedError
    game.check_alive(member)
    return _let_in(game, member, game.team_for(member))


def _let_in(game: Game, member: int, team: int | None) -> Game:
    """Let a member in who is not, into a team where there are some."""
    teams = game.teams if team is None else {**game.teams, member: team}
    members = game.members if member in game.members else (*game.members, member)
    return replace(game, members=members, teams=teams)


def _leave(game: Game, member: int) -> Game:
    game.check_running()
    if member not in game.members:
        raise errors.NotJoinedError
    members = tuple(other for other in game.members if other != member)
    return replace(game, members=members, votes=game.votes - {member})


def _record(game: Game, move: Record) -> Game:
    answer, number = move.answer, move.number
    if game.phase is not Phase.OPEN:
        raise errors.NoQuestionOpenError
    if game.rounds[number].answer_of(answer.member) is not None:
        raise errors.AlreadyAnsweredError
    changed = game.change_round(number, lambda it: replace(it, answers=(*it.answers, answer)))
    return _let_in(changed, answer.member, move.team)


def _vote_skip(game: Game, member: int) -> Game:
    game.check_open()
    if game.rules.mode is Mode.LIGHTNING:
        raise errors.OwnPaceError
    if member not in game.members:
        raise errors.NotJoinedError
    game.check_alive(member)
    if member in game.votes:
        raise errors.AlreadyVotedError
    return replace(game, votes=game.votes | {member})


def _take_hint(game: Game, member: int, number: int, now: datetime) -> Game:
    if not game.rules.hints:
        raise errors.NoHintsError
    game.check_answer(member, number, now)
    game.check_running()
    changed = game.change_round(number, lambda it: replace(it, hinted=it.hinted | {member}))
    return _let_in(changed, member, game.team_for(member))


def _choose_team(game: Game, member: int, team: int) -> Game:
    game.check_running()
    if game.phase is not Phase.LOBBY:
        raise errors.NotInLobbyError
    if game.rules.mode is not Mode.TEAMS or not 0 <= team < game.rules.teams:
        raise errors.NoSuchTeamError
    return _let_in(game, member, team)


def _grant(game: Game, member: int, number: int) -> Game:
    answer = game.wrong_answer(member, number)
    granted = replace(answer, granted=True)
    return game.change_round(
        number,
        lambda it: replace(
            it, answers=tuple(granted if other is answer else other for other in it.answers)
        ),
    )
