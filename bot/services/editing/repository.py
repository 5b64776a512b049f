"""The one owner of what the bot knows: loads, reloads, and changes the knowledge files.

Whatever changes the files goes through here, one after the other: a version is built beside the
event loop and swapped in one step, so that a reply reads one version. A change is written down
before the first file is touched; after a crash in between it is carried to its end.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.knowledge.loader import version_of
from bot.records.problems import KnowledgeError
from bot.services.editing import directory as disk
from bot.services.editing import history as recording
from bot.services.editing.changes import (
    EditError,
    GoneError,
    LoadFailure,
    NoFilesError,
    OutdatedError,
    RefusedError,
    UnchangedError,
)
from bot.services.editing.edits import EDIT, Edit, edited
from bot.services.editing.history import Bodies
from bot.services.editing.pending import PendingChange
from bot.services.editing.snapshot import KnowledgeSnapshot, built
from bot.services.editing.yaml_edits import AmendError
from bot.services.scheduler import Clock
from bot.store import proposals, revisions
from bot.store.database import Store
from bot.store.errors import StoreError
from bot.store.games import Connection
from bot.store.proposals import Proposal
from bot.store.revisions import How, Origin, Revision

log = logging.getLogger(__name__)
_Result = TypeVar("_Result")
KEPT = timedelta(days=1)
"""How long a change waits to be applied."""


class KnowledgeRepository:
    """Hold the live version; every change is made here, one after the other."""

    def __init__(
        self, snapshot: KnowledgeSnapshot, store: Store, clock: Clock, directory: Path | None = None
    ) -> None:
        self.snapshot = snapshot
        self.directory = directory
        self.trouble: LoadFailure | None = None
        self._store = store
        self._clock = clock
        self._lock = asyncio.Lock()
        # One at a time: a second large upload waits rather than taking a second core.
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="knowledge")

    async def start(self) -> None:
        """Carry changes to their end that a crash broke off, and write down what was found."""
        if self.directory is None:
            return
        async with self._lock:
            try:
                await self.beside(partial(disk.clear_unfinished, self.directory))
                for proposal in await self._store.read(proposals.begun):
                    await self._finish(proposal)
                raw = await self.beside(partial(disk.read_now, self.directory))
                if version_of(raw) == self.snapshot.version:
                    await self._record(self.snapshot, Origin(How.START))
                    return
            except (StoreError, OSError, KnowledgeError, EditError) as error:
                log.warning("the history of the knowledge files is not kept: %s", error)
        await self.reload()

    def close(self) -> None:
        """Let nothing more be loaded."""
        self._beside.shutdown(wait=False, cancel_futures=True)

    async def reload(self) -> bool:
        """Load the files if they changed; tell whether there is a new version.

        Files that do not load change nothing; `trouble` says why.
        """
        if self.directory is None:
            return False
        async with self._lock:
            try:
                raw = await self.beside(partial(disk.read_at_rest, self.directory))
            except KnowledgeError as error:
                self.trouble = LoadFailure("none", error.problems)
                return False
            version = version_of(raw)
            if version == self.snapshot.version:
                self.trouble = None
                return False
            if self.trouble is not None and self.trouble.version == version:
                return False
            try:
                snapshot = await self._build(raw)
            except KnowledgeError as error:
                log.warning("version %s does not load; %s goes on", version, self.snapshot.version)
                self.trouble = LoadFailure(version, error.problems)
                return False
            await self._try_to_record(snapshot, Origin(How.FILE))
            self._swap(snapshot)
            return True

    async def propose(self, origin: Origin, bodies: Bodies) -> PendingChange:
        """Check a change against everything else, and keep it until it is decided on.

        Raise RefusedError with all problems, UnchangedError, NoFilesError, or StoreError.
        """
        async with self._lock:
            return await self._propose(origin, await self._on_disk(), bodies, None)

    async def propose_edit(self, origin: Origin, edit: Edit) -> PendingChange:
        """Check a small edit of the file as it is now; raise AmendError or as `propose` does."""
        async with self._lock:
            raw = await self._on_disk()
            if edit.file not in raw:
                raise AmendError(f"{edit.file} is no longer there.")
            body = await self.beside(lambda: edited(edit, raw[edit.file]))
            return await self._propose(origin, raw, {edit.file: body}, edit)

    async def _propose(
        self, origin: Origin, raw: Mapping[str, bytes], bodies: Bodies, edit: Edit | None
    ) -> PendingChange:
        before = await self._present(raw)
        changed = {name: body for name, body in bodies.items() if raw.get(name) != body}
        if not changed:
            raise UnchangedError
        after = await self._built_with(raw, changed)
        files = [recording.revised(raw, name, body) for name, body in changed.items()]
        amendment = None if edit is None else edit.model_dump(mode="json")
        now = self._clock()

        async def work(connection: Connection) -> int:
            await proposals.remove_older(connection, now - KEPT)
            await revisions.keep(connection, [it for it in changed.values() if it is not None])
            return await proposals.add(connection, origin, files, now, amendment)

        number = await self._store.write(work)
        return PendingChange(number, origin, changed, before, after)

    async def renew(self, number: int) -> PendingChange:
        """Put a change that waits to the files as they are now, under a new number.

        A small edit is made anew; a whole file stays what it is. Raise as `propose` does.
        """
        proposal, bodies = await self.waiting(number)
        await self.drop(number)
        if proposal.amendment is not None:
            edit = EDIT.validate_python(proposal.amendment)
            return await self.propose_edit(proposal.origin, edit)
        return await self.propose(proposal.origin, bodies)

    async def waiting(self, number: int) -> tuple[Proposal, Bodies]:
        """Give a change that waits, with its files; raise GoneError."""
        proposal = await self._store.read(partial(proposals.one, number=number))
        if proposal is None or proposal.applying_at is not None:
            raise GoneError
        return proposal, await self._bodies(proposal)

    async def apply(self, number: int) -> int:
        """Write a change and let it live; give the number of its version in the history.

        Raise GoneError, OutdatedError where a file is no longer the one that was looked at,
        RefusedError, OSError where the files cannot be written, or StoreError.
        """
        async with self._lock:
            proposal, bodies = await self.waiting(number)
            raw = await self._on_disk()
            if any(recording.digest(raw.get(it.name)) != it.before for it in proposal.files):
                names = {it.name for it in proposal.files}
                recent = await self._store.read(partial(revisions.history, limit=100))
                since = [it for it in recent if it.at > proposal.at]
                raise OutdatedError(
                    number, tuple(it for it in since if names & {file.name for file in it.files})
                )
            snapshot = await self._built_with(raw, bodies)
            await self._store.write(partial(proposals.begin, number=number, now=self._clock()))
            try:
                await self._write(bodies)
            except OSError:
                with contextlib.suppress(OSError):  # what could not be written needs no way back
                    await self._write({it.name: raw.get(it.name) for it in proposal.files})
                await self._store.write(partial(proposals.give_back, number=number))
                raise
            revision = await self._record(snapshot, proposal.origin, proposal.id)
            self._swap(snapshot)
            return revision

    async def drop(self, number: int) -> bool:
        """Forget a change that waits; False where it is gone already."""
        return await self._store.write(partial(proposals.remove, number=number))

    async def before(self, number: int) -> Bodies:
        """Give the files as they were before a version of the history; raise GoneError."""
        files = (await self.revision(number)).files
        return await recording.contents(self._store, {it.name: it.before for it in files})

    async def after(self, number: int) -> Bodies:
        """Give the files as a version of the history made them; raise GoneError."""
        return await self._bodies(await self.revision(number))

    async def _bodies(self, change: Proposal | Revision) -> Bodies:
        digests = {it.name: it.after for it in change.files}
        return await recording.contents(self._store, digests)

    async def revision(self, number: int) -> Revision:
        """Give a version of the history; raise GoneError."""
        revision = await self._store.read(partial(revisions.one, number=number))
        if revision is None:
            raise GoneError
        return revision

    async def _on_disk(self) -> Mapping[str, bytes]:
        if self.directory is None:
            raise NoFilesError
        try:
            return await self.beside(partial(disk.read_now, self.directory))
        except KnowledgeError as error:
            raise RefusedError(error.problems, elsewhere=True) from error

    async def _present(self, raw: Mapping[str, bytes]) -> KnowledgeSnapshot:
        """Give what the files on disk are now; raise RefusedError where they do not load."""
        if version_of(raw) == self.snapshot.version:
            return self.snapshot
        try:
            return await self._build(raw)
        except KnowledgeError as error:
            raise RefusedError(error.problems, elsewhere=True) from error

    async def _built_with(self, raw: Mapping[str, bytes], bodies: Bodies) -> KnowledgeSnapshot:
        changed = {**raw, **bodies}
        try:
            return await self._build({n: body for n, body in changed.items() if body is not None})
        except KnowledgeError as error:
            raise RefusedError(error.problems) from error

    async def _build(self, raw: Mapping[str, bytes]) -> KnowledgeSnapshot:
        now = self._clock()
        before = self.snapshot
        return await self.beside(partial(built, raw, now, before))

    async def _finish(self, proposal: Proposal) -> None:
        """Carry a change to its end whose files were being written when the process ended."""
        raw = await self._on_disk()
        bodies = await self._bodies(proposal)
        digests = {it.name: recording.digest(raw.get(it.name)) for it in proposal.files}
        known = all(digests[it.name] in (it.before, it.after) for it in proposal.files)
        try:
            snapshot = await self._built_with(raw, bodies) if known else None
        except RefusedError:
            snapshot = None
        if snapshot is None:
            log.warning("change %d was broken off and no longer fits; it is dropped", proposal.id)
            await self._store.write(partial(proposals.remove, number=proposal.id))
            return
        await self._write(bodies)
        await self._record(snapshot, proposal.origin, proposal.id)
        self._swap(snapshot)
        log.info("change %d, broken off before, is carried to its end", proposal.id)

    async def _record(self, snapshot: KnowledgeSnapshot, origin: Origin, proposal: int = 0) -> int:
        return await recording.record(self._store, snapshot, origin, self._clock(), proposal)

    async def _try_to_record(self, snapshot: KnowledgeSnapshot, origin: Origin) -> None:
        """Write a version down that is live in any case."""
        try:
            await self._record(snapshot, origin)
        except StoreError as error:
            log.warning("version %s is not in the history: %s", snapshot.version, error)

    async def _write(self, bodies: Bodies) -> None:
        if self.directory is None:
            raise NoFilesError
        await self.beside(partial(disk.write_all, self.directory, bodies))

    def _swap(self, snapshot: KnowledgeSnapshot) -> None:
        """Let a version live; whoever took the one before keeps it to the end of their reply."""
        before, self.snapshot, self.trouble = self.snapshot, snapshot, None
        log.info("knowledge version %s replaces %s", snapshot.version, before.version)

    async def beside(self, work: Callable[[], _Result]) -> _Result:
        """Do something that takes long beside the event loop, one thing at a time."""
        return await asyncio.get_running_loop().run_in_executor(self._beside, work)
