"""Reminders: written before they are sent, each told how it is stopped, none lost to another."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from bot.services.reminders import (
    LONGEST_WAIT,
    MAX_UNANSWERED,
    RETRY,
    Notice,
    ReminderId,
    ReminderKind,
    ReminderService,
    UnknownReminderZoneError,
    UnreadableTimeError,
)
from bot.services.sending import ForbiddenSendError, PassingSendError
from bot.store import reminders
from bot.store.connection import Connection
from bot.store.database import Database, NoDatabase
from tests.conftest import NOW
from tests.services.conftest import HandClock
from tests.services.timers import HandTimers


@dataclass
class Post:
    """What members were sent; who is in `unreachable` or `broken` gets nothing."""

    sent: list[tuple[int, Notice]] = field(default_factory=list)
    unreachable: set[int] = field(default_factory=set)
    broken: set[int] = field(default_factory=set)
    lost: int = 0
    """How many are lost on the way from now on."""

    async def __call__(self, member: int, notice: Notice) -> None:
        if member in self.unreachable:
            raise ForbiddenSendError("their messages are closed")
        if member in self.broken:
            raise RuntimeError("a fault of the program")
        if self.lost:
            self.lost -= 1
            raise PassingSendError("the connection broke off")
        self.sent.append((member, notice))


async def always(connection: Connection, member: int, now: datetime) -> str | None:
    del connection, now
    if member == 13:
        raise RuntimeError("a fault of the program")
    return None if member == 7 else f"member {member} has work to do"


REVIEW = ReminderKind(ReminderId.REVIEW, "/review remind", always)
PLAN = ReminderKind(ReminderId.PLAN, "/plan remind", always)


@pytest.fixture
def timers(clock: HandClock) -> HandTimers:
    return HandTimers(clock)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def service(store: Database, timers: HandTimers, post: Post) -> ReminderService:
    return ReminderService(store, timers, (REVIEW, PLAN), post)


async def chosen(
    service: ReminderService, member: int, kind: ReminderId = ReminderId.REVIEW
) -> None:
    await service.choose(member, kind, "20:00", "UTC")


async def test_a_reminder_is_told_how_it_itself_is_stopped(
    service: ReminderService, clock: HandClock, post: Post
) -> None:
    await chosen(service, 1, ReminderId.PLAN)
    await chosen(service, 1, ReminderId.REVIEW)
    clock.move(hours=2)
    await service.run()
    stops = {notice.kind.stop_command for _, notice in post.sent}
    assert stops == {"/plan remind off", "/review remind off"}


async def test_the_first_reminder_comes_at_the_time_that_was_typed(
    service: ReminderService, clock: HandClock, post: Post
) -> None:
    first = await service.choose(1, ReminderId.REVIEW, "8.30 pm", "Europe/Berlin")
    assert first == NOW.replace(hour=19, minute=30)
    await service.run()
    assert post.sent == []
    clock.move(hours=1.5)
    await service.run()
    await service.run()
    assert [(member, notice.text) for member, notice in post.sent] == [
        (1, "member 1 has work to do")
    ]


async def test_off_stops_one_kind_and_leaves_the_other(
    service: ReminderService, clock: HandClock, post: Post
) -> None:
    await chosen(service, 1, ReminderId.PLAN)
    await chosen(service, 1, ReminderId.REVIEW)
    assert await service.choose(1, ReminderId.REVIEW, " Off ", "UTC") is None
    clock.move(days=1)
    await service.run()
    assert [notice.kind for _, notice in post.sent] == [PLAN]


async def test_what_is_no_time_or_zone_is_refused(
    service: ReminderService, store: Database
) -> None:
    with pytest.raises(UnreadableTimeError, match="18:30"):
        await service.choose(1, ReminderId.REVIEW, "25:00", "UTC")
    with pytest.raises(UnknownReminderZoneError, match="offered"):
        await service.choose(1, ReminderId.REVIEW, "9:00", "Mars/Olympus")
    assert await store.read(reminders.next_due) is None


async def test_unanswered_ones_stop_by_themselves_and_the_last_says_so(
    service: ReminderService, clock: HandClock, post: Post
) -> None:
    await chosen(service, 1)
    for _ in range(6):
        clock.move(days=1)
        await service.run()
    assert [notice.last for _, notice in post.sent] == [False, False, True]
    assert len(post.sent) == MAX_UNANSWERED


async def test_who_answers_is_reminded_on(
    service: ReminderService, store: Database, clock: HandClock, post: Post
) -> None:
    await chosen(service, 1)
    clock.move(hours=2)
    for _ in range(5):
        await service.run()
        clock.move(days=1)
        await store.write(lambda c: reminders.answered(c, 1, ReminderId.REVIEW))
    assert len(post.sent) == 5


async def test_nothing_to_say_costs_no_reminder(
    service: ReminderService, store: Database, clock: HandClock, post: Post
) -> None:
    await chosen(service, 7)
    clock.move(days=1)
    await service.run()
    kept = await store.read(lambda c: reminders.reminder_of(c, 7, ReminderId.REVIEW))
    assert post.sent == []
    assert kept is not None
    assert (kept.unanswered, kept.last_sent) == (0, None)
    assert kept.next_at is not None
    assert kept.next_at > clock.now


@pytest.mark.parametrize("fault", ["compose", "unreachable", "broken"])
async def test_one_that_fails_loses_no_other(
    service: ReminderService, clock: HandClock, post: Post, timers: HandTimers, fault: str
) -> None:
    failing = 13 if fault == "compose" else 2
    post.unreachable = {failing} if fault == "unreachable" else set()
    post.broken = {failing} if fault == "broken" else set()
    for member in (1, failing, 3):
        await chosen(service, member)
    clock.move(hours=2)
    await service.run()
    assert [member for member, _ in post.sent] == [1, 3]
    assert timers.waiting == [clock.now + LONGEST_WAIT]
    await service.run()
    assert len(post.sent) == 2


async def test_what_is_lost_on_the_way_is_sent_again_by_the_clock_under_one_name(
    service: ReminderService, clock: HandClock, post: Post, timers: HandTimers
) -> None:
    for member in (1, 2, 3):
        await chosen(service, member)
    clock.move(hours=2)
    post.lost = 1
    await service.run()
    assert [member for member, _ in post.sent] == [2, 3]
    post.lost = 5
    waits = []
    while timers.again:
        wait, send = timers.again.pop()
        waits.append(wait.total_seconds())
        clock.move(seconds=wait.total_seconds())
        await send()
    assert waits == [5, 10, 20, 40, 40, 40]
    assert [member for member, _ in post.sent] == [2, 3, 1]
    assert len({notice.nonce for _, notice in post.sent}) == 1
    assert all(len(notice.nonce) <= 25 for _, notice in post.sent)


async def test_it_is_written_as_sent_before_it_is_sent(
    store: Database, timers: HandTimers, clock: HandClock
) -> None:
    seen: list[datetime | None] = []

    async def look(member: int, notice: Notice) -> None:
        del notice
        kept = await store.read(lambda c: reminders.reminder_of(c, member, ReminderId.REVIEW))
        seen.append(None if kept is None else kept.last_sent)

    service = ReminderService(store, timers, (REVIEW,), look)
    await chosen(service, 1)
    clock.move(hours=2)
    await service.run()
    assert seen == [clock.now]


async def test_two_looks_at_once_send_one(
    service: ReminderService, clock: HandClock, post: Post
) -> None:
    await chosen(service, 1)
    clock.move(hours=2)
    await asyncio.gather(service.run(), service.run(), service.run())
    assert len(post.sent) == 1


async def test_the_timer_is_armed_whatever_fails(
    timers: HandTimers, clock: HandClock, post: Post
) -> None:
    store = NoDatabase("the disk is full", "free some space")
    service = ReminderService(store, timers, (REVIEW,), post)
    await service.run()
    assert timers.waiting == [clock.now + RETRY]


async def test_that_reminders_wait_is_logged_once(
    timers: HandTimers, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    store = NoDatabase("the disk is full", "free some space")
    service = ReminderService(store, timers, (REVIEW,), post)
    for _ in range(3):
        await service.run()
    assert ["reminders wait" in it.message for it in caplog.records] == [True]


async def test_the_timer_waits_for_what_is_due_next(
    service: ReminderService, timers: HandTimers
) -> None:
    await service.run()
    assert timers.waiting == [NOW + LONGEST_WAIT]
    first = await service.choose(1, ReminderId.REVIEW, "20:00", "UTC")
    await timers.quiet(5)
    assert timers.waiting == [first]
    timers.close()
    await service.run()
    assert timers.waiting == []
