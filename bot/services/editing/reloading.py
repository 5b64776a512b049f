"""Follow the files on disk: what is saved and loads lives, and what does not is told once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.services.editing.changes import LoadFailure
from bot.services.editing.repository import KnowledgeRepository
from bot.services.editing.watcher import Watcher
from bot.services.scheduler import Scheduler

Tell = Callable[[LoadFailure | None], Awaitable[None]]
"""Tell operators why the files do not load, or (None) that they do again."""


class KeepingUp:
    """Reload when files changed; tell of trouble that lasts, once for each state of the files."""

    def __init__(self, repository: KnowledgeRepository, scheduler: Scheduler, tell: Tell) -> None:
        self._repository = repository
        self._scheduler = scheduler
        self._tell = tell
        self._told: LoadFailure | None = None
        self._waiting = False

    def changed(self) -> None:
        """Take notice of a change; many of them lead to one reload."""
        if not self._waiting:
            self._waiting = True
            self._scheduler.soon("reload knowledge", self._reload())

    def rested(self) -> None:
        """Take notice that nothing changed for a while."""
        if self._repository.trouble != self._told and not self._waiting:
            self._scheduler.soon("tell of knowledge files", self._say())

    async def _reload(self) -> None:
        self._waiting = False  # what changes from here on is another change
        await self._repository.reload()

    async def _say(self) -> None:
        trouble = self._repository.trouble
        if trouble != self._told:
            self._told = trouble
            await self._tell(trouble)


@asynccontextmanager
async def keep_up(
    directory: Path, repository: KnowledgeRepository, scheduler: Scheduler, tell: Tell
) -> AsyncIterator[KeepingUp]:
    """Watch a directory as long as the context is open."""
    loop = asyncio.get_running_loop()
    following = KeepingUp(repository, scheduler, tell)

    def on_loop(call: Callable[[], None]) -> Callable[[], None]:
        def ask() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(call)

        return ask

    watcher = Watcher(directory, on_loop(following.changed), on_loop(following.rested))
    watcher.start()
    try:
        yield following
    finally:
        await asyncio.to_thread(watcher.stop)
