"""Rank known titles against a half-typed or misspelt one."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.titles.normalize import squash
from bot.titles.spelling import SHORTEST_CORRECTED, slips_allowed

ALIKE_CUTOFF = 60


class Suggestions:
    """Keys and what each stands for, indexed by beginnings and by shape."""

    def __init__(
        self, entries: Iterable[tuple[str, str]], hints: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Index entries; hints are offered to whoever types them, and are like nothing else."""
        self._meaning: dict[str, str] = {}
        for key, value in entries:
            self._meaning.setdefault(key, value)
        self._keys = list(self._meaning)
        for key, value in hints:
            self._meaning.setdefault(key, value)
        self._order = tuple(dict.fromkeys(self._meaning.values()))
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._beginnings: dict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            self._by_shape[key[:1], len(key)].append(key)
        for key in self._meaning:
            for word in {*key.split(), squash(key)}:
                self._beginnings[word[:1]].append(key)

    def exact(self, key: str) -> str | None:
        """Give what a key stands for."""
        return self._meaning.get(key)

    def beginning(self, text: str) -> tuple[str, ...]:
        """Rank values by titles that begin so, then by words that do; all where text is empty."""
        if not text:
            return self._order
        keys = self._beginnings.get(text[0], ())
        begins = [key for key in keys if key.startswith(text)]
        inside = [key for key in keys if f" {text}" in key or squash(key).startswith(squash(text))]
        return tuple(dict.fromkeys(self._meaning[key] for key in (*begins, *inside)))

    def alike(self, text: str) -> tuple[str, ...]:
        """Rank values by the likeness of their keys as wholes."""
        if len(text) < SHORTEST_CORRECTED:
            return ()
        found = process.extract(
            text, self._keys, scorer=fuzz.ratio, score_cutoff=ALIKE_CUTOFF, limit=10
        )
        return tuple(dict.fromkeys(self._meaning[key] for key, _, _ in found))

    def near(
        self, text: str, slips: int, knows: Callable[[str], bool]
    ) -> list[tuple[int, str, str]]:
        """List the keys within the fewest slips of the pen, with what they stand for.

        A word that `knows` knows is no slip: `project scientist` is not `product scientist`.
        """
        found = []
        for length in range(len(text) - slips, len(text) + slips + 1):
            for key in self._by_shape.get((text[:1], length), ()):
                distance = OSA.distance(text, key, score_cutoff=slips)
                if distance <= slips and _word_by_word(text, key, knows):
                    found.append((distance, key, self._meaning[key]))
        found.sort()
        return [item for item in found if item[0] == found[0][0]]


def _word_by_word(text: str, key: str, knows: Callable[[str], bool]) -> bool:
    """Tell whether each word may be a slip for its own: `it engineer` is none for `ai engineer`."""
    typed, known = text.split(), key.split()
    return len(typed) == len(known) and all(
        one == other or (_is_near(one, other) and not knows(one))
        for one, other in zip(typed, known, strict=True)
    )


def _is_near(typed: str, known: str) -> bool:
    slips = slips_allowed(len(known))
    return 0 < slips >= OSA.distance(typed, known, score_cutoff=slips)
