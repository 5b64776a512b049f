"""The game as a state machine: values in, values out; the time is passed in.

    lobby → question open → question closed → … → finished

Every move gives a new game, or raises a named error and changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Self

from bot.quiz import errors
from bot.quiz.items.base import Question, Verdict
from bot.quiz.rounds import Ending, Outcome, Pace, Phase, Round
from bot.quiz.scoring import LEADERBOARD_PEOPLE, Answer, Scoring, Standing, standings

LEAST_LEFT = timedelta(seconds=5)
"""Time that a question still has after a pause or a restart, at the least."""


@dataclass(frozen=True, slots=True)
class Game:
    """One game in a channel.

    `due` is when it next moves by itself; None where it waits for people or has ended. While it
    is paused, `left` is what remains until then.
    """

    id: int
    host: int
    questions: tuple[Question, ...]
    scoring: Scoring
    pace: Pace
    members: tuple[int, ...] = ()
    phase: Phase = Phase.LOBBY
    rounds: tuple[Round, ...] = ()
    due: datetime | None = None
    paused: bool = False
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
        scoring: Scoring,
        pace: Pace,
        now: datetime,
    ) -> Self:
        """Open a lobby with the host in it."""
        if not questions:
            raise ValueError("a game needs at least one question")
        return cls(number, host, questions, scoring, pace, members=(host,), due=now + pace.lobby)

    @property
    def number(self) -> int:
        """Give the index of the question that was opened last; -1 in the lobby."""
        return len(self.rounds) - 1

    @property
    def question(self) -> Question:
        """Give the question that was opened last."""
        if not self.rounds:
            raise errors.NoQuestionOpenError
        return self.questions[self.number]

    @property
    def round(self) -> Round:
        """Give the round of the question that was opened last."""
        if not self.rounds:
            raise errors.NoQuestionOpenError
        return self.rounds[-1]

    @property
    def is_last(self) -> bool:
        """Tell whether no further question follows."""
        return len(self.rounds) == len(self.questions)

    @property
    def counts(self) -> bool:
        """Tell whether the game counts for leaderboards, instead of being practice."""
        people = {answer.member for round_ in self.rounds for answer in round_.counted}
        return len(people) >= LEADERBOARD_PEOPLE

    @property
    def votes_needed(self) -> int:
        """Give how many votes skip a question: more than half of those who are in."""
        return len(self.members) // 2 + 1

    @property
    def all_answered(self) -> bool:
        """Tell whether everybody who is in has answered the open question."""
        answered = {answer.member for answer in self.round.answers}
        return bool(self.members) and set(self.members) <= answered

    def standings(self) -> tuple[Standing, ...]:
        """Rank all who are in or have answered."""
        counted = [round_.counted for round_ in self.rounds]
        return standings(self.scoring, counted, self.members, self.pace.seconds)

    def join(self, member: int) -> Self:
        """Let a member in."""
        self._running()
        if member in self.members:
            raise errors.AlreadyJoinedError
        return replace(self, members=(*self.members, member))

    def leave(self, member: int) -> Self:
        """Let a member go; what they answered stays."""
        self._running()
        if member not in self.members:
            raise errors.NotJoinedError
        return replace(
            self,
            members=tuple(other for other in self.members if other != member),
            votes=self.votes - {member},
        )

    def begin(self, now: datetime) -> Self:
        """Open the first question."""
        self._running()
        if self.phase is not Phase.LOBBY:
            raise errors.NotInLobbyError
        return self._open_next(now)

    def check_answer(self, member: int, number: int, now: datetime) -> int:
        """Raise where a member may not answer question `number` now; else give the time taken."""
        self._running()
        if self.phase is not Phase.OPEN or number != self.number:
            raise errors.QuestionClosedError
        if self.due is not None and now >= self.due:
            raise errors.TooLateError
        if self.round.answer_of(member) is not None:
            raise errors.AlreadyAnsweredError
        return max(0, round((now - self.round.opened) / timedelta(milliseconds=1)))

    def answer(self, member: int, number: int, verdict: Verdict, now: datetime) -> Self:
        """Lock a member's first answer; whoever answers is in."""
        taken = self.check_answer(member, number, now)
        return self.record(
            Answer(
                member, verdict.given, verdict.right, verdict.credit, taken, read_as=verdict.read_as
            )
        )

    def record(self, answer: Answer) -> Self:
        """Add an answer that was accepted in time."""
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

    def close(self, ending: Ending, now: datetime) -> Self:
        """Close the open question; the next one opens after a moment for reading."""
        self._running()
        if self.phase is not Phase.OPEN:
            raise errors.NoQuestionOpenError
        closed = self._change_round(self.number, lambda it: replace(it, ending=ending))
        return replace(closed, phase=Phase.CLOSED, due=now + self.pace.between, votes=frozenset())

    def vote_skip(self, member: int) -> Self:
        """Count a vote to skip the open question; the caller skips when enough have voted."""
        self._running()
        if self.phase is not Phase.OPEN:
            raise errors.NoQuestionOpenError
        if member not in self.members:
            raise errors.NotJoinedError
        if member in self.votes:
            raise errors.AlreadyVotedError
        return replace(self, votes=self.votes | {member})

    @property
    def is_voted_out(self) -> bool:
        """Tell whether enough have voted to skip the open question."""
        return len(self.votes) >= self.votes_needed

    def advance(self, now: datetime) -> Self:
        """Open the next question, or finish after the last."""
        self._running()
        if self.phase is Phase.OPEN:
            raise errors.QuestionStillOpenError
        if self.phase is Phase.LOBBY:
            raise errors.NoQuestionOpenError
        return self._finish(Outcome.PLAYED) if self.is_last else self._open_next(now)

    def tick(self, now: datetime) -> Self:
        """Do what is due; give the same game where nothing is."""
        if self.phase is Phase.FINISHED or self.paused or self.due is None or now < self.due:
            return self
        match self.phase:
            case Phase.LOBBY:
                return self.begin(now)
            case Phase.OPEN:
                return self.close(Ending.TIME, now)
            case _:
                return self.advance(now)

    def pause(self, now: datetime) -> Self:
        """Stop the clock."""
        self._running()
        left = None if self.due is None else max(self.due - now, timedelta())
        return replace(self, paused=True, left=left, due=None, paused_at=now)

    def resume(self, now: datetime) -> Self:
        """Let the clock run on; an open question has some time left, and none of it was lost."""
        if self.phase is Phase.FINISHED:
            raise errors.GameOverError
        if not self.paused or self.paused_at is None:
            raise errors.GameNotPausedError
        due = None if self.left is None else now + max(self.left, LEAST_LEFT)
        rested = max(now - self.paused_at, timedelta())
        game = replace(self, paused=False, left=None, paused_at=None, due=due)
        if self.phase is not Phase.OPEN:
            return game
        rounds = (*game.rounds[:-1], replace(game.round, opened=game.round.opened + rested))
        return replace(game, rounds=rounds)

    def revive(self, now: datetime) -> Self:
        """Go on after a restart: what was due meanwhile is due in a moment."""
        if self.phase is Phase.FINISHED or self.due is None:
            return self
        return replace(self, due=max(self.due, now + LEAST_LEFT))

    def stop(self) -> Self:
        """End the game early; an open question does not count."""
        self._not_over()
        return self._finish(Outcome.STOPPED)

    def abandon(self) -> Self:
        """End a game that cannot go on, as where its channel is gone."""
        self._not_over()
        return self._finish(Outcome.ABANDONED)

    def grant(self, member: int, number: int) -> Self:
        """Count a wrong answer as right, on appeal."""
        played = self.rounds[number] if 0 <= number < len(self.rounds) else None
        answer = played.answer_of(member) if played is not None and played.ending else None
        if answer is None or answer.right or answer.granted:
            raise errors.NoAnswerToAppealError
        return self._change_round(
            number,
            lambda it: replace(
                it,
                answers=tuple(
                    replace(other, granted=True) if other is answer else other
                    for other in it.answers
                ),
            ),
        )

    def _open_next(self, now: datetime) -> Self:
        seconds = self.pace.seconds
        return replace(
            self,
            phase=Phase.OPEN,
            rounds=(*self.rounds, Round(now)),
            due=None if seconds is None else now + timedelta(seconds=seconds),
            votes=frozenset(),
        )

    def _finish(self, outcome: Outcome) -> Self:
        game = self
        if self.phase is Phase.OPEN:
            game = self._change_round(self.number, lambda it: replace(it, ending=Ending.SKIPPED))
        return replace(
            game,
            phase=Phase.FINISHED,
            outcome=outcome,
            due=None,
            paused=False,
            paused_at=None,
            left=None,
            votes=frozenset(),
        )

    def _change_round(self, number: int, change: Callable[[Round], Round]) -> Self:
        rounds = list(self.rounds)
        rounds[number] = change(rounds[number])
        return replace(self, rounds=tuple(rounds))

    def _not_over(self) -> None:
        if self.phase is Phase.FINISHED:
            raise errors.GameOverError

    def _running(self) -> None:
        self._not_over()
        if self.paused:
            raise errors.GamePausedError
