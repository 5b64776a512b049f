"""Answers to problems: written by members, graded by themselves, put up for others to grade."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.errors import UserFacingError
from bot.knowledge.base import Knowledge
from bot.knowledge.prompts import PracticeProblem
from bot.services.reviews import ReviewService
from bot.services.scheduler import Clock
from bot.store import results
from bot.store.database import Connection, Store
from bot.store.results import PracticeAnswer
from bot.tools.practice import Grade

DAY = timedelta(days=1)
MOST_A_DAY = 20
"""Answers that a member may write in a day."""
REVIEWED = 3
"""Questions that enter the reviews of who grades an own answer low."""


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

    text = "You have written 20 answers in the last day, which is as many as I take."
    remedy = "Tomorrow there is room again."


class NotAnsweredError(PracticeError):
    """Something is to be done with an answer that was never written."""

    text = "You have written no answer to this problem yet."
    remedy = "“Write your answer” opens a form for it."


class AnswerGoneError(PracticeError):
    """The answer was deleted, or its problem left the files."""

    text = "That answer is no longer there."
    remedy = "/practice lists problems to answer yourself."


class OwnAnswerError(PracticeError):
    """Nobody is a peer of their own."""

    text = "Others grade this one."
    remedy = "Grade yourself under the problem."


@dataclass(frozen=True, slots=True)
class SelfGrade:
    """A grade that was kept; `added` questions entered the reviews, None where none had to."""

    grade: Grade
    added: int | None


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """An answer that others grade, and how often each grade was given to it."""

    number: int
    author: int
    text: str
    problem: PracticeProblem
    grades: Mapping[Grade, int]


class PracticeService:
    """Everything that members do with problems."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        knowledge: Callable[[], Knowledge],
        reviews: ReviewService,
    ) -> None:
        self._store = store
        self._clock = clock
        self._knowledge = knowledge
        self._reviews = reviews

    def problem(self, problem: str) -> PracticeProblem:
        """Find a problem; raise ProblemLeftError."""
        found = self._knowledge().practice.get(problem)
        if found is None:
            raise ProblemLeftError
        return found

    async def write(self, member: int, problem: str, text: str) -> None:
        """Keep an answer; raise ProblemLeftError, EmptyAnswerError or TooManyAnswersError."""
        found, written, now = self.problem(problem), text.strip(), self._clock()
        if not written:
            raise EmptyAnswerError

        async def work(connection: Connection) -> None:
            if await results.answers_since(connection, member, now - DAY) >= MOST_A_DAY:
                raise TooManyAnswersError
            await results.write_answer(connection, member, found.id, written, now)

        await self._store.write(work)

    async def grade_own(self, member: int, problem: str, grade: Grade) -> SelfGrade:
        """Keep one's own grade; a low one brings questions on the problem's roles to review."""
        found, now = self.problem(problem), self._clock()
        code = f"{results.PRACTICE}:{found.id}:{now:%Y%m%d%H%M%S}"
        outcome = f"{found.id}.{grade}"

        async def work(connection: Connection) -> None:
            await results.keep_result(connection, member, results.PRACTICE, code, outcome, now)

        await self._store.write(work)
        if grade is Grade.STRONG:
            return SelfGrade(grade, None)
        seed = f"{member} {found.id}"
        return SelfGrade(
            grade, await self._reviews.add_about(member, found.roles, REVIEWED, seed) or 0
        )

    async def put_up(self, member: int, problem: str, channel: int) -> SharedAnswer:
        """Show one's latest answer in a channel; raise ProblemLeftError or NotAnsweredError."""
        found = self.problem(problem)

        async def work(connection: Connection) -> tuple[PracticeAnswer, Mapping[str, int]] | None:
            answer = await results.latest_answer(connection, member, found.id)
            if answer is None:
                return None
            await results.show_answer(connection, answer.id, channel)
            return answer, await results.grades_of(connection, answer.id)

        stored = await self._store.write(work)
        if stored is None:
            raise NotAnsweredError
        return _shared(*stored, found)

    async def grade_other(
        self, grader: int, channel: int, number: int, grade: Grade
    ) -> SharedAnswer:
        """Count a grade of an answer that was put up in the channel, the grader's newest.

        :raises AnswerGoneError: also for what was put up elsewhere, or nowhere.
        :raises OwnAnswerError:
        """
        shown = partial(results.shown_answer, number=number, channel=channel)
        answer = await self._store.read(shown)
        found = None if answer is None else self._knowledge().practice.get(answer.problem)
        if answer is None or found is None:
            raise AnswerGoneError
        if answer.member == grader:
            raise OwnAnswerError

        async def work(connection: Connection) -> Mapping[str, int] | None:
            # The author may have deleted it since it was read.
            if await shown(connection) is None:
                return None
            await results.write_grade(connection, number, grader, grade)
            return await results.grades_of(connection, number)

        counts = await self._store.write(work)
        if counts is None:
            raise AnswerGoneError
        return _shared(answer, counts, found)


def _shared(
    answer: PracticeAnswer, counts: Mapping[str, int], problem: PracticeProblem
) -> SharedAnswer:
    grades = {grade: counts.get(grade, 0) for grade in Grade}
    return SharedAnswer(answer.id, answer.member, answer.text, problem, grades)
