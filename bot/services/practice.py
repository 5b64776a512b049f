"""Answers to problems: written by members, graded by themselves, put up for others to grade."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.errors import UserFacingError
from bot.knowledge.base import Knowledge
from bot.knowledge.prompts import PracticeLoop, PracticeProblem
from bot.services.reviews import practice_card
from bot.services.scheduler import Clock
from bot.store import cards, plans, practice, results
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.practice import PracticeAnswer
from bot.tools.practice import AttemptMode, Grade, RoundProgress, next_problem, progress

DAY = timedelta(days=1)
MOST_A_DAY = 50
"""Answers that a member may write in a day."""


class PracticeError(UserFacingError):
    """What was wanted of an answer to a problem cannot be."""


class ProblemLeftError(PracticeError):
    """A button names a problem that the files no longer have."""

    text = "That problem has left the knowledge base."
    remedy = "/practice lists the ones there are."


class EmptyAnswerError(PracticeError):
    """Nothing was written."""

    text = "That was empty, so nothing is kept."
    remedy = "Write a few words, and send the form again."


class TooManyAnswersError(PracticeError):
    """A member wrote as many answers in a day as one may."""

    text = f"You have written {MOST_A_DAY} answers in the last day, which is as many as I take."
    remedy = "Tomorrow there is room again."


class AnswerGoneError(PracticeError):
    """The answer was deleted, its words are no longer kept, or its problem left the files."""

    text = "That answer is no longer there."
    remedy = "/practice has problems to answer yourself."


class OwnAnswerError(PracticeError):
    """Nobody is a peer of their own."""

    text = "Others grade this one."
    remedy = "Grade yourself under the problem."


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """A member's answer beside its problem; without words the model answer was looked at."""

    number: int
    problem: PracticeProblem
    text: str
    grade: Grade | None
    mode: AttemptMode


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """An answer that others grade, and how often each grade was given to it."""

    number: int
    author: int
    text: str
    problem: PracticeProblem
    grades: Mapping[Grade, int]


@dataclass(frozen=True, slots=True)
class PracticeStanding:
    """How a member stands in the rounds of a role, the weakest first."""

    loop: PracticeLoop
    rounds: tuple[RoundProgress, ...]


