"""/guide: the shorter pieces: one question each, that no single role answers."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from rapidfuzz import fuzz

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.market import GuideFile
from bot.language.reading import Missed
from bot.lookups.by_title import Asked
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.match import MatchQuery
from bot.lookups.model import CARD_LIMIT, MAX_LINES, Answer, Line, Section, Step
from bot.lookups.naming import find
from bot.lookups.queries import Entity, GuideQuery, Query, RoleSection, TiersQuery
from bot.lookups.topics import fitting, packed
from bot.lookups.wording import ask_for, cited, claim_line, plural, provenance, quote, sources_of
from bot.titles.spelling import normalize, stem

FIRST = ("phd", "titles", "red-flags", "mistakes")
"""What is asked most, and so offered first."""
OFFERED = 4
SAME_WORD = 88
"""Words are taken for the same one from this similarity on: title, titles."""
SMALL_WORDS = (
    "about and any are does for from get guide how job jobs one role roles should tell that the "
    "there they this what when which who whom why with work you your"
)
SHORTEST_WORD = 3


def answer_guide(query: GuideQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with one piece, or with the list of all."""
    del today
    if query.topic is None:
        return _list(query, knowledge)
    guide = knowledge.guides[query.topic]
    sections = tuple(
        Section(section.heading or guide.title, tuple(map(claim_line, section.claims)))
        for section in guide.sections
    )
    small = provenance(knowledge, sources_of(sections))
    lines = _shown(sections, guide.title, guide.headline.text, small)
    every = sum(len(section.lines) for section in sections)
    return Answer(
        guide.headline.text,
        query,
        name=guide.title,
        lines=lines,
        provenance=small,
        topics=packed(knowledge, sections) if len(lines) < every else (),
        steps=(Step("All guides", GuideQuery()), Step("Find my role", MatchQuery())),
        prompt="More on this, and other guides",
        more=_others(knowledge, guide.id),
        sources=cited(knowledge, sections),
    )


def _shown(sections: tuple[Section, ...], *said: str) -> tuple[Line, ...]:
    """Show the first line of each section, then the second ones, each section under its heading."""
    rows = zip_longest(
        *([(number, it) for it in section.lines] for number, section in enumerate(sections))
    )
    placed = [place for row in rows for place in row if place is not None]
    headed = dict(enumerate(it.heading if len(sections) > 1 else None for it in sections))
    room = CARD_LIMIT - sum(len(text) + 1 for text in said)
    kept = fitting(
        (replace(line, label=headed[number]) for number, line in placed), room, MAX_LINES
    )
    number_of = {line.text: number for number, line in placed}
    ordered = sorted(kept, key=lambda it: number_of[it.text])
    labels = [None, *(line.label for line in ordered)]
    return tuple(
        line if line.label != before else replace(line, label=None)
        for before, line in zip(labels, ordered, strict=False)
    )


def _list(query: GuideQuery, knowledge: Knowledge) -> Answer:
    known = list(_first(knowledge))
    return Answer(
        f"{plural(len(known), 'short guide')} on what no single role answers.".capitalize(),
        query,
        name="Guides",
        lines=tuple(Line(guide.about, guide.title) for guide in known[:MAX_LINES]),
        steps=tuple(Step(guide.title, GuideQuery(guide.id)) for guide in known[:OFFERED]),
        prompt="All guides",
        more=_others(knowledge, None),
    )


def _first(knowledge: Knowledge) -> Iterator[GuideFile]:
    yield from (knowledge.guides[it] for it in FIRST if it in knowledge.guides)
    yield from (guide for guide in knowledge.guides.values() if guide.id not in FIRST)


def _others(knowledge: Knowledge, topic: str | None) -> tuple[Step, ...]:
    guides = (guide for guide in _first(knowledge) if guide.id != topic)
    steps = (Step(guide.title, GuideQuery(guide.id), guide.about) for guide in guides)
    return (*steps, Step("The map of roles", TiersQuery()))


def guide_by_name(knowledge: Knowledge, text: str | None) -> Asked | Answer:
    """Ask for the piece that a person means, or offer those that come nearest."""
    if text is None:
        return Asked(GuideQuery())
    if (found := find(Entity.GUIDE, text, knowledge)) is not None:
        return Asked(GuideQuery(found))
    ranked = _by_words(knowledge, text)
    if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
        return Asked(GuideQuery(ranked[0][1]))
    nearest = [it for _, it in ranked] or [guide.id for guide in _first(knowledge)]
    some = [knowledge.guides[it] for it in nearest[:OFFERED]]
    return Answer(
        f"I have no guide on {quote(text)} yet.",
        text="These come nearest." if ranked else "These are asked for most.",
        lines=tuple(Line(guide.about, guide.title) for guide in some),
        steps=tuple(Step(guide.title, GuideQuery(guide.id)) for guide in some),
        actions=(ask_for(Missed.QUESTION, f"guide: {text}"),),
        prompt="All guides",
        more=_others(knowledge, None),
    )


GuideNames = tuple[tuple[str, str], ...]


def guide_names(knowledge: Knowledge) -> GuideNames:
    """List what people call each piece, by stems, with its id; the longest name first."""
    named = ((name, guide.id) for guide in knowledge.guides.values() for name in guide.asked_as)
    ranked = sorted(named, key=lambda it: (len(it[0]), it[1]), reverse=True)
    return tuple((f" {_stems(name)} ", id_) for name, id_ in ranked)


def guide_asked_for(names: GuideNames, question: str) -> str | None:
    """Find the piece that a question calls by one of its names; the longest name decides."""
    asked = f" {_stems(question)} "
    return next((id_ for stems, id_ in names if stems in asked), None)


def _stems(text: str) -> str:
    return " ".join(stem(word) for word in normalize(text).split())


def _by_words(knowledge: Knowledge, text: str) -> list[tuple[float, str]]:
    """Rank guides by the words that they share with a text; a rare word counts for more."""
    words = {guide.id: _words_of(guide) for guide in knowledge.guides.values()}
    common = Counter(word for some in words.values() for word in some)
    asked = _words(text)
    scored = [
        (sum(_worth(word, some, common) for word in asked), id_) for id_, some in words.items()
    ]
    return sorted((it for it in scored if it[0] > 0), key=lambda it: (-it[0], it[1]))


def _worth(word: str, known: frozenset[str], common: Counter[str]) -> float:
    return max((1 / common[it] for it in known if fuzz.ratio(word, it) >= SAME_WORD), default=0)


def _words_of(guide: GuideFile) -> frozenset[str]:
    headings = (section.heading or "" for section in guide.sections)
    return _words(" ".join((guide.id, guide.title, guide.about, *guide.asked_as, *headings)))


def _words(text: str) -> frozenset[str]:
    """Give the words of a text that tell what it is on."""
    found = (word for word in re.findall(r"[a-z]+", text.casefold()) if len(word) >= SHORTEST_WORD)
    return frozenset(found) - frozenset(SMALL_WORDS.split())


def _samples(knowledge: Knowledge) -> Iterator[tuple[GuideQuery, str]]:
    yield GuideQuery(), ""
    yield from ((GuideQuery(guide.id), guide.id) for guide in knowledge.guides.values())


def _route(question: FreeQuestion) -> Query:
    """Answer whether a PhD is needed: for some roles, or for the field."""
    if question.reading.roles:
        return question.section(RoleSection.DEGREE)
    return question.guide("phd")


GUIDE = Lookup(
    GuideQuery,
    "g",
    answer_guide,
    "/guide",
    _samples,
    help="Titles, red flags, the PhD question, switching tracks, mistakes and more.",
    routes={Intent.PHD: _route},
)
