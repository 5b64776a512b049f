"""Every claim that can be edited by a form: where it stands, and what people know it by."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayClaim
from bot.records.fields import Claim
from bot.records.reader import Path
from bot.services.editing.snapshot import KnowledgeSnapshot

CODE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands, what it is about, and the claim; `code` is short and stays the same."""

    file: str
    path: Path
    about: str
    claim: Claim | PayClaim

    @property
    def code(self) -> str:
        """Give a short id: of the claim's own id, or of its words and place."""
        known = self.claim.id if isinstance(self.claim, PayClaim) else self.claim.text
        where = f"{self.file}\0{self.about}\0{known}"
        return sha256(where.encode()).hexdigest()[:CODE_LENGTH]

    @property
    def label(self) -> str:
        """Say what the claim is about, and how it begins."""
        if isinstance(self.claim, PayClaim):
            return f"Pay: {self.claim.id}"
        return f"{self.about}: {self.claim.text}"


def claims_of(snapshot: KnowledgeSnapshot) -> Iterator[Place]:
    """Give every claim in pay.yaml, the roles, tiers, demand, interviews, levels, labs, guides."""
    knowledge = snapshot.knowledge
    for index, pay in enumerate(knowledge.pay.values()):
        yield Place("pay.yaml", ("claims", index), pay.id, pay)
    yield from _of_roles(snapshot)
    yield from _of_tables(knowledge)


def _of_roles(snapshot: KnowledgeSnapshot) -> Iterator[Place]:
    """Give what the roles' own files say; what tables say of them stands in the tables."""
    for id_, file in snapshot.role_files.items():
        name = f"roles/{id_}.yaml"
        for kind, claims in file.facts.items():
            for index, claim in enumerate(claims):
                about = f"{file.name}, {kind.value.replace('-', ' ')}"
                yield Place(name, ("facts", kind.value, index), about, claim)


def _of_tables(knowledge: Knowledge) -> Iterator[Place]:
    tables = (
        ("demand.yaml", "Demand", knowledge.demand),
        ("interviews.yaml", "Interviews", knowledge.interviews),
        ("levels.yaml", "Levels", knowledge.levels),
    )
    for file, about, table in tables:
        yield from (Place(file, path, about, claim) for path, claim in table.claims())
    for lab in knowledge.labs.values():
        name = knowledge.employers[lab.id].name
        yield from (Place(f"labs/{lab.id}.yaml", path, name, it) for path, it in lab.claims())
    for guide in knowledge.guides.values():
        file = f"guide/{guide.id}.yaml"
        yield from (Place(file, path, guide.title, it) for path, it in guide.claims())


def claim_by_code(snapshot: KnowledgeSnapshot, code: str) -> Place | None:
    """Find a claim by its code; None where it is gone or says something else now."""
    return next((place for place in claims_of(snapshot) if place.code == code), None)
