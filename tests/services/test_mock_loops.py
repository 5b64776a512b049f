"""Mock loops: round by round, by a clock that stops and goes on, over restarts."""

from datetime import timedelta

import pytest

from bot.services.editing.repository import KnowledgeRepository
from bot.services.mock_loops import MockLoopService, MockOverError, MockRound, MockSummary
from bot.services.practice import PracticeService, ProblemLeftError
from bot.store import pruning
from bot.store.database import Database
from bot.tools.practice import AttemptMode, Grade
from tests.services.conftest import HandClock

ANN, BEN = 1, 2
ROLE = "research-engineer"
WORDS = "I ask first what every level asks."


@pytest.fixture
def mocks(store: Database, clock: HandClock, repository: KnowledgeRepository) -> MockLoopService:
    return MockLoopService(store, clock, lambda: repository.snapshot.knowledge)


@pytest.fixture
def practice(store: Database, clock: HandClock, repository: KnowledgeRepository) -> PracticeService:
    return PracticeService(store, clock, lambda: repository.snapshot.knowledge)


async def test_a_loop_goes_through_the_rounds_in_order(
    mocks: MockLoopService, practice: PracticeService, repository: KnowledgeRepository
) -> None:
    loop = repository.snapshot.knowledge.practice_loops[ROLE]
    view = await mocks.begin(ANN, ROLE)
    for number, it in enumerate(loop.rounds):
        assert isinstance(view, MockRound)
        assert (view.number, view.count) == (number, len(loop.rounds))
        assert view.problem.round == it
        await mocks.start_clock(ANN, number)
        if number == 0:
            own, _ = await mocks.write(ANN, number, WORDS)
            assert own.mode is AttemptMode.MOCK
            await practice.grade_own(ANN, own.number, Grade.STRONG)
        elif number == 1:
            assert (await mocks.look(ANN, number)).text == ""
        else:
            await mocks.write(ANN, number, WORDS)
        with pytest.raises(MockOverError):
            await mocks.write(ANN, number, "the same once more")
        view = await mocks.open(ANN)
    assert isinstance(view, MockSummary)
    outcomes = [None if it is None else it.grade for _, it in view.rounds]
    assert outcomes == [Grade.STRONG, None, None, None, None, None, None]
    assert [it is not None for _, it in view.rounds] == [True, True] + [False] * 5
    assert view.weakest.id == "production-python"
    with pytest.raises(MockOverError):
        await mocks.open(ANN)


async def test_the_clock_stops_and_goes_on(
    mocks: MockLoopService, clock: HandClock, store: Database, repository: KnowledgeRepository
) -> None:
    await mocks.begin(ANN, ROLE)
    running = await mocks.start_clock(ANN, 0)
    allowed = timedelta(minutes=running.problem.minutes or 0)
    assert running.until == clock.now + allowed
    clock.move(minutes=4)
    stopped = await mocks.stop_clock(ANN, 0)
    assert (stopped.until, stopped.left) == (None, allowed - timedelta(minutes=4))
    clock.move(days=2)
    anew = MockLoopService(store, clock, lambda: repository.snapshot.knowledge)
    assert await anew.open(ANN) == stopped
    on = await anew.start_clock(ANN, 0)
    assert on.until == clock.now + stopped.left
    assert await anew.start_clock(ANN, 0) == on
    clock.move(minutes=1)
    _, took = await anew.write(ANN, 0, WORDS)
    assert took == timedelta(minutes=5)


async def test_a_loop_is_one_members_own_and_ends_when_they_like(
    mocks: MockLoopService, clock: HandClock, store: Database
) -> None:
    await mocks.begin(ANN, ROLE)
    with pytest.raises(MockOverError):
        await mocks.start_clock(BEN, 0)
    assert (await mocks.end(ANN)).rounds == ()
    with pytest.raises(MockOverError):
        await mocks.end(ANN)
    with pytest.raises(ProblemLeftError):
        await mocks.begin(ANN, "no-such-role")
    await mocks.begin(ANN, ROLE)
    clock.move(days=91)
    before = clock.now - timedelta(days=90)
    assert await store.write(lambda it: pruning.prune_mock_loops(it, before, 10)) == 1
    assert await mocks.role_of(ANN) is None
