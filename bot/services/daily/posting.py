"""Ask each server's question of the day at its time, with what became of the one before.

A question is taken on by one statement that moves the server to its next, and written before it
is sent: a crash in between sends it at the next start, under the same nonce.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from secrets import SystemRandom
from zoneinfo import ZoneInfo

from bot.quiz.daily import (
    QUIET_DAYS,
    DailyPost,
    DailyResult,
    DailyWeek,
    choose,
    slot_at,
    week_of,
)
from bot.quiz.items import ask
from bot.quiz.items.base import Question
from bot.quiz.pool import Wish
from bot.records.moments import ONE_DAY, next_time
from bot.services.editing.repository import KnowledgeRepository
from bot.services.moderators import ModeratorNotes
from bot.services.ports import QuizBoard
from bot.services.scheduler import Alarm, Scheduler
from bot.services.sending import GoneSendError, PassingSendError, SendError, wait_after
from bot.services.servers.server_service import ServerService
from bot.services.servers.server_settings import ServerSettings
from bot.store import daily, reports
from bot.store.connection import Connection
from bot.store.daily import AskedQuestion, DailySchedule
from bot.store.database import Store
from bot.store.errors import StoreError

log = logging.getLogger(__name__)
LONGEST_WAIT = timedelta(hours=6)
"""How long at most until the database is asked again, in case the clock was set meanwhile."""
RETRY = timedelta(minutes=5)
"""How long until the database is asked again after it failed."""
MOST_TRIES = 20
"""How often a question is sent, until the database is asked again."""
FORBIDDEN = (
    "I may not write in {channel}, so there was no question of the day. I try again tomorrow; "
    "/quiz daily has its settings."
)
GONE = (
    "The channel of the question of the day is gone, so I ask none any more. /quiz daily starts "
    "it again."
)
QUIET = (
    "Nobody answered the question of the day in {channel} for seven days, so I ask none any more. "
    "/quiz daily starts it again."
)


class DailyPostingService:
    """Follow what servers set; ask what is due, then wait for what is due next."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it coordinates
        self,
        store: Store,
        scheduler: Scheduler,
        repository: KnowledgeRepository,
        servers: ServerService,
        board: QuizBoard,
        notes: ModeratorNotes,
    ) -> None:
        self._store = store
        self._scheduler = scheduler
        self._repository = repository
        self._servers = servers
        self._board = board
        self._notes = notes
        self._random = SystemRandom()
        self._alarm = Alarm(scheduler, "question of the day", self.run)
        self._under_way: set[int] = set()
        servers.follow(self.run)

    async def run(self) -> None:
        """Go by what servers set, ask what is due, and come back when the next is."""
        now = self._scheduler.now()
        following = now + RETRY
        try:
            await self._go_by_settings(now)
            due = await self._store.read(partial(daily.due, now=now))
            taken = [await self._take_on(schedule, now) for schedule in due]
            for question in await self._store.read(daily.unshown):
                self._show_soon(question)
            when, latest = await self._store.read(daily.next_due), now + LONGEST_WAIT
            if all(taken):
                following = latest if when is None else min(when, latest)
        except StoreError as error:
            log.error("the question of the day waits: %s", error)  # noqa: TRY400 - an expected one
        finally:
            self._alarm.at(following)

    async def _go_by_settings(self, now: datetime) -> None:
        """Let the schedules be as servers set them, unless that is not known just now."""
        if not self._servers.is_read:
            return
        settings = self._servers.all_settings()
        wanted = {guild: it for guild, it in settings.items() if it.daily_channel}
        known = await self._store.read(daily.schedules)
        for guild, it in wanted.items():
            there = known.get(guild)
            if there is None or (there.minute, there.zone) != (it.daily_minute, it.time_zone):
                await self._store.write(partial(_schedule, guild=guild, settings=it, now=now))
        for guild in known.keys() - wanted.keys():
            await self._end(guild, now)

    async def _end(self, guild: int, now: datetime) -> None:
        """Ask no more in a server; the answer to what is open shows in its message."""

        async def work(connection: Connection) -> AskedQuestion | None:
            last = await daily.latest(connection, guild)
            await daily.remove_schedule(connection, guild)
            await daily.close(connection, guild, now)
            return last if last is not None and last.closed_at is None else None

        if (closed := await self._store.write(work)) is not None:
            await self._reveal(closed, await self._store.read(partial(_result, asked=closed)))

    async def _take_on(self, schedule: DailySchedule, now: datetime) -> bool:
        """Take on what is due in a server; False where that failed, which holds up no other."""
        try:
            await self._claim(schedule, now)
        except StoreError:
            raise
        except Exception:
            log.exception("the question of the day of server %d failed", schedule.guild)
            return False
        return True

    async def _claim(self, schedule: DailySchedule, now: datetime) -> None:
        guild, slot = schedule.guild, slot_at(schedule.minute, ZoneInfo(schedule.zone), now)
        channel = int(self._servers.settings(guild).daily_channel[0])
        question = None if slot.day is None else await self._choose(guild)

        async def work(connection: Connection) -> bool:
            """Write the question; tell whether nobody wants one any more."""
            claimed = await daily.claim(connection, schedule, slot.following)
            if not claimed or slot.day is None or question is None:
                return False
            if await daily.quiet(connection, guild, schedule.since) >= QUIET_DAYS:
                return True
            await daily.close(connection, guild, now)
            await daily.add(connection, guild, slot.day, channel, question, now)
            return False

        if await self._store.write(work):
            await self._give_up(guild, QUIET, channel)

    async def _choose(self, guild: int) -> Question | None:
        banned = await self._store.read(partial(reports.out_of_play, guild=guild))
        asked = await self._store.read(partial(daily.asked_items, guild=guild))
        items = self._repository.snapshot.pool.fitting(Wish(1), banned)
        item = choose(items, asked, self._random)
        return None if item is None else ask(item, self._random)

    async def _give_up(self, guild: int, why: str, channel: int) -> None:
        """Switch it off in a server, and say so."""
        await self._servers.change_setting(guild, "daily_channel", ())
        await self._notes.tell(guild, why.format(channel=f"<#{channel}>"), channel)

    def _show_soon(self, question: AskedQuestion) -> None:
        if question.id not in self._under_way and not self._scheduler.is_closed:
            self._under_way.add(question.id)
            self._scheduler.soon("ask the question of the day", self._show(question))

    async def _show(self, question: AskedQuestion, tries: int = 1) -> None:
        """Show a question; what cannot be shown now is tried again by the clock."""
        try:
            await self._send(question)
        except (PassingSendError, StoreError) as error:
            log.info("a question of the day could not be shown %d times: %s", tries, error)
            if tries < MOST_TRIES and not self._scheduler.is_closed:
                again = partial(self._show, question, tries + 1)
                self._scheduler.after(wait_after(tries), "ask the question of the day again", again)
                return
        except Exception:
            log.exception("question of the day %d was not shown", question.id)
        self._under_way.discard(question.id)

    async def _send(self, question: AskedQuestion) -> None:
        found = await self._store.read(partial(_before, question=question))
        if found is None:
            return  # it was shown, or another took its place
        schedule, before, result, week = found
        settings = self._servers.settings(question.guild)
        post = _post(question, schedule, settings, result, week)
        try:
            message = await self._board.ask_daily(post)
        except PassingSendError:
            raise
        except SendError as error:
            await self._refused(question, error)
            return
        shown = partial(daily.write_shown, number=question.id, message=message)
        await self._store.write(shown)
        if before is not None:
            await self._reveal(before, result)

    async def _refused(self, question: AskedQuestion, error: SendError) -> None:
        """Count a question as never asked whose channel does not take it; say so once."""
        log.info("the question of the day is not taken in channel %d: %s", question.channel, error)
        await self._store.write(partial(daily.drop, number=question.id))
        if isinstance(error, GoneSendError):
            await self._give_up(question.guild, GONE, question.channel)
            return
        told = partial(daily.note_told, guild=question.guild, now=self._scheduler.now())
        if await self._store.write(told):
            said = FORBIDDEN.format(channel=f"<#{question.channel}>")
            await self._notes.tell(question.guild, said)

    async def _reveal(self, closed: AskedQuestion, result: DailyResult | None) -> None:
        """Show the answer where it was asked; the next question tells it in any case."""
        if closed.message is None or result is None:
            return
        try:
            await self._board.close_daily(closed.channel, closed.message, result)
        except SendError as error:
            log.info("the answer does not show in message %d: %s", closed.message, error)


