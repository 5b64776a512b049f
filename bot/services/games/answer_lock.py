"""Let answers through side by side, and every other move alone."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from bot.quiz.errors import AlreadyAnsweredError


class Gate:
    """Who is answering just now; shut while a move is made."""

    def __init__(self) -> None:
        self._answering: set[int] = set()
        self._nobody = asyncio.Event()
        self._nobody.set()
        self._open = asyncio.Event()
        self._open.set()

    async def wait(self) -> None:
        """Wait until it is open; what follows without waiting is done before it shuts again."""
        while not self._open.is_set():
            await self._open.wait()

    @contextmanager
    def answering(self, member: int) -> Iterator[None]:
        """Let a member's answer through; raise AlreadyAnsweredError for a second one meanwhile."""
        if member in self._answering:
            raise AlreadyAnsweredError
        self._answering.add(member)
        self._nobody.clear()
        try:
            yield
        finally:
            self._answering.discard(member)
            if not self._answering:
                self._nobody.set()

    @asynccontextmanager
    async def shut(self) -> AsyncIterator[None]:
        """Let the answers that were let through reach the disk, and no other in meanwhile."""
        self._open.clear()
        try:
            await self._nobody.wait()
            yield
        finally:
            self._open.set()

    async def empty(self) -> None:
        """Wait until nobody is answering."""
        await self._nobody.wait()
