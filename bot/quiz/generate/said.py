"""What is said of each role and lab anywhere in the knowledge, to tell what is said of no other.

A wrong option is certain only where no claim supports it. Claims are told apart by their words:
what shares most of its words with what is said of another could be said of that one as well.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain

from bot.knowledge.base import Knowledge
from bot.knowledge.roles import Role
from bot.records.claims import Claim
from bot.titles.spelling import stem

REMEMBERED = 3_000
"""Texts whose words are kept: of what there is, many stand in several files."""
ONE_CLAIM = 0.5
"""The share of a statement's words in one other claim from which on both may say the same."""
ALL_CLAIMS = 0.8
"""The share of them in all that is said of another from which on it may be said there too."""
_WORD = re.compile(r"[a-z0-9+#]+")
_NAME_PART = re.compile(r"\w+|[^\w\s]")
"""What names of roles are put together of: words, and marks between them."""
_COMMON = frozenset(
    map(
        stem,
        _WORD.findall(
            "a about above all also an and any are as at be been but by can could do does down "
            "even every for from get give go good had has have how if in into is it its job jobs "
            "just know lab labs lot make many may more most much need never no not of off on one "
            "only or other others out over own people rather role roles say so some such take "
            "than that the their them then there these they thing things this to too up use used "
            "very want was way well what when where whether which while who whom whose why will "
            "with without work works would you your yours yourself"
        ),
    )
)
_stem = cache(stem)


@lru_cache(REMEMBERED)
def content(text: str) -> frozenset[str]:
    """Give the stems of the words of a text that carry its meaning."""
    return frozenset(map(_stem, _WORD.findall(text.casefold()))) - _COMMON


ABOUT_DOCUMENTS = re.compile(
    r"\b(source|document|handbook|map|coach|author|series|listing|listed|rated)s?\b", re.IGNORECASE
)
"""What makes a sentence one about who says so."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """In which of the statements on one subject each word stands, by their numbers."""

    places: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Spoken":
        places: dict[str, set[int]] = defaultdict(set)
        for number, text in enumerate(texts):
            for word in content(text):
                places[word].add(number)
        return cls({word: frozenset(numbers) for word, numbers in places.items()})

    def may_mean(self, words: frozenset[str]) -> bool:
        """Whether something that is said may mean the same as some words."""
        known = [self.places[word] for word in words if word in self.places]
        if len(known) <= ONE_CLAIM * len(words):
            return not words
        one = max(Counter(chain.from_iterable(known)).values())
        return one > ONE_CLAIM * len(words) or len(known) >= ALL_CLAIMS * len(words)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of each of some subjects."""

    of_each: Mapping[str, Spoken]

    @classmethod
    def of(cls, texts: Mapping[str, Iterable[str]]) -> "Said":
        return cls({subject: Spoken.of(dict.fromkeys(said)) for subject, said in texts.items()})

    def not_of(self, subjects: Iterable[str], text: str) -> list[str]:
        """List the subjects of which nothing like a text is said."""
        words = content(text)
        return [it for it in subjects if not self.of_each[it].may_mean(words)]


@dataclass(frozen=True, slots=True)
class RoleNames:
    """Find roles by their names, short names and what their work is called, also in the plural."""

    roles: Mapping[str, str]
    lengths: Mapping[str, int]
    """The parts of the longest name that begins with a word."""

    @classmethod
    def of(cls, roles: Iterable[Role]) -> "RoleNames":
        called = ((role.id, (role.name, role.short, role.spoken)) for role in roles)
        names = {name.casefold(): role for role, own in called for name in own}
        lengths: dict[str, int] = {}
        for first, *others in map(_NAME_PART.findall, names):
            lengths[first] = max(1 + len(others), lengths.get(first, 1))
        # One word in the plural begins as no name does.
        return cls(names, {**{f"{word}s": 1 for word in lengths}, **lengths})

    def found_in(self, text: str) -> set[str]:
        """Give the ids of the roles that a text names."""
        text = text.casefold()
        parts = [it.span() for it in _NAME_PART.finditer(text)]
        found: set[str] = set()
        begin = 0
        while begin < len(parts):
            longest = self.lengths.get(text[slice(*parts[begin])], 0)
            for count in range(min(longest, len(parts) - begin), 0, -1):
                name = text[parts[begin][0] : parts[begin + count - 1][1]]
                role = self.roles.get(name) or self.roles.get(name.removesuffix("s"))
                if role is not None:
                    found.add(role)
                    break
            else:
                count = 1
            begin += count
        return found


