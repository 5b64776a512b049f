"""What drives a game: a move is written before it is shown, and shown before the next is due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from bot.knowledge.base import Knowledge
from bot.quiz.game import Game
from bot.quiz.rounds import Ending, Phase
from bot.services.games.gate import Gate
from bot.services.games.showing import Showing
from bot.services.ports import ChannelClosedError, GameView, GameViewError
from bot.services.scheduler import Scheduler, Timer
from bot.store import cards, games
from bot.store.database import Store
from bot.store.errors import StoreError
from bot.store.games import Place
from bot.store.saved_games import Stored

log = logging.getLogger(__name__)

RETRY = timedelta(seconds=5)
"""How long a move waits that could not be written."""
CANNOT_WRITE = "I cannot store anything just now: {reason}. The game waits and tries again."


class Engine:
    """A game, its stage, its clock and its rows. Moves are made with the lock of moves held."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a game is played with
        self,
        stored: Stored,
        stage: GameView,
        database: Store,
        scheduler: Scheduler,
        knowledge: Callable[[], Knowledge],
        on_end: Callable[[], None],
    ) -> None:
        self.game: Game = stored.game
        self.place: Place = stored.place
        self.stage = stage
        self._stored = stored
        self._database = database
        self._scheduler = scheduler
        self._knowledge = knowledge
        self._on_end = on_end
        self._showing = Showing(stage, database, scheduler, lambda: self.game)
        self._moves = asyncio.Lock()
        self._gate = Gate()
        self._alarm: Timer | None = None
        self._troubled = False

    async def _tick(self) -> None:
        """Do what is due; where that cannot be written, say so once and try again."""
        async with self._moves:
            now = self._scheduler.now()
            try:
                await self._tick_now(now)
            except StoreError as error:
                await self._wait_for_store(error, self._tick)
            else:
                self._troubled = False

    async def _tick_now(self, now: datetime) -> None:
        if self.game.paused or self.game.due is None:
            return
        if now < self.game.due:
            self._arm()  # it was moved, or the clock was set back
        elif self.game.phase is Phase.OPEN:
            await self._close(Ending.TIME)
        else:
            await self._advance(lambda game: game.tick(now))

    async def _wait_for_store(
        self, error: StoreError, again: Callable[[], Coroutine[Any, Any, None]]
    ) -> None:
        log.error("game %d waits: %s", self.game.id, error)
        if not self._troubled:
            self._troubled = True
            trouble = CANNOT_WRITE.format(reason=error.reason)
            await self._show(lambda: self.stage.say(trouble))
        self._disarm()
        self._alarm = self._scheduler.at(self._scheduler.now() + RETRY, "retry a move", again)

    async def _advance(self, change: Callable[[Game], Game]) -> None:
        await self._change(change)
        if self.game.phase is Phase.FINISHED:
            await self._show(self._end)
        else:
            await self._show(self._showing.question)
            self._arm()

    async def _close(self, ending: Ending) -> None:
        now = self._scheduler.now()
        await self._change(lambda game: game.close(ending, now))
        await self._show(self._showing.result)
        self._arm()

    def _close_if_complete(self) -> None:
        """Close the question beside this move, when the last answer that was missing is in."""
        game = self.game
        if game.phase is Phase.OPEN and not game.paused and game.all_answered:
            self._scheduler.soon("close a question", self._close_complete())

    async def _close_complete(self) -> None:
        async with self._moves:
            game = self.game
            if game.phase is Phase.OPEN and not game.paused and game.all_answered:
                try:
                    await self._close(Ending.ALL_ANSWERED)
                except StoreError as error:
                    await self._wait_for_store(error, self._close_complete)

    async def _change(self, change: Callable[[Game], Game]) -> None:
        """Write a move, then make it; what is missed in a question enters the members' reviews."""
        async with self._gate.shut():
            before, after, now = self.game, change(self.game), self._scheduler.now()
            missed = _missed(before, after)

            async def work(connection: games.Connection) -> None:
                await games.save(connection, after, now)
                await cards.add(connection, missed, now)

            await self._database.write(work)
            self.game = after

    async def _end(self) -> None:
        self._disarm()
        self._on_end()
        await self._showing.end()

    async def _abandon(self) -> None:
        self._disarm()
        if self.game.phase is not Phase.FINISHED:
            await self._change(lambda game: game.abandon())
        await self._showing.note_end()
        self._on_end()

    async def _show(self, show: Callable[[], Awaitable[None]]) -> None:
        """Show something; a place that is gone ends the game, one that is closed pauses it."""
        try:
            await show()
        except ChannelClosedError as error:
            log.warning("game %d is paused: %s", self.game.id, error)
            now = self._scheduler.now()
            if self.game.phase is not Phase.FINISHED and not self.game.paused:
                await self._change(lambda game: game.pause(now))
            self._disarm()
        except GameViewError as error:
            log.warning("game %d is abandoned: %s", self.game.id, error)
            await self._abandon()
        except StoreError as error:
            log.error("game %d: what was shown is not noted: %s", self.game.id, error)  # noqa: TRY400

    def _arm(self) -> None:
        """Be called when the game next moves by itself."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self.game.due is not None:
            self._alarm = self._scheduler.at(self.game.due, "move a game", self._tick)

    def _disarm(self) -> None:
        self._showing.stop()
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None


def _missed(before: Game, after: Game) -> list[tuple[int, str]]:
    """List who answered wrongly what a move closed: members and item ids."""
    if before.phase is not Phase.OPEN or after.phase is not Phase.CLOSED:
        return []
    item = after.question.item.id
    return [(answer.member, item) for answer in after.round.counted if not answer.right]
