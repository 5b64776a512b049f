"""All running games: one a channel, any number of channels."""

import asyncio
import logging
from collections.abc import Callable

from bot.knowledge.base import Knowledge
from bot.quiz.errors import MoveError
from bot.quiz.rounds import Phase
from bot.services.games.session import GameSession
from bot.services.ports import GameView, GameViewError
from bot.services.scheduler import Scheduler
from bot.store import games, saved_games
from bot.store.database import Store
from bot.store.errors import StoreError
from bot.store.games import ChannelTakenError, Plan
from bot.store.saved_games import Stored

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
        database: Store,
        scheduler: Scheduler,
        knowledge: Callable[[int], Knowledge],
        stage: Callable[[Stored], GameView],
    ) -> None:
        self._database = database
        self._scheduler = scheduler
        self._knowledge = knowledge
        self._stage = stage
        self._tables: dict[int, GameSession] = {}
        self._resting = False

    def table_in(self, channel: int) -> GameSession | None:
        """Give the game that is open in a channel."""
        return self._tables.get(channel)

    def table_of(self, game: int) -> GameSession | None:
        """Give a running game by its number."""
        return next((table for table in self._tables.values() if table.game.id == game), None)

    @property
    def running(self) -> int:
        """Count the running games."""
        return len(self._tables)

    async def open(self, plan: Plan) -> GameSession:
        """Open a game in a channel; raise ChannelBusyError, RestartingError or StoreError."""
        if self._resting:
            raise RestartingError
        now = self._scheduler.now()
        try:
            game = await self._database.write(
                lambda connection: games.create(connection, plan, now)
            )
        except ChannelTakenError:
            raise ChannelBusyError from None
        table = self._seat(Stored(game, plan.place, topic=plan.topic))
        await table.start()
        return table

    async def go_on(self) -> None:
        """Take up all games that were open when the last process ended."""
        try:
            stored = await self._database.read(saved_games.read_open)
        except StoreError:
            log.exception("open games cannot be read; they are taken up at the next start")
            return
        tables = [self._seat(item) for item in stored]
        results = await asyncio.gather(*(table.go_on() for table in tables), return_exceptions=True)
        for table, result in zip(tables, results, strict=True):
            if isinstance(result, BaseException):
                log.error("game %d cannot go on", table.game.id, exc_info=result)
        if tables:
            log.info("%d games go on", len(tables))

    async def rest(self) -> None:
        """Open no more games, tell all who play, and leave everything as it is stored."""
        self._resting = True
        running = [
            self._scheduler.soon("rest", self._rest(table)) for table in self._tables.values()
        ]
        if running:
            await asyncio.wait(running, timeout=DRAIN_SECONDS)
        await self._scheduler.quiet(1.0)

    async def channel_gone(self, channel: int) -> None:
        """End the game of a channel that was deleted."""
        if (table := self._tables.get(channel)) is not None:
            await table.abandon()

    async def message_gone(self, channel: int, message: int) -> None:
        """Show a lobby or question again whose message somebody removed."""
        table = self._tables.get(channel)
        if table is not None and table.stage.shows(message):
            await table.redraw()

    async def reload(self, member: int) -> None:
        """Read the games of a member anew, after the store forgot them."""
        for table in tuple(self._tables.values()):
            if member in table.people:
                await table.reload()

    def _seat(self, stored: Stored) -> GameSession:
        table = GameSession(
            stored,
            self._stage(stored),
            self._database,
            self._scheduler,
            lambda: self._knowledge(stored.place.guild),
            lambda: self._leave(stored.place.channel, stored.game.id),
        )
        if stored.game.phase is not Phase.FINISHED:
            self._tables[stored.place.channel] = table
        return table

    def _leave(self, channel: int, game: int) -> None:
        table = self._tables.get(channel)
        if table is not None and table.game.id == game:
            del self._tables[channel]

    async def _rest(self, table: GameSession) -> None:
        try:
            await table.rest()
        except GameViewError as error:
            log.info("game %d could not be told of the restart: %s", table.game.id, error)
