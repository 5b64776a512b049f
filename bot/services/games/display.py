"""Show a game in its view, and note what was shown, so that a restart shows the rest."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.quiz.game import Game
from bot.quiz.phases import Phase
from bot.services.ports import GameView, GameViewError
from bot.services.scheduler import Scheduler, Timer
from bot.store import games
from bot.store.database import Store

log = logging.getLogger(__name__)
REFRESH = timedelta(seconds=1.5)
"""The count of answers and the lobby are shown anew at most once in this time."""


class GameDisplay:
    """What is shown of one game. Everything raises GameViewError or StoreError, but the count."""

    def __init__(
        self, view: GameView, store: Store, scheduler: Scheduler, game: Callable[[], Game]
    ) -> None:
        self._view = view
        self._store = store
        self._scheduler = scheduler
        self._game = game
        self._timer: Timer | None = None
        self._shown: datetime | None = None

    async def lobby(self) -> None:
        game = self._game()
        message = await self._view.show_lobby(game)
        await self._store.write(lambda it: games.remember_message(it, game.id, None, message))

    async def question(self) -> None:
        self._shown = self._scheduler.now()
        game = self._game()
        message = await self._view.show_question(game)
        await self._store.write(
            lambda it: games.remember_message(it, game.id, game.number, message)
        )

    async def result(self) -> None:
        self.stop()
        game = self._game()
        await self._view.show_result(game)
        await self._store.write(lambda it: games.mark_shown(it, game.id, game.number))

    async def end(self) -> None:
        self.stop()
        await self._view.show_end(self._game())
        await self.note_end()

    async def note_end(self) -> None:
        """Note that the end needs no showing any more."""
        number = self._game().id
        await self._store.write(lambda it: games.mark_shown(it, number, None))

    def refresh_soon(self) -> None:
        """Show the count or the lobby anew, not more often than allowed."""
        if self._timer is None:
            now = self._scheduler.now()
            when = now if self._shown is None else max(now, self._shown + REFRESH)
            self._timer = self._scheduler.at(when, "show a count", self._refresh)

    def stop(self) -> None:
        """Show no count any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def _refresh(self) -> None:
        """Show what the next move shows anyway, so that a failure can wait for that."""
        self._timer = None
        self._shown = self._scheduler.now()
        game = self._game()
        try:
            if game.phase is Phase.LOBBY:
                await self._view.show_lobby(game)
            elif game.phase is Phase.OPEN and not game.paused:
                await self._view.show_count(game)
        except GameViewError as error:
            log.info("game %d: the count cannot be shown: %s", game.id, error)
