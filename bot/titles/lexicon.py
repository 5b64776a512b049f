"""What words and phrases are, and a title read by them.

A title falls into parts where its writer cut it; each part has a deciding noun (its head), tags
beside it, and words that do not change the role.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations
from typing import TypeVar

from bot.titles.spelling import SpellingCorrector, normalize
from bot.titles.title_files import Employer, Head, StrippedKind, TitleRule, WordsFile

Known = TypeVar("Known")
OTHER, RANK = "other", "staff"
_CLOSING = frozenset({"and", "of"})
_GRADES = frozenset({"analyst", "specialist", "consultant", "associate"})


@dataclass(frozen=True, slots=True)
class PhraseMeaning:
    """What a phrase is: something to strip, a head, tags, an employer."""

    strip: StrippedKind | None = None
    head: Head | None = None
    tags: frozenset[str] = frozenset()
    employer: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A phrase found in a title."""

    text: str
    meaning: PhraseMeaning | None


def longest_phrase(
    words: Sequence[str], start: int, phrases: Mapping[tuple[str, ...], Known], most: int
) -> tuple[int, Known | None]:
    """Find the longest phrase of at most so many words that begins at a place.

    Return where it ends and what it means; one word that means nothing where there is none.
    """
    for end in range(min(len(words), start + most), start, -1):
        if (known := phrases.get(tuple(words[start:end]))) is not None:
            return end, known
    return start + 1, None


