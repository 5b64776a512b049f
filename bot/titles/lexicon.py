"""What words and phrases are: one dictionary, built once from the files."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from bot.titles.files import Employer, Head, StrippedKind, WordsFile
from bot.titles.normalize import normalize
from bot.titles.spelling import SpellingCorrector

MAX_PHRASE = 5


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase is: something to strip, a head, tags, an employer."""

    strip: StrippedKind | None = None
    head: Head | None = None
    tags: frozenset[str] = frozenset()
    employer: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A phrase found in a title."""

    text: str
    meaning: Meaning | None


class Lexicon:
    """Phrases and their meanings, and the words they are made of."""

    def __init__(
        self, words: WordsFile, employers: Iterable[Employer], telling: Collection[str] = ()
    ) -> None:
        """Index the words; `telling` are the tags that lead to a role."""
        self._phrases: dict[tuple[str, ...], Meaning] = {}
        self._spellings: dict[str, tuple[str, ...]] = {
            normalize(short): tuple(normalize(long).split())
            for short, long in words.spellings.items()
        }
        self._longest = 1
        tags: dict[str, set[str]] = defaultdict(set)
        heads: dict[str, Head] = {}
        for tag, phrases in words.tags.items():
            for form in self._forms(phrases):
                tags[form].add(tag)
        for head, phrases in words.heads.items():
            heads.update(dict.fromkeys(self._forms(phrases), head))
        for kind, phrases in words.strip.items():
            for form in self._forms(phrases):
                self._add(form, Meaning(strip=kind))
        for employer in employers:
            for form in self._forms((employer.name, *employer.aliases)):
                self._add(form, Meaning(strip="employer", employer=employer.id))
        for form in {**tags, **heads}:
            noun = heads.get(form) or _ending(form, heads)
            own = frozenset(tags.get(form, ()))
            if noun != "other" and (not own or not own.isdisjoint(telling)):
                own |= _inner(form, tags) & frozenset(telling)
            self._add(form, Meaning(head=noun, tags=own))
        self.spelling = SpellingCorrector(word for phrase in self._phrases for word in phrase)

    def _forms(self, phrases: Iterable[str]) -> Iterator[str]:
        """Give phrases as written and spelt out: titles are spelt out before they are cut."""
        for phrase in phrases:
            written = normalize(phrase)
            yield written
            if (spelt := " ".join(self.spell_out(written.split()))) != written:
                yield spelt

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

    @property
    def words(self) -> frozenset[str]:
        """Every word that stands in a phrase."""
        return self.spelling.words

    def knows(self, word: str) -> bool:
        return self.spelling.knows(word)


def _inner(phrase: str, tags: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Give the tags of the phrases inside a phrase.

    What tells of a role means what its parts mean, too: `on device ml` is ML. What tells of
    none does not: a `data center` has nothing to do with data.
    """
    words = phrase.split()
    spans = combinations(range(len(words) + 1), 2)
    inner = (tags.get(" ".join(words[start:end]), ()) for start, end in spans)
    return frozenset(chain.from_iterable(inner))


def _ending(phrase: str, heads: Mapping[str, Head]) -> Head | None:
    """Find the deciding noun that a phrase ends in, as `product engineer` ends in `engineer`.

    Nouns of other trades are left out: a `foundation model` is nobody's trade.
    """
    words = phrase.split()
    endings = (heads.get(" ".join(words[start:])) for start in range(1, len(words)))
    return next((head for head in endings if head not in (None, "other")), None)
