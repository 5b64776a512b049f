"""The shorter pieces: one question each, that no single role answers."""

from datetime import date

from bot.knowledge.base import Knowledge
from bot.lookups.model import Answer, Menu, Section, Step
from bot.lookups.queries import GuideQuery, HelpQuery, TiersQuery
from bot.lookups.wording import cited, claim_line


def answer_guide(query: GuideQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with one piece, or with the list of all."""
    del today
    steps = (Step("The map", TiersQuery()), Step("Help", HelpQuery()))
    if query.topic is None:
        return Answer(
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
    return Answer(
        guide.title,
        query,
        (),
        blocks,
        cited(knowledge, blocks),
        steps,
        (_menu(knowledge, query.topic),),
    )


def _menu(knowledge: Knowledge, topic: str | None) -> Menu:
    return Menu(
        "Other guides" if topic else "Open a guide",
        tuple(
            Step(guide.title, GuideQuery(guide.id), guide.about)
            for guide in knowledge.guides.values()
            if guide.id != topic
        ),
    )
