"""Who asked what where: understanding, memory, limits and misses behind every way to ask."""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from cachetools import TTLCache

from bot.language.model_files import ModelFiles
from bot.language.reading import Missed, Reading
from bot.lookups.queries import Query
from bot.lookups.registry import roles_of
from bot.services.asking.asker import Asker, QuestionReply
from bot.services.asking.scrubbing import scrubbed
from bot.services.scheduler import Alarm, Clock, Scheduler

REMEMBERED_FOR = timedelta(minutes=10)
MOST_REMEMBERED = 2000
MOST_COUNTED = 4000
MINUTE = timedelta(minutes=1)
IDLE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Who asks, and in which channel."""

    member: int
    channel: int


class Misses(Protocol):
    """Where goes what had no answer, for moderators to read."""

    def record(self, text: str, kind: Missed) -> None:
        """Keep a question or a title, of which only what may be stored is left."""


class RateLimit:
    """Allow `count` questions in any minute, for each key by itself."""

    def __init__(self, count: int, clock: Clock) -> None:
        self._count = count
        self._clock = clock
        self._asked: TTLCache[Hashable, tuple[datetime, ...]] = TTLCache(
            MOST_COUNTED, MINUTE.total_seconds(), lambda: clock().timestamp()
        )

    def wait(self, key: Hashable) -> timedelta:
        """How long to wait; nothing where there is room."""
        latest = self._asked.get(key, ())[-self._count :]
        full = len(latest) == self._count
        return max(timedelta(), latest[0] + MINUTE - self._clock()) if full else timedelta()

    def count_in(self, key: Hashable) -> None:
        self._asked[key] = (*self._asked.get(key, ())[-self._count :], self._clock())


class ModelKeeper:
    """Keep what reads questions in memory from the first one until nobody asks for an hour."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._alarm = Alarm(scheduler, "let go of what reads questions", self._let_go)
        self._loaded: ModelFiles | None = None

    async def ready(self, asker: Asker) -> None:
        """Return when questions can be read without waiting for a disk."""
        files = asker.understanding.files
        if files is not self._loaded:
            await asyncio.to_thread(files.load)
            self._loaded = files
        self._alarm.after(IDLE)

    async def _let_go(self) -> None:
        if self._loaded is not None:
            self._loaded.let_go()
            self._loaded = None


class Conversations:
    """Answer questions one after the other; what is kept of them stays in memory.

    `told` counts who was asked for patience, so that nobody is told so twice in a minute.
    """

    def __init__(
        self,
        clock: Clock,
        misses: Misses,
        keeper: ModelKeeper,
        a_member: int = 6,
        a_channel: int = 20,
    ) -> None:
        """Allow so many questions a minute."""
        self.misses = misses
        self._keeper = keeper
        self._last: TTLCache[Conversation, Reading] = TTLCache(
            MOST_REMEMBERED, REMEMBERED_FOR.total_seconds(), lambda: clock().timestamp()
        )
        self._members = RateLimit(a_member, clock)
        self._channels = RateLimit(a_channel, clock)
        self._titles = RateLimit(a_member, clock)
        self.told = RateLimit(1, clock)

    def admit(self, who: Conversation) -> timedelta:
        """Count a question in; give how long to wait where there were too many."""
        wait = max(self._members.wait(who.member), self._channels.wait(who.channel))
        if not wait:
            self._members.count_in(who.member)
            self._channels.count_in(who.channel)
        return wait

    async def ask(self, asker: Asker, who: Conversation, question: str) -> QuestionReply:
        """Answer a question, after what this person asked here in the last ten minutes."""
        await self._keeper.ready(asker)
        reply = asker.ask(question, self._last.get(who))
        reading = reply.reading
        if reading.action == "forget":
            self._last.pop(who, None)
        elif not reading.declined:
            self._last[who] = reading
        if (missed := reply.missed) is not None:
            self._record(asker, missed, Missed.QUESTION)
        return reply

    def chose(self, who: Conversation, query: Query) -> None:
        """Take the roles of a chosen answer into the conversation, where there is one."""
        last, roles = self._last.get(who), roles_of(query)
        if last is not None and roles:
            self._last[who] = replace(last, roles=roles)

    def missed_title(self, asker: Asker, member: int, title: str) -> None:
        """Keep a title that nothing is known of, for moderators to read; some of each member's."""
        if not self._titles.wait(member):
            self._titles.count_in(member)
            self._record(asker, title, Missed.TITLE)

    def _record(self, asker: Asker, text: str, kind: Missed) -> None:
        if kept := scrubbed(asker.understanding, asker.knowledge, text, kind):
            self.misses.record(kept, kind)
