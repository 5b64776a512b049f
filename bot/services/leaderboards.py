"""Who is ahead, and what one member did in quizzes so far."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.errors import UserFacingError
from bot.knowledge.decks import ItemTopic
from bot.quiz.scoring import Board, LeaderboardVisibility, MemberFigures, Season
from bot.services.scheduler import Clock
from bot.services.servers.server_service import ServerService
from bot.store import boards, privacy, scores
from bot.store.boards import BoardRange
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.errors import StoreError
from bot.store.scores import ALL_TOPICS

log = logging.getLogger(__name__)
AT_ONCE = 5
"""Games that one transaction computes, so that no answer waits long for it."""


class Period(StrEnum):
    """From when on games count; weeks and months begin by the server's time zone."""

    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    ALL_TIME = "all time"


class Scope(StrEnum):
    """Whose points count: those of games in the server, or of all who want to be seen so."""

    SERVER = "server"
    GLOBAL = "global"


class LeaderboardsOffError(UserFacingError):
    """A server's moderators want no leaderboards."""

    text = "Leaderboards are switched off in this server."
    remedy = "/quiz stats shows your own figures."


class NoSeasonError(UserFacingError):
    """A server has no such season."""

    text = "There is no such season in this server."
    remedy = "Its moderators open one in /settings show."


@dataclass(frozen=True, slots=True)
class BoardChoice:
    """Which leaderboard somebody wants; `season` None is the one that opened last."""

    period: Period = Period.MONTH
    season: int | None = None
    topic: ItemTopic | None = None
    scope: Scope = Scope.SERVER


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A leaderboard as it was asked for, what else there is, and where the asker may be seen."""

    choice: BoardChoice
    board: Board
    seasons: tuple[Season, ...]
    visibility: LeaderboardVisibility

    @property
    def season(self) -> Season | None:
        return next((it for it in self.seasons if it.id == self.choice.season), None)


USUAL = BoardChoice()


class LeaderboardService:
    """Rank members by their points, as far as they chose to be seen."""

    def __init__(self, servers: ServerService, store: Store, clock: Clock) -> None:
        self._servers = servers
        self._store = store
        self._clock = clock

    async def board(self, guild: int, asker: int, choice: BoardChoice = USUAL) -> BoardPage:
        """Rank members, asked for in a server; seasons are its own, and so count there alone.

        :raises LeaderboardsOffError:
        :raises NoSeasonError:
        """
        zone = self._servers.settings(guild).zone
        if not self._servers.settings(guild).leaderboards:
            raise LeaderboardsOffError

        async def work(connection: Connection) -> BoardPage:
            listed = await boards.seasons_of(connection, guild)
            wanted, games = _games_of(guild, choice, listed, self._clock(), zone)
            return BoardPage(
                wanted,
                await boards.board(connection, games, asker),
                listed,
                await privacy.visibility_of(connection, asker),
            )

        return await self._store.read(work)

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


def _games_of(
    guild: int, choice: BoardChoice, listed: Sequence[Season], now: datetime, zone: ZoneInfo
) -> tuple[BoardChoice, BoardRange]:
    """Find which games count, and name the season that was meant; raise NoSeasonError."""
    topic = ALL_TOPICS if choice.topic is None else choice.topic
    where = guild if choice.scope is Scope.SERVER else None
    games = BoardRange(where, topic)
    match choice.period:
        case Period.WEEK:
            return choice, replace(games, since=week_start(now, zone))
        case Period.MONTH:
            return choice, replace(games, since=month_start(now, zone))
        case Period.SEASON:
            season = next((it for it in listed if choice.season in (None, it.id)), None)
            if season is None:
                raise NoSeasonError
            asked = replace(choice, season=season.id, scope=Scope.SERVER)
            return asked, BoardRange(guild, topic, season.opened, season.closed)
        case Period.ALL_TIME:
            return choice, games
        case _:
            assert_never(choice.period)


def week_start(now: datetime, zone: ZoneInfo) -> datetime:
    """Give the first moment of the week, a Monday, as a time zone has it."""
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=today.weekday())


def month_start(now: datetime, zone: ZoneInfo) -> datetime:
    """Give the first moment of the month, as a time zone has it."""
    return now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
