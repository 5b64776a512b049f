"""What operators do with the knowledge: look at its state and history, change it, undo a change."""

import re
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain, islice

from bot.errors import UserFacingError
from bot.knowledge.files import FOLDERS, kind_of
from bot.knowledge.history import Origin, OriginKind, Revision
from bot.records.fields import SLUG
from bot.records.problems import Problem
from bot.services.editing.changes import (
    EditError,
    FileContents,
    LoadFailure,
    OutdatedError,
    PendingChange,
    RefusedError,
)
from bot.services.editing.checking import Advice, advice_on
from bot.services.editing.claims import EditableClaim, claims_of
from bot.services.editing.consequences import Consequences, consequences
from bot.services.editing.differences import Difference, differences
from bot.services.editing.edits import Edit
from bot.services.editing.repository import KnowledgeRepository
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.scheduler import Clock
from bot.store import claim_reports, misses, reports
from bot.store.database import Store

LONGEST_NAME = 90
"""Characters of the name of a new file; it has to fit the custom id of a form."""
NEW_FILES = (
    "Say which it is with the option file; a new one goes into one of "
    + ", ".join(f"{folder}/" for folder in FOLDERS)
    + ", as roles/my-role.yaml."
)


class UnknownFileError(UserFacingError):
    """No knowledge file is called so, and none may be."""

    def __init__(self, name: str) -> None:
        super().__init__(f"I have no knowledge file called “{name[:LONGEST_NAME]}”.", NEW_FILES)


