"""/salary: what a role pays, who is paid most; nothing is averaged and nothing is made up."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.language.reading import Missed
from bot.lookups.by_title import Asked, by_title, employer_by_name, with_missing
from bot.lookups.lab_pay import lab_pay_asked_for
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import CARD_LIMIT, MAX_LINES, Answer, AnswerAction, Line
from bot.lookups.offer import offer_card, which_role
from bot.lookups.pay import fits, level_code, level_name, own_claims
from bot.lookups.pay_ranking import answer_paid_most
from bot.lookups.pay_said import asked_for, is_known_level, place_first
from bot.lookups.plain import line_text
from bot.lookups.queries import CompareQuery, Query, RoleSection, SalaryQuery
from bot.lookups.role_pay import answer_role_pay, pay_topics
from bot.lookups.typed_offer import offer_in, place_code
from bot.lookups.wording import ask_for, cited

MAX_STEPS = 4
"""Buttons beside the one to share."""
_OFFERED = re.compile(r"\b(?:offer|lowball)", re.IGNORECASE)


def answer_salary(query: SalaryQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the figure that fits best, or with who is paid most where no role is asked."""
    if query.role is None:
        asks = query.offer is not None
        card = which_role(query, knowledge) if asks else answer_paid_most(query, knowledge, today)
    elif query.offer is not None:
        card = offer_card(query, query.role, knowledge, today)
    else:
        card = answer_role_pay(query, query.role, knowledge, today)
    actions = (*tuple(_missing(query, knowledge))[:1], *card.actions)
    card = replace(
        card,
        steps=card.steps[: MAX_STEPS - len(actions)],
        actions=actions,
        headline=f"{place_first(query, knowledge)}{card.headline}".rstrip(),
        lines=_fitted(card, card.lines),
        topics=card.topics or (pay_topics(query.role, knowledge, today) if query.role else ()),
    )
    return replace(card, sources=cited(knowledge, (*card.lines, *card.topics)))


def _missing(query: SalaryQuery, knowledge: Knowledge) -> Iterator[AnswerAction]:
    """Offer to ask for a place, a level or an employer that no figure here covers."""
    if place_first(query, knowledge):
        yield ask_for(Missed.PLACE, query.place or "")
    claims = knowledge.pay.values() if query.role is None else own_claims(knowledge, query.role)
    if query.offer is None and not any(fits(it, query) for it in claims):
        if query.level is not None and not is_known_level(query.level, knowledge):
            yield ask_for(Missed.LEVEL, level_name(query.level))
        who = "" if query.role is None else knowledge.roles[query.role].short
        yield ask_for(Missed.QUESTION, f"{who} pay {' '.join(asked_for(query, knowledge))}")


def _fitted(card: Answer, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Keep as many lines as a card holds; the last closes it and stays."""
    said = (card.name, card.headline, card.text, card.provenance)
    room = CARD_LIMIT - 60 - sum(len(part) + 1 for part in said if part)
    *first, last = lines or (Line(""),)
    room -= len(line_text(last)) + 3
    kept = []
    for line in first[: MAX_LINES - 1]:
        room -= len(line_text(line)) + 3
        if room >= 0:
            kept.append(line)
    return (*kept, last) if lines else ()


def salary_by_name(
    knowledge: Knowledge,
    role: str | None,
    employer: str | None = None,
    level: str | None = None,
    place: str | None = None,
) -> Asked | Answer:
    """Ask for the pay of a typed title, at a typed employer, level and place."""
    named, missing = employer_by_name(knowledge, employer)
    wanted = level_code(level) if level else None
    where = place_code(place) if place else None
    if role is None:
        return with_missing(Asked(SalaryQuery(None, named, wanted, None, where)), missing)
    asked = by_title(knowledge, role, lambda it: SalaryQuery(it, named, wanted, None, where), named)
    return with_missing(asked, missing)


def _samples(knowledge: Knowledge) -> Iterator[tuple[SalaryQuery, str]]:
    yield SalaryQuery(), "who is paid most"
    yield SalaryQuery(offer="450000"), "an offer"
    for role in knowledge.roles.values():
        yield SalaryQuery(role.id), role.name
        own = own_claims(knowledge, role.id)
        levels = {level_code(it.level) for it in own if it.level} - {None}
        employers = {employer for it in own for employer in it.employers}
        yield from ((SalaryQuery(role.id, None, it), role.name) for it in sorted(map(str, levels)))
        yield from ((SalaryQuery(role.id, it), role.name) for it in sorted(employers))
        yield SalaryQuery(role.id, None, None, "450000"), role.name
        yield SalaryQuery(role.id, "anthropic", "l7", "150/hour", "Germany"), role.name
        yield SalaryQuery(role.id, None, None, None, "Germany"), role.name


def _route(question: FreeQuestion) -> Query:
    reading = question.reading
    if len(reading.roles) > 1:
        return CompareQuery(reading.roles, RoleSection.PAY)
    if len(reading.employers) > 1 and (labs := lab_pay_asked_for(question)) is not None:
        return labs
    role = reading.roles[0] if reading.roles else None
    level = level_code(reading.level) if reading.level else None
    asks = role is not None or _OFFERED.search(reading.question)
    offer = offer_in(reading.question) if asks else None
    place = place_code(reading.place) if reading.place else None
    return SalaryQuery(role, reading.employer, level, offer, place)


SALARY = Lookup(
    SalaryQuery,
    "s",
    answer_salary,
    "/salary",
    _samples,
    help="What a role pays, and who is paid most.",
    routes={Intent.SALARY: _route},
    own=lambda query: query.offer is not None,
)
