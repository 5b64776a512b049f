"""Every claim that can be edited by a form, and the edits that follow from what is typed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayClaim
from bot.records.claims import Claim
from bot.records.dates import When
from bot.records.numbers import read_number
from bot.records.reader import DataPath
from bot.records.references import records_in
from bot.services.editing.changes import EditError
from bot.services.editing.edits import AliasEdit, PayEdit, ReviewEdit, WordsEdit
from bot.services.editing.snapshot import KnowledgeSnapshot

CODE_LENGTH = 12


class Amount(StrEnum):
    """A figure of a pay claim, by the name of its field."""

    LOW = "low"
    MEDIAN = "median"
    HIGH = "high"

    @property
    def label(self) -> str:
        return "Median" if self is Amount.MEDIAN else f"{self.value.capitalize()} end"


@dataclass(frozen=True, slots=True)
class EditableClaim:
    """Where a claim stands, what it is about, and the claim; `code` is short and stays the same."""

    file: str
    path: DataPath
    about: str
    claim: Claim | PayClaim

    @property
    def code(self) -> str:
        """A short id: of the claim's own id, or of its words, and of its place."""
        known = self.claim.id if isinstance(self.claim, PayClaim) else self.claim.text
        where = f"{self.file}\0{self.about}\0{known}"
        return sha256(where.encode()).hexdigest()[:CODE_LENGTH]

    @property
    def label(self) -> str:
        """What the claim is about, and its words or id."""
        if isinstance(self.claim, PayClaim):
            return f"Pay: {self.claim.id}"
        return f"{self.about}: {self.claim.text}"

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the documents that say it."""
        claim = self.claim
        return (claim.source,) if isinstance(claim, PayClaim) else claim.sources

    @property
    def source(self) -> str | None:
        """The only document that says it; None where several do."""
        return self.sources[0] if len(self.sources) == 1 and self.claim.source else None

    @property
    def words(self) -> str:
        return (self.claim.words or "") if isinstance(self.claim, PayClaim) else self.claim.text


class ClaimGoneError(EditError):
    """There is no claim of a code, or it says something else now."""

    text = "That claim has changed or left since."
    remedy = "Look for it again with /knowledge edit."


class NoSuchClaimError(EditError):
    """What was typed names no claim."""

    text = "I have no such claim."
    remedy = "Choose one that is offered."


class TypedError(EditError):
    """Something that was typed into a form cannot be read."""

    remedy = "Open the form again, and correct it."


def claims_of(snapshot: KnowledgeSnapshot) -> Iterator[EditableClaim]:
    """List every claim in pay.yaml, in the roles' own files, and in those about other things."""
    knowledge = snapshot.knowledge
    for index, pay in enumerate(knowledge.pay.values()):
        yield EditableClaim("pay.yaml", ("claims", index), pay.id, pay)
    yield from _of_roles(snapshot)
    for group in knowledge.claim_groups:
        for path, claim in records_in(group.record, Claim):
            yield EditableClaim(group.file, path, group.about, claim)


def _of_roles(snapshot: KnowledgeSnapshot) -> Iterator[EditableClaim]:
    """List what the roles' own files say; what tables say of them stands in the tables."""
    for id_, file in snapshot.role_files.items():
        name = f"roles/{id_}.yaml"
        for kind, claims in file.facts.items():
            for index, claim in enumerate(claims):
                about = f"{file.name}, {kind.value.replace('-', ' ')}"
                yield EditableClaim(name, ("facts", kind.value, index), about, claim)


def claim_by_code(snapshot: KnowledgeSnapshot, code: str) -> EditableClaim:
    """Raise ClaimGoneError where there is none."""
    for claim in claims_of(snapshot):
        if claim.code == code:
            return claim
    raise ClaimGoneError


def editable(snapshot: KnowledgeSnapshot, told: Iterable[object]) -> tuple[EditableClaim, ...]:
    """Find those of some claims that can be edited, in their order."""
    known: dict[str, EditableClaim] = {}
    for found in claims_of(snapshot):
        known.setdefault(_key(found.claim), found)
    claims = (it for it in told if isinstance(it, Claim | PayClaim))
    return tuple({it.code: it for claim in claims if (it := known.get(_key(claim)))}.values())


def _key(claim: Claim | PayClaim) -> str:
    return f"pay {claim.id}" if isinstance(claim, PayClaim) else claim.text


def claim_named(snapshot: KnowledgeSnapshot, typed: str) -> EditableClaim:
    """Find a claim by its code, by what it is about, or by its label.

    :raises NoSuchClaimError:
    """
    best: EditableClaim | None = None
    for claim in claims_of(snapshot):
        if claim.code == typed:
            return claim
        if best is None and typed in (claim.about, claim.label):
            best = claim
    if best is None:
        raise NoSuchClaimError
    return best


def figures_edit(
    claim: EditableClaim, amounts: Mapping[Amount, str], source: str, date: str
) -> PayEdit:
    """Take other figures as they were typed, empty for none.

    :raises TypedError:
    :raises ClaimGoneError: where it is no pay claim
    """
    if not isinstance(claim.claim, PayClaim):
        raise ClaimGoneError
    read: dict[Amount, int | None] = {}
    for amount in Amount:
        typed = amounts.get(amount, "").strip()
        read[amount] = read_number(typed) if typed else None
        if typed and read[amount] is None:
            raise TypedError(f"{amount.label}: “{typed}” is no amount.", "Write 249000 or 249k.")
    return PayEdit(
        claim=claim.claim.id,
        low=read[Amount.LOW],
        median=read[Amount.MEDIAN],
        high=read[Amount.HIGH],
        source=source,
        date=read_date(date),
    )


def words_edit(claim: EditableClaim, words: str, source: str | None, date: str) -> WordsEdit:
    """Take other words as they were typed; without a source, those who say so stay.

    :raises TypedError:
    """
    pay = claim.claim if isinstance(claim.claim, PayClaim) else None
    return WordsEdit(
        file=claim.file,
        path=claim.path,
        field="text" if pay is None else "words",
        was=claim.words,
        id=None if pay is None else pay.id,
        text=words,
        source=source,
        date=read_date(date) if date.strip() else None,
    )


def review_edit(claim: EditableClaim, month: str) -> ReviewEdit:
    """Note that a claim was looked at in a month, such as 2026-11, and stands."""
    pay = claim.claim if isinstance(claim.claim, PayClaim) else None
    return ReviewEdit(
        file=claim.file,
        path=claim.path,
        was=claim.words if pay is None else None,
        id=None if pay is None else pay.id,
        month=month,
    )


def titles_edit(knowledge: Knowledge, role: str, add: str, drop: str, employers: str) -> AliasEdit:
    """Take titles as they were typed, one a line; employers by name or id.

    :raises TypedError:
    """
    found: list[str] = []
    for typed in _lines(employers.replace(",", "\n")):
        employer = knowledge.titles.employer(typed)
        if employer is None:
            said = f"I know no employer “{typed}”."
            raise TypedError(said, "Add it to employers.yaml first.")
        found.append(employer.id)
    return AliasEdit(role=role, add=_lines(add), drop=_lines(drop), employers=tuple(found))


def _lines(typed: str) -> tuple[str, ...]:
    folded = (" ".join(line.split()) for line in typed.splitlines())
    return tuple(dict.fromkeys(line for line in folded if line))


def read_date(typed: str) -> str:
    """Read a date as files write it; raise TypedError."""
    try:
        return str(When.parse(typed))
    except ValueError as error:
        raise TypedError(f"As of: {error}.") from None
