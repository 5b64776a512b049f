"""What a question names, as values: roles, other jobs, employers, levels, tiers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.knowledge.asking.patterns import stem
from bot.language.phrases import Item
from bot.language.words import Word


class Kind(StrEnum):
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


SLOTS_OF: dict[Kind, frozenset[str]] = {
    Kind.ROLE: frozenset({"role", "job"}),
    Kind.TITLE: frozenset({"title", "job"}),
    Kind.UNCLEAR: frozenset({"role", "job"}),
    Kind.TOPIC: frozenset({"role", "job"}),
    Kind.HINT: frozenset({"field"}),
    Kind.OTHER_JOB: frozenset({"job", "other"}),
    Kind.EMPLOYER: frozenset({"employer"}),
    Kind.LEVEL: frozenset({"level"}),
    Kind.TIER: frozenset({"tier"}),
    Kind.FIELD: frozenset({"field"}),
    Kind.TECHNOLOGY: frozenset({"technology"}),
}
NUMBERS = frozenset({"two", "three", "four", "five", "six", "seven", "ten", "twenty"})
JOBS = frozenset({Kind.ROLE, Kind.TITLE, Kind.UNCLEAR, Kind.TOPIC, Kind.OTHER_JOB})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words from `start` to before `end`, and what they name.

    `values` are role ids, likeliest first, or the id of an employer, tier or level. `exact` says
    that the words are a known name; `intents` limits a hint.
    """

    kind: Kind
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
    order = list(Kind)
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
    """Give the words before a mention in its clause, without articles and levels."""
    clause = words[start].clause
    found = [word.text for word in words[max(0, start - 6) : start] if word.clause == clause]
    return tuple(word for word in found if word not in ("a", "an", "the", "senior", "junior"))


def _ends_in(words: tuple[str, ...], endings: frozenset[tuple[str, ...]]) -> bool:
    return any(words[-size:] in endings for size in range(1, 6))


def items_of(words: Sequence[Word], mentions: Sequence[Mention]) -> list[Item]:
    """Give a question as the items that phrases are compared with."""
    items: list[Item] = []
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
        items.append(Item(text, kinds, words[at].clause, at, end))
        at = end
    return items
