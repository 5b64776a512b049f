"""Find phrases in a question: of small talk, topics out of scope, superlatives, backgrounds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.asking import PhraseGroup, Talk
from bot.knowledge.base import Knowledge
from bot.knowledge.phrase_patterns import GAP_WORDS, Element, Pattern, parse
from bot.language.mentions import Token, tokens_of
from bot.language.words import Word
from bot.titles.spelling import stem

PASSED = frozenset(
    map(
        stem,
        ("a", "an", "the", "my", "really", "actually", "even", "just", "usually", "typically",
         "exactly", "currently", "generally", "honestly", "ever", "still", "all", "also", "then"),
    )
)  # fmt: skip
"""A phrase passes over these inside, as over levels and words of the field: `which AI role`."""
SKIPPED = (frozenset({"field"}), frozenset({"level"}))
_LEAST = ":least"
"""What ends the key of a ranking's lower end."""
_WHICH = frozenset(map(stem, ("which", "what", "who", "where")))
_PLACES = frozenset(map(stem, ("lab", "company", "companies", "employer", "country", "city")))
"""What else than roles people rank."""


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase that stands in a question: whose it is, its weight, and where."""

    key: str
    weight: int
    phrase: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Superlative:
    """Which role has most of something, or least; by the id of a ranking."""

    ranking: str
    least: bool


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


@dataclass(frozen=True, slots=True)
class PhraseLists:
    """What is found by phrases: topics out of scope, small talk, superlatives, backgrounds."""

    topics: Phrases
    talk: Phrases
    rankings: Phrases
    backgrounds: Phrases

    @classmethod
    def of(cls, knowledge: Knowledge) -> "PhraseLists":
        asking = knowledge.asking
        rankings = (
            (name + (_LEAST if side is it.least else ""), _group(side.asked_as))
            for name, it in knowledge.rankings.items()
            for side in (it.most, it.least)
        )
        backgrounds = ((name, _group(it.said_as)) for name, it in knowledge.backgrounds.items())
        return cls(
            _phrases(asking.out_of_scope.topics),
            _phrases(asking.small_talk.talk),
            Phrases(rankings),
            Phrases(backgrounds),
        )

    def superlative(self, tokens: Sequence[Token]) -> Superlative | None:
        """Find which end of which ranking is asked for, where it is asked which role has it."""
        found = next(self.rankings.find(tokens), None)
        before = {it.stem for it in tokens[: found.start if found else 0]}
        elsewhere = not _PLACES.isdisjoint(it.stem for it in tokens)
        if found is None or elsewhere or before.isdisjoint(_WHICH):
            return None
        return Superlative(found.key.removesuffix(_LEAST), found.key.endswith(_LEAST))

    def background(self, words: Sequence[Word]) -> str | None:
        """Find what somebody says to be, or to come from, be it a job that is none of ours."""
        found = next(self.backgrounds.find(tokens_of(words, ())), None)
        return None if found is None else found.key

    @property
    def words(self) -> frozenset[str]:
        every = (self.topics, self.talk, self.rankings, self.backgrounds)
        return frozenset[str]().union(*(it.words for it in every))


def _group(phrases: tuple[str, ...]) -> PhraseGroup:
    return PhraseGroup(weight=1, phrases=phrases)


def _phrases(topics: Iterable[Talk]) -> Phrases:
    return Phrases((topic.id, group) for topic in topics for group in topic.groups)
