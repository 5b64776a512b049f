"""Answers side by side, and no other move meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from bot.quiz import errors


class AnswerLock:
    """Who is answering just now; held while another move is made."""

    def __init__(self) -> None:
        self._answering: set[int] = set()
        self._nobody = asyncio.Event()
        self._nobody.set()
        self._free = asyncio.Event()
        self._free.set()

    async def wait(self) -> None:
        """Wait until it is free; what follows without waiting is done before it is held again."""
        while not self._free.is_set():
            await self._free.wait()

    @contextmanager
    def answering(self, member: int) -> Iterator[None]:
        """Let a member's answer pass; raise AlreadyAnsweredError for a second one meanwhile."""
        if member in self._answering:
            raise errors.AlreadyAnsweredError
        self._answering.add(member)
        self._nobody.clear()
        try:
            yield
        finally:
            self._answering.discard(member)
            if not self._answering:
                self._nobody.set()

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Let the answers that were let through reach the disk, and no other in meanwhile."""
        self._free.clear()
        try:
            await self._nobody.wait()
            yield
        finally:
            self._free.set()

    async def until_nobody_answers(self) -> None:
        await self._nobody.wait()