@dataclass(frozen=True)
class Evidence:
    """The knowledge that items are made of, with what is said of each role and lab in it."""

    knowledge: Knowledge
    names: RoleNames
    roles: Said
    labs: Said

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Evidence":
        names = RoleNames.of(knowledge.roles.values())
        return cls(knowledge, names, _said_of_roles(knowledge, names), _said_of_labs(knowledge))

    @cached_property
    def all_roles(self) -> tuple[Role, ...]:
        return tuple(self.knowledge.roles.values())

    def name(self, role: str) -> str:
        return self.knowledge.roles[role].name


def _said_of_roles(knowledge: Knowledge, names: RoleNames) -> Said:
    """Gather what is said of each role: its own claims, and all others that name it or its tier."""
    texts: dict[str, list[str]] = defaultdict(list)
    for role in knowledge.roles.values():
        texts[role.id] += [role.gist.text, *(claim.text for claim in _claims_of(role))]
        texts[role.id] += [tier_claim.text for tier_claim in knowledge.tiers[role.tier].facts]
        texts[role.id].append(knowledge.tiers[role.tier].summary.text)
    for roles, text in _structured(knowledge):
        for role_id in roles:
            texts[role_id].append(text)
    for passage in knowledge.passages.passages:
        for role_id in names.found_in(passage.claim.text) - {passage.role}:
            texts[role_id].append(passage.claim.text)
    return Said.of(texts)


def _said_of_labs(knowledge: Knowledge) -> Said:
    """Gather what is said of each lab: in its own file, and wherever it is named."""
    texts: dict[str, list[str]] = defaultdict(list)
    for lab, file in knowledge.labs.items():
        texts[lab] += [claim.text for claims in file.facts.values() for claim in claims]
        pattern = lab_naming(knowledge, lab)
        passages = knowledge.passages.passages
        texts[lab] += [it.claim.text for it in passages if pattern.search(it.claim.text)]
    return Said.of(texts)


def lab_naming(knowledge: Knowledge, lab: str) -> re.Pattern[str]:
    """Find a lab by its name, or by the last word of it: DeepMind."""
    name = knowledge.employers[lab].name
    return re.compile(rf"\b({re.escape(name)}|{re.escape(name.split()[-1])})\b")


def _claims_of(role: Role) -> Iterator[Claim]:
    for claims in role.facts.values():
        yield from claims


def _structured(knowledge: Knowledge) -> Iterator[tuple[Iterable[str], str]]:
    """Yield what is said under the id of a role outside its own file."""
    for comparison in knowledge.comparisons:
        yield comparison.roles, comparison.gist or ""
        yield from ((comparison.roles, point) for point in comparison.points)
        for dimension in comparison.dimensions:
            for role, cell in dimension.cells.items():
                yield (role,), f"{dimension.label}: {cell}"
    interviews = knowledge.interviews
    for role, loop in interviews.loops.items():
        yield from (((role,), text) for text in loop.values())
    for role, notes in interviews.notes.items():
        yield from (((role,), claim.text) for claims in notes.values() for claim in claims)
    for supply in (knowledge.demand.supply, knowledge.levels.ladders):
        for role, told in supply.items():
            yield from (((role,), claim.text) for claim in told)
    for meaning in knowledge.title_files.meanings.meanings:
        yield from ((meaning.roles, claim.text) for claim in meaning.claims)
    for pay in knowledge.pay.values():
        yield pay.roles, pay.words or ""
