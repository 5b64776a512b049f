"""Find the roles, jobs, employers, levels and tiers that a question names.

Known names and topics are found as phrases. Other titles are found by their deciding noun: the
run of title words up to it is put to the title resolver.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge.asking import VocabularyFile
from bot.knowledge.base import Knowledge
from bot.language.mentions import (
    JOBS,
    MANY_ROLES,
    Mention,
    MentionKind,
    NamedPhrase,
    marked,
    named_phrases,
    without_overlaps,
)
from bot.language.words import Word
from bot.titles import Resolution, TitleResolver
from bot.titles.lexicon import Piece, longest_phrase
from bot.titles.normalize import normalize

MAX_PHRASE = 7

_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,5}s")
_LONGEST_SHORT = 4
_QUOTES = re.compile(r"[\"“”„«»]|(?<!\w)'|'(?!\w)")
_DECODE = re.compile(
    r"(?:please |pls |can you )?decode (?:this |the |my )?(?:title )?([^:]+)", re.IGNORECASE
)
_VERSUS = frozenset({"vs", "versus"})
_JOINS = frozenset({"or", "and", "to", "v"})
_GENERIC = frozenset(
    {"engineer", "scientist", "researcher", "developer", "specialist", "practitioner",
     "programmer", "resident", "hacker", "teamer", "intern", "tester"}
)  # fmt: skip
_AFTER_OTHER = frozenset({"manager", "director", "recruiter", "consultant", "architect"})
_RIGHT = frozenset({"on", "in", "for"})
_ARTICLES = frozenset({"a", "an", "the"})
_TEAM_TAGS = frozenset({"team", "teams", "org"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the lexicon, over the words it was read from."""

    piece: Piece
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words that decide whether a name is meant, as `VocabularyFile` describes them."""

    word_like: frozenset[str]
    beside_short: frozenset[str]
    not_trades: frozenset[str]
    listing: frozenset[str]
    labs: frozenset[str]
    negations: frozenset[tuple[str, ...]]
    background: frozenset[tuple[str, ...]]
    likened: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, file: VocabularyFile) -> "_Vocabulary":
        return cls(
            _words(file.word_like),
            _words(file.beside_short),
            _words(file.not_trades),
            _words(file.listing),
            frozenset(file.labs),
            _phrases(file.negations),
            _phrases(file.background),
            _phrases(file.likened),
        )


class Spotter:
    """Find mentions; immutable."""

    def __init__(
        self,
        titles: TitleResolver,
        names: Mapping[tuple[str, ...], NamedPhrase],
        words: _Vocabulary,
    ) -> None:
        self._titles = titles
        self._names = names
        self._vocabulary = words

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Spotter":
        names: dict[tuple[str, ...], NamedPhrase] = {}
        for text, named in named_phrases(knowledge, knowledge.asking):
            names.setdefault(_key(normalize(text).split()), named)
        return cls(knowledge.titles, names, _Vocabulary.of(knowledge.asking.vocabulary))

    def with_own(self, knowledge: Knowledge, own: Mapping[str, str]) -> "Spotter":
        """Find a server's own words for roles as well, given as title to role id."""
        names = {
            _key(normalize(text).split()): NamedPhrase(MentionKind.ROLE, (role,))
            for text, role in own.items()
        }
        return Spotter(knowledge.titles, {**self._names, **names}, self._vocabulary)

    @property
    def words(self) -> frozenset[str]:
        """All words of names."""
        return frozenset(word for phrase in self._names for word in phrase)

    def spot(self, words: Sequence[Word], *, english: bool = True) -> list[Mention]:
        """Return what is named, in the order of the question, without overlaps."""
        found = [*self._phrases(words), *self._runs(words), *self._employers(words)]
        jobs = {at for one in found if one.kind in JOBS for at in range(one.start, one.end)}
        found += self._word_like_names(words, jobs, english=english)
        kept = without_overlaps(found)
        before = self._vocabulary
        return marked(kept, words, before.negations, before.background, before.likened)

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

    def _phrases(self, words: Sequence[Word]) -> Iterator[Mention]:
        """Find known names, topics, levels and tiers, the longest at each place."""
        keys = _key(_bare(word) for word in words)
        for start, word in enumerate(words):
            clause = sum(it.clause == word.clause for it in words[start : start + MAX_PHRASE])
            end, named = longest_phrase(keys, start, self._names, clause)
            if named is None or (end == start + 1 and keys[start] in self._vocabulary.word_like):
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

    def _word_like_names(
        self, words: Sequence[Word], jobs: set[int], *, english: bool
    ) -> Iterator[Mention]:
        """Find short names that are ordinary words too, where what stands beside them decides."""
        shouting = all(word.raw.isupper() for word in words if word.raw.isalpha())
        for at, word in enumerate(words):
            bare = _bare(word)
            entry = self._names.get((bare,))
            if bare not in self._vocabulary.word_like or entry is None:
                continue
            capital = word.raw.removesuffix("s").isupper() and not shouting
            if capital or (english and self._has_company(words, at, jobs)):
                yield Mention(entry.kind, at, at + 1, word.raw, entry.values)

    def _has_company(self, words: Sequence[Word], at: int, jobs: set[int]) -> bool:
        """Whether the words beside a short name make it a role: `re vs rs`, `mle or re`."""

        def word(place: int) -> str:
            return words[place].text if 0 <= place < len(words) else ""

        def is_job(place: int) -> bool:
            return place in jobs or word(place) in self._vocabulary.word_like

        before, after = word(at - 1), word(at + 1)
        slashed = [words[n].before.strip() == "/" for n in (at, at + 1) if n < len(words)]
        if _VERSUS & {before, after} or any(slashed):
            return True
        if before in _JOINS and at + 1 in jobs:
            return False
        if after in _JOINS and is_job(at + 2):
            return True
        if before in _JOINS and is_job(at - 2):
            return True
        if self._vocabulary.listing & {one.text for one in words[:at]} and (
            at - 1 in jobs or at + 1 in jobs
        ):
            return before not in ("is", "are")
        return (
            after in self._vocabulary.beside_short and before not in self._vocabulary.beside_short
        )

    def _runs(self, words: Sequence[Word]) -> Iterator[Mention]:
        """Find titles by their deciding nouns."""
        for parts in self._stretches(words):
            run: list[_Part] = []
            for number, part in enumerate(parts):
                meaning = part.piece.meaning
                telling = meaning is not None and (
                    meaning.head is not None or meaning.tags or meaning.strip == "level"
                )
                if not telling:
                    run = []
                    continue
                run.append(part)
                following = parts[number + 1].piece.text if number + 1 < len(parts) else ""
                if meaning is not None and meaning.head and following not in _AFTER_OTHER:
                    if (mention := self._run(run, parts[number + 1 :], words)) is not None:
                        yield mention
                    run = []

    def _run(
        self, run: Sequence[_Part], after: Sequence[_Part], words: Sequence[Word]
    ) -> Mention | None:
        """Resolve one run of title words, with the field that follows it, as in `SWE in ML`."""
        begin = 0
        while begin < len(run) - 1 and _is_level(run[begin].piece):
            begin += 1
        run = run[begin:]
        single = run[-1].piece.text if len(run) == 1 else None
        start, end = run[0].start, run[-1].end
        if single is None or single == "software engineer":
            end = _with_field(after, end)
        text = " ".join(word.text for word in words[start:end])
        found = self._titles.resolve(text)
        if end > run[-1].end and found.status != "matched":
            end = run[-1].end
            found = self._titles.resolve(" ".join(word.text for word in words[start:end]))
        raw = " ".join(word.raw for word in words[start:end])
        exact = found.how in ("id", "name", "alias")
        if found.status == "matched":
            if len(found.alias_employers) > 1 and len(found.roles) >= MANY_ROLES:
                return Mention(MentionKind.TITLE, start, end, raw, found.roles, exact)
            return Mention(MentionKind.ROLE, start, end, raw, found.roles, exact)
        if single in _GENERIC or single in self._vocabulary.not_trades:
            return None
        if found.status == "choose" and found.candidates:
            return Mention(MentionKind.UNCLEAR, start, end, raw, found.candidates, exact=False)
        return Mention(MentionKind.OTHER_JOB, start, end, raw, exact=False)

    def _employers(self, words: Sequence[Word]) -> Iterator[Mention]:
        """Find employers; a name that is an ordinary word needs a capital or a preposition."""
        for parts in self._stretches(words):
            for part in parts:
                employer = part.piece.meaning.employer if part.piece.meaning else None
                if employer is None:
                    continue
                raw = words[part.start].raw
                before = words[part.start - 1].text if part.start else ""
                sure = employer in self._vocabulary.labs or not raw.islower()
                if sure or before in ("at", "from", "by", "for", "join", "joining", "inside"):
                    text = " ".join(word.raw for word in words[part.start : part.end])
                    yield Mention(MentionKind.EMPLOYER, part.start, part.end, text, (employer,))

    def _stretches(self, words: Sequence[Word]) -> Iterator[list[_Part]]:
        """Cut a question into pieces of the lexicon, stretch by stretch between punctuation."""
        start = 0
        for end in range(1, len(words) + 1):
            if (
                end == len(words)
                or words[end].before.strip(" -")
                or words[end].clause != words[start].clause
            ):
                yield self._pieces(words, start, end)
                start = end

    def _singular(self, word: Word) -> str:
        """Return a plural as its singular where only that is a word of titles: nurses, nurse."""
        text = _bare(word)
        lexicon = self._titles.lexicon
        single = text.removesuffix("s")
        if len(text) <= _LONGEST_SHORT:
            return text
        return single if not lexicon.knows(text) and lexicon.knows(single) else text

    def _pieces(self, words: Sequence[Word], start: int, end: int) -> list[_Part]:
        spelt: list[str] = []
        origin: list[int] = []
        for at in range(start, end):
            for part in self._titles.lexicon.spell_out([self._singular(words[at])]):
                spelt.append(part)
                origin.append(at)
        parts: list[_Part] = []
        done = 0
        for piece in self._titles.lexicon.pieces(spelt):
            size = len(piece.text.split())
            parts.append(_Part(piece, origin[done], origin[done + size - 1] + 1))
            done += size
        return parts


