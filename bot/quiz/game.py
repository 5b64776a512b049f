"""The game as a state machine: values in, values out; the time is passed in.

    lobby → question open → question closed → … → finished

Every move gives a new game, or raises a named error and changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Self, assert_never

from bot.quiz import errors
from bot.quiz.items.base import Question
from bot.quiz.moves import (
    Abandon,
    Advance,
    Begin,
    ClockMove,
    Close,
    Grant,
    Join,
    Leave,
    LobbyMove,
    MemberMove,
    Move,
    Pause,
    Record,
    RestartClock,
    Resume,
    Revive,
    SetQuestions,
    SetRules,
    Stop,
    Tick,
    VoteSkip,
)
from bot.quiz.phases import Ending, Outcome, PauseReason, Phase
from bot.quiz.pool import Wish
from bot.quiz.rounds import LockedAnswer, Round
from bot.quiz.rules import Rules
from bot.quiz.scoring import LEADERBOARD_PEOPLE, Standing, standings

LEAST_LEFT = timedelta(seconds=5)
"""Time that a question still has after a pause or a restart, at the least."""


@dataclass(frozen=True, slots=True)
class Game:
    """One game in a channel.

    `due` is when it next moves by itself; None where it waits for people or has ended. While it
    is `paused`, `left` is what remains until then.
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
        return len(self.rounds) == len(self.questions)

    @property
    def next_counts_double(self) -> bool:
        """Whether the question that comes next is the final, which is said before it opens."""
        return self.rules.final_double and len(self.rounds) == len(self.questions) - 1

    @property
    def counts(self) -> bool:
        """Whether the game counts for leaderboards, instead of being practice."""
        people = {answer.member for round_ in self.rounds for answer in round_.counted}
        return len(people) >= LEADERBOARD_PEOPLE

    @property
    def votes_needed(self) -> int:
        """How many votes skip a question: more than half of those who are in."""
        return len(self.members) // 2 + 1

    @property
    def all_answered(self) -> bool:
        answered = {answer.member for answer in self.round.answers}
        return bool(self.members) and set(self.members) <= answered

    def standings(self) -> tuple[Standing, ...]:
        """Rank all who are in or have answered."""
        return standings(self.rules, self.rounds, self.members)

    @property
    def is_voted_out(self) -> bool:
        """Whether enough have voted to skip the open question."""
        return len(self.votes) >= self.votes_needed

    def apply(self, move: Move, now: datetime) -> Self:
        """Make a move; raise a MoveError where it is not allowed now."""
        match move:
            case Join() | Leave() | Record() | VoteSkip() | Grant():
                return self._of_member(move)
            case SetRules() | SetQuestions():
                return self._of_lobby(move, now)
            case _:
                return self._of_clock(move, now)

    def check_answer(self, member: int, number: int, now: datetime) -> int:
        """Give the milliseconds taken; raise where `member` may not answer `number` now."""
        self._check_running()
        if self.phase is not Phase.OPEN or number != self.number:
            raise errors.QuestionClosedError
        if self.due is not None and now >= self.due:
            raise errors.TooLateError
        if self.round.answer_of(member) is not None:
            raise errors.AlreadyAnsweredError
        return max(0, round((now - self.round.opened) / timedelta(milliseconds=1)))

    def _of_member(self, move: MemberMove) -> Self:
        match move:
            case Join(member):
                return self._join(member)
            case Leave(member):
                return self._leave(member)
            case Record(answer):
                return self._record(answer)
            case VoteSkip(member):
                return self._vote_skip(member)
            case Grant(member, number):
                return self._grant(member, number)
            case _:
                assert_never(move)

    def _of_lobby(self, move: LobbyMove, now: datetime) -> Self:
        self._check_running()
        if self.phase is not Phase.LOBBY:
            raise errors.NotInLobbyError
        game = replace(self, due=now + self.rules.pace.lobby)
        match move:
            case SetRules(rules):
                return replace(game, rules=rules.settled())
            case SetQuestions(wish, rules, questions):
                return replace(game, wish=wish, rules=rules.settled(), questions=questions)
            case _:
                assert_never(move)

    def _of_clock(self, move: ClockMove, now: datetime) -> Self:  # noqa: C901, PLR0911 - one a move
        match move:
            case Begin():
                return self._begin(now)
            case Close(ending):
                return self._close(ending, now)
            case Advance():
                return self._advance(now)
            case Tick():
                return self._tick(now)
            case Pause(reason):
                return self._pause(reason, now)
            case Resume():
                return self._resume(now)
            case Revive():
                return self._revive(now)
            case RestartClock():
                return self._restart_clock(now)
            case Stop():
                return self._finish(Outcome.STOPPED)
            case Abandon():
                return self._finish(Outcome.ABANDONED)
            case _:
                assert_never(move)

    def _join(self, member: int) -> Self:
        self._check_running()
        if member in self.members:
            raise errors.AlreadyJoinedError
        return replace(self, members=(*self.members, member))

    def _leave(self, member: int) -> Self:
        self._check_running()
        if member not in self.members:
            raise errors.NotJoinedError
        return replace(
            self,
            members=tuple(other for other in self.members if other != member),
            votes=self.votes - {member},
        )

    def _record(self, answer: LockedAnswer) -> Self:
        if self.phase is not Phase.OPEN:
            raise errors.NoQuestionOpenError
        if self.round.answer_of(answer.member) is not None:
            raise errors.AlreadyAnsweredError
        members = self.members
        if answer.member not in members:
            members = (*members, answer.member)
        changed = self._change_round(
            self.number, lambda it: replace(it, answers=(*it.answers, answer))
        )
        return replace(changed, members=members)

    def _vote_skip(self, member: int) -> Self:
        self._check_open()
        if member not in self.members:
            raise errors.NotJoinedError
        if member in self.votes:
            raise errors.AlreadyVotedError
        return replace(self, votes=self.votes | {member})

    def _grant(self, member: int, number: int) -> Self:
        answer = self.wrong_answer(member, number)
        granted = replace(answer, granted=True)
        return self._change_round(
            number,
            lambda it: replace(
                it, answers=tuple(granted if other is answer else other for other in it.answers)
            ),
        )

    def wrong_answer(self, member: int, number: int) -> LockedAnswer:
        """Give an answer that may be appealed; raise NoAnswerToAppealError."""
        played = self.rounds[number] if 0 <= number < len(self.rounds) else None
        answer = played.answer_of(member) if played is not None and played.ending else None
        if answer is None or answer.is_right:
            raise errors.NoAnswerToAppealError
        return answer

    def _begin(self, now: datetime) -> Self:
        self._check_running()
        if self.phase is not Phase.LOBBY:
            raise errors.NotInLobbyError
        return self._open_next(now)

    def _close(self, ending: Ending, now: datetime) -> Self:
        self._check_open()
        closed = self._change_round(self.number, lambda it: replace(it, ending=ending))
        due = now + self.rules.pace.between
        return replace(closed, phase=Phase.CLOSED, due=due, votes=frozenset())

    def _advance(self, now: datetime) -> Self:
        self._check_running()
        if self.phase is Phase.OPEN:
            raise errors.QuestionStillOpenError
        if self.phase is Phase.LOBBY:
            raise errors.NoQuestionOpenError
        return self._finish(Outcome.PLAYED) if self.is_last else self._open_next(now)

    def _tick(self, now: datetime) -> Self:
        if self.paused or self.due is None or now < self.due:
            return self
        match self.phase:
            case Phase.LOBBY:
                return self._begin(now)
            case Phase.OPEN:
                return self._close(Ending.TIME, now)
            case Phase.CLOSED:
                return self._advance(now)
            case Phase.FINISHED:
                return self
            case _:
                assert_never(self.phase)

    def _pause(self, reason: PauseReason, now: datetime) -> Self:
        self._check_running()
        left = None if self.due is None else max(self.due - now, timedelta())
        return replace(self, paused=reason, left=left, due=None, paused_at=now)

    def _resume(self, now: datetime) -> Self:
        self._check_not_over()
        if not self.paused or self.paused_at is None:
            raise errors.GameNotPausedError
        due = None if self.left is None else now + max(self.left, LEAST_LEFT)
        rested = max(now - self.paused_at, timedelta())
        game = replace(self, paused=None, left=None, paused_at=None, due=due)
        if self.phase is not Phase.OPEN:
            return game
        return game._change_round(  # noqa: SLF001 - its own class
            game.number, lambda it: replace(it, opened=it.opened + rested)
        )

    def _revive(self, now: datetime) -> Self:
        """Take the clock up; one that was set back meanwhile leaves no more time than there was."""
        game = self
        if self.phase is Phase.OPEN and not self.paused:
            game = self._change_round(
                self.number, lambda it: replace(it, opened=min(it.opened, now))
            )
        full = self._full_time
        if self.due is None or full is None:
            return game
        due = min(self.due, now + max(full, LEAST_LEFT))
        return replace(game, due=max(due, now + LEAST_LEFT))

    def _restart_clock(self, now: datetime) -> Self:
        if self.paused or self.phase is Phase.FINISHED:
            return self
        full = self._full_time
        game = replace(self, due=None if full is None else now + full)
        if self.phase is not Phase.OPEN:
            return game
        return game._change_round(  # noqa: SLF001 - its own class
            game.number, lambda it: replace(it, opened=now)
        )

    @property
    def _full_time(self) -> timedelta | None:
        """How long what is open lasts before the game moves by itself; None for ever."""
        match self.phase:
            case Phase.LOBBY:
                return self.rules.pace.lobby
            case Phase.OPEN:
                seconds = self.rules.pace.seconds
                return None if seconds is None else timedelta(seconds=seconds)
            case Phase.CLOSED:
                return self.rules.pace.between
            case Phase.FINISHED:
                return None
            case _:
                assert_never(self.phase)

    def _open_next(self, now: datetime) -> Self:
        seconds = self.rules.pace.seconds
        return replace(
            self,
            phase=Phase.OPEN,
            rounds=(*self.rounds, Round(now, weight=2 if self.next_counts_double else 1)),
            due=None if seconds is None else now + timedelta(seconds=seconds),
            votes=frozenset(),
        )

    def _finish(self, outcome: Outcome) -> Self:
        self._check_not_over()
        game = self
        if self.phase is Phase.OPEN:
            game = self._change_round(self.number, lambda it: replace(it, ending=Ending.SKIPPED))
        return replace(
            game,
            phase=Phase.FINISHED,
            outcome=outcome,
            due=None,
            paused=None,
            paused_at=None,
            left=None,
            votes=frozenset(),
        )

    def _change_round(self, number: int, change: Callable[[Round], Round]) -> Self:
        rounds = list(self.rounds)
        rounds[number] = change(rounds[number])
        return replace(self, rounds=tuple(rounds))

    def _check_not_over(self) -> None:
        if self.phase is Phase.FINISHED:
            raise errors.GameOverError

    def _check_running(self) -> None:
        self._check_not_over()
        if self.paused:
            raise errors.GamePausedError

    def _check_open(self) -> None:
        self._check_running()
        if self.phase is not Phase.OPEN:
            raise errors.NoQuestionOpenError
