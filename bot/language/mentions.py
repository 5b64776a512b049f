"""What questions name: roles, other jobs, employers, levels, tiers; and every phrase that does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.knowledge.asking import AskingFiles
from bot.knowledge.base import Knowledge
from bot.language.words import Word
from bot.titles.spelling import normalize, stem


class MentionKind(StrEnum):
    """What a mention is of."""

    ROLE = "role"
    TITLE = "title"
    UNCLEAR = "unclear"
    TOPIC = "topic"
    HINT = "hint"
    OTHER_JOB = "other-job"
    EMPLOYER = "employer"
    LEVEL = "level"
    TIER = "tier"
    PLACE = "place"
    FIELD = "field"
    TECHNOLOGY = "technology"


SLOTS_OF: Mapping[MentionKind, frozenset[str]] = {
    MentionKind.ROLE: frozenset({"role", "job"}),
    MentionKind.TITLE: frozenset({"title", "job"}),
    MentionKind.UNCLEAR: frozenset({"role", "job"}),
    MentionKind.TOPIC: frozenset({"role", "job"}),
    MentionKind.HINT: frozenset({"field"}),
    MentionKind.OTHER_JOB: frozenset({"job", "other"}),
    MentionKind.EMPLOYER: frozenset({"employer"}),
    MentionKind.LEVEL: frozenset({"level"}),
    MentionKind.TIER: frozenset({"tier"}),
    MentionKind.PLACE: frozenset(),
    MentionKind.FIELD: frozenset({"field"}),
    MentionKind.TECHNOLOGY: frozenset({"technology"}),
}
MASKS: Mapping[MentionKind, str] = {
    MentionKind.ROLE: "{role}",
    MentionKind.TITLE: "{role}",
    MentionKind.UNCLEAR: "{role}",
    MentionKind.TOPIC: "{topic}",
    MentionKind.HINT: "{topic}",
    MentionKind.OTHER_JOB: "{job}",
    MentionKind.EMPLOYER: "{employer}",
    MentionKind.LEVEL: "{level}",
    MentionKind.TIER: "{tier}",
    MentionKind.PLACE: "{place}",
}
"""What stands for a name in a masked question; other kinds stay as they are written."""
NUMBERS = frozenset({"two", "three", "four", "five", "six", "seven", "ten", "twenty"})
JOBS = frozenset(
    {
        MentionKind.ROLE,
        MentionKind.TITLE,
        MentionKind.UNCLEAR,
        MentionKind.TOPIC,
        MentionKind.OTHER_JOB,
    }
)

MANY_ROLES = 3
"""An alias of so many roles names none of them: it is a title to decode."""


_TELLING_APART = frozenset({"tell", "distinguish", "differ", "differs", "separate", "separates"})
_CHOSEN_BEFORE = frozenset({("instead", "of"), ("rather", "than")})
_CHOOSING = frozenset(
    {"take", "taking", "go", "going", "become", "choose", "choosing", "pick", "picking", "lose",
     "gain", "give", "accept"}
)  # fmt: skip
"""Who chooses one job instead of another asks about both."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words from `start` to before `end`, and what they name.

    `values` are role ids, likeliest first, or the id of an employer, tier or level. `exact` says
    that the words are a known name; `intents` limits a hint.
    """

    kind: MentionKind
    start: int
    end: int
    text: str
    values: tuple[str, ...] = ()
    exact: bool = True
    intents: tuple[str, ...] = ()
    negated: bool = False
    background: bool = False
    likened: bool = False
    rank: int = 0

    @property
    def length(self) -> int:
        """Count the words."""
        return self.end - self.start


def without_overlaps(found: Iterable[Mention]) -> list[Mention]:
    """Keep the longest mentions; of equally long ones, the surest, and those found first."""
    order = list(MentionKind)
    kept: list[Mention] = []
    for one in sorted(found, key=lambda m: (-m.length, order.index(m.kind), m.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda mention: mention.start)


def marked(
    mentions: Sequence[Mention],
    words: Sequence[Word],
    negations: frozenset[tuple[str, ...]],
    background: frozenset[tuple[str, ...]],
    likened: frozenset[tuple[str, ...]],
) -> list[Mention]:
    """Mark jobs that are not meant, and jobs that a person says to have."""
    result: list[Mention] = []
    choosing = {word.text for word in words}
    for mention in mentions:
        if mention.kind in JOBS:
            before = _before(words, mention.start)
            since = _before(words, mention.start, result[-1].end if result else 0)
            told_apart = not _TELLING_APART.isdisjoint(before)
            compared = told_apart or "as" in before[:-1]
            from_there = _ends_in(since, background) and not compared
            chosen = _ends_in(before, _CHOSEN_BEFORE) and not choosing.isdisjoint(_CHOOSING)
            mention = replace(  # noqa: PLW2901 - the same mention, with what stands before it
                mention,
                negated=_ends_in(before, negations) and not (told_apart or chosen),
                background=from_there or _either(words, result, mention),
                likened=_ends_in(before, likened),
            )
        result.append(mention)
    return result


def _either(words: Sequence[Word], earlier: Sequence[Mention], mention: Mention) -> bool:
    """Whether a job is joined to one before it that somebody has: `as RS or RE`."""
    last = earlier[-1] if earlier else None
    joined = (
        last is not None
        and last.end < len(words)
        and words[last.end].text == "or"
        and mention.start == last.end + 1
    )
    return joined and last is not None and last.background


def _before(words: Sequence[Word], start: int, begin: int = 0) -> tuple[str, ...]:
    """Return the words before a mention in its clause, without articles and levels."""
    clause = words[start].clause
    found = [word.text for word in words[max(begin, start - 6) : start] if word.clause == clause]
    return tuple(word for word in found if word not in ("a", "an", "the", "senior", "junior"))


def _ends_in(words: tuple[str, ...], endings: frozenset[tuple[str, ...]]) -> bool:
    return any(words[-size:] in endings for size in range(1, 6))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a mention of several words that is one thing."""

    stem: str
    kinds: frozenset[str]
    clause: int
    start: int
    end: int


