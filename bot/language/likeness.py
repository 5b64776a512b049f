"""Liken a question to example questions, where no phrase decides.

Multinomial naive Bayes over stems and pairs of stems, with one class an intent: the words of the
examples beside each intent vote, so that an example that a moderator adds carries over to
questions that are worded alike.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.knowledge.asking.files import Intent
from bot.knowledge.asking.patterns import stem

SMOOTHING = 0.3
CAUTION = 4.0
"""Words of one question are no independent witnesses, so their evidence is divided."""
_PAIR = " "


class Examples:
    """Example questions by intent; immutable once built."""

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
        """Give how likely each intent is by its examples, together 1; empty for unknown words."""
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
