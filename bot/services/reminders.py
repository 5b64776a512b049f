"""Remind members at the time they chose: never twice a day, and not for ever."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.services.scheduler import Scheduler, Timer
from bot.store import cards, reminders
from bot.store.database import Store
from bot.store.errors import StoreError
from bot.store.games import Connection
from bot.store.reminders import MAX_UNANSWERED, Reminder

log = logging.getLogger(__name__)
LONGEST_WAIT = timedelta(hours=6)
"""How long at most until the database is asked again, in case the clock was set meanwhile."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a member is sent: a sentence, and a button that leads on."""

    text: str
    label: str
    code: str
    last: bool = False


class Compose(Protocol):
    """Say what a member is to be reminded of; None where there is nothing."""

    async def __call__(self, connection: Connection, member: int, now: datetime) -> Notice | None:
        """Say it, for one kind of reminder."""


class UndeliverableError(Exception):
    """A member cannot be reached."""


Deliver = Callable[[int, Notice], Awaitable[None]]


class ReminderService:
    """Send what is due, then wait for what is due next."""

    def __init__(
        self,
        database: Store,
        scheduler: Scheduler,
        kinds: Mapping[str, Compose],
        deliver: Deliver,
    ) -> None:
        self._database = database
        self._scheduler = scheduler
        self._kinds = kinds
        self._deliver = deliver
        self._alarm: Timer | None = None

    async def run(self) -> None:
        """Send what is due, and come back when the next is."""
        try:
            await self._send_due()
            when = await self._database.read(reminders.next_due)
        except StoreError as error:
            log.error("reminders wait: %s", error)  # noqa: TRY400 - an expected one
            when = None
        latest = self._scheduler.now() + LONGEST_WAIT
        self.stop()
        self._alarm = self._scheduler.at(
            latest if when is None else min(when, latest), "remind", self.run
        )

    def look_again(self) -> None:
        """Take notice of a wish that was just written."""
        self._scheduler.soon("look at reminders", self.run())

    def stop(self) -> None:
        """Send nothing more."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    async def _send_due(self) -> None:
        now = self._scheduler.now()
        for reminder in await self._database.read(
            lambda connection: reminders.due(connection, now)
        ):
            await self._send(reminder, now)

    async def _send(self, reminder: Reminder, now: datetime) -> None:
        compose = self._kinds.get(reminder.kind)

        async def work(connection: Connection) -> Notice | None:
            notice = None
            if compose is not None:
                notice = await compose(connection, reminder.member, now)
            await reminders.put_off(connection, reminder, now, sent=notice is not None)
            return notice

        notice = await self._database.write(work)
        if notice is None:
            return
        if reminder.unanswered + 1 >= MAX_UNANSWERED:
            notice = Notice(notice.text, notice.label, notice.code, last=True)
        try:
            await self._deliver(reminder.member, notice)
        except UndeliverableError as error:
            log.info("a reminder could not be delivered: %s", error)


def review_notice(code: str) -> Compose:
    """Make what reminds of reviews that are due; `code` is the custom id of its button."""

    async def compose(connection: Connection, member: int, now: datetime) -> Notice | None:
        reviewer = await cards.reviewer_of(connection, member)
        if reviewer.paused_until is not None and reviewer.paused_until > now:
            return None
        waiting = sum(when <= now for when in await cards.due_dates(connection, member))
        if waiting == 0:
            return None
        things = "question is" if waiting == 1 else "questions are"
        return Notice(f"{waiting} {things} due in your review.", "Review now", code)

    return compose
