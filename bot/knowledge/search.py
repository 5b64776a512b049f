"""Every sentence of the knowledge, searchable by its words.

The ranking is BM25 as SQLite's full-text search gives it, over an index in memory.
"""

import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pydantic import BaseModel

from bot.knowledge.files import (
    DEMAND,
    EMPLOYERS,
    GUIDES,
    INTERVIEWS,
    LABS,
    LEVELS,
    TIERS,
    TITLE_MEANINGS,
    Files,
)
from bot.knowledge.roles import FactKind, Role
from bot.records.claims import Claim
from bot.records.references import records_in
from bot.titles.spelling import normalize, stem

MOST_FOUND = 200
MOST_WORDS = 24
"""Words of a question that are looked up; more would only cost time."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A claim with what it is about: a role and a kind of fact, a tier, or a title."""

    claim: Claim
    about: str
    role: str | None = None
    kind: FactKind | None = None
    tier: str | None = None

    def covers(self, words: Iterable[str]) -> float:
        """Return the share of some words, from 0 to 1, that stand in it in any of their forms."""
        asked = {stem(word) for text in words for word in normalize(text).split()}
        own = {stem(word) for word in f"{normalize(self.claim.text)} {_about(self)}".split()}
        return len(asked & own) / max(1, len(asked))


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """A file whose claims are all about one thing, which has a name."""

    file: str
    about: str
    record: BaseModel


class Passages:
    """Search passages; immutable once built."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)
        # Only ever read after this, so that threads may share it.
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._index.close)
        self._index.execute(
            "CREATE VIRTUAL TABLE passages USING fts5(text, about, tokenize='porter unicode61')"
        )
        rows = ((normalize(one.claim.text), _about(one)) for one in self.passages)
        self._index.executemany("INSERT INTO passages(text, about) VALUES (?, ?)", rows)
        self._index.commit()

    def find(
        self, words: Sequence[str], roles: Sequence[str] = (), limit: int = 6
    ) -> tuple[Passage, ...]:
        """Rank passages by the words they share, of some roles only where roles are given."""
        asked = dict.fromkeys(word for text in words for word in normalize(text).split())
        if not asked:
            return ()
        terms = " OR ".join(f'"{word}"' for word in list(asked)[:MOST_WORDS])
        rows = self._index.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages, 1.0, 0.6), "
            "rowid LIMIT ?",
            (terms, MOST_FOUND),
        )
        found = (self.passages[row - 1] for (row,) in rows)
        fitting = {one.claim.text: one for one in found if not roles or one.role in roles}
        return tuple(islice(fitting.values(), limit))


def passages_of(
    files: Files, roles: Mapping[str, Role], groups: Iterable[ClaimGroup]
) -> Iterator[Passage]:
    """Yield every claim in words, with what it is about; the order decides between equal ones."""
    for role in roles.values():
        for kind, claims in role.facts.items():
            for claim in claims:
                yield Passage(claim, role.name, role.id, kind)
    tiers = files.one(TIERS)
    for tier in tiers.tiers:
        for claim in (tier.summary, *tier.facts):
            yield Passage(claim, f"{tier.name} tier", tier=tier.id)
    for claim in tiers.advice:
        yield Passage(claim, "Choosing a role")
    for group in groups:
        yield from (Passage(claim, group.about) for _, claim in records_in(group.record, Claim))
    for meaning in files.one(TITLE_MEANINGS).meanings:
        yield from (Passage(claim, meaning.title) for claim in meaning.claims)


def claim_groups(files: Files) -> Iterator[ClaimGroup]:
    """Yield the files that hold claims about other things than roles and tiers."""
    employers = {employer.id: employer.name for employer in files.one(EMPLOYERS).employers}
    for name, lab in files.every(LABS).items():
        yield ClaimGroup(name, employers[lab.id], lab)
    for name, guide in files.every(GUIDES).items():
        yield ClaimGroup(name, guide.title, guide)
    for kind, about in ((LEVELS, "Levels"), (DEMAND, "Demand"), (INTERVIEWS, "Interviews")):
        yield ClaimGroup(kind.pattern, about, files.one(kind))


def _about(passage: Passage) -> str:
    kind = passage.kind.value.replace("-", " ") if passage.kind else ""
    return normalize(f"{passage.about} {kind}")