def tokens_of(words: Sequence[Word], mentions: Sequence[Mention]) -> list[Token]:
    """Return a question as the items that phrases are compared with."""
    items: list[Token] = []
    starts = {mention.start: mention for mention in mentions}
    at = 0
    while at < len(words):
        mention = starts.get(at)
        end = mention.end if mention else at + 1
        kinds = SLOTS_OF[mention.kind] if mention else frozenset[str]()
        if words[at].text[0].isdigit() or words[at].text in NUMBERS:
            kinds |= {"number"}
        # A level or a word of the field is still a word; a role is only a role.
        plain = mention is None or mention.kind not in JOBS
        text = stem(words[at].text) if plain and end == at + 1 else ""
        items.append(Token(text, kinds, words[at].clause, at, end))
        at = end
    return items


IN_COMPANY: Mapping[str, MentionKind] = {"work": MentionKind.TOPIC, "listed": MentionKind.ROLE}
"""Kinds of topics that count only in company (`bot.language.jobs`)."""


@dataclass(frozen=True, slots=True)
class NamedPhrase:
    """What a phrase names; a lower `rank` goes first among hints."""

    kind: MentionKind
    values: tuple[str, ...]
    intents: tuple[str, ...] = ()
    rank: int = 0


def named_phrases(knowledge: Knowledge, files: AskingFiles) -> Iterator[tuple[str, NamedPhrase]]:
    """Every phrase that names something; the first that claims a phrase keeps it."""
    yield from _job_phrases(knowledge, files)
    for tier in knowledge.tiers.values():
        for text in (f"{tier.name} tier", f"tier {tier.name}", f"{tier.name} roles"):
            yield text, NamedPhrase(MentionKind.TIER, (tier.id,))
    for text in files.vocabulary.levels:
        yield text, NamedPhrase(MentionKind.LEVEL, (normalize(text),))
    for employer in knowledge.employers.values():
        if employer.id in files.vocabulary.labs:
            for text in (employer.name, *employer.aliases):
                yield text, NamedPhrase(MentionKind.EMPLOYER, (employer.id,))
    kinds = (
        (MentionKind.FIELD, files.topics.field),
        (MentionKind.TECHNOLOGY, files.topics.technologies),
        (MentionKind.OTHER_JOB, files.topics.other_jobs),
    )
    yield from ((text, NamedPhrase(kind, ())) for kind, texts in kinds for text in texts)


def company_phrases(files: AskingFiles) -> Iterator[tuple[str, NamedPhrase]]:
    """Return the phrases that name roles only in company."""
    for topic in files.topics.topics:
        if (kind := IN_COMPANY.get(topic.kind)) is not None:
            yield from ((text, NamedPhrase(kind, topic.roles)) for text in topic.phrases)


def _job_phrases(knowledge: Knowledge, files: AskingFiles) -> Iterator[tuple[str, NamedPhrase]]:
    """Return the phrases that name roles: their own names, topics, and the aliases of titles."""
    for role in knowledge.roles.values():
        for text in (role.id, role.name, role.short):
            yield text, NamedPhrase(MentionKind.ROLE, (role.id,))
    for rank, topic in enumerate(files.topics.topics):
        if topic.kind in IN_COMPANY:
            continue
        kind = MentionKind.ROLE if topic.kind == "name" else MentionKind(topic.kind)
        for text in topic.phrases:
            yield text, NamedPhrase(kind, topic.roles, topic.intents, rank)
    for group in knowledge.title_files.aliases.aliases:
        many = len(group.employers) > 1 and len(group.roles) >= MANY_ROLES
        for text in group.titles:
            yield text, NamedPhrase(MentionKind.TITLE if many else MentionKind.ROLE, group.roles)
