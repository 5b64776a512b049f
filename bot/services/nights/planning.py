"""Plan a quiz for later: when, what, and who wants to be reminded."""

from dataclasses import dataclass, replace
from functools import partial

from bot.errors import UserFacingError
from bot.quiz.nights import LEAST_AHEAD, LOBBY, MOST_AHEAD, NightPhase, QuizNight
from bot.records.moments import read_moment
from bot.services.items import QuizTopics
from bot.services.nights.keeping import NightKeeper
from bot.services.quizzes import HostOnlyError, QuizMember, QuizOrder, QuizService
from bot.services.scheduler import Clock
from bot.services.servers.server_service import ServerService
from bot.store import nights
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.nights import NightDraft

MOST_OF_HOST, MOST_IN_SERVER = 3, 20


class NightError(UserFacingError):
    """A quiz cannot be planned so, or is no longer planned."""


class UnreadableMomentError(NightError):
    """What was typed is no moment for certain."""

    text = "I cannot read when that is."
    remedy = "Write it as “friday 20:00”, “in 2 hours” or “2026-12-04 20:00”."


class UnfitMomentError(NightError):
    """A quiz is planned for too soon or too late."""

    text = "A quiz can be planned from 5 minutes to 90 days ahead."
    remedy = "For right now there is /quiz start."


class TooManyNightsError(NightError):
    """As many are planned as may be."""

    text = f"You have {MOST_OF_HOST} quizzes planned already, or this server {MOST_IN_SERVER}."
    remedy = "/quiz schedule lists them; cancel one first."


class NightGoneError(NightError):
    """It began, was cancelled, or is another server's."""

    text = "That quiz is no longer planned."
    remedy = "/quiz schedule lists those that are."


@dataclass(frozen=True, slots=True)
class ListedNight:
    """A quiz to come, how it is called, and how many want to be reminded."""

    night: QuizNight
    name: str
    waiting: int


class NightService:
    """What members do with quizzes to come. Everything raises UserFacingErrors."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it coordinates
        self,
        store: Store,
        clock: Clock,
        servers: ServerService,
        quizzes: QuizService,
        topics: QuizTopics,
        keeper: NightKeeper,
    ) -> None:
        self._store = store
        self._clock = clock
        self._servers = servers
        self._quizzes = quizzes
        self._topics = topics
        self._keeper = keeper

    async def plan(self, order: QuizOrder, typed: str) -> ListedNight:
        """Read when and what a quiz is to be; nobody else sees it before it is announced."""
        wish, now = self._quizzes.check(order), self._clock()
        at = read_moment(typed, now, self._servers.settings(order.guild).zone)
        if at is None:
            raise UnreadableMomentError
        if not now + LEAST_AHEAD <= at <= now + MOST_AHEAD:
            raise UnfitMomentError
        rules = replace(order.rules, pace=replace(order.rules.pace, lobby=LOBBY))
        planned = NightDraft(order.guild, order.channel, order.host.id, at, wish, rules)
        return self._listed(await self._store.write(partial(nights.draft, planned=planned)))

    async def announce(
        self, guild: int, number: int, member: QuizMember, *, event: bool
    ) -> QuizNight:
        """Announce what a member planned, as an event of Discord's too where that is wanted."""

        async def work(connection: Connection) -> QuizNight:
            found = await nights.night_of(connection, number)
            if found is None or (found.guild, found.host) != (guild, member.id):
                raise NightGoneError
            if found.at <= self._clock():
                raise UnfitMomentError
            others = await nights.planned_in(connection, guild)
            mine = [it for it in others if it.host == member.id]
            if len(mine) >= MOST_OF_HOST or len(others) >= MOST_IN_SERVER:
                raise TooManyNightsError
            if not await nights.move(connection, number, NightPhase.DRAFT, NightPhase.PLANNED):
                raise NightGoneError
            return found

        night = await self._store.write(work)
        await self._keeper.announce(night, event=event)
        return night

    async def remind(self, guild: int, number: int, member: int) -> bool:
        """Put a member on the list of those to be reminded, or take them off it (False)."""

        async def work(connection: Connection) -> bool:
            await _planned(connection, guild, number)
            return await nights.want_reminder(connection, number, member)

        return await self._store.write(work)

    async def cancel(self, guild: int, number: int, member: QuizMember) -> None:
        """Call a quiz off: its host may, and who moderates."""

        async def work(connection: Connection) -> QuizNight:
            found = await _planned(connection, guild, number)
            if not member.may_lead(found.host):
                raise HostOnlyError
            await nights.move(connection, number, NightPhase.PLANNED, NightPhase.CANCELLED)
            return found

        night = await self._store.write(work)
        await self._keeper.close(replace(night, phase=NightPhase.CANCELLED))

    async def listed(self, guild: int) -> tuple[ListedNight, ...]:
        """List the quizzes to come in a server, the next first."""

        async def work(connection: Connection) -> tuple[list[QuizNight], dict[int, int]]:
            found = await nights.planned_in(connection, guild)
            return found, await nights.count_waiting(connection, [it.number for it in found])

        found, waiting = await self._store.read(work)
        return tuple(self._listed(it, waiting.get(it.number, 0)) for it in found)

    def _listed(self, night: QuizNight, waiting: int = 0) -> ListedNight:
        return ListedNight(night, self._topics.name_of(night.wish.topic, night.guild), waiting)


async def _planned(connection: Connection, guild: int, number: int) -> QuizNight:
    """Find a quiz to come in a server; raise NightGoneError."""
    found = await nights.night_of(connection, number)
    if found is None or found.guild != guild or found.phase is not NightPhase.PLANNED:
        raise NightGoneError
    return found
