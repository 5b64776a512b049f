"""What the bot knows in one place: the live version, with a server's own words for roles in it."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from bot.lookups.registry import Answers
from bot.services.asking.asker import Asker
from bot.services.editing.repository import KnowledgeRepository
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.scheduler import Clock
from bot.services.servers.server_service import ServerService

REMEMBERED = 64
"""Servers with words of their own for which what follows from these is kept."""


class LocalKnowledge:
    """One version on one day in one place; use one of these for the whole of a reply."""

    def __init__(
        self,
        snapshot: KnowledgeSnapshot,
        today: date,
        own: Mapping[str, str] | None = None,
        shared: "LocalKnowledge | None" = None,
    ) -> None:
        """Look at a version; `own` maps a server's words to ids of roles."""
        self.snapshot = snapshot
        self.own = own or {}
        self._shared = shared
        roles = snapshot.knowledge.roles
        # A role may leave the files after a server gave it a word.
        self._known = {title: role for title, role in self.own.items() if role in roles}
        self.knowledge = snapshot.knowledge
        if self._known:
            self.knowledge = snapshot.knowledge.with_own_titles(self._known)
        self.answers = Answers(self.knowledge, today)

    @property
    def shared(self) -> "LocalKnowledge":
        """What is known outside of any server, on the same day."""
        return self._shared or self

    @cached_property
    def asker(self) -> Asker:
        """What understands questions asked here."""
        shared = self.snapshot.asker
        return shared.with_own(self.knowledge, self._known) if self._known else shared


class LocalKnowledgeService:
    """What is known in each server. It follows the repository, the day and the servers' words."""

    def __init__(
        self, repository: KnowledgeRepository, servers: ServerService, clock: Clock
    ) -> None:
        self._repository = repository
        self._servers = servers
        self._clock = clock
        self._shared = LocalKnowledge(repository.snapshot, clock().date())
        self._own: dict[int, LocalKnowledge] = {}

    def at(self, guild: int | None) -> LocalKnowledge:
        """Give what is known in a server, or (None) outside of any."""
        snapshot, today = self._repository.snapshot, self._clock().date()
        if self._shared.snapshot is not snapshot or self._shared.answers.today != today:
            self._own.clear()
            self._shared = LocalKnowledge(snapshot, today)
        own = self._servers.aliases(guild)
        return self._shared if guild is None or not own else self._with_own(guild, own)

    def _with_own(self, guild: int, own: Mapping[str, str]) -> LocalKnowledge:
        found = self._own.pop(guild, None)
        if found is None or found.own is not own:
            found = LocalKnowledge(
                self._shared.snapshot, self._shared.answers.today, own, self._shared
            )
        self._own[guild] = found
        while len(self._own) > REMEMBERED:
            del self._own[next(iter(self._own))]
        return found
