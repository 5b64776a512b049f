"""Remind members at the time they chose: never twice a day, and not for ever."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache, partial
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import UserFacingError
from bot.records.moments import ONE_DAY, next_time, read_minute
from bot.services.scheduler import Alarm, Scheduler
from bot.services.sending import PassingSendError, SendError, wait_after
from bot.store import reminders
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.errors import StoreError
from bot.store.reminders import Reminder

log = logging.getLogger(__name__)
MAX_UNANSWERED = 3
"""After so many reminders that nobody answered they stop by themselves."""
LONGEST_WAIT = timedelta(hours=6)
"""How long at most until the database is asked again, in case the clock was set meanwhile."""
RETRY = timedelta(minutes=5)
"""How long until the database is asked again after it failed."""
MOST_TRIES = 20
"""How often a reminder is sent at most where Discord does not take it: for some ten minutes."""
OFF = "off"
"""What is typed for a time to stop reminders."""


class ReminderError(UserFacingError):
    """A reminder cannot be set as it was typed."""


class UnreadableTimeError(ReminderError):
    """What was typed is no time of day."""

    text = "I cannot read that time."
    remedy = "Write it as 18:30 or 6:30 pm, or “off”."


class UnknownReminderZoneError(ReminderError):
    """What was typed is no time zone."""

    text = "I don't know that time zone."
    remedy = "Choose one that is offered, or write it as Europe/Berlin."


class NoZoneError(ReminderError):
    """A member never said in which time zone they are."""

    text = "I don't know your time zone yet."
    remedy = "Choose it, and I keep it for your reminders."


class ReminderId(StrEnum):
    """What members can be reminded of, as it is stored."""

    REVIEW = "review"
    PLAN = "plan"


Compose = Callable[[Connection, int, datetime], Awaitable[str | None]]
"""Say in one sentence what a member is to be reminded of now; None where there is nothing."""


@dataclass(frozen=True, slots=True)
class ReminderKind:
    """One kind of reminder; `command` is what chooses its time."""

    id: ReminderId
    command: str
    compose: Compose

    @property
    def stop_command(self) -> str:
        return f"{self.command} {OFF}"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a member is told. `last` is set where no other comes unless they ask for more.

    `nonce` names it among what this member is sent, so that it arrives once.
    """

    kind: ReminderKind
    text: str
    nonce: str
    last: bool = False


Deliver = Callable[[int, Notice], Awaitable[None]]
"""Send a member a notice; raise SendError where that cannot be done."""


