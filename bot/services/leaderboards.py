"""Who is ahead, and what one member did in quizzes so far."""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.errors import UserFacingError
from bot.quiz.scoring import LeaderboardVisibility, MemberFigures, Standing
from bot.services.scheduler import Clock
from bot.services.servers.server_service import ServerService
from bot.store import privacy, scores
from bot.store.database import Store

Period = Literal["month", "all time"]
Scope = Literal["server", "global"]


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

    async def leaderboard(
        self, guild: int, period: Period = "month", scope: Scope = "server"
    ) -> tuple[Standing, ...]:
        """Rank members, asked for in a server; a month begins by the server's time zone."""
        settings = self._servers.settings(guild)
        if not settings.leaderboards:
            raise LeaderboardsOffError
        since = month_start(self._clock(), settings.zone) if period == "month" else None
        place = guild if scope == "server" else None
        return await self._store.read(lambda it: scores.leaderboard(it, place, since))

    async def figures(self, member: int, guild: int | None, asker: int) -> MemberFigures | None:
        """Sum up what a member did in a server; None for who hides it from others."""
        if member != asker:
            seen = await self._store.read(lambda it: privacy.visibility_of(it, member))
            if seen is LeaderboardVisibility.HIDDEN:
                return None
        return await self._store.read(lambda it: scores.figures_of(it, member, guild))


def month_start(now: datetime, zone: ZoneInfo) -> datetime:
    """Give the first moment of the month, as a time zone has it."""
    return now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
