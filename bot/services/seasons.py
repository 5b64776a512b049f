"""Seasons of a server: opened and closed by its moderators, with roles for the first three."""

from dataclasses import dataclass
from functools import partial

from bot.errors import UserFacingError
from bot.quiz.scoring import Season, Standing
from bot.services.leaderboards import NoSeasonError
from bot.services.prizes import PrizeService
from bot.services.scheduler import Clock
from bot.services.servers.server_service import ServerService
from bot.store import boards, prizes
from bot.store.boards import BoardRange
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.scores import ALL_TOPICS

WINNERS = 3
LONGEST_NAME = 40


class SeasonError(UserFacingError):
    """A season cannot be opened so."""


@dataclass(frozen=True, slots=True)
class ClosedSeason:
    """How a season ended: who came first, and the role that they get."""

    season: Season
    winners: tuple[Standing, ...]
    people: int
    role: int | None


class SeasonService:
    """One season is open in a server at a time; leaderboards count by them."""

    def __init__(
        self, store: Store, clock: Clock, servers: ServerService, prize_service: PrizeService
    ) -> None:
        self._store = store
        self._clock = clock
        self._servers = servers
        self._prizes = prize_service

    async def listed(self, guild: int) -> tuple[Season, ...]:
        """List the latest seasons, the newest first."""
        return await self._store.read(partial(boards.seasons_of, guild=guild))

    async def open(self, guild: int, typed: str) -> tuple[Season, ...]:
        """Open a season; list all. Raise SeasonError where one is open, or has no name."""
        name = " ".join(typed.split())
        if not 0 < len(name) <= LONGEST_NAME:
            raise SeasonError(
                f"A season is called by 1 to {LONGEST_NAME} characters.", "Try another name."
            )
        now = self._clock()
        try:
            await self._store.write(partial(boards.open_season, guild=guild, name=name, now=now))
        except boards.SeasonOpenError:
            raise SeasonError("A season is open already.", "Close that one first.") from None
        return await self.listed(guild)

    async def close(self, guild: int) -> ClosedSeason:
        """Close the season that is open, and reward its first three; raise NoSeasonError."""
        named = self._servers.settings(guild).season_role
        role, now = int(named[0]) if named else None, self._clock()

        async def work(connection: Connection) -> ClosedSeason:
            season = await boards.close_season(connection, guild, now)
            if season is None:
                raise NoSeasonError
            games = BoardRange(guild, ALL_TOPICS, season.opened, season.closed)
            board = await boards.board(connection, games, 0)
            winners = tuple(it for it in board.places if it.rank <= WINNERS and it.points > 0)
            if role is not None:
                for it in winners:
                    deed = f"came {PLACES[it.rank]} in the season {season.name}"
                    await prizes.add(connection, guild, it.member, role, deed, now)
            return ClosedSeason(season, winners, board.people, role)

        closed = await self._store.write(work)
        await self._prizes.run()
        return closed


PLACES = {1: "first", 2: "second", 3: "third"}
