"""What the sources say that fits a question best, where no other answer is made for it."""

from collections.abc import Iterator
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.search import Passage
from bot.lookups.converting import converted
from bot.lookups.lookup import Lookup
from bot.lookups.model import Answer, Line, Section, Step
from bot.lookups.queries import PassagesQuery, RoleQuery, TiersQuery
from bot.lookups.wording import cited, claim_line, join

MOST = 6


def answer_passages(query: PassagesQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the passages that share most with some words, each with its source."""
    del today
    found = knowledge.passages.find(query.words.split(), query.roles, MOST)
    lines = tuple(claim_line(one.claim, _label(one)) for one in found)
    if not lines:
        lines = (Line("No source in the knowledge base says anything that fits."),)
    blocks = (Section("What fits best", lines),)
    names = [knowledge.roles[role].name for role in query.roles]
    about = f" about {join(names)}" if names else ""
    lead = ("Passages that share most with your words; no answer is made for this one.",)
    return converted(
        f"From the sources{about}",
        query,
        lead,
        blocks,
        cited(knowledge, blocks),
        (*_roles(knowledge, query, found), Step("The map", TiersQuery())),
    )


def _label(passage: Passage) -> str:
    if passage.kind is None:
        return passage.about
    return f"{passage.about}, {passage.kind.label.lower()}"


def _roles(
    knowledge: Knowledge, query: PassagesQuery, found: tuple[Passage, ...]
) -> tuple[Step, ...]:
    """Lead to the profiles of the roles that are spoken of."""
    named = dict.fromkeys((*query.roles, *(one.role for one in found if one.role)))
    return tuple(Step(knowledge.roles[role].name, RoleQuery(role)) for role in list(named)[:3])


def _samples(knowledge: Knowledge) -> Iterator[tuple[PassagesQuery, str]]:
    """Ask as questions of each intent do that name no role."""
    for intent in knowledge.asking.intents.intents:
        if intent.seek:
            yield PassagesQuery(" ".join(intent.seek)), intent.name


PASSAGES = Lookup(PassagesQuery, "w", answer_passages, "/ask", _samples)
