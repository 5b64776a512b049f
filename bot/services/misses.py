"""What was asked in vain, and how operators settle it: an alias, an example, or no role of ours."""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial

from bot.errors import UserFacingError
from bot.knowledge.asking import Intent
from bot.knowledge.history import OriginKind
from bot.language.reading import Missed
from bot.services.asking.asker import Asker
from bot.services.asking.scrubbing import scrubbed
from bot.services.editing.editing_service import (
    AppliedChange,
    ApplyOutcome,
    EditingService,
    ProposedChange,
    RefusedChange,
)
from bot.services.editing.edits import AliasEdit, ExampleEdit
from bot.services.scheduler import Alarm, Clock, Scheduler
from bot.store import misses
from bot.store.database import Store
from bot.store.errors import StoreError

log = logging.getLogger(__name__)
WAIT = timedelta(seconds=30)
MOST_WAITING = 200
"""Different ones that are kept until they are written; what is asked beyond that is left out."""


class MissSettledError(UserFacingError):
    """Nobody waits for this one any more."""

    text = "Somebody settled that one already."
    remedy = "/knowledge misses shows what is left."


@dataclass(frozen=True, slots=True)
class OpenMiss:
    """A question or title without an answer, and how many want one; it says nothing of who."""

    id: int
    question: str
    kind: Missed
    asked: int
    last_at: datetime
    wanted: int = 0

    @classmethod
    def of(cls, miss: misses.Miss) -> "OpenMiss":
        return cls(miss.id, miss.question, miss.kind, miss.asked, miss.last_at, miss.wanted)


@dataclass(frozen=True, slots=True)
class SettledAsAlias:
    """A title means a role from now on; `revision` is the version that can be undone."""

    title: str
    role_name: str
    revision: int


@dataclass(frozen=True, slots=True)
class RequestNoted:
    """A member's request counts; so many want the same."""

    wanted: int
    is_new: bool


class RequestRefused(Enum):
    """Why a request does not count."""

    SETTLED = auto()
    """The operators looked at it already."""
    NOTHING_KEPT = auto()
    """No word of it may be stored."""


class StoredMisses:
    """Keep misses in the database; nothing in them says who asked, and no answer waits for them."""

    def __init__(self, store: Store, scheduler: Scheduler) -> None:
        self._store = store
        self._scheduler = scheduler
        self._waiting: Counter[tuple[str, Missed]] = Counter()
        self._alarm = Alarm(scheduler, "keep misses", self.flush)

    def record(self, text: str, kind: Missed) -> None:
        """Keep a question or title, of which only what may be stored is left."""
        if (text, kind) in self._waiting or len(self._waiting) < MOST_WAITING:
            self._waiting[text, kind] += 1
        if not self._alarm.is_set:
            self._alarm.after(WAIT)

    async def flush(self) -> None:
        """Write what waits; where the database is out of order, it is lost."""
        self._alarm.cancel()
        waiting, self._waiting = self._waiting, Counter()
        if not waiting:
            return
        now = self._scheduler.now()
        try:
            await self._store.write(lambda connection: misses.record(connection, waiting, now))
        except StoreError as error:
            log.warning("%d questions without an answer are not kept: %s", len(waiting), error)


class MissService:
    """The list of what nobody settled yet, and who wants what of it."""

    def __init__(
        self, editing: EditingService, store: Store, clock: Clock, pending: StoredMisses
    ) -> None:
        """Take also where misses wait to be written, which is done before they are read."""
        self._pending = pending
        self._editing = editing
        self._store = store
        self._clock = clock

    async def want(
        self, asker: Asker, member: int, text: str, kind: Missed
    ) -> RequestNoted | RequestRefused:
        """Count that a member wants something to be added, once a member and thing."""
        kept = scrubbed(asker.understanding, asker.knowledge, text, kind)
        if not kept:
            return RequestRefused.NOTHING_KEPT
        await self.flush()
        now = self._clock()
        miss, is_new = await self._store.write(
            partial(misses.want, question=kept, kind=kind, member=member, now=now)
        )
        return RequestRefused.SETTLED if miss is None else RequestNoted(miss.wanted, is_new)

    async def flush(self) -> None:
        """Write what was asked in vain since the last time."""
        await self._pending.flush()

    async def open(self, limit: int) -> tuple[OpenMiss, ...]:
        """List what nobody settled yet: what most want first, then the most asked."""
        await self.flush()
        found = await self._store.read(partial(misses.most_asked, limit=limit))
        return tuple(map(OpenMiss.of, found))

    async def one(self, number: int) -> OpenMiss:
        """Raise MissSettledError where it is not on the list."""
        found = await self._store.read(partial(misses.one, number=number))
        if found is None:
            raise MissSettledError
        return OpenMiss.of(found)

    async def settle_as_alias(
        self, member: int, number: int, role: str, title: str | None = None
    ) -> SettledAsAlias | RefusedChange:
        """Let a title, by default all that was asked, mean a role at once.

        What would break something leaves the miss on the list.

        :raises MissSettledError:
        :raises EditError: where the files cannot be changed
        """
        miss = await self.one(number)
        meant = " ".join((miss.question if title is None else title).split())
        edit = AliasEdit(role=role, add=(meant,))
        outcome = await self._editing.apply_edit(member, edit, _why(miss), OriginKind.MISS)
        if isinstance(outcome, RefusedChange):
            return outcome
        await self._settle(number)
        role_name = self._editing.snapshot.knowledge.roles[role].name
        return SettledAsAlias(meant, role_name, outcome.revision)

    async def propose_example(
        self, member: int, number: int, intent: Intent
    ) -> ProposedChange | RefusedChange:
        """Propose a question as an example of what it asks; it is settled once that is applied.

        :raises MissSettledError:
        :raises EditError: where it is one already, or the files cannot be changed
        """
        miss = await self.one(number)
        edit = ExampleEdit(question=miss.question, intent=intent)
        return await self._editing.propose_edit(member, edit, _why(miss), OriginKind.MISS)

    async def apply_example(self, number: int, change: int) -> ApplyOutcome:
        """Let a proposed example live, as any change; with it the miss is settled."""
        outcome = await self._editing.apply(change)
        if isinstance(outcome, AppliedChange):
            await self._settle(number)
        return outcome

    async def settle_as_no_role(self, number: int) -> OpenMiss:
        """Take one off the list for good; raise MissSettledError where it is not on it."""
        miss = await self.one(number)
        await self._settle(number)
        return miss

    async def _settle(self, number: int) -> None:
        now = self._clock()
        await self._store.write(partial(misses.settle, number=number, now=now))


def _why(miss: OpenMiss) -> str:
    return f"asked {miss.asked} times in vain"
