"""A change of the knowledge files: what is pending, why one is refused, and the history of all."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import UserFacingError
from bot.knowledge.history import FileChange, Origin, Revision
from bot.records.problems import Problem
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.scheduler import Clock
from bot.store import proposals, revisions
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.revisions import digest_of

FileContents = Mapping[str, bytes | None]
"""Whole files by name; None is a file that is not there, or is to be removed."""


class EditError(UserFacingError):
    """A change of the knowledge files that cannot be made."""


class RefusedError(EditError):
    """The files would not load with the change; with `elsewhere`, they do not load as they are."""

    text = "The files would not load with this change."
    remedy = "Correct what is named, and try again."

    def __init__(self, problems: tuple[Problem, ...], *, elsewhere: bool = False) -> None:
        self.problems = problems
        self.elsewhere = elsewhere
        super().__init__()


class OutdatedError(EditError):
    """A file has changed since the change to it was looked at; `since` are the versions."""

    text = "The file has changed in the meantime."
    remedy = "Look at the change once more."

    def __init__(self, since: tuple[Revision, ...]) -> None:
        self.since = since
        super().__init__()


class UnchangedError(EditError):
    """The change changes nothing."""

    text = "That is what stands there already, so there is nothing to change."
    remedy = "/knowledge history shows who was there before."


class GoneError(EditError):
    """The proposal was applied, dropped or forgotten."""

    text = "This change is no longer waiting: it was applied, cancelled, or a day old."
    remedy = "/knowledge history shows what was applied."


class NoSuchVersionError(EditError):
    """There is no such version in the history."""

    text = "There is no such version."
    remedy = "Choose one that is offered."


class NoFilesError(EditError):
    """There is no directory of files behind this bot."""

    text = "This bot was started without a directory of files, so I cannot write."
    remedy = "Whoever runs me can name one in KNOWLEDGE_DIR."


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """Files on disk that do not load: which version of them ("none": unreadable), and why not."""

    version: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PendingChange:
    """A change that loads and can be applied by its number; and what it would lead to."""

    number: int
    origin: Origin
    contents: FileContents
    before: KnowledgeSnapshot
    after: KnowledgeSnapshot


def digest(body: bytes | None) -> str | None:
    return None if body is None else digest_of(body)


def file_change(raw: Mapping[str, bytes], name: str, body: bytes | None) -> FileChange:
    return FileChange(name, digest(raw.get(name)), digest(body))


class KnowledgeHistory:
    """Versions of the knowledge files in the store, with the contents of each file."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def record(self, snapshot: KnowledgeSnapshot, origin: Origin, proposal: int = 0) -> int:
        """Write down how a version differs from the one before it in the history.

        The proposal that it comes from, if any, is removed with it. Returns the number of the
        version in the history, 0 where nothing differs.
        """
        raw, now = snapshot.raw, self._clock()

        async def work(connection: Connection) -> int:
            known = await revisions.last_known(connection)
            digests = {name: digest_of(body) for name, body in raw.items()}
            files = [
                FileChange(name, known.get(name), digests.get(name))
                for name in sorted({*known, *digests})
                if known.get(name) != digests.get(name)
            ]
            await revisions.keep(connection, [raw[it.name] for it in files if it.after is not None])
            await proposals.remove(connection, proposal)
            if not files:
                return 0
            return await revisions.record(connection, snapshot.version, origin, files, now)

        return await self._store.write(work)

    async def latest(self, name: str | None = None, limit: int = 25) -> tuple[Revision, ...]:
        """List versions, the newest first; of one file, those that changed it."""
        return await self._store.read(lambda connection: revisions.history(connection, name, limit))

    async def find(self, typed: str | None) -> int:
        """Find the newest version of a number or an id, or of all.

        :raises NoSuchVersionError:
        """
        found = await self._store.read(lambda connection: revisions.find(connection, typed))
        if found is None:
            raise NoSuchVersionError
        return found

    async def one(self, number: int) -> Revision:
        """Raise NoSuchVersionError where there is none."""
        revision = await self._store.read(lambda connection: revisions.one(connection, number))
        if revision is None:
            raise NoSuchVersionError
        return revision

    async def before(self, revision: Revision) -> FileContents:
        """Read the files of a version as they were before it."""
        return await self._contents({it.name: it.before for it in revision.files})

    async def after(self, change: proposals.Proposal | Revision) -> FileContents:
        """Read the files of a version, or a proposal, as it made or would make them."""
        return await self._contents({it.name: it.after for it in change.files})

    async def _contents(self, digests: Mapping[str, str | None]) -> FileContents:
        async def work(connection: Connection) -> FileContents:
            return {
                name: None if wanted is None else await revisions.content(connection, wanted)
                for name, wanted in digests.items()
            }

        return await self._store.read(work)
