"""From what somebody is or does to the roles that the documents lead there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.knowledge.base import Knowledge
from bot.lookups.lookup import Lookup
from bot.lookups.match import MatchQuery
from bot.lookups.model import CARD_LIMIT, MAX_LINES, Answer, Step
from bot.lookups.queries import (
    BackgroundId,
    CompareQuery,
    GuideQuery,
    Query,
    RoleQuery,
    RoleSection,
)
from bot.lookups.topics import fitting
from bot.lookups.wording import cited, claim_line, provenance, sources_of

MAX_ROLES = 2


@dataclass(frozen=True, slots=True)
class BackgroundQuery(Query):
    """Ask where a background leads."""

    background: BackgroundId


def answer_background(query: BackgroundQuery, knowledge: Knowledge, today: date) -> Answer:
    """Name the roles that lie nearest, and what counts there and what is missing."""
    del today
    found = knowledge.backgrounds[query.background]
    lines = tuple(map(claim_line, found.claims))
    small = provenance(knowledge, sources_of(lines))
    # What the headline says is not said again.
    room = CARD_LIMIT - len(found.headline.text) - len(small) - 60
    fresh = tuple(
        line
        for line, claim in zip(lines, found.claims, strict=True)
        if claim.id not in found.headline.rests_on
    )
    return Answer(
        found.headline.text,
        query,
        name=f"From {found.name}",
        lines=fitting(fresh or lines, room, MAX_LINES),
        provenance=small,
        steps=tuple(_steps(found.roles, knowledge)),
        sources=cited(knowledge, lines),
    )


def _steps(roles: tuple[str, ...], knowledge: Knowledge) -> Iterator[Step]:
    shorts = [knowledge.roles[role].short for role in roles]
    for role, short in list(zip(roles, shorts, strict=True))[:MAX_ROLES]:
        yield Step(f"Into {short}", RoleQuery(role, RoleSection.GETTING_IN))
    if len(roles) > 1:
        yield Step(f"{shorts[0]} or {shorts[1]}?", CompareQuery(roles[:MAX_ROLES]))
    yield Step("Find my role", MatchQuery())
    if len(roles) == 1 and "switching" in knowledge.guides:
        yield Step(knowledge.guides["switching"].title, GuideQuery("switching"))


def _samples(knowledge: Knowledge) -> Iterator[tuple[BackgroundQuery, str]]:
    yield from ((BackgroundQuery(it.id), it.name) for it in knowledge.backgrounds.values())


BACKGROUND = Lookup(BackgroundQuery, "f", answer_background, "/match", _samples)
