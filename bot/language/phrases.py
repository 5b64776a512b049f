"""Find phrases in a question, weigh them against each other, and liken it to example questions."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.knowledge.asking import Intent, PhraseGroup
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

FIRST_ASKED = 1.5
"""What coming first adds: of several questions the first is the main one."""
FIRST_WORD = 0.3
SAME_SIGN, MOST_SIGNS = 0.2, 0.8
EXAMPLES_SAY = 2.0
TELLING = 0.3
CLEAR = 3
NO_DOUBT = 5
OVERRULING = 6

SMOOTHING = 0.3
CAUTION = 4.0
"""Words of one question are no independent witnesses, so their evidence is divided."""
_PAIR = " "


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
    alone: bool
    clause: int
    phrase: str
    start: int
    end: int
    section: str | None = None


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
                        yield PhraseMatch(
                            entry.key,
                            entry.group.weight,
                            entry.group.alone,
                            item.clause,
                            entry.pattern.text,
                            at,
                            end,
                            entry.group.section,
                        )


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
class Weighed:
    """An intent with the weight of all that speaks for it."""

    intent: Intent
    score: float
    best: int
    alone: bool
    clause: int
    start: int


def weigh(found: Iterable[PhraseMatch], statements: Collection[int]) -> list[Weighed]:
    """Rank intents, the likeliest first; `statements` are clauses that ask for nothing."""
    of: dict[str, list[PhraseMatch]] = defaultdict(list)
    for one in found:
        of[one.key].append(one)
    clear = [one for every in of.values() for one in every if one.weight >= CLEAR]
    asked = [one for one in clear if one.clause not in statements]
    first = min((one.clause for one in asked), default=0)
    start = min((one.start for one in asked if one.clause == first), default=0)
    ranked = [_weighed(Intent(key), every, (first, start), statements) for key, every in of.items()]
    order = list(Intent)
    return sorted(ranked, key=lambda one: (-one.score, one.start, order.index(one.intent)))


def with_examples(weighed: Iterable[Weighed], shares: Mapping[Intent, float]) -> list[Weighed]:
    """Add what the likeness to examples says: little beside a clear phrase, all without one."""
    ranked = [
        replace(one, score=one.score + EXAMPLES_SAY * shares.get(one.intent, 0.0))
        for one in weighed
    ]
    heard = {one.intent for one in ranked}
    ranked += [
        Weighed(intent, EXAMPLES_SAY * share, 0, alone=False, clause=0, start=0)
        for intent, share in shares.items()
        if intent not in heard and share >= TELLING
    ]
    return sorted(ranked, key=lambda one: -one.score)


def _weighed(
    intent: Intent,
    found: Sequence[PhraseMatch],
    first: tuple[int, int],
    statements: Collection[int],
) -> Weighed:
    """Sum up one intent: its best phrase, a little for more, and for being asked first."""
    weights = sorted((_weight(one, statements) for one in found), reverse=True)
    extra = min(MOST_SIGNS, SAME_SIGN * sum(weight >= CLEAR for weight in weights[1:]))
    clause, start = first
    early = any(one.clause == clause and one.weight >= CLEAR for one in found)
    earliest = any(one.start == start and one.weight >= CLEAR for one in found)
    best = max(found, key=lambda one: (_weight(one, statements), -one.start))
    return Weighed(
        intent,
        weights[0] + extra + FIRST_ASKED * early + FIRST_WORD * (early and earliest),
        best.weight,
        any(one.alone for one in found),
        best.clause,
        best.start,
    )


def _weight(one: PhraseMatch, statements: Collection[int]) -> float:
    """Count a phrase in a statement for half: a background is no question, unless it overrules."""
    return one.weight / 2 if one.clause in statements and one.weight < OVERRULING else one.weight


class Examples:
    """Example questions by intent, for where no phrase decides; immutable once built.

    Multinomial naive Bayes over stems and pairs of stems, with one class an intent: the words of
    the examples beside each intent vote, so that an example that a moderator adds carries over to
    questions that are worded alike.
    """

    def __init__(self, examples: Iterable[tuple[Intent, Sequence[str]]]) -> None:
        counts: dict[Intent, Counter[str]] = defaultdict(Counter)
        for intent, words in examples:
            counts[intent].update(_features(words))
        vocabulary = {feature for of in counts.values() for feature in of}
        self._known = vocabulary
        self._weights: dict[str, dict[Intent, float]] = defaultdict(dict)
        for intent, of in counts.items():
            total = sum(of.values()) + SMOOTHING * len(vocabulary)
            for feature in vocabulary:
                self._weights[feature][intent] = math.log((of[feature] + SMOOTHING) / total)
        self._intents = tuple(counts)

    def shares(self, words: Sequence[str]) -> dict[Intent, float]:
        """How likely each intent is by its examples, together 1; empty for unknown words."""
        features = [one for one in _features(words) if one in self._known]
        if not features:
            return {}
        scores = {
            intent: sum(self._weights[one][intent] for one in features) / CAUTION
            for intent in self._intents
        }
        most = max(scores.values())
        odds = {intent: math.exp(score - most) for intent, score in scores.items()}
        total = sum(odds.values())
        return {intent: odd / total for intent, odd in odds.items()}


def _features(words: Sequence[str]) -> Iterator[str]:
    stems = [stem(word) for word in words]
    yield from stems
    for one, other in zip(["^", *stems], [*stems, "$"], strict=True):
        yield one + _PAIR + other
