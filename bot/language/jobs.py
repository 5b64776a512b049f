"""Names that are ordinary words as well: the words beside one show whether a role is meant.

- A short name (`re`, `as`) counts in capitals, in a list with other roles (`rs, re or mle`), before
  a word of jobs (`re salary`) and behind a level (`l6 re`).
- A field of work (`gpu`, `safety`) counts beside a word of work (`gpu people`, `going into
  safety`) and in a list with other roles.
- What counts in lists only (`swe`) is another job anywhere else.
- `scientists` and `engineers` are those of research, where nothing else is said of them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge.asking import VocabularyFile
from bot.language.mentions import JOBS, Mention, MentionKind, NamedPhrase
from bot.language.words import Word, bare
from bot.titles.lexicon import longest_phrase
from bot.titles.normalize import normalize

_VERSUS = frozenset({"vs", "versus"})
_JOINS = frozenset({"or", "and", "to", "v"})
_LIST_JOINS = frozenset({"or", "and", "vs", "versus", "v", "against", "than"})
_PASSED = frozenset(
    {"a", "an", "the", "these", "those", "my", "your", "their", "our", "just", "pure", "plain",
     "normal", "regular", "proper", "actual", "real", "into", "from", "of"}
)  # fmt: skip
_ARTICLES = frozenset({"a", "an", "the", "these", "those", "my", "your", "some", "just", "pure"})
_STEP = re.compile(r"[let]\d")
_CONJUNCTIONS = frozenset({"as"})
_BEGINNING = 4
_GROUPS = frozenset({"scientists", "researchers"})
_ONE_OF_GROUP = frozenset({"scientist", "researcher"})
_ENGINEERS = frozenset({"engineer", "engineers", "eng", "engs"})
_LABS = frozenset({"lab", "labs"})
Key = tuple[str, ...]
IsJob = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Groups:
    """The roles that `scientists` and `engineers` mean where nothing else is said of them."""

    scientists: tuple[str, ...]
    engineers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompanyWords:
    """The words that decide whether a name is meant, as `VocabularyFile` describes them."""

    word_like: frozenset[str]
    beside_short: frozenset[str]
    beside_work: frozenset[str]
    before_work: frozenset[Key]
    listing: frozenset[str]
    ordinary: frozenset[str]

    @classmethod
    def of(cls, file: VocabularyFile) -> "CompanyWords":
        return cls(
            frozenset(map(normalize, file.word_like)),
            frozenset(map(normalize, file.beside_short)),
            frozenset(map(normalize, file.beside_work)),
            frozenset(tuple(normalize(text).split()) for text in file.before_work),
            frozenset(map(normalize, file.listing)),
            frozenset(map(normalize, file.ordinary)),
        )


@dataclass(frozen=True, slots=True)
class Company:
    """The words of one question, with the places where jobs are named."""

    words: Sequence[Word]
    keys: Sequence[str]
    jobs: set[int]
    vocabulary: CompanyWords

    def short_names(self, names: Mapping[Key, NamedPhrase], *, english: bool) -> Iterator[Mention]:
        """Find short names; in other languages only those in capitals."""
        raw = [word.raw for word in self.words if word.raw.isalpha()]
        shouting = len(raw) > 2 and all(one.isupper() for one in raw)  # noqa: PLR2004
        for at, word in enumerate(self.words):
            text = bare(word)
            if text not in self.vocabulary.word_like or (named := names.get((text,))) is None:
                continue
            single = word.raw.removesuffix("s").removesuffix("'")
            capital = len(single) > 1 and single.isupper() and not shouting
            job = english and named.kind in JOBS
            if capital or (job and self._beside_short_name(at)):
                yield Mention(named.kind, at, at + 1, word.raw, named.values)

    def fields(self, fields: Mapping[Key, NamedPhrase], longest: int) -> Iterator[Mention]:
        """Find fields of work, and what counts in lists only."""
        at = 0
        while at < len(self.words):
            end, named = longest_phrase(self.keys, at, fields, longest)
            if named is not None:
                field = named.kind is MentionKind.TOPIC
                if (field and self._beside_field(at, end)) or self._listed(at, end):
                    text = " ".join(word.raw for word in self.words[at:end])
                    yield Mention(named.kind, at, end, text, named.values)
            at = end

    def groups(self, mentions: Sequence[Mention], groups: Groups) -> Iterator[Mention]:
        """Find scientists of whom nothing is said, and the engineers beside them."""
        at_lab = any(one.kind is MentionKind.EMPLOYER for one in mentions)
        at_lab = at_lab or any(word.text in _LABS for word in self.words)
        engineers = any(word.text in _ENGINEERS for word in self.words)
        found: list[Mention] = []
        alone = [
            (at, word)
            for at, word in enumerate(self.words)
            if at not in self.jobs and self._stands_alone(at)
        ]
        for at, word in alone:
            one = word.text in _ONE_OF_GROUP and (at_lab or engineers)
            if groups.scientists and (word.text in _GROUPS or one):
                found.append(Mention(MentionKind.TOPIC, at, at + 1, word.raw, groups.scientists))
        yield from found
        if found or any(one.values[:1] == groups.scientists for one in mentions):
            for at, word in alone if groups.engineers else ():
                if word.text in _ENGINEERS:
                    yield Mention(MentionKind.TOPIC, at, at + 1, word.raw, groups.engineers)

    def _word(self, place: int) -> str:
        return self.words[place].text if 0 <= place < len(self.words) else ""

    def _stands_alone(self, at: int) -> bool:
        """Whether no word of another field stands right before, as in `climate scientists`."""
        before = self._word(at - 1)
        return (
            not before
            or bool(self.words[at].before.strip())
            or before in self.vocabulary.ordinary
            or at - 1 in self.jobs
        )

    def _beside_short_name(self, at: int) -> bool:
        """Whether the words beside a short name make it a role: `re vs rs`, `mle or re`."""
        before, after = self._word(at - 1), self._word(at + 1)
        if before in _JOINS and at + 1 in self.jobs:
            return False
        beside = self.vocabulary.beside_short
        return (
            bool(_VERSUS & {before, after})
            or self._slashed(at)
            or (_STEP.fullmatch(before) is not None and self._word(at) not in _CONJUNCTIONS)
            or self._among_jobs(at)
            or (after in beside and before not in beside)
        )

    def _slashed(self, at: int) -> bool:
        return any(it.before.strip() == "/" for it in self.words[at : at + 2])

    def _among_jobs(self, at: int) -> bool:
        """Whether a short name stands in a row or a list of jobs: `rs re mle`, `re or mle`."""
        before, after = self._word(at - 1), self._word(at + 1)
        left, right = at - 1 in self.jobs, at + 1 in self.jobs
        listing = not self.vocabulary.listing.isdisjoint(one.text for one in self.words[:at])
        return (
            (left and (right or self._is_short(at + 1)))
            or (after in _JOINS and (at + 2 in self.jobs or self._is_short(at + 2)))
            or (before in _JOINS and (at - 2 in self.jobs or self._is_short(at - 2)))
            or (listing and (left or right) and before not in ("is", "are"))
        )

    def _is_short(self, place: int) -> bool:
        return self._word(place) in self.vocabulary.word_like

    def _beside_field(self, start: int, end: int) -> bool:
        """Whether a word of work stands beside a field: `gpu people`, `someone on agents`."""
        beside = self._word(end) in self.vocabulary.beside_work and not self._broken(end)
        if beside and self._stands_alone(start):
            return True
        if tuple(self._word(at) for at in (end, end + 1)) == ("as", "a") and (
            self._word(end + 2) in self.vocabulary.beside_work
        ):
            return True
        clause = self.words[start].clause
        near = self.words[max(0, start - 6) : start]
        before = tuple(it.text for it in near if it.clause == clause and it.text not in _ARTICLES)
        return any(before[-size:] in self.vocabulary.before_work for size in range(1, _BEGINNING))

    def _listed(self, start: int, end: int) -> bool:
        """Whether a name stands in a list with a job: `kernels or agents`, `DS, PE, MLOps`."""
        row = all(word.raw.isupper() for word in self.words[max(start - 1, 0) : end])
        left, joined = start - 1, self._comma(start) or row
        if self._word(left) in _PASSED:
            left -= 1
        if self._word(left) in _LIST_JOINS:
            left, joined = left - 1, True
        if joined and left in self.jobs:
            return True
        right, joined = end, self._comma(end)
        if self._word(start - 1) == "from" and self._word(right) == "to":
            right, joined = right + 1, True
        if self._word(right) in _LIST_JOINS:
            right, joined = right + 1, True
        if self._word(right) in _PASSED:
            right += 1
        return joined and right in self.jobs

    def _comma(self, place: int) -> bool:
        return place < len(self.words) and self.words[place].before.strip() in (",", "/", "?")

    def _broken(self, place: int) -> bool:
        return bool(self.words[place].before.strip(" -/"))
