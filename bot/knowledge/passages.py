"""Every sentence of the knowledge, searchable by its words.

The ranking is BM25 as SQLite's full-text search gives it, over an index in memory.
"""

import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from bot.knowledge.roles import FactKind
from bot.records.fields import Claim
from bot.titles.normalize import normalize

if TYPE_CHECKING:
    from bot.knowledge.base import Knowledge

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


class Passages:
    """Search passages; immutable once built."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages = tuple(passages)
        # Only ever read after this, so that threads may share it.
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._index.close)
        self._index.execute(
            "CREATE VIRTUAL TABLE passages USING fts5(text, about, tokenize='porter unicode61')"
        )
        rows = ((normalize(one.claim.text), _about(one)) for one in self._passages)
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
        found = (self._passages[row - 1] for (row,) in rows)
        fitting = {one.claim.text: one for one in found if not roles or one.role in roles}
        return tuple(islice(fitting.values(), limit))


def passages_of(knowledge: "Knowledge") -> Iterator[Passage]:
    """Give every claim in words, with what it is about."""
    for role in knowledge.roles.values():
        for kind, claims in role.facts.items():
            for claim in claims:
                yield Passage(claim, role.name, role.id, kind)
    for tier in knowledge.tiers.values():
        for claim in (tier.summary, *tier.facts):
            yield Passage(claim, f"{tier.name} tier", tier=tier.id)
    for claim in knowledge.advice:
        yield Passage(claim, "Choosing a role")
    yield from _of_tables(knowledge)
    for meaning in knowledge.title_files.meanings.meanings:
        for claim in meaning.claims:
            yield Passage(claim, meaning.title)


def _of_tables(knowledge: "Knowledge") -> Iterator[Passage]:
    """Give the claims on labs, levels, demand, interviews and of the guides."""
    for lab in knowledge.labs.values():
        name = knowledge.employers[lab.id].name
        yield from (Passage(claim, name) for _, claim in lab.claims())
    for guide in knowledge.guides.values():
        yield from (Passage(claim, guide.title) for _, claim in guide.claims())
    yield from (Passage(claim, "Levels") for _, claim in knowledge.levels.claims())
    yield from (Passage(claim, "Demand") for _, claim in knowledge.demand.claims())
    yield from (Passage(claim, "Interviews") for _, claim in knowledge.interviews.claims())


def _about(passage: Passage) -> str:
    kind = passage.kind.value.replace("-", " ") if passage.kind else ""
    return normalize(f"{passage.about} {kind}")
