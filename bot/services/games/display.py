"""Show a game in its view, say what happens to it, and note what was shown, so that all is."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.quiz.game import Game
from bot.quiz.phases import Ending, PauseReason, Phase
from bot.quiz.rules import Mode
from bot.quiz.saved import SavedGame
from bot.services.ports import GameView
from bot.services.scheduler import Alarm, Clock, Scheduler
from bot.services.sending import SendError
from bot.store import games
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.errors import StoreError

log = logging.getLogger(__name__)
REFRESH = timedelta(seconds=1.5)
"""The count of answers and the lobby are shown anew at most once in this time."""
CANNOT_WRITE = "I cannot store anything just now: {reason}. The game waits and tries again."
GOES_ON = "I was away for a moment. The game goes on where it was; no answer is lost."
RESTARTING = "I am restarting. The game goes on by itself in a moment; no answer is lost."
LOST = (
    "My database was taken away while we played, so this game has ended and its answers are gone. "
    "/quiz start opens a new one."
)
FORBIDDEN = (
    "I may not write in {channel} any more, so your quiz there is paused; every answer is kept. "
    "Let me see that channel and send messages in it, then use /quiz resume there. After a day "
    "it ends by itself."
)
FORBIDDEN_LOBBY = (
    "I may not write in {channel}, so your quiz did not open there. Let me see that channel and "
    "send messages in it, then start it again."
)
FORBIDDEN_END = (
    "Your quiz in {channel} is over, but I may not show its podium there any more. Every answer "
    "is kept, and /quiz leaderboard counts it."
)
GONE = "The channel of your quiz is gone, so the quiz has ended. Every answer is kept."
PAUSED = "I may not show the quiz here any more, so it is paused; the host knows what to do."


class GameDisplay:
    """What is shown of one game, and what is due and was not shown yet."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a game is shown with
        self,
        saved: SavedGame,
        view: GameView,
        store: Store,
        scheduler: Scheduler,
        clock: Clock,
        game: Callable[[], Game],
    ) -> None:
        self._view = view
        self._store = store
        self._clock = clock
        self._game = game
        number, before = saved.game.number, max(saved.game.number - 1, -1)
        self._lobby_shown = saved.lobby_message is not None
        self._question_shown = number if saved.question_message is not None else before
        self._result_shown = number if saved.result_shown else before
        self._end_shown = saved.end_shown
        self._count = Alarm(scheduler, "show a count", self._refresh)
        self._refreshed: datetime | None = None

    @property
    def is_behind(self) -> bool:
        """Whether something is due that was not shown."""
        return self._next() is not None

    async def catch_up(self) -> None:
        """Show everything that is due; raise SendError where that stops."""
        while (show := self._next()) is not None:
            await show()

    def show_again(self) -> None:
        """Let the lobby or question that is open count as not shown."""
        game = self._game()
        if game.phase is Phase.LOBBY:
            self._lobby_shown = False
        elif game.phase is Phase.OPEN:
            self._question_shown = game.number - 1

    async def give_up(self) -> None:
        """Note that nothing needs showing any more; raise StoreError."""
        self.stop()
        game = self._game()
        await self._store.write(lambda it: games.mark_shown(it, game.id, None))
        self._result_shown, self._end_shown = game.number, True

    def refresh_soon(self) -> None:
        """Show the count or the lobby anew, not more often than allowed."""
        if not self._count.is_set:
            last, now = self._refreshed, self._clock()
            wait = timedelta() if last is None else max(timedelta(), last + REFRESH - now)
            self._count.after(wait)

    def stop(self) -> None:
        """Show no count any more."""
        self._count.cancel()

    def shows(self, message: int) -> bool:
        """Whether a message is what shows the lobby or the open question."""
        return self._view.shows(message)

    async def tell_host(self, host: int, text: str) -> None:
        try:
            await self._view.tell_host(host, text)
        except SendError as error:
            log.warning("game %d: the host could not be told: %s", self._game().id, error)

    async def say(self, text: str) -> None:
        """Say what the game does not depend on."""
        try:
            await self._view.say(text)
        except SendError as error:
            log.info("game %d: %r could not be said: %s", self._game().id, text, error)

    def _next(self) -> Callable[[], Awaitable[None]] | None:
        """Find what has to be shown next; nothing while the game is paused."""
        game = self._game()
        if game.paused:
            return None
        if game.phase is Phase.LOBBY and not self._lobby_shown:
            return self._lobby
        if game.phase is Phase.OPEN and self._question_shown < game.number:
            return self._question
        if self._result_shown < game.number and _has_result(game):
            return self._result
        if game.phase is Phase.FINISHED and not self._end_shown:
            return self._end
        return None

    async def _lobby(self) -> None:
        game = self._game()
        message = await self._view.show_lobby(game)
        self._lobby_shown = True
        await self._note(lambda it: games.remember_message(it, game.id, None, message))

    async def _question(self) -> None:
        self._refreshed = self._clock()
        game = self._game()
        message = await self._view.show_question(game)
        self._question_shown = game.number
        await self._note(lambda it: games.remember_message(it, game.id, game.number, message))

    async def _result(self) -> None:
        self.stop()
        game = self._game()
        await self._view.show_result(game)
        self._result_shown = game.number
        await self._note(lambda it: games.mark_shown(it, game.id, game.number))

    async def _end(self) -> None:
        self.stop()
        game = self._game()
        await self._view.show_end(game)
        self._end_shown = True
        await self._note(lambda it: games.mark_shown(it, game.id, None))

    async def _note(self, work: Callable[[Connection], Awaitable[None]]) -> None:
        """Note what was shown; without the note it is shown once more after a restart."""
        try:
            await self._store.write(work)
        except StoreError as error:
            log.error("game %d: what was shown is not noted: %s", self._game().id, error)  # noqa: TRY400

    async def _refresh(self) -> None:
        """Show what the next move shows anyway, so that a failure can wait for that."""
        self._refreshed = self._clock()
        game = self._game()
        try:
            if game.phase is Phase.LOBBY and self._lobby_shown:
                await self._view.show_lobby(game)
            elif game.phase is Phase.OPEN and not _is_hidden(game) and not self.is_behind:
                await self._view.show_count(game)
        except SendError as error:
            log.info("game %d: the count cannot be shown: %s", game.id, error)


def _is_hidden(game: Game) -> bool:
    """Tell whether a game is paused so that its question is not shown as open."""
    return game.paused not in (None, PauseReason.IDLE)


def _has_result(game: Game) -> bool:
    """Tell whether the last question was closed; one that a stop cut off has no result.

    In lightning the board of the end tells all.
    """
    if game.rules.mode is Mode.LIGHTNING:
        return False
    if game.phase is Phase.FINISHED:
        return game.round.ending is not Ending.SKIPPED
    return game.phase is Phase.CLOSED
