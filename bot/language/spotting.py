"""Find the roles, jobs, employers, levels, tiers and places that a question names.

Known names, topics and places are found as phrases, other jobs by `bot.language.jobs`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.knowledge.asking import VocabularyFile
from bot.knowledge.base import Knowledge
from bot.language.jobs import Company, CompanyWords, Groups, Key, TitleRuns, on_ml_teams
from bot.language.mentions import (
    JOBS,
    Mention,
    MentionKind,
    NamedPhrase,
    company_phrases,
    marked,
    named_phrases,
    without_overlaps,
)
from bot.language.words import LONGEST_SHORT, Part, Stretch, Word, bare, stretches
from bot.titles import Resolution, TitleResolver
from bot.titles.lexicon import Lexicon, first_words, longest_phrase
from bot.titles.spelling import normalize

MAX_PHRASE = 7
SHORT_TITLE = 2

_QUOTES = re.compile(r"[\"“”„«»]|(?<!\w)'|'(?!\w)")
_DECODE = re.compile(
    r"(?:please |pls |can you )?decode (?:this |the |my )?(?:title )?([^:]+)", re.IGNORECASE
)
_BEFORE_WORDS = frozenset({"at", "from", "join", "joining", "inside"})
_BEFORE_PLACES = frozenset(
    {"in", "from", "to", "near", "around", "within", "outside", "the", "for", "based"}
)
_IN = frozenset({"in", "near", "outside"})
_LONG_PLACE, _SHORT_PLACE = 5, 4
"""Letters from which a place in small letters needs no preposition: at all, if not ordinary."""
_PLACE_ACRONYMS = frozenset({"usa", "uk", "uae", "nyc"})
_SHORTEST_PLACE = 4
_PLACE_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Names:
    """Phrases that name something, by their words; those in `fields` do only in company."""

    phrases: Mapping[Key, NamedPhrase]
    fields: Mapping[Key, NamedPhrase]
    words: frozenset[str]
    titles: frozenset[str]
    longest: Mapping[str, int]

    @classmethod
    def of(cls, knowledge: Knowledge) -> "_Names":
        phrases: dict[Key, NamedPhrase] = {}
        fields: dict[Key, NamedPhrase] = {}
        words: set[str] = set()
        for index, found in (
            (phrases, named_phrases(knowledge, knowledge.asking)),
            (fields, company_phrases(knowledge.asking)),
        ):
            for text, named in found:
                spelt = normalize(text).split()
                words.update(spelt)
                index.setdefault(_key(spelt), named)
        short = (key for key, named in phrases.items() if named.kind is MentionKind.ROLE)
        titles = (word for key in short if len(key) <= SHORT_TITLE for word in key)
        return cls(
            phrases,
            fields,
            frozenset(words.union(*phrases, *fields)),
            frozenset(titles),
            first_words(phrases),
        )

    def with_own(self, own: Mapping[str, str]) -> "_Names":
        phrases = {
            _key(normalize(text).split()): NamedPhrase(MentionKind.ROLE, (role,))
            for text, role in own.items()
        }
        every = {**self.phrases, **phrases}
        words = self.words.union(*phrases)
        return replace(self, phrases=every, words=words, longest=first_words(every))


@dataclass(frozen=True, slots=True)
class _Marks:
    """What stands before a job that is not meant, or that somebody has."""

    negations: frozenset[Key]
    background: frozenset[Key]
    likened: frozenset[Key]

    @classmethod
    def of(cls, file: VocabularyFile) -> "_Marks":
        return cls(
            _phrases(file.negations),
            _phrases(file.background),
            _phrases(file.likened),
        )


@dataclass(frozen=True, slots=True)
class _Places:
    """Find places: those of the lexicon, and whatever has a capital letter behind `in`.

    Short `ordinary` words need a preposition, words of `names` are known.
    """

    lexicon: Lexicon
    ordinary: frozenset[str]
    names: frozenset[str]

    def find(self, words: Sequence[Word], cut: Sequence[Stretch]) -> Iterator[Mention]:
        for part in (part for parts in cut for part in parts):
            meaning = part.piece.meaning
            if meaning is not None and meaning.strip == "place" and self._meant(words, part):
                yield _place(words, part.start, part.end)
        for at, word in enumerate(words):
            end = at + 1
            while word.text in _IN and end < at + 1 + _PLACE_WORDS and self._unknown(words, end):
                end += 1
            if end > at + 1:
                yield _place(words, at + 1, end)

    def _meant(self, words: Sequence[Word], part: Part) -> bool:
        word = words[part.start]
        before = words[part.start - 1].text if part.start else ""
        size = len(part.piece.text)
        long = size >= _LONG_PLACE or (size >= _SHORT_PLACE and word.text not in self.ordinary)
        alone = long or word.text in _PLACE_ACRONYMS
        return alone or before in _BEFORE_PLACES or word.raw[0].isupper()

    def _unknown(self, words: Sequence[Word], at: int) -> bool:
        """Whether a word has a capital letter and is none that is known otherwise."""
        if at >= len(words) or words[at].before.strip():
            return False
        word = words[at]
        return (
            len(word.raw) >= _SHORTEST_PLACE
            and word.raw.istitle()
            and not (
                word.text in self.ordinary
                or word.text in self.names
                or self.lexicon.knows(word.text)
            )
        )


def _place(words: Sequence[Word], start: int, end: int) -> Mention:
    text = " ".join(word.raw for word in words[start:end])
    return Mention(MentionKind.PLACE, start, end, text, (text,))


@dataclass(frozen=True, slots=True)
class Spotter:
    """Find mentions; immutable."""

    _titles: TitleResolver
    _names: _Names
    _runs: TitleRuns
    _company: CompanyWords
    _marks: _Marks
    _places: _Places
    _groups: Groups
    _on_ml_team: tuple[str, ...]

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Spotter":
        vocabulary, names = knowledge.asking.vocabulary, _Names.of(knowledge)
        ordinary = frozenset(map(normalize, vocabulary.ordinary))

        def role(title: str) -> tuple[str, ...]:
            return knowledge.titles.resolve(title).roles[:1]

        return cls(
            knowledge.titles,
            names,
            TitleRuns(knowledge.titles, map(normalize, vocabulary.not_trades)),
            CompanyWords.of(vocabulary),
            _Marks.of(vocabulary),
            _Places(knowledge.titles.lexicon, ordinary, names.words),
            Groups(role("research scientist"), role("research engineer")),
            role("software engineer on an ML team"),
        )

    def with_own(self, own: Mapping[str, str]) -> "Spotter":
        """Find a server's own words for roles as well, given as title to role id."""
        return replace(self, _names=self._names.with_own(own))

    @property
    def words(self) -> frozenset[str]:
        """All words of names."""
        return self._names.words

    @property
    def titles(self) -> frozenset[str]:
        """The words of short titles, which hold nothing but the title."""
        return self._names.titles

    def spot(self, words: Sequence[Word], *, english: bool = True) -> list[Mention]:
        """Return what is named, in the order of the question, without overlaps."""
        keys = _key(map(bare, words))
        cut = list(stretches(self._titles.lexicon, words))
        found = [*self._phrases(words, keys), *self._runs.find(words, cut)]
        found += on_ml_teams(words, cut, self._on_ml_team)
        found += [*self._employers(words, cut), *self._places.find(words, cut)]
        company = Company(words, keys, _at_jobs(found), self._company)
        found += company.short_names(self._names.phrases, english=english)
        company.jobs.update(_at_jobs(found))
        found += company.fields(self._names.fields, MAX_PHRASE)
        company.jobs.update(_at_jobs(found))
        found += company.groups(found, self._groups)
        marks = self._marks
        kept = without_overlaps(found)
        return marked(kept, words, marks.negations, marks.background, marks.likened)

    def quoted(self, text: str) -> Resolution | None:
        """Resolve what stands in quotation marks; behind a colon, only what is a title."""
        parts = _QUOTES.split(text)
        for part in parts[1::2] if len(parts) > 2 else ():  # noqa: PLR2004 - a pair of marks
            if 0 < len(part.split()) <= MAX_PHRASE + 3:
                return self._titles.resolve(part.strip())
        if (named := _DECODE.fullmatch(text)) and len(named[1].split()) <= MAX_PHRASE + 3:
            return self._titles.resolve(named[1].strip())
        before, _, after = text.partition(":")
        if 0 < len(after.split()) <= MAX_PHRASE + 3 and len(before.split()) <= MAX_PHRASE:
            found = self._titles.resolve(after.strip())
            return found if found.status == "matched" else None
        return None

    def _phrases(self, words: Sequence[Word], keys: Sequence[str]) -> Iterator[Mention]:
        """Find known names, topics, levels and tiers, the longest at each place."""
        for start, word in enumerate(words):
            if (most := self._names.longest.get(keys[start])) is None:
                continue
            clause = sum(it.clause == word.clause for it in words[start : start + most])
            end, named = longest_phrase(keys, start, self._names.phrases, clause)
            if named is None or (end == start + 1 and keys[start] in self._company.word_like):
                continue
            text = " ".join(item.raw for item in words[start:end])
            yield Mention(
                named.kind,
                start,
                end,
                text,
                named.values,
                intents=named.intents,
                rank=named.rank,
            )

    def _is_technology(self, part: Part) -> bool:
        named = self._names.phrases.get(_key(part.piece.text.split()))
        return named is not None and named.kind is MentionKind.TECHNOLOGY

    def _employers(self, words: Sequence[Word], cut: Sequence[Stretch]) -> Iterator[Mention]:
        """Find employers; what is a technology or an ordinary word as well needs a preposition.

        For an ordinary word, a capital inside a sentence is enough, too.
        """
        for part in (part for parts in cut for part in parts):
            employer = part.piece.meaning.employer if part.piece.meaning else None
            if employer is None:
                continue
            word = words[part.start]
            before = words[part.start - 1].text if part.start else ""
            sure = before in _BEFORE_WORDS or not self._is_technology(part)
            if word.text in self._company.word_like and part.end == part.start + 1:
                begins = not before or words[part.start - 1].clause != word.clause
                sure = before in _BEFORE_WORDS or not (begins or word.raw.islower())
            if sure:
                text = " ".join(word.raw for word in words[part.start : part.end])
                yield Mention(MentionKind.EMPLOYER, part.start, part.end, text, (employer,))


def _at_jobs(found: Iterable[Mention]) -> set[int]:
    """Return the places of all words that name jobs."""
    return {at for one in found if one.kind in JOBS for at in range(one.start, one.end)}


def _key(words: Iterable[str]) -> tuple[str, ...]:
    """Make plural and singular one."""
    return tuple(
        word[:-1]
        if len(word) > LONGEST_SHORT - 1 and word.endswith("s") and word[-2] != "s"
        else word
        for word in words
    )


def _phrases(texts: Iterable[str]) -> frozenset[Key]:
    return frozenset(tuple(normalize(text).split()) for text in texts)
