"""What stands behind a card, packed into as few screens as hold it, each under a telling title."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.knowledge.base import Knowledge
from bot.knowledge.roles import FactKind
from bot.lookups.model import (
    MAX_TOPICS,
    TITLE_LIMIT,
    TOPIC_LIMIT,
    Figure,
    Line,
    Section,
    Topic,
)
from bot.lookups.plain import line_text
from bot.lookups.wording import claim_line, join, provenance, sources_of
from bot.records.claims import Claim

ROOM = TOPIC_LIMIT - TITLE_LIMIT - 40
"""Characters for the lines of a topic: its title and its small last line take the rest."""
SHORT_TITLE = 48
"""Characters of a title that a phone shows on one line of a menu."""
TITLE_ROOM = TITLE_LIMIT - 10
"""Characters of a title that goes on in another topic, whose number follows."""
FACT_WORDS: Mapping[FactKind, str] = MappingProxyType(
    {
        FactKind.PURPOSE: "What it is for",
        FactKind.DAY_TO_DAY: "What you do all day",
        FactKind.OUTPUT: "What you produce",
        FactKind.JUDGED_BY: "How you are judged",
        FactKind.SKILLS: "What you need",
        FactKind.CODING: "How much you code",
        FactKind.RESEARCH: "How many papers you read",
        FactKind.MATHS: "Maths",
        FactKind.SOFTWARE: "Software",
        FactKind.DEGREE: "Degrees",
        FactKind.PHD: "PhDs",
        FactKind.WHERE: "Where the jobs are",
        FactKind.SUITS: "Whom it suits",
        FactKind.COMPETITION: "Your odds",
        FactKind.PATH: "Where it leads",
        FactKind.SUPPLY_DEMAND: "Demand",
        FactKind.INTERVIEW: "What interviews test",
        FactKind.WARNINGS: "Warnings",
    }
)
"""The headings over claims of each kind, as said to whoever asks."""


def deciding(claims: Iterable[Claim]) -> Claim | None:
    """Return the claim that decides: the first that holds everywhere, or else the first."""
    found = tuple(claims)
    wide = (it for it in found if not all(citation.scope for citation in it.citations))
    return next(wide, next(iter(found), None))


def fact_sections(
    facts: Mapping[FactKind, Sequence[Claim]], kinds: Iterable[FactKind]
) -> Iterator[Section]:
    """Return all that is said of each kind; kinds of which nothing is said are left out."""
    for kind in kinds:
        if claims := facts.get(kind):
            yield Section(FACT_WORDS[kind], tuple(map(claim_line, claims)))


def packed(
    knowledge: Knowledge, sections: Iterable[Section], figure: Figure | None = None
) -> tuple[Topic, ...]:
    """Put sections into topics in their order; they are cut only where they need too many.

    A figure goes first. More than `MAX_TOPICS` come out where there is more than these hold.
    """
    given = tuple(it for it in sections if it.lines)
    groups = tuple(_grouped(given))
    if len(groups) > MAX_TOPICS or any(_size(it) > ROOM for group in groups for it in group):
        pieces = (Section(it.heading, (line,)) for it in given for line in it.lines)
        groups = tuple(_grouped(pieces))
    topics = tuple(_topics(knowledge, groups))
    if figure is None:
        return topics
    first = topics[0] if topics else Topic(figure.chart.title, ())
    said = provenance(knowledge, sources_of((figure, first)))
    return (replace(first, blocks=(figure, *first.blocks), provenance=said), *topics[1:])


def _grouped(sections: Iterable[Section]) -> Iterator[tuple[Section, ...]]:
    kept: list[Section] = []
    for section in sections:
        joined = _joined(kept, section)
        if kept and sum(map(_size, joined)) > ROOM:
            yield tuple(kept)
            joined = [section]
        kept = joined
    if kept:
        yield tuple(kept)


def _joined(kept: Sequence[Section], section: Section) -> list[Section]:
    """Add a section; lines under the heading that stands last go on under it."""
    if kept and kept[-1].heading == section.heading:
        return [*kept[:-1], Section(section.heading, kept[-1].lines + section.lines)]
    return [*kept, section]


def _size(section: Section) -> int:
    lines = sum(len(line_text(line)) + 3 for line in section.lines)
    return lines + len(section.heading or "") + 1


def _topics(knowledge: Knowledge, groups: Iterable[Sequence[Section]]) -> Iterator[Topic]:
    used: Counter[str] = Counter()
    for sections in groups:
        title = _title(word for it in sections for word in _words(it))
        used[title] += 1
        title = f"{title}, part {used[title]}" if used[title] > 1 else title
        blocks = tuple(sections) if len(sections) > 1 else (replace(sections[0], heading=None),)
        yield Topic(title, blocks, provenance(knowledge, sources_of(blocks)))


def _words(section: Section) -> tuple[str, ...]:
    """Return what a title says of a section: its heading, or the labels of its lines."""
    if section.heading:
        return (section.heading,)
    return tuple(line.label for line in section.lines if line.label)


def _title(headings: Iterable[str]) -> str:
    """Name a topic by its first headings, one or two, and say that there are more."""
    first, *others = list(dict.fromkeys(headings)) or ["More"]
    parts = [first, *map(within_sentence, others)]
    for count in (2, 1):
        rest = ["more"] if len(parts) > count else []
        if len(title := join([*parts[:count], *rest])) <= SHORT_TITLE:
            return title
    return first[:TITLE_ROOM]


def within_sentence(text: str) -> str:
    """Write words that began a sentence as they stand within one; PhD and AI stay."""
    word = text.split(" ", 1)[0]
    return text[0].lower() + text[1:] if word[1:].islower() or len(word) == 1 else text


def fitting(lines: Iterable[Line], room: int, most: int) -> tuple[Line, ...]:
    """Keep lines as far as a card has room for them, in their order."""
    kept: list[Line] = []
    for line in lines:
        size = len(line_text(line)) + 3
        if len(kept) < most and size <= room:
            kept.append(line)
            room -= size
    return tuple(kept)
