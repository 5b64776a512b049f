"""How words are written: one way for the files and for what people type, stems, slips of the pen.

A slip is a letter swapped with its neighbour, added, left out or put for another (the distance is
OSA, optimal string alignment).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

MAX_LENGTH = 300
"""Characters of a title that are read; what lies beyond decides nothing."""
_DOTTED = re.compile(r"\b((?:[a-z]\.){2,})(?=\W|$)")
_WORD = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?")
_SEPARATOR = re.compile(
    r"(\s[-|:/]+\s|[-:]\s|\s-|[,;|()\[\]{}<>/•·:@]|_+|\s(?:at|for|on|in|with|within)\s)"
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), " - ")
_ASCII = dict.fromkeys((*range(32), 127), " ") | {ord("&"): " and "}
_BRACKETS = str.maketrans("【】〔〕「」『』《》〈〉［］（）｛｝", "[][][][][][][](){}")
_SHORTEST_STEM = 3
_E_FROM = 4
_DOUBLED = "bgmnpt"
"""Letters that English doubles before an ending: `getting`, `prepping`."""
SHORTEST_CORRECTED = 4
"""Letters from which a word is corrected: shorter ones are near to too many others."""
TWO_SLIPS_FROM = 7
_ANY_SLIP_FROM = 6


def tidy(text: str) -> str:
    """Fold a title: compatible characters, case, accents; invisible characters removed."""
    text = text[:MAX_LENGTH]
    if not text.isascii():
        text = _fold(text)
    text = text.casefold().translate(_ASCII)
    return _DOTTED.sub(lambda match: match[1].replace(".", "") + " ", text) if "." in text else text


def normalize(text: str) -> str:
    """Return the key of a title: its words in their order, one space between."""
    return " ".join(_WORD.findall(tidy(text)))


def squash(key: str) -> str:
    """Take the spaces out of a key, so that `datascientist` meets `data scientist`."""
    return key.replace(" ", "")


def segments(text: str) -> list[tuple[str, list[str]]]:
    """Cut a title where its writer did: what stood before each part, and the part's words."""
    cut = ["", *_SEPARATOR.split(tidy(text))]
    pairs = zip(cut[::2], cut[1::2], strict=True)
    found = ((before.strip(), _WORD.findall(part)) for before, part in pairs)
    return [(before, words) for before, words in found if words]


def _fold(text: str) -> str:
    """Turn other scripts' forms into plain ones, and drop accents and what cannot be seen."""
    text = text.translate(_DASHES).translate(_BRACKETS)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    kept = []
    for char in text:
        category = unicodedata.category(char)
        if category not in ("Mn", "Cf", "Me"):
            kept.append(" " if category[0] in "CZ" or category == "So" else char)
    return "".join(kept)


def stem(word: str) -> str:
    """Cut the ending off an English word, the same way in phrases and in questions."""
    for ending, put in (("ies", "y"), ("ing", ""), ("ed", ""), ("s", "")):
        cut = word.removesuffix(ending) + put
        if word.endswith(ending) and len(cut) >= _SHORTEST_STEM and not word.endswith(("ss", "us")):
            doubled = ending in ("ing", "ed") and cut[-1] == cut[-2] and cut[-1] in _DOUBLED
            word = cut[:-1] if doubled else cut
            break
    return word[:-1] if len(word) >= _E_FROM and word.endswith("e") else word


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
