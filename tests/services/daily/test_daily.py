"""The question of the day of a server: asked once a day, answered once, told, and stopped."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest

from bot.quiz.daily import QUIET_DAYS, DailyPost, DailyResult
from bot.quiz.items.base import ByButton
from bot.services.daily.answering import DailyAnswerService, DailyGoneError
from bot.services.daily.posting import MOST_TRIES, RETRY, DailyPostingService
from bot.services.editing.repository import KnowledgeRepository
from bot.services.local_knowledge import LocalKnowledgeService
from bot.services.moderators import ModeratorNotes
from bot.services.sending import (
    ForbiddenSendError,
    GoneSendError,
    PassingSendError,
    SendError,
)
from bot.services.servers.server_service import ServerCleanup, ServerService
from bot.store import cards, daily, pruning
from bot.store.database import Database
from tests.conftest import NOW
from tests.services.conftest import HandClock
from tests.services.timers import HandTimers

GUILD, CHANNEL, MODS = 1, 10, 11
ANN, BEN = 101, 102


@dataclass
class Board:
    """A messenger that notes what it is told to show."""

    posts: list[DailyPost] = field(default_factory=list)
    closed: list[tuple[int, DailyResult]] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)
    fault: SendError | None = None
    lost: bool = False
    """Whether what is sent arrives, and nobody hears of it."""

    async def ask_daily(self, post: DailyPost) -> int:
        if self.fault is not None:
            raise self.fault
        if post.number not in [it.number for it in self.posts]:
            self.posts.append(post)
        if self.lost:
            raise PassingSendError("the connection broke off")
        return 1000 + post.number

    async def close_daily(self, channel: int, message: int, result: DailyResult) -> None:
        del channel
        self.closed.append((message, result))

    def updates_channel(self, guild: int) -> int | None:
        del guild
        return None

    async def say(self, channel: int, text: str, nonce: str) -> None:
        assert len(nonce) <= 25
        if channel == CHANNEL and self.fault is not None:
            raise self.fault
        self.told.append((channel, text))


@dataclass
class Daily:
    """The services over one database, with what a test does to them."""

    store: Database
    clock: HandClock
    timers: HandTimers
    servers: ServerService
    posting: DailyPostingService
    answers: DailyAnswerService
    board: Board

    async def switch_on(self, guild: int = GUILD, **settings: object) -> None:
        for name, value in {"daily_channel": (str(CHANNEL),), **settings}.items():
            await self.servers.change_setting(guild, name, value)

    async def run(self) -> None:
        await self.posting.run()
        await self.timers.quiet(5)

    async def next_day(self, days: float = 1) -> None:
        self.clock.move(days=days)
        await self.run()

    async def answer(self, member: int, *, right: bool = True) -> None:
        post = self.board.posts[-1]
        await self.answers.answer(GUILD, post.number, member, typed(post, right=right))

    @property
    def days(self) -> list[date]:
        return [post.day for post in self.board.posts]

    async def run_again(self) -> None:
        """Do what is waiting to be tried again."""
        while self.timers.again:
            wait, do = self.timers.again.pop()
            self.clock.move(seconds=wait.total_seconds())
            await do()


def typed(post: DailyPost, *, right: bool) -> str:
    question = post.question
    assert isinstance(question.answered, ByButton)
    wrong = next(it for it in question.answered.letters if it != question.right_letters)
    return question.right_letters if right else wrong


@pytest.fixture
def it(store: Database, clock: HandClock, repository: KnowledgeRepository) -> Daily:
    choices = {
        name: it for name, it in repository.snapshot.pool.items.items() if it.kind == "choice"
    }
    pool = replace(repository.snapshot.pool, items=choices)
    repository.snapshot = replace(repository.snapshot, make_pool=lambda: pool)
    timers, servers, board = HandTimers(clock), ServerService(store, repository, clock), Board()
    notes = ModeratorNotes(timers, servers, board)  # type: ignore[arg-type]
    posting = DailyPostingService(store, timers, repository, servers, board, notes)  # type: ignore[arg-type]
    answers = DailyAnswerService(store, clock, LocalKnowledgeService(repository, servers, clock))
    return Daily(store, clock, timers, servers, posting, answers, board)


@pytest.fixture
async def on(it: Daily) -> Daily:
    """Switched on at 18:00, with the first question an hour away."""
    await it.servers.open()
    await it.switch_on(daily_time="19:00")
    return it


async def test_the_first_question_comes_at_the_time_and_then_one_a_day(on: Daily) -> None:
    await on.run()
    assert on.days == []
    assert on.timers.waiting == [NOW + timedelta(hours=1)]
    on.clock.move(hours=1)
    for _ in range(3):
        await on.run()
    assert on.days == [NOW.date()]
    await on.next_day()
    await on.next_day()
    assert on.days == [NOW.date() + timedelta(days=it) for it in range(3)]
    assert len({post.question.item.id for post in on.board.posts}) == 3


async def test_the_next_one_tells_what_became_of_it(on: Daily) -> None:
    await on.next_day(1 / 24)
    for member, right in ((ANN, True), (BEN, False), (103, True)):
        await on.answer(member, right=right)
    first = on.board.posts[0]
    assert first.before is None
    await on.next_day()
    before = on.board.posts[1].before
    assert before is not None
    assert (before.question, before.answered, before.right) == (first.question, 3, 2)
    assert on.board.closed == [(1000 + first.number, before)]
    with pytest.raises(DailyGoneError):
        await on.answers.answer(GUILD, first.number, 104, "A")


async def test_what_was_missed_enters_the_reviews(on: Daily) -> None:
    await on.next_day(1 / 24)
    await on.answer(ANN)
    await on.answer(BEN, right=False)
    await on.next_day()
    missed = await on.store.read(lambda c: cards.next_due(c, BEN, on.clock.now))
    assert missed is not None
    assert missed.item == on.board.posts[0].question.item.id
    assert await on.store.read(lambda c: cards.next_due(c, ANN, on.clock.now)) is None


async def test_the_first_answer_stands(on: Daily) -> None:
    await on.next_day(1 / 24)
    post = on.board.posts[0]
    first = await on.answers.answer(GUILD, post.number, ANN, typed(post, right=True))
    assert (first.again, first.streak.days) == (False, 1)
    assert first.closes == on.clock.now + timedelta(days=1)
    second = await on.answers.answer(GUILD, post.number, ANN, typed(post, right=False))
    assert (second.again, second.words) == (True, first.words)
    with pytest.raises(DailyGoneError):
        await on.answers.answer(GUILD + 1, post.number, BEN, "A")
    status = await on.answers.status(GUILD, ANN)
    assert (status.mine, status.right) == (first.words, None)


async def test_days_in_a_row_are_counted_and_one_is_forgiven(on: Daily) -> None:
    on.clock.now = datetime(2026, 12, 1, 12, tzinfo=NOW.tzinfo)
    await on.run()
    on.board.posts.clear()
    on.clock.move(hours=7)
    await on.run()
    for day in range(6):
        if day != 3:
            post = on.board.posts[-1]
            locked = await on.answers.answer(GUILD, post.number, ANN, "A")
            assert locked.streak.frozen == (date(2026, 12, 4) if day == 4 else None)
        await on.answer(BEN)
        await on.next_day()
    assert (await on.answers.status(GUILD, ANN)).streak.days == 5
    assert (await on.answers.status(GUILD, BEN)).streak.days == 6


async def test_the_first_question_of_a_week_names_the_best_of_the_last(on: Daily) -> None:
    await on.next_day(1 / 24)  # a Saturday
    await on.answer(ANN)
    await on.next_day()
    await on.answer(ANN)
    await on.answer(BEN, right=False)
    await on.next_day()
    assert [post.week is not None for post in on.board.posts] == [False, False, True]
    week = on.board.posts[-1].week
    assert week is not None
    assert (week.asked, week.most_right, week.streaks) == (2, ((ANN, 2),), ((ANN, 2),))


async def test_it_stops_after_seven_days_without_an_answer_and_says_so(on: Daily) -> None:
    await on.next_day(1 / 24)
    await on.answer(ANN)
    for _ in range(QUIET_DAYS + 3):
        await on.next_day()
    assert len(on.board.posts) == 1 + QUIET_DAYS
    [(channel, said)] = on.board.told
    assert channel == CHANNEL
    assert "for seven days" in said
    assert not on.servers.settings(GUILD).daily_channel
    assert (await on.answers.status(GUILD, ANN)).next_at is None
    await on.switch_on()
    await on.next_day()
    await on.next_day()
    assert len(on.board.posts) == 3 + QUIET_DAYS, "it counts from when it was switched on"


async def test_a_forbidden_channel_is_told_once_and_tried_each_day(on: Daily) -> None:
    await on.servers.change_setting(GUILD, "notes_channel", (str(MODS),))
    on.board.fault = ForbiddenSendError("50013")
    await on.next_day(1 / 24)
    for _ in range(3):
        await on.next_day()
    assert on.board.posts == []
    [(channel, said)] = on.board.told
    assert channel == MODS
    assert f"I may not write in <#{CHANNEL}>" in said
    on.board.fault = None
    await on.next_day()
    assert len(on.board.posts) == 1
    on.board.fault = ForbiddenSendError("50013")
    await on.next_day()
    assert len(on.board.told) == 2


async def test_a_channel_that_is_gone_stops_it(on: Daily) -> None:
    await on.servers.change_setting(GUILD, "notes_channel", (str(MODS),))
    on.board.fault = GoneSendError("10003")
    await on.next_day(1 / 24)
    assert not on.servers.settings(GUILD).daily_channel
    assert [channel for channel, _ in on.board.told] == [MODS]


@pytest.mark.parametrize("arrived", [True, False])
async def test_what_is_lost_on_the_way_stands_once(on: Daily, *, arrived: bool) -> None:
    on.board.lost = arrived
    on.board.fault = None if arrived else PassingSendError("503")
    await on.next_day(1 / 24)
    assert len(on.timers.again) == 1
    await on.run()
    assert len(on.timers.again) == 1, "a second look does not send it beside the first"
    on.board.lost, on.board.fault = False, None
    await on.run_again()
    assert len(on.board.posts) == 1
    assert await on.store.read(daily.unshown) == []


async def test_sending_is_not_tried_for_ever(on: Daily) -> None:
    on.board.fault = PassingSendError("503")
    await on.next_day(1 / 24)
    await on.run_again()
    assert on.clock.now - NOW < timedelta(hours=2)
    on.board.fault = None
    await on.run()
    assert len(on.board.posts) == 1
    assert MOST_TRIES > 1


async def test_what_was_missed_while_down_comes_once_or_falls_out(on: Daily) -> None:
    await on.next_day(5 + 1 / 24)
    assert on.days == [NOW.date() + timedelta(days=5)]
    await on.next_day(1 + 23 / 24)
    assert len(on.days) == 1, "an hour before the next one"
    await on.next_day(1 / 24)
    assert on.days[1:] == [NOW.date() + timedelta(days=7)]


async def test_another_time_or_zone_never_makes_two_a_day(on: Daily) -> None:
    await on.next_day(1 / 24)
    await on.switch_on(daily_time="23:00")
    await on.switch_on(time_zone="Pacific/Kiritimati")
    await on.next_day(0.9)
    await on.switch_on(time_zone="Pacific/Honolulu", daily_time="00:10")
    for _ in range(4):
        await on.next_day(0.5)
    assert len(set(on.days)) == len(on.days) >= 3
    gaps = [b.number - a.number for a, b in zip(on.board.posts, on.board.posts[1:], strict=False)]
    assert set(gaps) <= {1}


async def test_switched_off_the_open_question_closes(on: Daily) -> None:
    await on.next_day(1 / 24)
    await on.servers.change_setting(GUILD, "daily_channel", ())
    assert len(on.board.closed) == 1
    await on.next_day()
    assert len(on.board.posts) == 1
    assert await on.store.read(daily.schedules) == {}


async def test_unknown_settings_switch_nothing_off(
    on: Daily, repository: KnowledgeRepository
) -> None:
    blind = ServerService(on.store, repository, on.clock)
    notes = ModeratorNotes(on.timers, blind, on.board)  # type: ignore[arg-type]
    service = DailyPostingService(on.store, on.timers, repository, blind, on.board, notes)  # type: ignore[arg-type]
    await service.run()
    assert await on.store.read(daily.schedules) != {}


async def test_one_that_fails_holds_up_no_other(on: Daily) -> None:
    await on.servers.change_setting(2, "daily_time", "19:00")
    await on.switch_on(2)
    on.servers._settings[GUILD] = on.servers.settings(GUILD).model_copy(
        update={"daily_channel": ("x",)}
    )
    await on.next_day(1 / 24)
    assert [post.guild for post in on.board.posts] == [2]
    assert on.timers.waiting == [on.clock.now + RETRY]


async def test_a_server_that_was_left_is_not_asked_and_then_forgotten(on: Daily) -> None:
    cleanup = ServerCleanup(on.store, on.timers, on.servers)
    await on.next_day(1 / 24)
    await on.answer(ANN)
    await cleanup.note_left(GUILD)
    await on.next_day()
    assert len(on.board.posts) == 1
    on.clock.move(days=31)
    await cleanup.run()
    assert await on.store.read(daily.schedules) == {}
    assert await on.store.read(lambda c: daily.days_of(c, GUILD, ANN)) == set()


async def test_what_was_asked_goes_and_streaks_stay(on: Daily) -> None:
    await on.next_day(1 / 24)
    await on.answer(ANN)
    await on.next_day()
    await on.answer(ANN)
    later = on.clock.now + timedelta(days=1)
    assert await on.store.write(lambda c: pruning.prune_daily(c, later, 100)) == 1
    assert await on.store.write(lambda c: pruning.prune_daily(c, later, 100)) == 0
    old = await on.store.read(lambda c: daily.question_of(c, on.board.posts[0].number))
    assert old is not None
    assert old.question is None
    assert (await on.answers.status(GUILD, ANN)).streak.days == 2
