"""A game whose channel, store or clock fails: it waits, tells who has to know, and goes on."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import pytest

from bot.knowledge.base import Knowledge
from bot.quiz.errors import ForbiddenChannelError, GameOverError, StalledError
from bot.quiz.phases import Ending, Outcome, PauseReason, Phase
from bot.services.games.display import GOES_ON
from bot.services.games.registry import READ_AGAIN, StillReadingError
from bot.services.games.session import FORSAKEN, GIVEN_UP
from bot.services.quizzes import HostOnlyError, QuizMember, QuizService
from bot.services.sending import (
    ForbiddenSendError,
    GoneSendError,
    PassingSendError,
    SendError,
)
from bot.store import saved_games
from bot.store.connection import Connection
from bot.store.database import Database, NoDatabase, Store
from bot.store.errors import StoreError
from tests.services.conftest import HandClock
from tests.services.games.moved_games import CHANNEL, HOST, OTHER, MovedGames

_Result = TypeVar("_Result")
PASSES = PassingSendError("the connection broke off")
FORBIDS = ForbiddenSendError("50013")
GONE = GoneSendError("10003")


@pytest.fixture
def moved(store: Database, clock: HandClock, knowledge: Knowledge) -> MovedGames:
    return MovedGames.of(store, clock, knowledge, 2)


async def complete(moved: MovedGames) -> None:
    for member in (HOST, OTHER):
        await moved.answer(member)
    await moved.scheduler.quiet(1)


@pytest.mark.parametrize("fault", [PASSES, RuntimeError("a fault of the program")])
async def test_what_could_not_be_shown_is_shown_by_the_clock(
    moved: MovedGames, fault: Exception
) -> None:
    await moved.begin(OTHER)
    moved.view.fault = fault  # type: ignore[assignment]
    await complete(moved)
    assert moved.game.phase is Phase.CLOSED
    await moved.scheduler.advance(60)
    assert not moved.game.paused
    moved.view.fault = None
    await moved.scheduler.advance(40)
    assert moved.view.shown[:3] == ["lobby", "question 0", "result 0"]
    await moved.scheduler.advance(60)
    assert moved.view.shown == ["lobby", "question 0", "result 0", "question 1", "result 1", "end"]
    assert moved.games.running == 0


async def test_a_question_that_came_late_has_all_its_time(
    moved: MovedGames, clock: HandClock
) -> None:
    await moved.games.open(moved.plan)
    moved.view.fault = PASSES
    await moved.session.begin()
    await moved.scheduler.advance(14)
    moved.view.fault = None
    await moved.scheduler.advance(1)
    assert moved.view.shown == ["lobby", "question 0"]
    assert moved.game.due == clock.now + timedelta(seconds=10)
    await moved.scheduler.advance(4)
    await moved.answer(HOST)
    assert moved.game.round.answers[0].taken == 4000


async def test_nothing_is_passed_over_while_it_cannot_be_shown(moved: MovedGames) -> None:
    await moved.begin(OTHER)
    moved.view.fault = PASSES
    await complete(moved)
    with pytest.raises(StalledError):
        await moved.session.proceed()
    moved.view.fault = None
    await moved.session.proceed()
    assert moved.view.shown[-1] == "result 0"
    await moved.session.proceed()
    assert moved.view.shown[-1] == "question 1"


async def test_a_channel_that_forbids_pauses_and_the_host_is_told(moved: MovedGames) -> None:
    await moved.begin(OTHER)
    moved.view.fault = FORBIDS
    await complete(moved)
    assert moved.game.paused is PauseReason.FORBIDDEN
    [told] = moved.view.told
    assert told.startswith(f"{HOST}: I may not write in {{channel}}")
    await moved.scheduler.advance(300)
    with pytest.raises(ForbiddenChannelError):
        await moved.session.resume()
    moved.view.fault = None
    await moved.session.resume()
    # The result could not be shown before; it is due all the same.
    assert moved.view.shown[-1] == "result 0"
    assert not moved.game.paused
    await moved.scheduler.advance(10)
    assert moved.view.shown[-1] == "question 1"


@pytest.mark.parametrize("fault", [FORBIDS, GONE])
async def test_a_lobby_that_is_refused_leaves_the_channel_free(
    moved: MovedGames, fault: SendError
) -> None:
    moved.view.fault = fault
    with pytest.raises(ForbiddenChannelError, match="I may not write in this channel"):
        await moved.games.open(moved.plan)
    assert moved.games.session_in(CHANNEL) is None
    assert moved.games.running == 0
    moved.view.fault = None
    assert await moved.games.open(moved.plan)


async def test_a_lobby_that_comes_late_says_so_and_has_all_its_time(moved: MovedGames) -> None:
    moved.view.fault = PASSES
    assert not await moved.games.open(moved.plan)
    await moved.scheduler.advance(34)
    moved.view.fault = None
    await moved.scheduler.advance(1)
    assert moved.view.shown == ["lobby"]
    await moved.scheduler.advance(29)
    assert moved.game.phase is Phase.LOBBY
    await moved.scheduler.advance(1)
    assert moved.view.shown[-1] == "question 0"


async def test_a_channel_that_is_gone_ends_the_game_and_the_host_is_told(
    moved: MovedGames, store: Database
) -> None:
    await moved.begin(OTHER)
    number = moved.game.id
    moved.view.fault = GONE
    await complete(moved)
    assert moved.games.running == 0
    assert "gone" in moved.view.told[0]
    saved = await store.read(lambda it: saved_games.read_game(it, number))
    assert saved is not None
    assert (saved.game.outcome, saved.end_shown) == (Outcome.ABANDONED, True)
    assert len(saved.game.round.answers) == 2


def service(moved: MovedGames) -> QuizService:
    parts = (moved.games, moved.store, moved.clock)
    return QuizService(None, None, None, *parts)  # type: ignore[arg-type]


@pytest.mark.parametrize("fault", [FORBIDS, PASSES])
async def test_anybody_may_end_a_game_that_nobody_can_see(
    moved: MovedGames, fault: SendError
) -> None:
    await moved.begin(OTHER)
    moved.view.fault = fault
    await complete(moved)
    await moved.scheduler.advance(FORSAKEN.total_seconds() - 60)
    with pytest.raises(HostOnlyError):
        await service(moved).stop_in(CHANNEL, QuizMember(OTHER, CHANNEL))
    await moved.scheduler.advance(120)
    await service(moved).stop_in(CHANNEL, QuizMember(OTHER, CHANNEL))
    assert moved.games.session_in(CHANNEL) is None


async def test_who_paused_a_game_alone_lets_it_go_on(moved: MovedGames) -> None:
    await moved.begin(OTHER)
    await moved.session.pause()
    await moved.scheduler.advance(2 * GIVEN_UP.total_seconds())
    with pytest.raises(HostOnlyError):
        await service(moved).stop_in(CHANNEL, QuizMember(OTHER, CHANNEL))
    assert moved.game.paused


@pytest.mark.parametrize("fault", [FORBIDS, PASSES])
@pytest.mark.parametrize("processes", [1, 2])
async def test_a_game_that_nobody_can_see_ends_by_itself(
    moved: MovedGames,
    store: Database,
    monkeypatch: pytest.MonkeyPatch,
    fault: SendError,
    processes: int,
) -> None:
    monkeypatch.setattr("bot.services.games.session.GIVEN_UP", timedelta(hours=1))
    await moved.begin(OTHER)
    number = moved.game.id
    moved.view.fault = fault
    await complete(moved)
    if processes > 1:
        moved.restart()
        await moved.games.go_on()
        await moved.scheduler.quiet(1)
    await moved.scheduler.advance(3540)
    assert moved.game.phase is Phase.CLOSED
    await moved.scheduler.advance(300)
    assert moved.games.running == 0
    saved = await store.read(lambda it: saved_games.read_game(it, number))
    assert saved is not None
    assert saved.game.phase is Phase.FINISHED
    assert len(saved.game.round.answers) == 2


async def test_a_question_that_all_answered_before_a_kill_closes_after_it(
    moved: MovedGames,
) -> None:
    await moved.begin(OTHER)
    await moved.answer(HOST)
    moved.scheduler.is_killed = True  # before it has closed the question
    await moved.answer(OTHER)
    moved.restart()
    await moved.games.go_on()
    await moved.scheduler.quiet(1)
    assert moved.game.phase is Phase.CLOSED
    assert moved.view.shown[-2:] == [GOES_ON, "result 0"]


class SlowStore:
    """A store whose reads wait until they are let through, or fail."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.opened = asyncio.Event()

    async def read(self, work: Callable[[Connection], Awaitable[_Result]]) -> _Result:
        await self.opened.wait()
        return await self.store.read(work)

    async def write(self, work: Callable[[Connection], Awaitable[_Result]]) -> _Result:
        return await self.store.write(work)