class ReminderService:
    """Take members' wishes; send what is due, then wait for what is due next."""

    def __init__(
        self,
        store: Store,
        scheduler: Scheduler,
        kinds: Iterable[ReminderKind],
        deliver: Deliver,
    ) -> None:
        self._store = store
        self._scheduler = scheduler
        self._kinds = {str(kind.id): kind for kind in kinds}
        self._deliver = deliver
        self._alarm = Alarm(scheduler, "remind", self.run)
        self._told = ""
        """Why reminders wait, as the log has it already; empty while they do not."""

    async def zone(self, member: int) -> str | None:
        """Give a member's time zone; None where they never said it."""
        return await self._store.read(partial(reminders.zone_of, member=member))

    async def set_zone(self, member: int, typed: str) -> str:
        """Keep a member's time zone, as it is called or by its city alone; give its name.

        Raise UnknownReminderZoneError.
        """
        zone = find_zone(typed)
        await self._store.write(partial(reminders.set_zone, member=member, zone=zone))
        return zone

    async def choose(
        self, member: int, kind: ReminderId, at: str, typed_zone: str | None = None
    ) -> datetime | None:
        """Remind a member every day at a time as people type it; “off” stops that.

        Give when the first reminder may come, None once stopped. Raise UnreadableTimeError,
        UnknownReminderZoneError, or NoZoneError where no zone is given and none is known.
        """
        if at.casefold().strip() == OFF:
            await self._store.write(partial(reminders.stop, member=member, kind=kind))
            return None
        minute = read_minute(at)
        if minute is None:
            raise UnreadableTimeError
        zone = await self.zone(member) if typed_zone is None else find_zone(typed_zone)
        if zone is None:
            raise NoZoneError
        now = self._scheduler.now()

        async def work(connection: Connection) -> datetime:
            known = await reminders.reminder_of(connection, member, kind)
            first = _next_reminder(
                minute, zone, now, known.last_sent if known is not None else None
            )
            await reminders.choose(connection, member, kind, minute, zone, first)
            await reminders.set_zone(connection, member, zone)
            return first

        first = await self._store.write(work)
        self._scheduler.soon("look at reminders", self.run())
        return first

    async def run(self) -> None:
        """Send what is due, and come back when the next is."""
        following = self._scheduler.now() + RETRY
        try:
            when = await self._send_due()
            latest = self._scheduler.now() + LONGEST_WAIT
            following = latest if when is None else min(when, latest)
            self._told = ""
        except StoreError as error:
            if str(error) != self._told:
                self._told = str(error)
                log.error("reminders wait: %s", error)  # noqa: TRY400 - an expected one
        finally:
            self._alarm.at(following)

    async def _send_due(self) -> datetime | None:
        """Send what is due; tell when the next is, None where nobody waits for one."""
        now = self._scheduler.now()

        async def look(connection: Connection) -> tuple[list[Reminder], datetime | None]:
            return await reminders.due(connection, now), await reminders.next_due(connection)

        due, following = await self._store.read(look)
        for reminder in due:
            if (notice := await self._compose(reminder, now)) is not None:
                await self._send(reminder.member, notice)
        return await self._store.read(reminders.next_due) if due else following

    async def _compose(self, reminder: Reminder, now: datetime) -> Notice | None:
        """Say what there is to say, written as sent already: a crash loses one, and repeats none.

        What fails is put off like what is not needed, so that the others are not held up.
        """
        kind = self._kinds.get(reminder.kind)

        async def work(connection: Connection) -> Notice | None:
            following = _next_reminder(reminder.minute, reminder.zone, now, now)
            # Another look may have sent it, and the member may have stopped it meanwhile.
            if await reminders.reminder_of(connection, reminder.member, reminder.kind) != reminder:
                return None
            text = None if kind is None else await kind.compose(connection, reminder.member, now)
            if kind is None or text is None:
                await reminders.put_off(connection, reminder, following)
                return None
            last = reminder.unanswered + 1 >= MAX_UNANSWERED
            await reminders.write_sent(connection, reminder, None if last else following, now)
            return Notice(kind, text, f"{kind.id}-{now:%y%m%d%H%M}", last)

        try:
            return await self._store.write(work)
        except StoreError:
            raise
        except Exception:
            log.exception("a reminder of kind %s is put off", reminder.kind)
            await self._store.write(
                lambda connection: reminders.put_off(connection, reminder, now + ONE_DAY)
            )
            return None

    async def _send(self, member: int, notice: Notice, tries: int = 1) -> None:
        try:
            await self._deliver(member, notice)
        except PassingSendError as error:
            log.info("a reminder could not be sent %d times: %s", tries, error)
            if tries < MOST_TRIES and not self._scheduler.is_closed:
                again = partial(self._send, member, notice, tries + 1)
                self._scheduler.after(wait_after(tries), "remind again", again)
        except SendError as error:
            log.info("a reminder could not be delivered: %s", error)
        except Exception:
            log.exception("a reminder of kind %s was not delivered", notice.kind.id)


@cache
def known_zones() -> tuple[str, ...]:
    """List the names of all time zones, sorted; the files on the disk are looked through once."""
    return tuple(sorted(available_timezones()))


def find_zone(typed: str) -> str:
    """Find a time zone by its name, or by its city alone; raise UnknownReminderZoneError."""
    wanted = typed.casefold().strip().replace(" ", "_")
    named = {it.casefold(): it for it in known_zones()}
    cities = (it for key, it in named.items() if key.rpartition("/")[2] == wanted)
    found = named.get(wanted) or next(cities, None)
    if found is None:
        raise UnknownReminderZoneError
    return found


def _next_reminder(minute: int, zone: str, now: datetime, last_sent: datetime | None) -> datetime:
    """Find the next moment of a minute of the day, on a day on which none was sent yet; in UTC."""
    local = ZoneInfo(zone)
    sent = None if last_sent is None else last_sent.astimezone(local).date()
    return next_time(minute, local, now, sent)
