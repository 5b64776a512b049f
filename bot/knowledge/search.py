"""Every sentence of the knowledge, searchable by its words.

The ranking is BM25 (Robertson and Zaragoza, 2009), over an index in memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, islice
from math import log

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
MOST_LOOKED_AT = 1500
"""Passages whose words are weighed for a question; more than all that ship hold together."""
SATURATION, LENGTH_PART = 1.2, 0.75
"""BM25's k1 and b, as they are mostly chosen."""
ABOUT_PART = 0.6
"""What a word counts in what a passage is about, beside one in its text."""


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
    """Search passages; immutable once built.

    Each word has the passages that hold it, the shortest first: of two that hold it as often, the
    shorter one says more of it. Of a word that very many hold, the first of these are looked at,
    so that a question takes as long with a hundred times the knowledge.
    """

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)
        self._of_role: dict[str | None, list[int]] = {}
        self._holding: dict[str, dict[int, float]] = {}
        stems = _Stems()
        counts = [stems.counted(one) for one in self.passages]
        lengths = [sum(count.values()) for count in counts]
        mean = sum(lengths) / max(1, len(lengths))
        for number in sorted(range(len(counts)), key=lengths.__getitem__):
            self._of_role.setdefault(self.passages[number].role, []).append(number)
            room = SATURATION * (1 - LENGTH_PART + LENGTH_PART * lengths[number] / mean)
            for word, count in counts[number].items():
                weight = count * (SATURATION + 1) / (count + room)
                self._holding.setdefault(word, {})[number] = weight

    def find(
        self, words: Sequence[str], roles: Sequence[str] = (), limit: int = 6
    ) -> tuple[Passage, ...]:
        """Rank passages by the words they share, of some roles only where roles are given."""
        asked = list(dict.fromkeys(stem(it) for text in words for it in normalize(text).split()))
        known = [self._holding[word] for word in asked[:MOST_WORDS] if word in self._holding]
        scores = dict.fromkeys(self._of_roles(roles) if roles else _candidates(known), 0.0)
        for holding in known:
            rarity = log(1 + len(self.passages) / len(holding))
            for number in scores.keys() & holding.keys():
                scores[number] += rarity * holding[number]
        ranked = nsmallest(MOST_FOUND, scores, key=lambda number: (-scores[number], number))
        found = (self.passages[number] for number in ranked if scores[number])
        fitting: dict[str, Passage] = {}
        for one in found:
            fitting.setdefault(one.claim.text, one)
        return tuple(islice(fitting.values(), limit))

    def _of_roles(self, roles: Sequence[str]) -> Iterator[int]:
        return chain.from_iterable(self._of_role.get(role, ()) for role in roles)


def _candidates(known: Sequence[Mapping[int, float]]) -> Iterator[int]:
    """Yield which passages to look at: those with the rarest words, up to a number."""
    rarest_first = sorted(known, key=len)
    return islice(chain.from_iterable(rarest_first), MOST_LOOKED_AT)


class _Stems(dict[str, str]):
    """The stems of words, each cut once."""

    def __missing__(self, word: str) -> str:
        found = self[word] = stem(word)
        return found

    def counted(self, passage: Passage) -> dict[str, float]:
        """Count the words of a passage."""
        counts: dict[str, float] = {}
        for part, text in ((1.0, normalize(passage.claim.text)), (ABOUT_PART, _about(passage))):
            for word in text.split():
                counts[self[word]] = counts.get(self[word], 0.0) + part
        return counts


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