class AmbiguousFileError(UserFacingError):
    """Several knowledge files are called so."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"That can be {' or '.join(names)}.", "Say which with the option file.")


class NothingBeforeError(EditError):
    """The history begins with this version."""

    text = "The history begins with that version; there is nothing before it."
    remedy = "Choose a later one."


@dataclass(frozen=True, slots=True)
class KnowledgeStatus:
    """How the knowledge is; `latest` made the live version, `failure` is of files on disk."""

    snapshot: KnowledgeSnapshot
    latest: Revision | None
    advice: tuple[Advice, ...]
    failure: LoadFailure | None
    misses: int
    reports: int
    claim_reports: int


@dataclass(frozen=True, slots=True)
class RevisionDifferences:
    """What a version changed; of the first one nothing is listed."""

    revision: Revision
    different: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """A change that can be applied by its number, and all that it would do.

    `since` are versions of the same files that came while somebody looked at the change.
    """

    number: int
    files: tuple[str, ...]
    different: tuple[Difference, ...]
    effects: Consequences
    advice: tuple[Problem, ...]
    since: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedChange:
    """The files would not load; `elsewhere`: they do not load now, without the change."""

    problems: tuple[Problem, ...]
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class AppliedChange:
    """A change is live: its number in the history, by which it is undone, and the version."""

    revision: int
    version: str


@dataclass(frozen=True, slots=True)
class UnwritableChange:
    """The files could not be written, and nothing was changed; it can be applied once more."""

    number: int
    reason: str


ApplyOutcome = AppliedChange | ProposedChange | RefusedChange | UnwritableChange


class EditingService:
    """Use cases over the repository. Errors of it that are no outcome here are EditErrors."""

    def __init__(self, repository: KnowledgeRepository, store: Store, clock: Clock) -> None:
        self._repository = repository
        self._store = store
        self._clock = clock

    @property
    def snapshot(self) -> KnowledgeSnapshot:
        return self._repository.snapshot

    async def status(self) -> KnowledgeStatus:
        snapshot, today = self.snapshot, self._clock().date()
        advice = await self._repository.in_background(partial(advice_on, snapshot, today))
        latest = await self._repository.history.latest(limit=1)
        missed = await self._store.read(misses.most_asked)
        reported = await self._store.read(reports.reported)
        answers = await self._store.read(claim_reports.open_reports)
        failure = self._repository.failure
        return KnowledgeStatus(
            snapshot,
            next(iter(latest), None),
            advice,
            failure,
            len(missed),
            len(reported),
            len(answers),
        )

    async def history(self, name: str | None = None, limit: int = 25) -> tuple[Revision, ...]:
        """List versions, the newest first; of one file, those that changed it."""
        return await self._repository.history.latest(name, limit)

    async def find_version(self, typed: str | None) -> int:
        """Find a version by its number or id, the newest by default.

        :raises NoSuchVersionError:
        """
        return await self._repository.history.find(None if typed is None else typed.strip())

    async def diff(self, number: int) -> RevisionDifferences:
        """Raise NoSuchVersionError where there is none."""
        history = self._repository.history
        revision = await history.one(number)
        if revision.is_first:
            return RevisionDifferences(revision, ())
        before, after = await history.before(revision), await history.after(revision)
        compare = partial(_differences, before, after)
        return RevisionDifferences(revision, await self._repository.in_background(compare))

    def claims_with(self, words: str, limit: int) -> tuple[EditableClaim, ...]:
        """List the first claims whose labels hold all of some words."""
        wanted = words.casefold().split()
        found = (
            claim
            for claim in claims_of(self.snapshot)
            if all(word in claim.label.casefold() for word in wanted)
        )
        return tuple(islice(found, limit))

    def file(self, name: str) -> bytes:
        """Read a knowledge file as it is live.

        :raises UnknownFileError:
        """
        body = self.snapshot.raw.get(name)
        if body is None:
            raise UnknownFileError(name)
        return body

    def file_name(self, wanted: str | None, attached: str) -> str:
        """Find which knowledge file is meant: by name, or by what an attachment is called.

        Only names that the knowledge base itself has or allows are ever given.

        :raises UnknownFileError:
        :raises AmbiguousFileError:
        """
        known = self.snapshot.raw
        if wanted is not None:
            name = wanted.strip().removeprefix("knowledge/")
            if name in known or _may_be_new(name):
                return name
            raise UnknownFileError(wanted)
        found = sorted(name for name in known if name.rpartition("/")[2] == attached)
        if not found:
            raise UnknownFileError(attached)
        if len(found) > 1:
            raise AmbiguousFileError(found)
        return found[0]

    async def propose_file(
        self, member: int, name: str, body: bytes, why: str | None
    ) -> ProposedChange | RefusedChange:
        """Check a whole file against everything else; what it would change is worked out."""
        origin = Origin(OriginKind.UPLOAD, member, why)
        return await self._proposed(self._repository.propose(origin, {name: body}))

    async def propose_edit(
        self, member: int, edit: Edit, why: str | None, kind: OriginKind = OriginKind.EDIT
    ) -> ProposedChange | RefusedChange:
        origin = Origin(kind, member, why)
        return await self._proposed(self._repository.propose_edit(origin, edit))

    async def propose_undo(
        self, member: int, number: int, why: str | None = None
    ) -> ProposedChange | RefusedChange:
        """Propose the files as they were before a version.

        :raises NothingBeforeError:
        """
        history = self._repository.history
        revision = await history.one(number)
        if revision.is_first:
            raise NothingBeforeError
        origin = Origin(OriginKind.UNDO, member, why or f"undo of version {number}")
        before = await history.before(revision)
        return await self._proposed(self._repository.propose(origin, before))

    async def apply(self, number: int) -> ApplyOutcome:
        """Let a change live; where its files changed meanwhile, it is proposed anew."""
        try:
            return await self._apply(number)
        except OutdatedError as error:
            return await self._proposed(self._repository.renew(number), error)
        except RefusedError as error:
            return RefusedChange(error.problems, error.elsewhere)
        except OSError as error:
            return UnwritableChange(number, error.strerror or str(error))

    async def apply_edit(
        self, member: int, edit: Edit, why: str, kind: OriginKind
    ) -> AppliedChange | RefusedChange:
        """Let a small edit live at once; undoing it is one click.

        :raises OSError: where the files cannot be written
        """
        try:
            pending = await self._repository.propose_edit(Origin(kind, member, why), edit)
            return await self._apply(pending.number)
        except RefusedError as error:
            return RefusedChange(error.problems, error.elsewhere)

    async def cancel(self, number: int) -> None:
        await self._repository.drop(number)

    async def _apply(self, number: int) -> AppliedChange:
        revision = await self._repository.apply(number)
        return AppliedChange(revision, self.snapshot.version)

    async def _proposed(
        self, work: Awaitable[PendingChange], outdated: OutdatedError | None = None
    ) -> ProposedChange | RefusedChange:
        try:
            pending = await work
        except RefusedError as error:
            return RefusedChange(error.problems, error.elsewhere)
        today = self._clock().date()
        since = () if outdated is None else outdated.since
        summarize = partial(_summary, pending, today, since)
        return await self._repository.in_background(summarize)


def _may_be_new(name: str) -> bool:
    folder, _, stem = name.removesuffix(".yaml").rpartition("/")
    fits = re.fullmatch(SLUG, stem) is not None and len(name) <= LONGEST_NAME
    return bool(folder) and name.endswith(".yaml") and fits and kind_of(name) is not None


def _summary(pending: PendingChange, today: date, since: tuple[Revision, ...]) -> ProposedChange:
    """Work out what a change would do; takes about a second."""
    found = advice_on(pending.after, today)
    return ProposedChange(
        pending.number,
        tuple(pending.contents),
        _differences(pending.before.raw, pending.contents),
        consequences(pending.before, pending.after, today),
        tuple(it.problem for it in found if it.problem.file in pending.contents),
        since,
    )


def _differences(before: Mapping[str, bytes | None], after: FileContents) -> tuple[Difference, ...]:
    return tuple(
        chain.from_iterable(
            differences(name, before.get(name), body) for name, body in after.items()
        )
    )
