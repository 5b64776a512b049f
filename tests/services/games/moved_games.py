"""Games without Discord: a view that fails as told, and timers that a moved clock fires."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from bot.knowledge.base import Knowledge
from bot.quiz.game import Game
from bot.quiz.items import ask
from bot.quiz.phases import Pace
from bot.quiz.pool import Wish
from bot.quiz.rules import Rules
from bot.quiz.saved import GamePlace, GamePlan, SavedGame
from bot.services.games.registry import GameRegistry
from bot.services.games.session import GameSession
from bot.services.scheduler import Scheduler, Timer
from bot.services.sending import SendError
from bot.store.database import Store
from tests.services.conftest import HandClock

CHANNEL, HOST, OTHER = 10, 1, 2


@dataclass
class MovedTimer:
    at: float
    name: str
    do: Callable[[], Coroutine[Any, Any, None]]
    is_off: bool = False

    def cancel(self) -> None:
        self.is_off = True


class MovedScheduler(Scheduler):
    """Timers go off while `advance` moves the clock, each when its time comes."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock, clock.monotonic)
        self._clock = clock
        self.timers: list[MovedTimer] = []
        self.is_killed = False

    def soon(self, name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do nothing any more once the process counts as killed."""
        if self.is_killed:
            work.close()
            return super().soon(name, asyncio.sleep(0))
        return super().soon(name, work)

    def after(
        self, wait: timedelta, name: str, do: Callable[[], Coroutine[Any, Any, None]]
    ) -> Timer:
        at = self._clock.monotonic() + max(0.0, wait.total_seconds())
        self.timers.append(MovedTimer(at, name, do))
        return self.timers[-1]

    @property
    def waiting(self) -> list[MovedTimer]:
        return [it for it in self.timers if not it.is_off]

    async def advance(self, seconds: float) -> None:
        end = self._clock.monotonic() + seconds
        while due := [it for it in self.waiting if it.at <= end]:
            first = min(due, key=lambda it: it.at)
            first.cancel()
            self._clock.move(seconds=max(0.0, first.at - self._clock.monotonic()))
            await first.do()
            await self.quiet(1)
        self._clock.move(seconds=end - self._clock.monotonic())


@dataclass
class FailingView:
    """Notes what was shown; `fault` is raised by all but what the host alone is told."""

    shown: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    fault: SendError | None = None

    def shows(self, message: int) -> bool:
        return message == len(self.shown)

    async def show_lobby(self, game: Game) -> int:
        del game
        return self._note("lobby")

    async def show_question(self, game: Game) -> int:
        return self._note(f"question {game.number}")

    async def show_count(self, game: Game) -> None:
        del game

    async def show_result(self, game: Game) -> None:
        self._note(f"result {game.number}")

    async def show_end(self, game: Game) -> None:
        del game
        self._note("end")

    async def say(self, text: str, mentions: Sequence[int] = ()) -> None:
        del mentions
        self._note(text)

    async def tell_host(self, host: int, text: str) -> None:
        self.told.append(f"{host}: {text}")

    def _note(self, what: str) -> int:
        if self.fault is not None:
            raise self.fault
        self.shown.append(what)
        return len(self.shown)


@dataclass
class MovedGames:
    """One channel, and the process that plays there, which can be killed."""

    store: Store
    clock: HandClock
    knowledge: Knowledge
    plan: GamePlan
    view: FailingView = field(default_factory=FailingView)

    def __post_init__(self) -> None:
        self.restart()

    @classmethod
    def of(cls, store: Store, clock: HandClock, knowledge: Knowledge, count: int) -> "MovedGames":
        items = [
            it for deck in knowledge.decks.values() for it in deck.items if it.kind == "choice"
        ][:count]
        questions = tuple(ask(it, Random(1)) for it in items)
        place = GamePlace(1, CHANNEL)
        plan = GamePlan(place, HOST, Wish(count), Rules(pace=Pace(10)), questions)
        return cls(store, clock, knowledge, plan)

    def restart(self) -> None:
        """Forget all that is not stored."""
        self.scheduler = MovedScheduler(self.clock)
        self.games = GameRegistry(
            self.store, self.scheduler, lambda _: self.knowledge, self._view_of
        )

    def _view_of(self, saved: SavedGame) -> FailingView:
        del saved
        return self.view

    @property
    def session(self) -> GameSession:
        session = self.games.session_in(CHANNEL)
        assert session is not None
        return session

    @property
    def game(self) -> Game:
        return self.session.game

    async def begin(self, *others: int) -> None:
        await self.games.open(self.plan)
        for member in others:
            await self.session.join(member)
        await self.session.begin()

    async def answer(self, member: int, *, right: bool = True) -> None:
        question = self.game.question
        wrong = next(it for it, _ in question.lettered if it != question.right_letters)
        typed = question.right_letters if right else wrong
        await self.session.answer(member, self.game.number, typed)
