"""What words and phrases are: one dictionary, built once from the files."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.knowledge.money import Employer
from bot.knowledge.titles.files import StrippedKind, WordsFile
from bot.knowledge.titles.normalize import normalize

MAX_PHRASE = 5
SHORTEST_MENDED = 4


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase is: something to strip, a head, tags, an employer."""

    strip: StrippedKind | None = None
    head: str | None = None
    tags: frozenset[str] = frozenset()
    employer: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A phrase found in a title."""

    text: str
    meaning: Meaning | None


class Lexicon:
    """Phrases and their meanings, and the words they are made of."""

    def __init__(self, words: WordsFile, employers: Iterable[Employer]) -> None:
        self._phrases: dict[tuple[str, ...], Meaning] = {}
        self._spellings: dict[str, tuple[str, ...]] = {
            normalize(short): tuple(normalize(long).split())
            for short, long in words.spellings.items()
        }
        self._longest = 1
        tags: dict[str, set[str]] = defaultdict(set)
        heads: dict[str, str] = {}
        for tag, phrases in words.tags.items():
            for phrase in phrases:
                tags[normalize(phrase)].add(tag)
        for head, phrases in words.heads.items():
            heads.update({normalize(phrase): head for phrase in phrases})
        for kind, phrases in words.strip.items():
            for phrase in phrases:
                self._add(normalize(phrase), Meaning(strip=kind))
        for employer in employers:
            for name in (employer.name, *employer.aliases):
                self._add(normalize(name), Meaning(strip="employer", employer=employer.id))
        for phrase in {**tags, **heads}:
            meaning = Meaning(head=heads.get(phrase), tags=frozenset(tags.get(phrase, ())))
            self._add(phrase, meaning)
        self._vocabulary = _by_shape({word for phrase in self._phrases for word in phrase})

    def _add(self, phrase: str, meaning: Meaning) -> None:
        words = tuple(phrase.split())
        if words:
            self._phrases[words] = meaning
            self._longest = min(MAX_PHRASE, max(self._longest, len(words)))

    def spell_out(self, words: Sequence[str]) -> list[str]:
        """Replace short forms by what they stand for."""
        return [full for word in words for full in self._spellings.get(word, (word,))]

    def pieces(self, words: Sequence[str]) -> list[Piece]:
        """Cut words into known phrases, the longest first, and single unknown words."""
        found: list[Piece] = []
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + self._longest), start, -1):
                phrase = tuple(words[start:end])
                if (meaning := self._phrases.get(phrase)) is not None:
                    found.append(Piece(" ".join(phrase), meaning))
                    start = end
                    break
            else:
                found.append(Piece(words[start], None))
                start += 1
        return found

    def knows(self, word: str) -> bool:
        """Tell whether a word stands in any phrase."""
        return word in self._vocabulary.get((word[:1], len(word)), ())

    def mend(self, word: str, shortest: int = SHORTEST_MENDED) -> str:
        """Correct a misspelt word of some length, if just one known word is near enough."""
        if len(word) < shortest or self.knows(word) or not word.isalpha():
            return word
        allowed = slips_allowed(len(word))
        near: list[tuple[int, str]] = []
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for initial in {word[0], word[1]}:
                shaped = self._vocabulary.get((initial, length), ())
                found = process.extract(
                    word, shaped, scorer=OSA.distance, score_cutoff=allowed, limit=None
                )
                near += [(int(slips), known) for known, slips, _ in found]
        fewest = min(near, default=(0, ""))[0]
        best = [known for slips, known in near if slips == fewest]
        if len(best := sorted(set(best))) > 1:
            # People keep the ends of a word right: `teamr` is `teamer` rather than `team`.
            best = [known for known in best if known[-1] == word[-1]]
        return best[0] if len(best) == 1 else word


def slips_allowed(length: int) -> int:
    """Give the slips of the pen allowed in a word or title of some length."""
    if length < SHORTEST_MENDED:
        return 0
    return 1 if length < 7 else 2  # noqa: PLR2004


def _by_shape(words: Iterable[str]) -> dict[tuple[str, int], tuple[str, ...]]:
    """Group words by initial and length, so that few need be compared."""
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in sorted(words):
        if word:
            groups[word[0], len(word)].append(word)
    return {shape: tuple(group) for shape, group in groups.items()}
