"""Find jobs in words that are no known name of one, or ordinary words as well.

Titles are found by their deciding nouns: the run of title words up to a noun is resolved. Of names
that are ordinary words the words beside one show whether a role is meant:

- A short name (`re`, `as`) counts in capitals, in a list with other roles (`rs, re or mle`), before
  a word of jobs (`re salary`) and behind a level (`l6 re`).
- A field of work (`gpu`, `safety`) counts beside a word of work (`gpu people`, `going into
  safety`) and in a list with other roles.
- What counts in lists only (`swe`) is another job anywhere else.
- `scientists` and `engineers` are those of research, where nothing else is said of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge.asking import VocabularyFile
from bot.language.mentions import JOBS, MANY_ROLES, Mention, MentionKind, NamedPhrase
from bot.language.words import Part, Stretch, Word, bare
from bot.titles import TitleResolver
from bot.titles.lexicon import PhraseMeaning, Piece, longest_phrase
from bot.titles.spelling import normalize

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
_GENERIC = frozenset(
    {"engineer", "scientist", "researcher", "developer", "specialist", "practitioner",
     "programmer", "resident", "hacker", "teamer", "intern", "tester"}
)  # fmt: skip
_NOUNS = _GENERIC | {"eng", "engineers", "scientists", "researchers", "developers"}
_AFTER_OTHER = frozenset({"manager", "director", "recruiter", "consultant", "architect"})
_RIGHT = frozenset({"on", "in", "for"})
_BEFORE_FIELD = frozenset({"a", "an", "the"})
_TEAM_TAGS = frozenset({"team", "teams", "org"})
_BETWEEN_FIELDS = frozenset({"or", "and"})
_SOFTWARE = "software engineer"
_DEVELOPERS = frozenset({"software developer", "backend engineer", "engineer", "developer"})
_SOFTWARE_JOBS = frozenset({"job", "seat", "role", "position", "person", "guy", "dev", "post"})
_TOWARDS_TEAM = frozenset(
    {"but", "who", "whos", "which", "is", "are", "just", "sit", "sits", "sitting", "work", "works",
     "working", "assigned", "attached", "embedded", "placed", "near", "beside", "next", "to", "on",
     "in", "of", "at", "for", "inside", "within", "with", "a", "an", "the", "our", "my", "your",
     "some", "actual", "proper", "big", "plain", "job", "seat", "role", "position"}
)  # fmt: skip
_TEAM_FIELDS = (("ml",), ("machine", "learning"), ("model",), ("models",), ("modelling",))
_TEAMS = frozenset({"team", "teams", "org", "orgs", "group", "people", "folks"})
_MOST_BETWEEN = 6
Key = tuple[str, ...]


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


class TitleRuns:
    """Find titles that stand in no list; immutable."""

    def __init__(self, titles: TitleResolver, not_trades: Iterable[str]) -> None:
        self._titles = titles
        self._not_trades = frozenset(not_trades)

    def find(self, words: Sequence[Word], stretches: Sequence[Stretch]) -> Iterator[Mention]:
        for parts in stretches:
            run: list[Part] = []
            for number, part in enumerate(parts):
                if not _telling(part.piece.meaning):
                    run = []
                    continue
                run.append(part)
                following = parts[number + 1].piece.text if number + 1 < len(parts) else ""
                meaning = part.piece.meaning
                if meaning is not None and meaning.head and following not in _AFTER_OTHER:
                    if (mention := self._run(run, parts[number + 1 :], words)) is not None:
                        yield mention
                    run = []

    def _run(
        self, run: Sequence[Part], after: Sequence[Part], words: Sequence[Word]
    ) -> Mention | None:
        """Resolve one run of title words, with the field that follows it, as in `SWE in ML`."""
        begin = 0
        while begin < len(run) - 1 and _is_level(run[begin].piece):
            begin += 1
        run = run[begin:]
        single = run[-1].piece.text if len(run) == 1 else None
        start, end = run[0].start, run[-1].end
        if single is None or single == _SOFTWARE:
            end = _with_field(after, end)
        text = " ".join(word.text for word in words[start:end])
        found = self._titles.resolve(text)
        if end > run[-1].end and found.status != "matched":
            end = run[-1].end
            found = self._titles.resolve(" ".join(word.text for word in words[start:end]))
        raw = " ".join(word.raw for word in words[start:end])
        exact = found.how in ("id", "name", "alias")
        if found.status == "matched":
            many = len(found.alias_employers) > 1 and len(found.roles) >= MANY_ROLES
            kind = MentionKind.TITLE if many else MentionKind.ROLE
            return Mention(kind, start, end, raw, found.roles, exact)
        if single in _GENERIC or single in self._not_trades:
            return None
        if found.status == "choose" and found.candidates:
            return Mention(MentionKind.UNCLEAR, start, end, raw, found.candidates, exact=False)
        return Mention(MentionKind.OTHER_JOB, start, end, raw, exact=False)


def on_ml_teams(
    words: Sequence[Word], stretches: Sequence[Stretch], roles: tuple[str, ...]
) -> Iterator[Mention]:
    """Find software engineers on a team for ML, in any order: `swe who sits in the ML team`."""
    for part in (part for parts in stretches for part in parts if roles):
        after = words[part.end].text if part.end < len(words) else ""
        end = None
        if part.piece.text == _SOFTWARE:
            end = _end_of_field(words, part.end) or _end_of_team(words, part.end)
        elif part.piece.text in _DEVELOPERS or (
            part.piece.text == "software" and after in _SOFTWARE_JOBS
        ):
            end = _end_of_team(words, part.end)
        if end is not None:
            text = " ".join(word.raw for word in words[part.start : end])
            yield Mention(MentionKind.ROLE, part.start, end, text, roles, exact=False)


def _end_of_field(words: Sequence[Word], at: int) -> int | None:
    """Say where a field ends that stands behind punctuation: `Software Engineer, ML`."""
    end = _field_at(words, at)
    if end is None or words[at].before.strip(" -,(–—:") or words[at].before.strip() == "":
        return None
    following = words[end].text if end < len(words) else ""
    return None if following in _NOUNS else end


def _end_of_team(words: Sequence[Word], at: int) -> int | None:
    """Say where an ML team ends that is named behind a title; None where none is."""
    for place in range(at, min(len(words), at + _MOST_BETWEEN)):
        word = words[place]
        if word.before.strip(" -,—–"):
            break
        if (end := _team_at(words, place)) is not None:
            return end
        if word.text not in _TOWARDS_TEAM:
            break
    return None


def _team_at(words: Sequence[Word], at: int) -> int | None:
    """Say where `ML team`, `team of ML` or `MLEs` ends that begins at a place."""
    if (end := _field_at(words, at)) is not None:
        return end + 1 if end < len(words) and words[end].text in _TEAMS else None
    if words[at].text in _TEAMS and at + 1 < len(words) and words[at + 1].text == "of":
        return _field_at(words, at + 2)
    return at + 1 if words[at].text == "mles" else None


def _field_at(words: Sequence[Word], at: int) -> int | None:
    for field in _TEAM_FIELDS:
        if tuple(word.text for word in words[at : at + len(field)]) == field:
            return at + len(field)
    return None


def _telling(meaning: PhraseMeaning | None) -> bool:
    return meaning is not None and bool(meaning.head or meaning.tags or meaning.strip == "level")


def _is_level(piece: Piece) -> bool:
    meaning = piece.meaning
    return meaning is not None and meaning.strip == "level" and not (meaning.head or meaning.tags)


def _with_field(after: Sequence[Part], end: int) -> int:
    """Stretch a title over `on an ML team` or `for LLMs`."""
    if not after or after[0].piece.text not in _RIGHT:
        return end
    alone = end
    for part in after[1:5]:
        meaning = part.piece.meaning
        known = meaning is not None and (meaning.tags or meaning.strip == "noise")
        if meaning is not None and meaning.head:
            return alone
        if part.piece.text in _BETWEEN_FIELDS:
            break
        if not known and part.piece.text not in _BEFORE_FIELD | _TEAM_TAGS:
            break
        if meaning is not None and meaning.tags:
            end = part.end
    return end
