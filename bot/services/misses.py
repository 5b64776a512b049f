"""What was asked in vain, and how operators settle it: as an alias, or as none of our roles."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.errors import UserFacingError
from bot.knowledge.history import OriginKind
from bot.language.reading import Missed
from bot.services.editing.editing_service import EditingService, RefusedChange
from bot.services.editing.edits import AliasEdit
from bot.services.scheduler import Clock
from bot.store import misses
from bot.store.database import Store


class MissSettledError(UserFacingError):
    """Nobody waits for this one any more."""

    text = "Somebody settled that one already."
    remedy = "/knowledge misses shows what is left."


@dataclass(frozen=True, slots=True)
class OpenMiss:
    """A question or title without an answer; it says nothing of who asked."""

    id: int
    question: str
    kind: Missed
    asked: int
    last_at: datetime

    @classmethod
    def of(cls, miss: misses.Miss) -> "OpenMiss":
        return cls(miss.id, miss.question, miss.kind, miss.asked, miss.last_at)


@dataclass(frozen=True, slots=True)
class SettledAsAlias:
    """A title means a role from now on; `revision` is the version that can be undone."""

    title: str
    role_name: str
    revision: int


class MissService:
    """The list of what nobody settled yet."""

    def __init__(self, editing: EditingService, store: Store, clock: Clock) -> None:
        self._editing = editing
        self._store = store
        self._clock = clock

    async def open(self, limit: int) -> tuple[OpenMiss, ...]:
        """List what nobody settled yet, the most asked first."""
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
        why = f"asked {miss.asked} times in vain"
        edit = AliasEdit(role=role, add=(meant,))
        outcome = await self._editing.apply_edit(member, edit, why, OriginKind.MISS)
        if isinstance(outcome, RefusedChange):
            return outcome
        await self._settle(number)
        role_name = self._editing.snapshot.knowledge.roles[role].name
        return SettledAsAlias(meant, role_name, outcome.revision)

    async def settle_as_no_role(self, number: int) -> OpenMiss:
        """Take one off the list for good; raise MissSettledError where it is not on it."""
        miss = await self.one(number)
        await self._settle(number)
        return miss

    async def _settle(self, number: int) -> None:
        now = self._clock()
        await self._store.write(partial(misses.settle, number=number, now=now))
