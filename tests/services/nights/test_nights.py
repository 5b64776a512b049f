"""Quizzes planned for later: announced, reminded of, opened by themselves, called off."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.quiz.nights import LATEST, LOBBY, REMIND_BEFORE, NightPhase, QuizNight
from bot.quiz.rules import Mode, Rules
from bot.services.editing.repository import KnowledgeRepository
from bot.services.games.registry import GameRegistry
from bot.services.items import QuizTopics
from bot.services.moderators import ModeratorNotes
from bot.services.nights.keeping import AWAY, BUSY, NightKeeper
from bot.services.nights.planning import (
    MOST_OF_HOST,
    NightGoneError,
    NightService,
    TooManyNightsError,
    UnfitMomentError,
    UnreadableMomentError,
)
from bot.services.quizzes import HostOnlyError, QuizMember, QuizOrder, QuizService
from bot.services.sending import ForbiddenSendError, PassingSendError, SendError
from bot.services.servers.server_service import ServerService
from bot.store import nights, pruning
from bot.store.database import Database
from tests.conftest import NOW
from tests.services.conftest import HandClock
from tests.services.test_quizzes import RecordedView
from tests.services.timers import HandTimers

GUILD, CHANNEL, MODS = 1, 10, 11
ANN, BEN, CLEO = (QuizMember(number, CHANNEL) for number in (1, 2, 3))
MOD = QuizMember(9, CHANNEL, moderates=True)
RULES = Rules().in_mode(Mode.SURVIVAL)
ORDER = QuizOrder(GUILD, CHANNEL, None, (), ANN, "labs", 3, None, RULES)


@dataclass
class Board:
    """A board that notes what it is told to show."""

    announced: list[int] = field(default_factory=list)
    closed: list[NightPhase] = field(default_factory=list)
    reminded: list[int] = field(default_factory=list)
    mentioned: list[int] = field(default_factory=list)
    said: list[tuple[int, str]] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    fault: SendError | None = None
    shut: set[int] = field(default_factory=set)
    """Whose direct messages are closed."""
    lost: set[int] = field(default_factory=set)
    """Whose direct messages are lost on the way."""

    async def announce_night(self, night: QuizNight, name: str) -> int:
        assert name == "Labs"
        if self.fault is not None:
            raise self.fault
        self.announced.append(night.number)
        return 1000 + night.number

    async def close_night(self, night: QuizNight, name: str) -> None:
        del name
        self.closed.append(night.phase)

    async def remind_of_night(self, member: int, night: QuizNight, name: str) -> None:
        del night, name
        if member in self.shut:
            raise ForbiddenSendError("50007")
        if member in self.lost:
            raise PassingSendError("503")
        self.reminded.append(member)

    async def mention_for_night(self, night: QuizNight, members: Sequence[int]) -> None:
        del night
        self.mentioned += members

    async def make_event(self, night: QuizNight, name: str) -> int:
        del name
        self.events.append(night.number)
        return 77

    async def drop_event(self, guild: int, event: int) -> None:
        assert (guild, event) == (GUILD, 77)
        self.events.pop()

    async def say(self, channel: int, text: str, nonce: str) -> None:
        assert len(nonce) <= 25
        self.said.append((channel, text))

    def updates_channel(self, guild: int) -> int | None:
        del guild
        return MODS


@dataclass
class Nights:
    """The services over one database, with what a test does to them."""

    store: Database
    clock: HandClock
    timers: HandTimers
    servers: ServerService
    registry: GameRegistry
    quizzes: QuizService
    keeper: NightKeeper
    service: NightService
    board: Board
    view: RecordedView

    async def planned(self, when: str = "in 2 hours", *, event: bool = False) -> QuizNight:
        drafted = await self.service.plan(ORDER, when)
        night = drafted.night
        await self.service.announce(GUILD, night.number, ANN, event=event)
        return night

    async def run(self) -> None:
        await self.keeper.run()
        await self.timers.quiet(5)

    async def at(self, when: datetime) -> None:
        self.clock.now = when
        await self.run()

    async def phase(self, night: QuizNight) -> NightPhase:
        found = await self.store.read(lambda c: nights.night_of(c, night.number))
        assert found is not None
        return found.phase


@pytest.fixture
async def it(store: Database, clock: HandClock, repository: KnowledgeRepository) -> Nights:
    timers, servers, board = HandTimers(clock), ServerService(store, repository, clock), Board()
    view, topics = RecordedView(), QuizTopics(repository, servers)
    registry = GameRegistry(store, timers, lambda _: repository.snapshot.knowledge, lambda _: view)
    quizzes = QuizService(repository, servers, topics, registry, store, clock)
    notes = ModeratorNotes(timers, servers, board)  # type: ignore[arg-type]
    keeper = NightKeeper(store, timers, quizzes, registry, topics, board, notes)  # type: ignore[arg-type]
    service = NightService(store, clock, servers, quizzes, topics, keeper)
    await servers.open()
    await servers.set_zone(GUILD, "Europe/Berlin")
    return Nights(store, clock, timers, servers, registry, quizzes, keeper, service, board, view)


async def test_a_night_is_read_shown_announced_and_opens_by_itself(it: Nights) -> None:
    drafted = await it.service.plan(ORDER, "friday 20:00")
    assert drafted.night.at == datetime(2026, 11, 27, 19, tzinfo=NOW.tzinfo)
    assert await it.service.listed(GUILD) == ()
    await it.run()
    assert it.board.announced == [], "nobody sees it before it is announced"
    await it.service.announce(GUILD, drafted.night.number, ANN, event=False)
    await it.run()
    assert it.board.announced == [drafted.night.number]
    [listed] = await it.service.listed(GUILD)
    assert (listed.name, listed.night.at) == ("Labs", drafted.night.at)
    await it.at(drafted.night.at - timedelta(seconds=1))
    assert it.registry.session_in(CHANNEL) is None
    await it.at(drafted.night.at)
    session = it.registry.session_in(CHANNEL)
    assert session is not None
    game = session.game
    assert (game.host, len(game.questions), game.rules.mode) == (1, 3, Mode.SURVIVAL)
    assert game.due == it.clock.now + LOBBY
    assert it.board.closed == [NightPhase.OPENED]
    await it.run()
    assert it.view.shown == ["lobby of 1"]


async def test_who_wants_it_is_reminded_ten_minutes_before_by_message_or_in_the_channel(
    it: Nights,
) -> None:
    night = await it.planned()
    for member in (ANN, BEN, CLEO):
        assert await it.service.remind(GUILD, night.number, member.id)
    assert not await it.service.remind(GUILD, night.number, CLEO.id), "pressed again, undone"
    [listed] = await it.service.listed(GUILD)
    assert listed.waiting == 2
    it.board.shut = {BEN.id}
    await it.at(night.at - REMIND_BEFORE - timedelta(seconds=1))
    assert it.board.reminded == []
    await it.at(night.at - REMIND_BEFORE)
    await it.run()
    assert (it.board.reminded, it.board.mentioned) == ([ANN.id], [BEN.id])
    assert it.timers.waiting == [night.at]


async def test_a_reminder_that_is_lost_is_sent_again_and_no_other(it: Nights) -> None:
    night = await it.planned()
    for member in (ANN, BEN):
        await it.service.remind(GUILD, night.number, member.id)
    it.board.lost = {ANN.id}
    await it.at(night.at - REMIND_BEFORE)
    it.board.lost = set()
    it.clock.move(minutes=1)
    await it.run()
    await it.run()
    assert sorted(it.board.reminded) == [ANN.id, BEN.id]


@pytest.mark.parametrize("typed", ["whenever", "friday", "4/12 20:00"])
async def test_what_is_no_moment_is_refused(it: Nights, typed: str) -> None:
    with pytest.raises(UnreadableMomentError):
        await it.service.plan(ORDER, typed)


@pytest.mark.parametrize("typed", ["in 2 minutes", "2025-01-01 20:00", "in 100 days"])
async def test_too_soon_and_too_late_are_refused(it: Nights, typed: str) -> None:
    with pytest.raises(UnfitMomentError):
        await it.service.plan(ORDER, typed)


async def test_a_host_plans_three_and_no_more(it: Nights) -> None:
    for _ in range(MOST_OF_HOST):
        await it.planned()
    drafted = await it.service.plan(ORDER, "in 3 hours")
    with pytest.raises(TooManyNightsError):
        await it.service.announce(GUILD, drafted.night.number, ANN, event=False)


async def test_only_who_planned_it_announces_it_and_once(it: Nights) -> None:
    drafted = await it.service.plan(ORDER, "in 3 hours")
    for member, guild in ((BEN, GUILD), (MOD, GUILD), (ANN, 2)):
        with pytest.raises(NightGoneError):
            await it.service.announce(guild, drafted.night.number, member, event=False)
    await it.service.announce(GUILD, drafted.night.number, ANN, event=False)
    with pytest.raises(NightGoneError):
        await it.service.announce(GUILD, drafted.night.number, ANN, event=False)
    assert len(it.board.announced) == 1


async def test_the_host_and_moderators_call_it_off_with_its_event(it: Nights) -> None:
    night = await it.planned(event=True)
    assert len(it.board.events) == 1
    with pytest.raises(HostOnlyError):
        await it.service.cancel(GUILD, night.number, BEN)
    with pytest.raises(NightGoneError):
        await it.service.cancel(2, night.number, MOD)
    await it.service.cancel(GUILD, night.number, MOD)
    assert (it.board.closed, it.board.events) == ([NightPhase.CANCELLED], [])
    await it.at(night.at)
    assert it.registry.session_in(CHANNEL) is None
    with pytest.raises(NightGoneError):
        await it.service.remind(GUILD, night.number, BEN.id)


@pytest.mark.parametrize("late", [timedelta(minutes=29), LATEST + timedelta(minutes=1)])
async def test_after_time_away_it_opens_late_or_says_that_it_fell_out(
    it: Nights, late: timedelta
) -> None:
    night = await it.planned()
    await it.service.remind(GUILD, night.number, BEN.id)
    await it.at(night.at + late)
    opened = it.registry.session_in(CHANNEL) is not None
    assert opened == (late < LATEST)
    assert it.board.reminded == [], "nobody is told that it will be, once it is over"
    assert len(it.board.said) == (not opened)
    if not opened:
        [(channel, said)] = it.board.said
        assert channel == CHANNEL
        assert f"fell out: {AWAY}" in said
    await it.run()
    assert len(it.board.said) == (not opened)


async def test_it_waits_for_another_quiz_in_the_channel(it: Nights) -> None:
    night, waited = await it.planned(), await it.planned("in 130 minutes")
    await it.at(night.at)
    first = it.registry.session_in(CHANNEL)
    assert first is not None
    await it.at(waited.at)
    assert it.timers.waiting[-1] == waited.at + timedelta(minutes=1)
    assert await it.phase(waited) is NightPhase.PLANNED
    await first.stop()
    await it.timers.quiet(1)
    await it.at(waited.at + timedelta(minutes=1))
    assert await it.phase(waited) is NightPhase.OPENED


async def test_it_does_not_wait_for_ever(it: Nights) -> None:
    night = await it.planned()
    await it.quizzes.start(replace(ORDER, host=BEN), it.quizzes.check(ORDER))
    await it.at(night.at + LATEST + timedelta(minutes=1))
    assert BUSY in it.board.said[0][1]


async def test_a_crash_after_it_opened_opens_no_second(it: Nights) -> None:
    night = await it.planned()
    it.clock.now = night.at
    await it.quizzes.start(ORDER, it.quizzes.check(ORDER))
    await it.run()
    assert await it.phase(night) is NightPhase.OPENED
    assert it.view.shown == ["lobby of 1"]


async def test_what_could_not_be_announced_is_later(it: Nights) -> None:
    it.board.fault = PassingSendError("503")
    night = await it.planned()
    assert it.timers.waiting[-1] == NOW + timedelta(minutes=1)
    it.board.fault = None
    it.clock.move(minutes=1)
    await it.run()
    await it.run()
    assert it.board.announced == [night.number]


async def test_a_channel_that_forbids_is_told_to_moderators(it: Nights) -> None:
    it.board.fault = ForbiddenSendError("50013")
    night = await it.planned()
    assert await it.phase(night) is NightPhase.MISSED
    [(channel, said)] = it.board.said
    assert channel == MODS
    assert f"<#{CHANNEL}>" in said


async def test_old_nights_go(it: Nights) -> None:
    night = await it.planned()
    later = night.at + timedelta(seconds=1)
    assert await it.store.write(lambda c: pruning.prune_nights(c, later, 100)) == 1
    assert await it.service.listed(GUILD) == ()