def _is_level(piece: Piece) -> bool:
    meaning = piece.meaning
    return meaning is not None and meaning.strip == "level" and not (meaning.head or meaning.tags)


def _with_field(after: Sequence[_Part], end: int) -> int:
    """Stretch a title over `on an ML team` or `for LLMs`."""
    if not after or after[0].piece.text not in _RIGHT:
        return end
    for part in after[1:5]:
        meaning = part.piece.meaning
        known = meaning is not None and (meaning.tags or meaning.strip == "noise")
        if meaning is not None and meaning.head:
            return end
        if not known and part.piece.text not in _ARTICLES | _TEAM_TAGS:
            break
        if meaning is not None and meaning.tags:
            end = part.end
    return end


def _bare(word: Word) -> str:
    """Return a word, a plural acronym as its singular: `REs` is `RE`."""
    if _PLURAL_ACRONYM.fullmatch(word.raw) and len(word.text) > 2:  # noqa: PLR2004
        return word.text.removesuffix("s")
    return word.text


def _key(words: Iterable[str]) -> tuple[str, ...]:
    """Make plural and singular one."""
    return tuple(
        word[:-1]
        if len(word) > _LONGEST_SHORT - 1 and word.endswith("s") and word[-2] != "s"
        else word
        for word in words
    )


def _phrases(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(normalize(text).split()) for text in texts)


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normalize, texts))