async def _schedule(
    connection: Connection, guild: int, settings: ServerSettings, now: datetime
) -> None:
    """Write when a server's questions come from now on: on a day on which none came yet."""
    last = await daily.last_day(connection, guild)
    first = next_time(settings.daily_minute, settings.zone, now, last)
    schedule = DailySchedule(guild, settings.daily_minute, settings.time_zone, first, now)
    await daily.set_schedule(connection, schedule)


_Found = tuple[DailySchedule, AskedQuestion | None, DailyResult | None, DailyWeek | None]


async def _before(connection: Connection, question: AskedQuestion) -> _Found | None:
    """Read what is told with a question; None where it is not to be shown any more."""
    now = await daily.question_of(connection, question.id)
    schedule = (await daily.schedules(connection)).get(question.guild)
    if now is None or now.message is not None or schedule is None:
        return None
    before = await daily.closed_for(connection, question)
    if before is None:
        return schedule, None, None, None
    week = await _week(connection, before, question)
    return schedule, before, await _result(connection, before), week


async def _result(connection: Connection, asked: AskedQuestion) -> DailyResult | None:
    """Sum up the answers to a question; None once it was removed."""
    if (question := asked.question) is None:
        return None
    answers = await daily.answers_to(connection, asked.id)
    right = sum(is_right for _, is_right in answers)
    return DailyResult(question, asked.day, len(answers), right, answers[0][0] if answers else None)


async def _week(
    connection: Connection, last: AskedQuestion, question: AskedQuestion
) -> DailyWeek | None:
    """Sum up the week of the last question with the first one of the next week."""
    monday = question.day - ONE_DAY * question.day.weekday()
    if not monday - 7 * ONE_DAY <= last.day < monday:
        return None
    days = await daily.asked_days(connection, question.guild, last.id)
    first = monday - 7 * ONE_DAY
    answers = await daily.answers_around(connection, question.guild, first, last.day)
    return week_of(days, answers, last.day)


def _post(
    asked: AskedQuestion,
    schedule: DailySchedule,
    settings: ServerSettings,
    before: DailyResult | None,
    week: DailyWeek | None,
) -> DailyPost:
    if (question := asked.question) is None:
        raise AssertionError("what was never shown is not removed")
    role = next(map(int, settings.daily_role), None)
    shown = week if settings.leaderboards else None
    return DailyPost(
        asked.id,
        asked.guild,
        asked.channel,
        role,
        asked.day,
        question,
        schedule.next_at,
        before,
        shown,
    )