class PracticeService:
    """Everything that members do with problems."""

    def __init__(self, store: Store, clock: Clock, knowledge: Callable[[], Knowledge]) -> None:
        self._store = store
        self._clock = clock
        self._knowledge = knowledge

    def problem(self, problem: str) -> PracticeProblem:
        """Find a problem; raise ProblemLeftError."""
        found = self._knowledge().practice.get(problem)
        if found is None:
            raise ProblemLeftError
        return found

    async def choose(self, member: int, role: str, rounds: Collection[str]) -> PracticeProblem:
        """Choose what a member practises next in some rounds of a role; raise ProblemLeftError."""
        loop = self._knowledge().practice_loop(role)
        return await self._choose(member, () if loop is None else loop.of(rounds))

    async def another(self, member: int, problem: str) -> PracticeProblem:
        """Choose one of the same round as a problem; raise ProblemLeftError."""
        knowledge, met = self._knowledge(), self.problem(problem)
        loop = knowledge.practice_loops.get(met.roles[0])
        if met.round is None or loop is None:
            same = tuple(it for it in knowledge.practice.values() if it.round is None)
        else:
            same = loop.of((met.round.id,))
        return await self._choose(member, same, problem)

    async def _choose(
        self, member: int, problems: tuple[PracticeProblem, ...], after: str | None = None
    ) -> PracticeProblem:
        if not problems:
            raise ProblemLeftError
        met = await self._store.read(partial(practice.last_met, member=member))
        return next_problem(problems, met, after)

    async def write(self, member: int, problem: str, text: str) -> OwnAnswer:
        """Keep an answer; raise ProblemLeftError, EmptyAnswerError or TooManyAnswersError."""
        found, now = self.problem(problem), self._clock()
        return await self._store.write(lambda it: write_answer(it, member, found, text, now))

    async def look(self, member: int, problem: str) -> OwnAnswer:
        """Show a model answer, which counts as a miss; raise ProblemLeftError."""
        found, now = self.problem(problem), self._clock()
        return await self._store.write(lambda it: look_at(it, member, found, now))

    async def grade_own(self, member: int, number: int, grade: Grade) -> OwnAnswer:
        """Keep one's own grade; what was missed comes to the reviews. Raise AnswerGoneError."""
        now = self._clock()

        async def work(connection: Connection) -> PracticeAnswer | None:
            answer = await practice.answer_of(connection, member, number)
            if answer is not None and answer.text:
                await practice.grade_answer(connection, number, grade)
                if grade is Grade.NO:
                    await cards.add(connection, [(member, practice_card(answer.problem))], now)
            return await practice.answer_of(connection, member, number)

        return self._own(await self._store.write(work))

    async def put_up(self, member: int, number: int, channel: int) -> SharedAnswer:
        """Show an answer of one's own in a channel; raise AnswerGoneError."""

        async def work(connection: Connection) -> tuple[PracticeAnswer, Mapping[str, int]] | None:
            answer = await practice.answer_of(connection, member, number)
            if answer is None or not answer.text:
                return None
            await practice.show_answer(connection, number, channel)
            return answer, await practice.grades_of(connection, number)

        return self._shared(await self._store.write(work))

    async def grade_other(
        self, grader: int, channel: int, number: int, grade: Grade
    ) -> SharedAnswer:
        """Count a grade of an answer that was put up in the channel, the grader's newest.

        :raises AnswerGoneError: also for what was put up elsewhere, or nowhere.
        :raises OwnAnswerError:
        """

        async def work(connection: Connection) -> tuple[PracticeAnswer, Mapping[str, int]] | None:
            answer = await practice.shown_answer(connection, number, channel)
            if answer is None:
                return None
            if answer.member == grader:
                raise OwnAnswerError
            await practice.write_grade(connection, number, grader, grade)
            return answer, await practice.grades_of(connection, number)

        return self._shared(await self._store.write(work))

    async def standing(self, member: int, role: str) -> PracticeStanding:
        """Tell how a member stands in the rounds of a role; raise ProblemLeftError."""
        loop = self._knowledge().practice_loop(role)
        if loop is None:
            raise ProblemLeftError
        found = await self._store.read(partial(practice.attempts, member=member))
        return PracticeStanding(loop, progress(loop, found))

    async def role_of(self, member: int) -> str | None:
        """Guess which role a member practises for: their plan's, their match's, or the last one."""

        async def work(connection: Connection) -> tuple[str | None, ...]:
            plan = await plans.plan_of(connection, member)
            matched = await results.results_of(connection, member, results.MATCH, 1)
            met = await practice.last_met(connection, member)
            last = max(met, key=lambda it: met[it], default="")
            problem = self._knowledge().practice.get(last)
            practised = problem.roles[0] if problem and problem.round else None
            return plan.role if plan else None, matched[-1].outcome if matched else None, practised

        known = self._knowledge().roles
        return next((it for it in await self._store.read(work) if it in known), None)

    def _own(self, answer: PracticeAnswer | None) -> OwnAnswer:
        found = None if answer is None else self._knowledge().practice.get(answer.problem)
        if answer is None or found is None:
            raise AnswerGoneError
        return OwnAnswer(answer.id, found, answer.text, answer.grade, answer.mode)

    def _shared(self, stored: tuple[PracticeAnswer, Mapping[str, int]] | None) -> SharedAnswer:
        if stored is None:
            raise AnswerGoneError
        answer, counts = stored
        if (problem := self._knowledge().practice.get(answer.problem)) is None:
            raise AnswerGoneError
        grades = {grade: counts.get(grade, 0) for grade in Grade}
        return SharedAnswer(answer.id, answer.member, answer.text, problem, grades)


async def write_answer(  # noqa: PLR0913, PLR0917 - one answer
    connection: Connection,
    member: int,
    problem: PracticeProblem,
    text: str,
    now: datetime,
    mode: AttemptMode = AttemptMode.SINGLE,
) -> OwnAnswer:
    """Keep an answer; raise EmptyAnswerError or TooManyAnswersError."""
    if not (written := text.strip()):
        raise EmptyAnswerError
    if await practice.answers_since(connection, member, now - DAY) >= MOST_A_DAY:
        raise TooManyAnswersError
    number = await practice.write_answer(connection, member, problem.id, written, now, mode)
    return OwnAnswer(number, problem, written, None, mode)


async def look_at(
    connection: Connection,
    member: int,
    problem: PracticeProblem,
    now: datetime,
    mode: AttemptMode = AttemptMode.SINGLE,
) -> OwnAnswer:
    """Write that a model answer was looked at, which brings its problem to the reviews."""
    number = await practice.write_answer(connection, member, problem.id, "", now, mode)
    await cards.add(connection, [(member, practice_card(problem.id))], now)
    return OwnAnswer(number, problem, "", None, mode)