async def test_a_click_waits_for_the_games_to_be_read(moved: MovedGames) -> None:
    await moved.begin(OTHER)
    number = moved.game.id
    slow = SlowStore(moved.store)
    moved.store = slow
    moved.restart()
    reading = asyncio.create_task(moved.games.go_on())
    await asyncio.sleep(0)
    clicked = asyncio.create_task(service(moved).question_of(number, 0, QuizMember(HOST, CHANNEL)))
    await asyncio.sleep(0.05)
    assert not clicked.done()
    slow.opened.set()
    assert await clicked == moved.plan.questions[0]
    await reading
    with pytest.raises(GameOverError):
        await service(moved).question_of(number + 1, 0, QuizMember(HOST, CHANNEL))


async def test_a_click_does_not_wait_for_ever(
    moved: MovedGames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.games.registry.READING_SECONDS", 0.05)
    moved.store = SlowStore(moved.store)
    moved.restart()
    reading = asyncio.create_task(moved.games.go_on())
    await asyncio.sleep(0)
    with pytest.raises(StillReadingError, match="only just started"):
        await service(moved).question_of(1, 0, QuizMember(HOST, CHANNEL))
    reading.cancel()


async def test_without_a_database_that_is_said_and_games_go_on_once_it_is_back(
    moved: MovedGames,
) -> None:
    await moved.begin(OTHER)
    store = moved.store
    moved.store = NoDatabase("the disk failed", "check it")
    moved.restart()
    await moved.games.go_on()
    for asked in (
        service(moved).open_in(CHANNEL),
        service(moved).question_of(1, 0, QuizMember(HOST, CHANNEL)),
    ):
        with pytest.raises(StoreError, match="the disk failed"):
            await asked
    moved.games._store = store
    await moved.scheduler.advance(READ_AGAIN.total_seconds())
    assert (await service(moved).open_in(CHANNEL)).game.phase is Phase.OPEN


@pytest.mark.parametrize("hours", [-1, 1])
async def test_a_clock_that_is_set_changes_no_time_of_a_game(
    moved: MovedGames, clock: HandClock, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    await moved.begin(OTHER)
    steady = clock.monotonic
    await moved.scheduler.advance(3)
    set_to = clock.now
    monkeypatch.setattr(
        HandClock, "__call__", lambda it: it.now + timedelta(hours=hours), raising=True
    )
    assert clock() == set_to + timedelta(hours=hours)
    assert steady() == clock.monotonic()
    await moved.scheduler.advance(1)
    await moved.answer(OTHER)
    assert moved.game.round.answers[0].taken == 4000
    await moved.scheduler.advance(5)
    assert not moved.game.round.ending
    await moved.scheduler.advance(1)
    assert moved.game.round.ending is Ending.TIME


async def test_a_clock_that_was_set_back_over_a_restart_leaves_no_question_open(
    moved: MovedGames, clock: HandClock
) -> None:
    await moved.begin(OTHER)
    await moved.scheduler.advance(3)
    clock.move(hours=-1)
    moved.restart()
    await moved.games.go_on()
    await moved.scheduler.quiet(1)
    await moved.scheduler.advance(2)
    await moved.answer(OTHER)
    assert moved.game.round.answers[0].taken == 2000
    await moved.scheduler.advance(9)
    assert moved.game.phase is Phase.CLOSED
