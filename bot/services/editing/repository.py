"""The one owner of what the bot knows: loads, reloads, and changes the knowledge files.

Whatever changes the files goes through here, one after the other: a version is built beside the
event loop and swapped in one step, so that a reply reads one version. A change is written down
before the first file is touched; after a crash in between it is carried to its end.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.knowledge.history import Origin, OriginKind
from bot.knowledge.loader import version_of
from bot.records.problems import KnowledgeError
from bot.services.editing import directory as disk
from bot.services.editing.changes import (
    EditError,
    FileContents,
    GoneError,
    KnowledgeHistory,
    LoadFailure,
    NoFilesError,
    OutdatedError,
    PendingChange,
    RefusedError,
    UnchangedError,
    digest,
    file_change,
)
from bot.services.editing.directory import DirectoryWatcher
from bot.services.editing.edits import EDIT, Edit, edited
from bot.services.editing.snapshot import KnowledgeSnapshot, build_snapshot
from bot.services.editing.yaml_edits import LOOK_AGAIN
from bot.services.scheduler import Clock, Scheduler
from bot.services.sending import PassingSendError
from bot.store import proposals, revisions
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.errors import StoreError
from bot.store.proposals import Proposal

log = logging.getLogger(__name__)
_Result = TypeVar("_Result")
TellOperators = Callable[[LoadFailure | None], Awaitable[None]]
"""Tells operators why the files do not load, or (None) that they do again."""
KEPT = timedelta(days=1)
"""How long a change can be applied after it was proposed."""


class KnowledgeRepository:
    """Hold the live version; every change is made here, one after the other."""

    def __init__(
        self, snapshot: KnowledgeSnapshot, store: Store, clock: Clock, directory: Path | None = None
    ) -> None:
        self.snapshot = snapshot
        self.directory = directory
        self.failure: LoadFailure | None = None
        self.history = KnowledgeHistory(store, clock)
        self._store = store
        self._clock = clock
        self._lock = asyncio.Lock()
        # One at a time: a second large upload waits rather than taking a second core.
        self._background = ThreadPoolExecutor(1, thread_name_prefix="knowledge")

    async def start(self) -> None:
        """Carry changes to their end that a crash broke off, and write down what was found."""
        if self.directory is None:
            return
        async with self._lock:
            try:
                await self.in_background(partial(disk.clear_unfinished, self.directory))
                for proposal in await self._store.read(proposals.begun):
                    await self._finish(proposal)
                raw = await self.in_background(partial(disk.read_now, self.directory))
                if version_of(raw) == self.snapshot.version:
                    await self.history.record(self.snapshot, Origin(OriginKind.START))
                    return
            except (StoreError, OSError, KnowledgeError, EditError) as error:
                log.warning("the history of the knowledge files is not kept: %s", error)
        await self.reload()

    def close(self) -> None:
        """Let nothing more be loaded."""
        self._background.shutdown(wait=False, cancel_futures=True)

    async def reload(self) -> bool:
        """Load the files if they changed; True where there is a new version.

        Files that do not load change nothing; `failure` says why.
        """
        if self.directory is None:
            return False
        async with self._lock:
            try:
                raw = await self.in_background(partial(disk.read_at_rest, self.directory))
            except KnowledgeError as error:
                self.failure = LoadFailure("none", error.problems)
                return False
            version = version_of(raw)
            if version == self.snapshot.version:
                self.failure = None
                return False
            if self.failure is not None and self.failure.version == version:
                return False
            try:
                snapshot = await self._build(raw)
            except KnowledgeError as error:
                log.warning("version %s does not load; %s goes on", version, self.snapshot.version)
                self.failure = LoadFailure(version, error.problems)
                return False
            await self._try_to_record(snapshot, Origin(OriginKind.FILE))
            self._swap(snapshot)
            return True

    async def propose(self, origin: Origin, contents: FileContents) -> PendingChange:
        """Check a change against everything else, and keep it until it is decided on.

        Raises RefusedError with all problems, UnchangedError, NoFilesError, or StoreError.
        """
        async with self._lock:
            return await self._propose(origin, await self._on_disk(), contents, None)

    async def propose_edit(self, origin: Origin, edit: Edit) -> PendingChange:
        """Check a small edit of the file as it is now; raises EditErrors as `propose` does."""
        async with self._lock:
            raw = await self._on_disk()
            if edit.file not in raw:
                raise EditError(f"{edit.file} is no longer there.", LOOK_AGAIN)
            body = await self.in_background(lambda: edited(edit, raw[edit.file]))
            return await self._propose(origin, raw, {edit.file: body}, edit)

    async def _propose(
        self, origin: Origin, raw: Mapping[str, bytes], contents: FileContents, edit: Edit | None
    ) -> PendingChange:
        before = await self._present(raw)
        changed = {name: body for name, body in contents.items() if raw.get(name) != body}
        if not changed:
            raise UnchangedError
        after = await self._built_with(raw, changed)
        files = [file_change(raw, name, body) for name, body in changed.items()]
        as_data = None if edit is None else edit.model_dump(mode="json")
        now = self._clock()

        async def work(connection: Connection) -> int:
            await proposals.remove_older(connection, now - KEPT)
            await revisions.keep(connection, [it for it in changed.values() if it is not None])
            return await proposals.add(connection, origin, files, now, as_data)

        number = await self._store.write(work)
        return PendingChange(number, origin, changed, before, after)

    async def renew(self, number: int) -> PendingChange:
        """Propose a pending change once more to the files as they are now, under a new number.

        A small edit is made anew; a whole file stays what it is. Raises as `propose` does.
        """
        proposal, contents = await self._pending(number)
        await self.drop(number)
        if proposal.edit is not None:
            edit = EDIT.validate_python(proposal.edit)
            return await self.propose_edit(proposal.origin, edit)
        return await self.propose(proposal.origin, contents)

    async def _pending(self, number: int) -> tuple[Proposal, FileContents]:
        proposal = await self._store.read(partial(proposals.one, number=number))
        if proposal is None or proposal.applying_at is not None:
            raise GoneError
        return proposal, await self.history.after(proposal)

    async def apply(self, number: int) -> int:
        """Write a change and let it live; returns the number of its version in the history.

        Raises GoneError, OutdatedError where a file is no longer the one that was looked at,
        RefusedError, OSError where the files cannot be written, or StoreError.
        """
        async with self._lock:
            proposal, contents = await self._pending(number)
            raw = await self._on_disk()
            if any(digest(raw.get(it.name)) != it.before for it in proposal.files):
                names = {it.name for it in proposal.files}
                since = [it for it in await self.history.latest(limit=100) if it.at > proposal.at]
                raise OutdatedError(
                    tuple(it for it in since if names & {file.name for file in it.files})
                )
            snapshot = await self._built_with(raw, contents)
            await self._store.write(partial(proposals.begin, number=number, now=self._clock()))
            try:
                await self._write(contents)
            except OSError:
                with contextlib.suppress(OSError):  # what could not be written needs no way back
                    await self._write({it.name: raw.get(it.name) for it in proposal.files})
                await self._store.write(partial(proposals.give_back, number=number))
                raise
            revision = await self.history.record(snapshot, proposal.origin, proposal.id)
            self._swap(snapshot)
            return revision

    async def drop(self, number: int) -> bool:
        """Forget a pending change; False where it is gone already."""
        return await self._store.write(partial(proposals.remove, number=number))

    async def _on_disk(self) -> Mapping[str, bytes]:
        if self.directory is None:
            raise NoFilesError
        try:
            return await self.in_background(partial(disk.read_now, self.directory))
        except KnowledgeError as error:
            raise RefusedError(error.problems, elsewhere=True) from error

    async def _present(self, raw: Mapping[str, bytes]) -> KnowledgeSnapshot:
        if version_of(raw) == self.snapshot.version:
            return self.snapshot
        try:
            return await self._build(raw)
        except KnowledgeError as error:
            raise RefusedError(error.problems, elsewhere=True) from error

    async def _built_with(
        self, raw: Mapping[str, bytes], contents: FileContents
    ) -> KnowledgeSnapshot:
        changed = {**raw, **contents}
        try:
            return await self._build({n: body for n, body in changed.items() if body is not None})
        except KnowledgeError as error:
            raise RefusedError(error.problems) from error

    async def _build(self, raw: Mapping[str, bytes]) -> KnowledgeSnapshot:
        now = self._clock()
        before = self.snapshot
        return await self.in_background(partial(build_snapshot, raw, now, before))

    async def _finish(self, proposal: Proposal) -> None:
        """Carry a change to its end whose files were being written when the process ended."""
        raw = await self._on_disk()
        contents = await self.history.after(proposal)
        digests = {it.name: digest(raw.get(it.name)) for it in proposal.files}
        known = all(digests[it.name] in (it.before, it.after) for it in proposal.files)
        try:
            snapshot = await self._built_with(raw, contents) if known else None
        except RefusedError:
            snapshot = None
        if snapshot is None:
            log.warning("change %d was broken off and no longer fits; it is dropped", proposal.id)
            await self._store.write(partial(proposals.remove, number=proposal.id))
            return
        await self._write(contents)
        await self.history.record(snapshot, proposal.origin, proposal.id)
        self._swap(snapshot)
        log.info("change %d, broken off before, is carried to its end", proposal.id)

    async def _try_to_record(self, snapshot: KnowledgeSnapshot, origin: Origin) -> None:
        """Write a version down that is live in any case."""
        try:
            await self.history.record(snapshot, origin)
        except StoreError as error:
            log.warning("version %s is not in the history: %s", snapshot.version, error)

    async def _write(self, contents: FileContents) -> None:
        if self.directory is None:
            raise NoFilesError
        await self.in_background(partial(disk.write_all, self.directory, contents))

    def _swap(self, snapshot: KnowledgeSnapshot) -> None:
        """Whoever took the version before keeps it to the end of their reply."""
        before, self.snapshot, self.failure = self.snapshot, snapshot, None
        log.info("knowledge version %s replaces %s", snapshot.version, before.version)

    async def in_background(self, work: Callable[[], _Result]) -> _Result:
        """Run what takes long in a thread, one thing at a time."""
        return await asyncio.get_running_loop().run_in_executor(self._background, work)


class DirectoryFollower:
    """Reload when files changed; tell operators of a failure that lasts, once for each state."""

    def __init__(
        self, repository: KnowledgeRepository, scheduler: Scheduler, tell: TellOperators
    ) -> None:
        self._repository = repository
        self._scheduler = scheduler
        self._tell = tell
        self._told: LoadFailure | None = None
        self._reload_is_due = False

    def changed(self) -> None:
        """Take notice of a change; many of them lead to one reload."""
        if not self._reload_is_due:
            self._reload_is_due = True
            self._scheduler.soon("reload knowledge", self._reload())

    def rested(self) -> None:
        """Take notice that nothing changed for a while."""
        if self._repository.failure != self._told and not self._reload_is_due:
            self._scheduler.soon("tell of knowledge files", self._tell_of_failure())

    async def _reload(self) -> None:
        self._reload_is_due = False  # what changes from here on is another change
        await self._repository.reload()

    async def _tell_of_failure(self) -> None:
        failure = self._repository.failure
        if failure != self._told:
            before, self._told = self._told, failure
            try:
                await self._tell(failure)
            except PassingSendError as error:
                log.info("operators are told of the knowledge files later: %s", error)
                self._told = before


@asynccontextmanager
async def follow_directory(
    directory: Path, repository: KnowledgeRepository, scheduler: Scheduler, tell: TellOperators
) -> AsyncIterator[None]:
    """Keep a repository up to date with a directory as long as the context is open."""
    loop = asyncio.get_running_loop()
    follower = DirectoryFollower(repository, scheduler, tell)

    def on_loop(call: Callable[[], None]) -> Callable[[], None]:
        def schedule() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(call)

        return schedule

    watcher = DirectoryWatcher(directory, on_loop(follower.changed), on_loop(follower.rested))
    watcher.start()
    try:
        yield
    finally:
        await asyncio.to_thread(watcher.stop)
