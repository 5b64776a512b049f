"""What the sources say that fits a question best, where no other answer is made for it."""

from collections.abc import Iterator
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.search import Passage
from bot.language.reading import Missed
from bot.lookups.lookup import Lookup
from bot.lookups.model import MAX_TOPICS, Answer, Section, Step
from bot.lookups.queries import PassagesQuery, RoleQuery, TiersQuery
from bot.lookups.topics import packed
from bot.lookups.wording import ask_for, cited, claim_line, join, provenance, sources_of

MOST = 6
ON_CARD = 3
MOST_ROLES = 2
COVERED = 0.5
"""The share of a question's words that a passage must hold to come close to an answer."""
LINE_ROOM = 180
"""Characters of a passage that stands on the card; longer ones stand behind it."""


def answer_passages(query: PassagesQuery, knowledge: Knowledge, today: date) -> Answer:
    """Say that nothing answers this, and show what comes closest, the closest first."""
    del today
    words = query.words.split()
    found = tuple(
        it
        for it in knowledge.passages.find(words, query.roles, MOST)
        if it.covers(words) >= COVERED
    )
    names = [knowledge.roles[role].name for role in query.roles]
    about = f" about {join(names)}" if names else ""
    lines = tuple(claim_line(one.claim, _label(one)) for one in found)
    shown = [line for line in lines if len(line.text) <= LINE_ROOM][:ON_CARD]
    topics = packed(knowledge, (Section("Everything that comes close", lines),))[:MAX_TOPICS]
    return Answer(
        f"Nothing that I know{about} answers just that.",
        query,
        text="This comes closest." if shown else "The map of roles is a good place to begin.",
        lines=tuple(shown),
        provenance=provenance(knowledge, sources_of(shown)),
        topics=topics if len(lines) > len(shown) else (),
        steps=(*_roles(knowledge, query, found), Step("The map", TiersQuery())),
        actions=(ask_for(Missed.QUESTION, " ".join((*names, query.words))),),
        sources=cited(knowledge, (*shown, *topics)),
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
    shown = list(named)[:MOST_ROLES]
    return tuple(Step(knowledge.roles[role].name, RoleQuery(role)) for role in shown)


def _samples(knowledge: Knowledge) -> Iterator[tuple[PassagesQuery, str]]:
    """Ask as questions of each intent do that name no role."""
    for intent in knowledge.asking.intents.intents:
        if intent.seek:
            yield PassagesQuery(" ".join(intent.seek)), intent.name


PASSAGES = Lookup(PassagesQuery, "w", answer_passages, "/ask", _samples)
