"""All running games: one a channel, any number of channels."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from bot.knowledge.base import Knowledge
from bot.quiz.errors import MoveError
from bot.quiz.phases import Phase
from bot.quiz.saved import GamePlan, SavedGame
from bot.services.games.session import GameSession
from bot.services.ports import GameView
from bot.services.scheduler import Scheduler
from bot.store import games, saved_games
from bot.store.database import Store
from bot.store.errors import StoreError
from bot.store.games import ChannelTakenError

log = logging.getLogger(__name__)
READING_SECONDS = 2.0
"""How long a click waits for the games to be read after a start."""
READ_AGAIN = timedelta(minutes=1)
"""How long until games are read again that could not be."""
DRAIN_SECONDS = 2.0
"""How long a stop waits for channels to be told."""
QUIET_SECONDS = 1.0
"""How long it waits after that for moves to end."""


class ChannelBusyError(MoveError):
    """A game is open in the channel."""

    text = "A game is open in this channel already."
    remedy = "Join it, or end it with /quiz stop."


class RestartingError(MoveError):
    """The bot is about to stop."""

    text = "I am about to restart."
    remedy = "Start the game in a minute."


class StillReadingError(MoveError):
    """The games that were open before the start are not read yet."""

    text = "I have only just started."
    remedy = "Try that again in a few seconds; every answer is kept."


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
        self._read = asyncio.Event()
        self._read.set()
        self._unread: StoreError | None = None
        self._resting = False

    def session_in(self, channel: int) -> GameSession | None:
        """Give the game of a channel that has not ended."""
        session = self._by_channel.get(channel)
        return None if session is None or session.game.phase is Phase.FINISHED else session

    def session_of(self, game: int) -> GameSession | None:
        return self._sessions.get(game)

    async def find_in(self, channel: int) -> GameSession | None:
        """Give the open game of a channel, once the games are read; raise as `find` does."""
        await self._until_read()
        return self._known(self.session_in(channel))

    async def find(self, game: int) -> GameSession | None:
        """Give a game that has not ended, once the games are read.

        :raises StillReadingError: where that takes too long.
        :raises StoreError: where they cannot be read, so that nobody knows.
        """
        await self._until_read()
        return self._known(self.session_of(game))

    @property
    def running(self) -> int:
        return len(self._sessions)

    async def open(self, plan: GamePlan) -> bool:
        """Open a game in a channel; False where Discord shows it only later.

        Raise ChannelBusyError, ForbiddenChannelError, RestartingError or StoreError.
        """
        if self._resting:
            raise RestartingError
        now = self._scheduler.now()
        try:
            game = await self._store.write(lambda connection: games.create(connection, plan, now))
        except ChannelTakenError:
            raise ChannelBusyError from None
        session = self._add(SavedGame(game, plan.place))
        return await session.start()

    async def go_on(self) -> None:
        """Take up all games that were open when the last process ended."""
        if self._resting:
            return
        self._read.clear()
        try:
            saved = await self._store.read(saved_games.read_open)
        except StoreError as error:
            if self._unread is None:
                log.error("open games cannot be read yet: %s", error)  # noqa: TRY400
            self._unread = error
            self._scheduler.after(READ_AGAIN, "take up games", self.go_on)
            return
        else:
            self._unread = None
            sessions = [self._add(item) for item in saved if item.game.id not in self._sessions]
        finally:
            self._read.set()
        for session in sessions:
            self._scheduler.soon("go on", session.go_on())
        if sessions:
            log.info("%d games go on", len(sessions))

    async def read_anew(self) -> None:
        """Take up the games of another database; those that it does not have end here."""
        former = dict(self._sessions)
        for session in former.values():
            session.let_go()
        self._sessions.clear()
        self._by_channel.clear()
        await self.go_on()
        for game, session in former.items():
            if game not in self._sessions:
                self._scheduler.soon("tell that a game is lost", session.tell_lost())

    async def rest(self) -> None:
        """Open no more games, tell all who play, and leave everything as it is stored."""
        self._resting = True
        running = [
            self._scheduler.soon("rest", session.rest()) for session in self._sessions.values()
        ]
        if running:
            await asyncio.wait(running, timeout=DRAIN_SECONDS)
        await self._scheduler.quiet(QUIET_SECONDS)

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
        self._sessions[saved.game.id] = session
        if saved.game.phase is not Phase.FINISHED:
            self._by_channel[saved.place.channel] = session
        return session

    async def _until_read(self) -> None:
        if self._read.is_set():
            return
        try:
            await asyncio.wait_for(self._read.wait(), READING_SECONDS)
        except TimeoutError:
            raise StillReadingError from None

    def _known(self, session: GameSession | None) -> GameSession | None:
        """Give a game that is not over; where it may be among those unread, say why it is not."""
        if session is not None and session.game.phase is not Phase.FINISHED:
            return session
        if session is None and self._unread is not None:
            raise StoreError(self._unread.reason, self._unread.cure)
        return None

    def _remove(self, channel: int, game: int) -> None:
        session = self._sessions.pop(game, None)
        if session is not None and self._by_channel.get(channel) is session:
            del self._by_channel[channel]
