"""What is stored about a member: seen, exported, deleted; and where they appear."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.quiz.scoring import LeaderboardVisibility
from bot.store import privacy
from bot.store.connection import Connection
from bot.store.database import Store

Forgotten = Callable[[int], Awaitable[None]]
"""What is called with a member whose rows are gone."""


@dataclass(frozen=True, slots=True)
class StoredAboutMember:
    """How many rows of each table name a member, and where they appear."""

    rows: Mapping[str, int]
    visibility: LeaderboardVisibility


class PrivacyService:
    """What members decide about their own data."""

    def __init__(self, store: Store, forgotten: Sequence[Forgotten]) -> None:
        """Take a store, and all that is called once the rows of a member are gone."""
        self._store = store
        self._forgotten = forgotten

    async def overview(self, member: int) -> StoredAboutMember:
        async def work(connection: Connection) -> StoredAboutMember:
            rows = await privacy.count_rows(connection, member)
            return StoredAboutMember(rows, await privacy.visibility_of(connection, member))

        return await self._store.read(work)

    async def export(self, member: int) -> bytes:
        """Write all that is stored about a member as JSON."""
        rows = await self._store.read(partial(privacy.export_member, member=member))
        stored = {"member": member, "stored": rows}
        return json.dumps(stored, indent=2, ensure_ascii=False).encode()

    async def delete(self, member: int) -> StoredAboutMember:
        """Delete what is the member's own, and take their name out of what others share."""
        await self._store.write(partial(privacy.forget_member, member=member))
        for forgotten in self._forgotten:
            await forgotten(member)
        return await self.overview(member)

    async def choose_visibility(
        self, member: int, visibility: LeaderboardVisibility
    ) -> StoredAboutMember:
        """Set where a member appears on leaderboards."""
        await self._store.write(
            partial(privacy.choose_visibility, member=member, visibility=visibility)
        )
        return await self.overview(member)
