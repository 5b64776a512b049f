"""What questions name: roles, other jobs, employers, levels, tiers; and every phrase that does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.knowledge.asking import AskingFiles
from bot.knowledge.base import Knowledge
from bot.knowledge.phrase_patterns import stem
from bot.language.phrases import Token
from bot.language.words import Word
from bot.titles.normalize import normalize


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
    MentionKind.FIELD: frozenset({"field"}),
    MentionKind.TECHNOLOGY: frozenset({"technology"}),
}
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
    result = []
    for mention in mentions:
        if mention.kind in JOBS:
            before = _before(words, mention.start)
            mention = replace(  # noqa: PLW2901 - the same mention, with what stands before it
                mention,
                negated=_ends_in(before, negations),
                background=_ends_in(before, background),
                likened=_ends_in(before, likened),
            )
        result.append(mention)
    return result


def _before(words: Sequence[Word], start: int) -> tuple[str, ...]:
    """Return the words before a mention in its clause, without articles and levels."""
    clause = words[start].clause
    found = [word.text for word in words[max(0, start - 6) : start] if word.clause == clause]
    return tuple(word for word in found if word not in ("a", "an", "the", "senior", "junior"))


def _ends_in(words: tuple[str, ...], endings: frozenset[tuple[str, ...]]) -> bool:
    return any(words[-size:] in endings for size in range(1, 6))


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


def _job_phrases(knowledge: Knowledge, files: AskingFiles) -> Iterator[tuple[str, NamedPhrase]]:
    """Return the phrases that name roles: their own names, topics, and the aliases of titles."""
    for role in knowledge.roles.values():
        for text in (role.id, role.name, role.short):
            yield text, NamedPhrase(MentionKind.ROLE, (role.id,))
    for rank, topic in enumerate(files.topics.topics):
        kind = MentionKind.ROLE if topic.kind == "name" else MentionKind(topic.kind)
        for text in topic.phrases:
            yield text, NamedPhrase(kind, topic.roles, topic.intents, rank)
    for group in knowledge.title_files.aliases.aliases:
        many = len(group.employers) > 1 and len(group.roles) >= MANY_ROLES
        for text in group.titles:
            yield text, NamedPhrase(MentionKind.TITLE if many else MentionKind.ROLE, group.roles)
