"""All running games: one a channel, any number of channels."""

import asyncio
import logging
from collections.abc import Callable

from bot.knowledge.base import Knowledge
from bot.quiz.errors import MoveError
from bot.quiz.phases import Phase
from bot.quiz.saved import GamePlan, SavedGame
from bot.services.games.session import GameSession
from bot.services.ports import GameView, GameViewError
from bot.services.scheduler import Scheduler
from bot.store import games, saved_games
from bot.store.database import Store
from bot.store.errors import StoreError
from bot.store.games import ChannelTakenError

log = logging.getLogger(__name__)
DRAIN_SECONDS = 3.0
"""How long a stop waits for channels to be told and moves to end."""


class ChannelBusyError(MoveError):
    """A game is open in the channel."""

    text = "A game is open in this channel already."
    remedy = "Join it, or end it with /quiz stop."


class RestartingError(MoveError):
    """The bot is about to stop."""

    text = "I am about to restart."
    remedy = "Start the game in a minute."


class GameRegistry:
    """Open games, find them again, take them up after a restart, and let them rest at a stop.

    `knowledge` gives what is known in a server, whose own words for roles count there.
    """

    def __init__(
        self,
        store: Store,
        scheduler: Scheduler,
        knowledge: Callable[[int], Knowledge],
        view: Callable[[SavedGame], GameView],
    ) -> None:
        self._store = store
        self._scheduler = scheduler
        self._knowledge = knowledge
        self._view = view
        self._sessions: dict[int, GameSession] = {}  # by the game
        self._by_channel: dict[int, GameSession] = {}
        self._resting = False

    def session_in(self, channel: int) -> GameSession | None:
        return self._by_channel.get(channel)

    def session_of(self, game: int) -> GameSession | None:
        return self._sessions.get(game)

    @property
    def running(self) -> int:
        return len(self._sessions)

    async def open(self, plan: GamePlan) -> GameSession:
        """Open a game in a channel; raise ChannelBusyError, RestartingError or StoreError."""
        if self._resting:
            raise RestartingError
        now = self._scheduler.now()
        try:
            game = await self._store.write(lambda connection: games.create(connection, plan, now))
        except ChannelTakenError:
            raise ChannelBusyError from None
        session = self._add(SavedGame(game, plan.place, topic=plan.topic))
        await session.start()
        return session

    async def go_on(self) -> None:
        """Take up all games that were open when the last process ended."""
        try:
            saved = await self._store.read(saved_games.read_open)
        except StoreError:
            log.exception("open games cannot be read; they are taken up at the next start")
            return
        sessions = [self._add(item) for item in saved]
        results = await asyncio.gather(
            *(session.go_on() for session in sessions), return_exceptions=True
        )
        for session, result in zip(sessions, results, strict=True):
            if isinstance(result, BaseException):
                log.error("game %d cannot go on", session.game.id, exc_info=result)
        if sessions:
            log.info("%d games go on", len(sessions))

    async def rest(self) -> None:
        """Open no more games, tell all who play, and leave everything as it is stored."""
        self._resting = True
        running = [
            self._scheduler.soon("rest", self._rest(session)) for session in self._sessions.values()
        ]
        if running:
            await asyncio.wait(running, timeout=DRAIN_SECONDS)
        await self._scheduler.quiet(1.0)

    async def channel_gone(self, channel: int) -> None:
        """End the game of a channel that was deleted."""
        if (session := self._by_channel.get(channel)) is not None:
            await session.abandon()

    async def message_gone(self, channel: int, message: int) -> None:
        """Show a lobby or question again whose message somebody removed."""
        session = self._by_channel.get(channel)
        if session is not None and session.shows(message):
            await session.redraw()

    async def reload(self, member: int) -> None:
        """Read the games of a member anew, after the store forgot them."""
        for session in tuple(self._sessions.values()):
            if member in session.people:
                await session.reload()

    def _add(self, saved: SavedGame) -> GameSession:
        session = GameSession(
            saved,
            self._view(saved),
            self._store,
            self._scheduler,
            lambda: self._knowledge(saved.place.guild),
            lambda: self._remove(saved.place.channel, saved.game.id),
        )
        if saved.game.phase is not Phase.FINISHED:
            self._sessions[saved.game.id] = self._by_channel[saved.place.channel] = session
        return session

    def _remove(self, channel: int, game: int) -> None:
        session = self._sessions.pop(game, None)
        if session is not None and self._by_channel.get(channel) is session:
            del self._by_channel[channel]

    async def _rest(self, session: GameSession) -> None:
        try:
            await session.rest()
        except GameViewError as error:
            log.info("game %d could not be told of the restart: %s", session.game.id, error)
