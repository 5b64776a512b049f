"""The history of the knowledge files as values: what changed in a version, by whom, when, why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OriginKind(StrEnum):
    """By which way a version came about."""

    START = "start"
    FILE = "file"
    UPLOAD = "upload"
    EDIT = "edit"
    MISS = "miss"
    REPORT = "report"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a version comes from. `member` is None for what was found on disk."""

    kind: OriginKind
    member: int | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class FileChange:
    """What became of one file: SHA-256 digests of its content, None where there is no file."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One version in the history; `version` is the short id of all files together."""

    id: int
    version: str
    origin: Origin
    at: datetime
    files: tuple[FileChange, ...]

    @property
    def is_first(self) -> bool:
        """Whether the history begins here, with files that were there already."""
        return self.origin.kind is OriginKind.START and all(it.before is None for it in self.files)