def first_words(phrases: Iterable[tuple[str, ...]]) -> Mapping[str, int]:
    """Map the first words of phrases to the length of the longest that begins so."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 0))
    return longest


class Lexicon:
    """Phrases and their meanings, and the words they are made of."""

    def __init__(
        self, words: WordsFile, employers: Iterable[Employer], telling: Collection[str] = ()
    ) -> None:
        """Index the words; `telling` are the tags that lead to a role."""
        self._phrases: dict[tuple[str, ...], PhraseMeaning] = {}
        self._spellings: dict[str, tuple[str, ...]] = {
            normalize(short): tuple(normalize(long).split())
            for short, long in words.spellings.items()
        }
        tags: dict[str, set[str]] = defaultdict(set)
        heads: dict[str, Head] = {}
        for tag, phrases in words.tags.items():
            for form in self._forms(phrases):
                tags[form].add(tag)
        for head, phrases in words.heads.items():
            heads.update(dict.fromkeys(self._forms(phrases), head))
        for kind, phrases in words.strip.items():
            for form in self._forms(phrases):
                self._add(form, PhraseMeaning(strip=kind))
        for employer in employers:
            for form in self._forms((employer.name, *employer.aliases)):
                self._add(form, PhraseMeaning(strip="employer", employer=employer.id))
        for form in {**tags, **heads}:
            noun = heads.get(form) or _ending(form, heads)
            own = frozenset(tags.get(form, ()))
            if noun != "other" and (not own or not own.isdisjoint(telling)):
                own |= _inner(form, tags) & frozenset(telling)
            self._add(form, PhraseMeaning(head=noun, tags=own))
        self._longest = first_words(self._phrases)
        self._words = frozenset(word for phrase in self._phrases for word in phrase)
        # A slip is never corrected to a place: there are too many, and none changes a role.
        telling_words = (
            word
            for phrase, meaning in self._phrases.items()
            for word in phrase
            if meaning.strip != "place"
        )
        self.spelling = SpellingCorrector(telling_words, self._words)

    def _forms(self, phrases: Iterable[str]) -> Iterator[str]:
        """Yield phrases as written and spelt out: titles are spelt out before they are cut."""
        for phrase in phrases:
            written = normalize(phrase)
            yield written
            if (spelt := " ".join(self.spell_out(written.split()))) != written:
                yield spelt

    def _add(self, phrase: str, meaning: PhraseMeaning) -> None:
        words = tuple(phrase.split())
        if words:
            self._phrases[words] = meaning

    @property
    def places(self) -> list[str]:
        """All phrases that name places."""
        found = self._phrases.items()
        return [" ".join(words) for words, meaning in found if meaning.strip == "place"]

    def spell_out(self, words: Sequence[str]) -> list[str]:
        """Replace short forms by what they stand for."""
        return [full for word in words for full in self._spellings.get(word, (word,))]

    def abbreviates(self, word: str) -> bool:
        """Whether a word is a short form."""
        return word in self._spellings

    def pieces(self, words: Sequence[str]) -> list[Piece]:
        """Cut words into known phrases, the longest first, and single unknown words."""
        found: list[Piece] = []
        start = 0
        while start < len(words):
            most = self._longest.get(words[start], 0)
            end, meaning = longest_phrase(words, start, self._phrases, most)
            end = self._without_field(words, start, end, meaning)
            found.append(Piece(" ".join(words[start:end]), meaning))
            start = end
        return found

    def _without_field(
        self, words: Sequence[str], start: int, end: int, meaning: PhraseMeaning | None
    ) -> int:
        """Leave `ai` to what follows where an employer goes without it: `Meta AI Researcher`."""
        if meaning is None or meaning.employer is None or end == len(words):
            return end
        shorter = self._phrases.get(tuple(words[start : end - 1]))
        same = shorter is not None and shorter.employer == meaning.employer
        return end - 1 if same and words[end - 1] == "ai" else end

    @property
    def words(self) -> frozenset[str]:
        """Every word that stands in a phrase."""
        return self._words

    def knows(self, word: str) -> bool:
        return self.spelling.knows(word)


def _inner(phrase: str, tags: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Return the tags of the phrases inside a phrase.

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


@dataclass(frozen=True, slots=True)
class StrippedWords:
    """Words of a title that do not change the role."""

    kind: StrippedKind
    text: str


@dataclass(slots=True)
class TitlePart:
    """One part of a title as its writer cut it; `before` is what stood in front of it."""

    before: str
    pieces: list[Piece]
    head: str | None = None
    tags: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """The words that are neither stripped nor an employer."""
        kept = (p.text for p in self.pieces if p.meaning is None or p.meaning.strip is None)
        return " ".join(kept)

    @property
    def bare(self) -> bool:
        """The deciding noun stands alone, as in `Scientist, Applied`."""
        return self.head is not None and not self.tags and " " not in self.words

    @property
    def telling(self) -> bool:
        """A field or a level stands here."""
        return bool(self.tags) or any(map(_is_level, self.pieces))

    def has_unknown(self, shortest: int) -> bool:
        return any(piece.meaning is None and len(piece.text) >= shortest for piece in self.pieces)


@dataclass(slots=True)
class ParsedTitle:
    """A whole title, read; `mended` where a misspelt word was corrected first."""

    parts: list[TitlePart]
    stripped: list[StrippedWords] = field(default_factory=list)
    employer: str | None = None
    mended: bool = False

    @property
    def tags(self) -> frozenset[str]:
        return frozenset(tag for part in self.parts for tag in part.tags)

    def has_unknown(self, shortest: int) -> bool:
        """Look for an unknown word of `shortest` letters or more, which may be misspelt."""
        return any(part.has_unknown(shortest) for part in self.parts)

    @property
    def heads(self) -> list[TitlePart]:
        """The parts with a deciding noun, the deciding one first.

        A mere rank comes after a real noun, and so does another trade when a slash offers one
        of ours instead: `BI Developer / Data Engineer`.
        """
        headed = [part for part in self.parts if part.head is not None]
        ours_by_slash = any(part.before == "/" and part.head != OTHER for part in headed)
        return sorted(
            headed,
            key=lambda part: (part.head == RANK, ours_by_slash and part.head == OTHER),
        )


def parse_title(
    lexicon: Lexicon, segments: Sequence[tuple[str, Sequence[str]]], mend_from: int | None = None
) -> ParsedTitle:
    """Read the parts of a title; misspelt words of `mend_from` letters on are corrected first."""
    parsed = ParsedTitle([])
    for before, words in segments:
        spelt = lexicon.spell_out(words)
        if mend_from is not None:
            mended = lexicon.spell_out(
                [lexicon.spelling.correct(word, mend_from) for word in spelt]
            )
            parsed.mended = parsed.mended or mended != spelt
            spelt = mended
        part = _part(before, lexicon.pieces(spelt))
        parsed.parts.append(part)
        for piece in part.pieces:
            if piece.meaning is not None and piece.meaning.strip is not None:
                parsed.stripped.append(StrippedWords(piece.meaning.strip, piece.text))
                parsed.employer = parsed.employer or piece.meaning.employer
    return parsed


def _part(before: str, pieces: list[Piece]) -> TitlePart:
    """Find the deciding noun of a part: the last one before an `and` or `of`, as in English.

    Behind a noun, `ANALYST I MX 2` is a grade, as consultancies write it.
    """
    head = None
    tags: set[str] = set()
    closed = False
    for number, piece in enumerate(pieces):
        closed = closed or (piece.text in _CLOSING and head is not None)
        if piece.meaning is None:
            continue
        tags |= piece.meaning.tags
        grade = piece.text in _GRADES and head not in (None, OTHER)
        if grade and any(_is_level(later) for later in pieces[number + 1 :]):
            continue
        if piece.meaning.head is not None and not closed:
            head = piece.meaning.head
    return TitlePart(before, pieces, head, frozenset(tags))


def _is_level(piece: Piece) -> bool:
    return piece.meaning is not None and piece.meaning.strip == "level"


def fits(rule: TitleRule, main: frozenset[str], every: frozenset[str]) -> bool:
    """Compare a rule with the tags beside the noun (`main`) and those of the whole title."""
    return (
        main.issuperset(rule.main) and every.issuperset(rule.any) and main.isdisjoint(rule.without)
    )
