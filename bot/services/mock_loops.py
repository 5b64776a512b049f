"""Mock loops: the rounds of a role in order, one prompt each, by a clock that can be stopped.

Where a member is stands in the database, so a restart loses nothing; nothing is called when a
time is over, for Discord counts down by itself.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.knowledge.base import Knowledge
from bot.knowledge.prompts import PracticeLoop, PracticeProblem, PromptRound
from bot.services.practice import OwnAnswer, PracticeError, ProblemLeftError, look_at, write_answer
from bot.services.scheduler import Clock
from bot.store import mock_loops, practice
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.mock_loops import StoredMock
from bot.tools.practice import Attempt, AttemptMode, mock_problems, progress


class MockOverError(PracticeError):
    """A button belongs to a round that is over, or to a loop that is."""

    text = "That round is over."
    remedy = "/practice goes on where you are."


@dataclass(frozen=True, slots=True)
class MockRound:
    """The round that a member is at: to be begun, running until a moment, or stopped.

    `left` is the time that is left when the clock stands; below zero it ran over.
    """

    number: int
    count: int
    problem: PracticeProblem
    left: timedelta
    until: datetime | None = None
    begun: bool = False


@dataclass(frozen=True, slots=True)
class MockSummary:
    """What the rounds came to that were reached; None where an answer has no grade.

    `weakest` is the round to practise next, of all that the member ever did.
    """

    loop: PracticeLoop
    rounds: tuple[tuple[PromptRound, Attempt | None], ...]
    weakest: PromptRound


MockView = MockRound | MockSummary


class MockLoopService:
    """Everything that members do in their own mock loop."""

    def __init__(self, store: Store, clock: Clock, knowledge: Callable[[], Knowledge]) -> None:
        self._store = store
        self._clock = clock
        self._knowledge = knowledge

    async def begin(self, member: int, role: str) -> MockView:
        """Begin a loop, with prompts that were not met where there are such.

        An earlier one is replaced. Raise ProblemLeftError.
        """
        loop = self._loop(role)

        async def work(connection: Connection) -> None:
            met = await practice.last_met(connection, member)
            problems = [it.id for it in mock_problems(loop, met)]
            await mock_loops.begin(connection, member, loop.role, problems, self._clock())

        await self._store.write(work)
        return await self.open(member)

    async def role_of(self, member: int) -> str | None:
        """Tell for which role a member is in a loop; None where they are in none."""
        found = await self._store.read(lambda it: mock_loops.mock_of(it, member))
        return None if found is None else found.role

    async def open(self, member: int) -> MockView:
        """Show where a member is; after the last round what it came to. Raise MockOverError."""
        found = await self._store.read(lambda it: mock_loops.mock_of(it, member))
        if found is None:
            raise MockOverError
        if found.number >= len(found.problems):
            return await self.end(member)
        return self._round(found)

    async def start_clock(self, member: int, number: int) -> MockRound:
        """Begin a round, or go on after a pause."""

        def moved(mock: StoredMock, now: datetime) -> dict[str, datetime | None]:
            if mock.began_at is None:
                return {"began_at": now}
            stopped = now - (mock.paused_at or now)
            return {"began_at": mock.began_at + stopped, "paused_at": None}

        return await self._move(member, number, moved)

    async def stop_clock(self, member: int, number: int) -> MockRound:
        return await self._move(
            member, number, lambda mock, now: {"paused_at": mock.paused_at or now}
        )

    async def write(self, member: int, number: int, text: str) -> tuple[OwnAnswer, timedelta]:
        """Keep the answer of a round, and go to the next; give also how long it took."""
        return await self._answered(
            member,
            number,
            lambda it, problem, now: write_answer(it, member, problem, text, now, AttemptMode.MOCK),
        )

    async def look(self, member: int, number: int) -> OwnAnswer:
        """Show the answer of a round, which counts as a miss, and go to the next."""
        own, _ = await self._answered(
            member,
            number,
            lambda it, problem, now: look_at(it, member, problem, now, AttemptMode.MOCK),
        )
        return own

    async def end(self, member: int) -> MockSummary:
        """End a loop where it is; raise MockOverError."""

        async def work(connection: Connection) -> tuple[StoredMock, tuple[Attempt, ...]]:
            found = await mock_loops.mock_of(connection, member)
            if found is None:
                raise MockOverError
            await mock_loops.end(connection, member)
            return found, await practice.attempts(connection, member)

        found, attempts = await self._store.write(work)
        loop = self._loop(found.role)
        mine = {
            it.problem: it
            for it in attempts
            if it.mode is AttemptMode.MOCK and it.at >= found.started_at
        }
        reached = found.problems[: found.number]
        problems = [self._knowledge().practice.get(it) for it in reached]
        done = {it.round.id: mine.get(it.id) for it in problems if it is not None and it.round}
        rounds = tuple((it, done[it.id]) for it in loop.rounds if it.id in done)
        return MockSummary(loop, rounds, progress(loop, attempts)[0].round)

    def _loop(self, role: str) -> PracticeLoop:
        loop = self._knowledge().practice_loop(role)
        if loop is None:
            raise ProblemLeftError
        return loop

    def _round(self, mock: StoredMock) -> MockRound:
        problem = self._knowledge().practice.get(mock.problems[mock.number])
        if problem is None:
            raise ProblemLeftError
        allowed = timedelta(minutes=problem.minutes or 0)
        begun = mock.began_at is not None
        until = mock.began_at + allowed if mock.began_at is not None else None
        left = allowed if until is None else until - (mock.paused_at or self._clock())
        running = until if mock.paused_at is None else None
        return MockRound(mock.number, len(mock.problems), problem, left, running, begun)

    async def _move(
        self,
        member: int,
        number: int,
        moved: Callable[[StoredMock, datetime], dict[str, datetime | None]],
    ) -> MockRound:
        now = self._clock()

        async def work(connection: Connection) -> StoredMock | None:
            found = await _at(connection, member, number)
            await mock_loops.change(connection, member, **moved(found, now))
            return await mock_loops.mock_of(connection, member)

        found = await self._store.write(work)
        if found is None:
            raise MockOverError
        return self._round(found)

    async def _answered(
        self,
        member: int,
        number: int,
        answer: Callable[[Connection, PracticeProblem, datetime], Awaitable[OwnAnswer]],
    ) -> tuple[OwnAnswer, timedelta]:
        now = self._clock()

        async def work(connection: Connection) -> tuple[OwnAnswer, timedelta]:
            found = await _at(connection, member, number)
            problem = self._round(found).problem
            own = await answer(connection, problem, now)
            await mock_loops.change(
                connection, member, number=number + 1, began_at=None, paused_at=None
            )
            return own, (found.paused_at or now) - (found.began_at or now)

        return await self._store.write(work)


async def _at(connection: Connection, member: int, number: int) -> StoredMock:
    """Find a member's loop at a round; raise MockOverError where it is elsewhere."""
    found = await mock_loops.mock_of(connection, member)
    if found is None or found.number != number or number >= len(found.problems):
        raise MockOverError
    return found
