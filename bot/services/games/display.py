"""Show a game on its stage, and note what was shown, so that a restart shows the rest."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.quiz.game import Game
from bot.quiz.rounds import Phase
from bot.services.ports import GameView, GameViewError
from bot.services.scheduler import Scheduler, Timer
from bot.store import games
from bot.store.database import Store

log = logging.getLogger(__name__)
REFRESH = timedelta(seconds=1.5)
"""The count of answers and the lobby are shown anew at most once in this time."""


class Showing:
    """One game's stage. Everything raises GameViewError or StoreError, except the count."""

    def __init__(
        self, stage: GameView, database: Store, scheduler: Scheduler, game: Callable[[], Game]
    ) -> None:
        self.stage = stage
        self._database = database
        self._scheduler = scheduler
        self._game = game
        self._alarm: Timer | None = None
        self._shown: datetime | None = None

    async def lobby(self) -> None:
        """Show the lobby."""
        game = self._game()
        message = await self.stage.show_lobby(game)
        await self._database.write(
            lambda connection: games.remember_message(connection, game.id, None, message)
        )

    async def question(self) -> None:
        """Show the open question."""
        self._shown = self._scheduler.now()
        game = self._game()
        message = await self.stage.show_question(game)
        await self._database.write(
            lambda connection: games.remember_message(connection, game.id, game.number, message)
        )

    async def result(self) -> None:
        """Show the result of the question that closed."""
        self.stop()
        game = self._game()
        await self.stage.show_result(game)
        await self._database.write(
            lambda connection: games.mark_shown(connection, game.id, game.number)
        )

    async def end(self) -> None:
        """Show how the game ended."""
        self.stop()
        game = self._game()
        await self.stage.show_end(game)
        await self.note_end()

    async def note_end(self) -> None:
        """Note that the end needs no showing any more."""
        number = self._game().id
        await self._database.write(lambda connection: games.mark_shown(connection, number, None))

    def refresh_soon(self) -> None:
        """Show the count or the lobby anew, not more often than allowed."""
        if self._alarm is None:
            now = self._scheduler.now()
            when = now if self._shown is None else max(now, self._shown + REFRESH)
            self._alarm = self._scheduler.at(when, "show a count", self._refresh)

    def stop(self) -> None:
        """Show no count any more."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    async def _refresh(self) -> None:
        """Show what the next move shows anyway, so that a failure can wait for that."""
        self._alarm = None
        self._shown = self._scheduler.now()
        game = self._game()
        try:
            if game.phase is Phase.LOBBY:
                await self.stage.show_lobby(game)
            elif game.phase is Phase.OPEN and not game.paused:
                await self.stage.show_count(game)
        except GameViewError as error:
            log.info("game %d: the count cannot be shown: %s", game.id, error)
