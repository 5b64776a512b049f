"""Slips of the pen: how many a word may hold, and which known word a misspelt one stands for.

A slip is a letter swapped with its neighbour, added, left out or put for another (the distance is
OSA, optimal string alignment).
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_CORRECTED = 4
"""Letters from which a word is corrected: shorter ones are near to too many others."""
TWO_SLIPS_FROM = 7
_ANY_SLIP_FROM = 6


def slips_allowed(length: int) -> int:
    """0 to 2 slips, for a word or title of `length` characters."""
    if length < SHORTEST_CORRECTED:
        return 0
    return 1 if length < TWO_SLIPS_FROM else 2


def is_slip(typed: str, known: str) -> bool:
    """Say whether a word may be a known one, misspelt.

    Short words are near to too many others, so that only letters swapped, added or left out
    count there: `dtaa` and `datta` are `data`, but `date` is not.
    """
    slips = slips_allowed(len(known))
    if slips == 0 or OSA.distance(typed, known, score_cutoff=slips) > slips:
        return False
    same_length = len(typed) == len(known)
    return len(known) >= _ANY_SLIP_FROM or not same_length or sorted(typed) == sorted(known)


class SpellingCorrector:
    """Correct words against a set of known ones; immutable once built.

    Rules, in their order: a word that is known, shorter than asked for, or not all letters stays as
    it is; so does one for which no known word is near enough, or several are equally near.
    """

    def __init__(
        self,
        targets: Iterable[str],
        known: Iterable[str] = (),
        *,
        two_slips_from: int = TWO_SLIPS_FROM,
        keeps_first_letter: bool = False,
    ) -> None:
        """Index the words that are corrected to; `known` are others that are spelt right.

        With `keeps_first_letter`, only words with the same initial are near at all, and of two
        equally near ones neither is chosen; without, the one with the same last letter is.
        """
        groups: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(set(targets)):
            if word:
                groups[word[0], len(word)].append(word)
        self._targets = {shape: tuple(group) for shape, group in groups.items()}
        self._words = frozenset(chain.from_iterable(self._targets.values()))
        self._known = self._words | frozenset(known)
        self._two_slips_from = two_slips_from
        self._keeps_first_letter = keeps_first_letter

    @property
    def words(self) -> frozenset[str]:
        """The words that are corrected to."""
        return self._words

    def knows(self, word: str) -> bool:
        return word in self._known

    def correct(
        self, word: str, shortest: int = SHORTEST_CORRECTED, *, others: frozenset[str] = frozenset()
    ) -> str:
        """Return the one known word that this is a slip for, or the word itself.

        `others` are more words that stay as they are, for this call.
        """
        if len(word) < shortest or not word.isalpha() or word in self._known or word in others:
            return word
        near = self._near(word)
        fewest = min(near, default=(0, ""))[0]
        best = sorted({known for slips, known in near if slips == fewest})
        if len(best) > 1 and not self._keeps_first_letter:
            # People keep the ends of a word right: `teamr` is `teamer` rather than `team`.
            best = [known for known in best if known[-1] == word[-1]]
        elif len({known.removesuffix("s") for known in best}) == 1:
            best = best[:1]
        return best[0] if len(best) == 1 else word

    def _near(self, word: str) -> list[tuple[int, str]]:
        """Known words within the slips allowed, each with the number of its slips."""
        allowed = 1 if len(word) < self._two_slips_from else slips_allowed(len(word))
        initials = {word[0]} if self._keeps_first_letter else {word[0], word[1]}
        near: list[tuple[int, str]] = []
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for initial in initials:
                shaped = self._targets.get((initial, length), ())
                found = process.extract(
                    word, shaped, scorer=OSA.distance, score_cutoff=allowed, limit=None
                )
                near += [(int(slips), known) for known, slips, _ in found if is_slip(word, known)]
        return near
