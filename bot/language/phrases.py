"""Find the phrases of small talk and of topics out of scope in a question."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.asking import PhraseGroup
from bot.knowledge.phrase_patterns import GAP_WORDS, Element, Pattern, parse, stem

PASSED = frozenset(
    map(
        stem,
        ("a", "an", "the", "my", "really", "actually", "even", "just", "usually", "typically",
         "exactly", "currently", "generally", "honestly", "ever", "still", "all", "also", "then"),
    )
)  # fmt: skip
"""A phrase passes over these inside, as over levels and words of the field: `which AI role`."""
SKIPPED = (frozenset({"field"}), frozenset({"level"}))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a mention of several words that is one thing."""

    stem: str
    kinds: frozenset[str]
    clause: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase that stands in a question: whose it is, its weight, and where."""

    key: str
    weight: int
    phrase: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    group: PhraseGroup
    pattern: Pattern


class Phrases:
    """Phrases of several keys, indexed by what they begin with."""

    def __init__(self, groups: Iterable[tuple[str, PhraseGroup]]) -> None:
        self._by_first: dict[str, list[_Entry]] = defaultdict(list)
        words: set[str] = set()
        for key, group in groups:
            for text in group.phrases:
                pattern = parse(text)
                entry = _Entry(key, group, pattern)
                first = pattern.elements[0]
                words |= pattern.words
                for begin in (*first.stems, *(f"{{{slot}}}" for slot in first.slots)):
                    self._by_first[begin].append(entry)
        self.words = frozenset(words)

    def find(self, items: Sequence[Token]) -> Iterator[PhraseMatch]:
        """Every phrase once, where it first stands."""
        seen: set[tuple[str, str]] = set()
        for at, item in enumerate(items):
            for begin in (item.stem, *(f"{{{kind}}}" for kind in item.kinds)):
                for entry in self._by_first.get(begin, ()):
                    mark = (entry.key, entry.pattern.text)
                    if mark in seen:
                        continue
                    end = _match(entry.pattern, items, at)
                    if end is not None:
                        seen.add(mark)
                        weight = entry.group.weight
                        yield PhraseMatch(entry.key, weight, entry.pattern.text, at, end)


def _match(pattern: Pattern, items: Sequence[Token], at: int) -> int | None:
    """Match a phrase at one place; give where it ends."""
    if pattern.start and at and items[at - 1].clause == items[at].clause:
        return None
    for end in _ends(pattern.elements, items, at, inside=False):
        if not pattern.end or end == len(items) or items[end].clause != items[end - 1].clause:
            return end
    return None


def _ends(
    elements: Sequence[Element], items: Sequence[Token], at: int, *, inside: bool = True
) -> Iterator[int]:
    """Every place where the rest of a phrase can end."""
    if not elements:
        yield at
        return
    first, rest = elements[0], elements[1:]
    if first.gap:
        for skip in range(GAP_WORDS + 1):
            if at + skip <= len(items):
                yield from _ends(rest, items, at + skip)
        return
    if at < len(items) and (items[at].stem in first.stems or items[at].kinds & first.slots):
        yield from _ends(rest, items, at + 1)
    elif inside and at < len(items) and (items[at].stem in PASSED or items[at].kinds in SKIPPED):
        yield from _ends(elements, items, at + 1)
    if first.optional:
        yield from _ends(rest, items, at, inside=inside)
