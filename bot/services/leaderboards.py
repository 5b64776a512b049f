"""Who is ahead, and what one member did in quizzes so far."""

import logging
from datetime import datetime
from functools import partial
from typing import Literal
from zoneinfo import ZoneInfo

from bot.errors import UserFacingError
from bot.quiz.scoring import Board, LeaderboardVisibility, MemberFigures
from bot.services.scheduler import Clock
from bot.services.servers.server_service import ServerService
from bot.store import boards, privacy, scores
from bot.store.boards import BoardRange
from bot.store.database import Store
from bot.store.errors import StoreError

log = logging.getLogger(__name__)
Period = Literal["month", "all time"]
Scope = Literal["server", "global"]
AT_ONCE = 5
"""Games that one transaction computes, so that no answer waits long for it."""


class LeaderboardsOffError(UserFacingError):
    """A server's moderators want no leaderboards."""

    text = "Leaderboards are switched off in this server."
    remedy = "/quiz stats shows your own figures."


class LeaderboardService:
    """Rank members by their points, as far as they chose to be seen."""

    def __init__(self, servers: ServerService, store: Store, clock: Clock) -> None:
        self._servers = servers
        self._store = store
        self._clock = clock

    async def board(
        self, guild: int, asker: int, period: Period = "month", scope: Scope = "server"
    ) -> Board:
        """Rank members, asked for in a server; a month begins by the server's time zone."""
        settings = self._servers.settings(guild)
        if not settings.leaderboards:
            raise LeaderboardsOffError
        since = month_start(self._clock(), settings.zone) if period == "month" else None
        games = BoardRange(guild if scope == "server" else None, since=since)
        return await self._store.read(partial(boards.board, games=games, asker=asker))

    async def figures(self, member: int, guild: int | None, asker: int) -> MemberFigures | None:
        """Sum up what a member did in a server; None for who hides it from others."""
        if member != asker:
            seen = await self._store.read(lambda it: privacy.visibility_of(it, member))
            if seen is LeaderboardVisibility.HIDDEN:
                return None
        return await self._store.read(lambda it: scores.figures_of(it, member, guild))

    async def catch_up(self) -> None:
        """Compute missing scores after a start; where the store fails, the next start does it."""
        try:
            await recompute_scores(self._store)
        except StoreError as error:
            log.warning("scores of some ended games are not computed yet: %s", error)


async def recompute_scores(store: Store) -> None:
    """Compute the scores of ended games whose rows are missing or out of date."""
    while await store.write(partial(scores.recompute_some, most=AT_ONCE)):
        pass


def month_start(now: datetime, zone: ZoneInfo) -> datetime:
    """Give the first moment of the month, as a time zone has it."""
    return now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
