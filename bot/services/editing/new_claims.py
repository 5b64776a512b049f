"""Where a claim can be added by a form, and the edit that follows from what is typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain

from bot.knowledge.market import LabFact
from bot.knowledge.roles import FactKind
from bot.records.claims import Claim
from bot.records.reader import DataPath
from bot.records.references import records_in
from bot.services.editing.changes import EditError
from bot.services.editing.claims import CODE_LENGTH, TypedError, read_date
from bot.services.editing.edits import PAY, NewClaimEdit
from bot.services.editing.snapshot import KnowledgeSnapshot

PAY_IN_WORDS = "Pay, in words"
_CONTAINERS = frozenset({"facts", "sections", "levels", "claims", "notes"})


class NoSuchPlaceError(EditError):
    """What was typed names no list of claims."""

    def __init__(self, kinds: Iterable[str]) -> None:
        known = ", ".join(kinds)
        remedy = f"Choose one that is offered: {known}." if known else "Choose one that is offered."
        super().__init__("Nothing takes claims by that name.", remedy)


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """A list of claims: its file and path, what the file is about, and what the list tells of it.

    With a `role` the claim is one on its pay.
    """

    file: str
    path: DataPath
    about: str
    kind: str
    role: str | None = None

    @property
    def code(self) -> str:
        """A short id that stays the same."""
        where = "\0".join((self.file, self.role or "", *map(str, self.path)))
        return sha256(where.encode()).hexdigest()[:CODE_LENGTH]


def places_of(snapshot: KnowledgeSnapshot) -> Iterator[ClaimPlace]:
    """List every place: of roles and labs each kind of fact, of other files the lists they have."""
    for id_, file in snapshot.role_files.items():
        name = f"roles/{id_}.yaml"
        for fact in FactKind:
            yield ClaimPlace(name, ("facts", fact.value), file.name, fact.label)
        yield ClaimPlace(PAY, ("claims",), file.name, PAY_IN_WORDS, id_)
    for group in snapshot.knowledge.claim_groups:
        lists = (path[:-1] for path, _ in records_in(group.record, Claim) if _in_list(path))
        of_lab = (("facts", fact.value) for fact in LabFact if group.file.startswith("labs/"))
        for path in dict.fromkeys(chain(lists, of_lab)):
            kind = _label(snapshot, group.record, path) or group.about
            yield ClaimPlace(group.file, path, group.about, kind)


def _in_list(path: DataPath) -> bool:
    return isinstance(path[-1], int)


def _label(snapshot: KnowledgeSnapshot, record: object, path: DataPath) -> str:
    """Name a list by the things on the way to it: Supply › ML Engineer, L4."""
    names: list[str] = []
    value = record
    for part in path:
        if isinstance(part, int):
            value = value[part] if isinstance(value, tuple) else None
            names.append(str(getattr(value, "heading", None) or getattr(value, "name", part)))
            continue
        value = value.get(part) if isinstance(value, dict) else getattr(value, part, None)
        if part not in _CONTAINERS:
            names.append(snapshot.knowledge.role_names.get(part) or _spoken(part))
    return " › ".join(names)


def _spoken(part: str) -> str:
    label = next((it.label for it in LabFact if it.value == part), part.replace("-", " "))
    return label[:1].upper() + label[1:]


def place_named(snapshot: KnowledgeSnapshot, about: str, kind: str) -> ClaimPlace:
    """Find a place by its code, or by what its file is about and its kind as they were typed.

    :raises NoSuchPlaceError:
    """
    named = [it for it in places_of(snapshot) if about.strip().casefold() == it.about.casefold()]
    wanted = kind.strip().casefold()
    for place in named:
        if wanted in (place.code, place.kind.casefold()):
            return place
    raise NoSuchPlaceError(it.kind for it in named)


def place_by_code(snapshot: KnowledgeSnapshot, code: str) -> ClaimPlace:
    """Raise NoSuchPlaceError where there is none."""
    for place in places_of(snapshot):
        if place.code == code:
            return place
    raise NoSuchPlaceError(())


def new_claim_edit(
    place: ClaimPlace, text: str, source: str, date: str, scope: str
) -> NewClaimEdit:
    """Take a claim as it was typed; empty parts are left out.

    :raises TypedError: where the date cannot be read, or one on pay has none
    """
    if place.role is not None and not date.strip():
        raise TypedError("As of: a claim on pay has a date.", "Open it again, and fill it in.")
    return NewClaimEdit(
        file=place.file,
        path=place.path,
        role=place.role,
        text=" ".join(text.split()),
        source=source,
        date=read_date(date) if date.strip() else None,
        scope=" ".join(scope.split()) or None,
    )
