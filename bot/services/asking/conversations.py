"""Who asked what where: understanding, memory, limits and misses behind every way to ask."""

import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.language.reading import Missed, Reading
from bot.lookups.queries import Query
from bot.lookups.registry import roles_of
from bot.services.asking.asker import Asker, Misses, Reply, scrubbed
from bot.services.asking.limits import Limit, Limits
from bot.services.asking.memory import Memory
from bot.services.scheduler import Clock
from bot.store.errors import StoreError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Who asks, and in which channel: one conversation."""

    member: int
    channel: int


@dataclass(slots=True)
class Conversations:
    """Answer questions one after the other; what is kept of them stays in memory.

    `told` counts who was asked for patience, so that nobody is told so twice in a minute.
    """

    clock: Clock
    misses: Misses
    memory: Memory = field(default_factory=Memory)
    limits: Limits = field(default_factory=Limits)
    told: Limit = field(default_factory=lambda: Limit(1, timedelta(minutes=1)))

    def admit(self, place: Place) -> timedelta:
        """Count a question in; give how long to wait where there were too many."""
        return self.limits.admit(place.member, place.channel, self.clock())

    async def ask(self, asker: Asker, place: Place, question: str) -> Reply:
        """Answer a question, after what this person asked here in the last minutes."""
        now = self.clock()
        reply = asker.ask(question, self.memory.recall(place, now))
        reading = reply.reading
        if reading.action == "forget":
            self.memory.forget(place)
        elif not reading.declined:
            self._keep(place, reading)
        if (missed := reply.missed) is not None:
            await self._record(missed)
        return reply

    def chose(self, place: Place, query: Query) -> None:
        """Take the roles of a chosen answer into the conversation, where there is one."""
        now = self.clock()
        last, roles = self.memory.recall(place, now), roles_of(query)
        if last is not None and roles:
            self.memory.keep(place, replace(last, roles=roles), now)

    def _keep(self, place: Place, reading: Reading) -> None:
        self.memory.keep(place, reading, self.clock())

    async def missed_title(self, title: str) -> None:
        """Keep a title that nothing is known of, for moderators to read."""
        if text := scrubbed(title):
            await self._record(text, Missed.TITLE)

    async def _record(self, text: str, kind: Missed = Missed.QUESTION) -> None:
        """Keep a miss; an answer never waits for a database that is out of order."""
        try:
            await self.misses.record(text, kind)
        except StoreError as error:
            log.warning("a question without an answer could not be kept: %s", error)
