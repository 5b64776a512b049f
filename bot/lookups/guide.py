"""/guide: the shorter pieces: one question each, that no single role answers."""

from collections.abc import Iterator
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.lookups.by_title import Asked
from bot.lookups.converting import Offered, converted
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import Answer, Section, Step
from bot.lookups.naming import find
from bot.lookups.queries import (
    Entity,
    GuideQuery,
    HelpQuery,
    Query,
    RoleSection,
    TiersQuery,
)
from bot.lookups.wording import cited, claim_line, quote


def answer_guide(query: GuideQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with one piece, or with the list of all."""
    del today
    steps = (Step("The map", TiersQuery()), Step("Help", HelpQuery()))
    if query.topic is None:
        return converted(
            "Guides",
            query,
            ("Short pieces on what no single role answers. Open one below.",),
            steps=steps,
            menus=(_menu(knowledge, None),),
        )
    guide = knowledge.guides[query.topic]
    blocks = tuple(
        Section(section.heading, tuple(map(claim_line, section.claims)))
        for section in guide.sections
    )
    return converted(
        guide.title,
        query,
        (),
        blocks,
        cited(knowledge, blocks),
        steps,
        (_menu(knowledge, query.topic),),
    )


def _menu(knowledge: Knowledge, topic: str | None) -> Offered:
    return (
        "Other guides" if topic else "Open a guide",
        tuple(
            Step(guide.title, GuideQuery(guide.id), guide.about)
            for guide in knowledge.guides.values()
            if guide.id != topic
        ),
    )


def guide_by_name(knowledge: Knowledge, text: str | None) -> Asked:
    """Ask for the piece that a person named, or for the list where none is so called."""
    if text is None:
        return Asked(GuideQuery())
    found = find(Entity.GUIDE, text, knowledge)
    lead = () if found else (f"There is no guide called {quote(text)}; here are all.",)
    return Asked(GuideQuery(found), lead)


def _samples(knowledge: Knowledge) -> Iterator[tuple[GuideQuery, str]]:
    yield GuideQuery(), ""
    yield from ((GuideQuery(guide.id), guide.id) for guide in knowledge.guides.values())


def _route(question: FreeQuestion) -> Query:
    """Answer whether a PhD is needed: for some roles, or for the field."""
    if question.reading.roles:
        return question.section(RoleSection.GETTING_IN)
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
