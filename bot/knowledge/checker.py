"""What the checks between files share: the ids there are, and how a mistake is noted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from rapidfuzz import process

from bot.knowledge.files import Documents
from bot.records.fields import Claim
from bot.records.problems import Problem
from bot.records.reader import Document, Path


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that references may name."""

    role: Collection[str]
    source: Collection[str]
    tier: Collection[str]
    employer: Collection[str]
    pay: Collection[str]


@dataclass(slots=True)
class Checker:
    """Collect problems of one file."""

    documents: Documents
    name: str
    known: Known
    problems: list[Problem] = field(default_factory=list)

    @property
    def document(self) -> Document:
        """Give the file with its places, which are asked for where something is wrong."""
        return self.documents[self.name]

    def note(self, path: Path, wrong: str, right: str) -> None:
        """Note a mistake at a value."""
        self.problems.append(self.document.problem(path, wrong, right))

    def one(self, kind: str, path: Path, value: str) -> None:
        """Check that one id is known."""
        known: Collection[str] = getattr(self.known, kind)
        if value not in known:
            self.note(path, f"there is no {kind} {value}", suggestion(value, known))

    def many(self, kind: str, path: Path, values: Iterable[str]) -> None:
        """Check a list of ids, and that none stands twice."""
        seen: set[str] = set()
        for index, value in enumerate(values):
            self.one(kind, (*path, index), value)
            if value in seen:
                self.note((*path, index), f"{value} stands here twice", "remove one")
            seen.add(value)

    def keys(self, kind: str, path: Path, values: Iterable[str]) -> None:
        """Check ids that are the keys of a mapping."""
        for value in values:
            self.one(kind, (*path, value), value)

    def unique(self, what: str, entries: Iterable[tuple[Path, str]]) -> None:
        """Check that no two entries share an id."""
        first: dict[str, Path] = {}
        for path, value in entries:
            if value in first:
                line = self.document.place(first[value])[0]
                self.note(path, f"{what} {value} is already in line {line}", "rename one of them")
            first.setdefault(value, path)

    def claims(self, path: Path, claims: Iterable[Claim]) -> None:
        """Check the sources of a list of claims."""
        for index, claim in enumerate(claims):
            self.one("source", (*path, index, "source"), claim.source)


def suggestion(value: str, known: Iterable[str]) -> str:
    """Say what was probably meant, or what there is to choose from."""
    names = sorted(known)
    best = process.extractOne(value, names, score_cutoff=70)
    if best is not None:
        return f"did you mean {best[0]}?"
    return "one of: " + ", ".join(names[:20]) if names else "there are none yet"
