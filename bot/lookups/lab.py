"""/lab: what a frontier lab rewards, whom it suits, pay, how it hires, and the one warning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.market import LabFact
from bot.knowledge.money import PayClaim, span
from bot.language.reading import Missed
from bot.lookups.by_title import Asked, Missing, with_missing
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import CARD_LIMIT, MAX_LINES, Answer, Line, Section, Step
from bot.lookups.naming import find
from bot.lookups.queries import CompareQuery, Entity, InterviewQuery, LabId, Query, SalaryQuery
from bot.lookups.topics import fitting, packed, within_sentence
from bot.lookups.wording import cited, claim_line, join, pay_line, provenance, quote, sources_of

TRACKS = ("research-engineer", "research-scientist")
NO_PAY = "I have no pay figures for it"
BASIS = "Pay is as published, whatever the level."
ON_CARD = (
    (LabFact.SUITS, "For you"),
    (LabFact.PROCESS, "Hiring"),
    (LabFact.WARNING, "Beware"),
    (LabFact.ENGINEERS, "Engineers"),
    (LabFact.SCIENTISTS, "Scientists"),
)
"""What a card tells of a lab beside its pay, and how it is called there."""
COMPARED = (
    LabFact.SUITS,
    LabFact.REWARDED,
    LabFact.PROCESS,
    LabFact.LINE,
    LabFact.WARNING,
    LabFact.EQUITY,
)
"""What is set side by side; the rest stands with each lab."""


@dataclass(frozen=True, slots=True)
class LabQuery(Query):
    """Ask what is said of a lab, or of several side by side."""

    labs: tuple[LabId, ...]


def answer_lab(query: LabQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with one lab, or with several side by side."""
    names = [knowledge.employers[lab].name for lab in query.labs]
    sections = tuple(_sections(query.labs, knowledge, today))
    small = provenance(knowledge, sources_of(sections), _caution(query.labs, knowledge))
    one = len(names) == 1
    text = _culture(query.labs[0], knowledge) if one else None
    heading = names[0] if one else f"{join(names, 'or')}?"
    headline = " ".join(knowledge.labs[lab].values.text for lab in query.labs)
    lines = _of_one(query.labs[0], knowledge) if one else _beside(query.labs, knowledge)
    said = sum(len(it) + 1 for it in (heading, headline, text or "", small))
    return Answer(
        headline,
        query,
        name=heading,
        text=text,
        lines=fitting(lines, CARD_LIMIT - said, MAX_LINES),
        provenance=small,
        topics=packed(knowledge, sections),
        steps=tuple(_steps(query.labs, knowledge)),
        prompt=f"More about {join(names)}",
        more=tuple(_more(query, knowledge)),
        sources=cited(knowledge, sections),
    )


def _culture(lab: str, knowledge: Knowledge) -> str | None:
    claims = knowledge.labs[lab].facts.get(LabFact.CULTURE, ())
    return claims[0].text if claims else None


def _of_one(lab: str, knowledge: Knowledge) -> Iterator[Line]:
    yield Line(_pay_words(lab, knowledge), "Pay")
    facts = knowledge.labs[lab].facts
    yield from (claim_line(facts[kind][0], label) for kind, label in ON_CARD if facts.get(kind))


def _beside(labs: Sequence[str], knowledge: Knowledge) -> Iterator[Line]:
    """Say of several labs what fits beside each other; the rest stands behind the card."""
    cells = tuple((knowledge.employers[lab].name, _pay_words(lab, knowledge)) for lab in labs)
    yield Line("", "Pay", cells=cells)
    for kind, label in ON_CARD:
        said = {lab: knowledge.labs[lab].facts.get(kind, ()) for lab in labs}
        if all(said.values()):
            yield Line(
                "",
                label,
                tuple(dict.fromkeys(it for claims in said.values() for it in claims[0].sources)),
                cells=tuple(
                    (knowledge.employers[lab].name, within_sentence(claims[0].text.rstrip(".")))
                    for lab, claims in said.items()
                ),
                claims=tuple(claims[0] for claims in said.values()),
            )


def _pay_words(lab: str, knowledge: Knowledge) -> str:
    """Say the widest ranges of a lab, one a role: RE $300–490K · RS $320K–1.05M."""
    claims = lab_ranges(lab, knowledge)
    said = (f"{knowledge.roles[it.roles[0]].short} {range_words(it)}" for it in claims)
    return " · ".join(said) or NO_PAY


def lab_ranges(lab: str, knowledge: Knowledge) -> tuple[PayClaim, ...]:
    """Give the first whole range of each role; a range of one senior level is not the lab's."""
    found: dict[tuple[str, ...], PayClaim] = {}
    for claim in knowledge.pay.values():
        figures = claim.figures
        whole = figures is not None and figures.low is not None and figures.high is not None
        if whole and claim.employers == (lab,) and len(claim.roles) == 1:
            found.setdefault(claim.roles, claim)
    return tuple(found.values())


def range_words(claim: PayClaim) -> str:
    """Say a range with the level that it is of: $300–685K (L5 or L6 at entry)."""
    figures = claim.figures
    if figures is None or figures.low is None or figures.high is None:
        return ""
    level = f" ({claim.level})" if claim.level else ""
    return f"{span(figures.low, figures.high, figures.currency)}{level}"


def _caution(labs: Sequence[str], knowledge: Knowledge) -> str:
    doubts = [it.doubt for lab in labs for it in lab_ranges(lab, knowledge) if it.doubt]
    return f"{BASIS} {doubts[0]}" if len(labs) == 1 and doubts else BASIS


def _sections(labs: tuple[str, ...], knowledge: Knowledge, today: date) -> Iterator[Section]:
    one = len(labs) == 1
    named = {lab: None if one else knowledge.employers[lab].name for lab in labs}
    for fact in LabFact if one else COMPARED:
        yield Section(
            fact.label,
            tuple(
                claim_line(claim, named[lab])
                for lab in labs
                for claim in knowledge.labs[lab].facts.get(fact, ())
            ),
        )
    if one:
        yield Section("Every pay figure", tuple(pay_lines(labs[0], knowledge, today)))


def pay_lines(lab: str, knowledge: Knowledge, today: date) -> Iterator[Line]:
    for claim in knowledge.pay.values():
        if lab in claim.employers:
            who = join([knowledge.roles[it].short for it in claim.roles])
            line = pay_line(knowledge, claim, today)
            level = f" ({claim.level})" if claim.level else ""
            yield replace(line, label=f"{who}{level}" if who else line.label)


def _steps(labs: Sequence[str], knowledge: Knowledge) -> Iterator[Step]:
    if len(labs) > 1:
        for lab in labs:
            yield Step(knowledge.employers[lab].name, LabQuery((lab,)))
        return
    tracks = [knowledge.roles[role] for role in TRACKS if role in knowledge.roles]
    yield from (Step(f"{it.short} pay here", SalaryQuery(it.id, labs[0])) for it in tracks)
    yield from (Step(f"{it.short} interviews", InterviewQuery(it.id)) for it in tracks)


def _more(query: LabQuery, knowledge: Knowledge) -> Iterator[Step]:
    others = [lab for lab in knowledge.labs if lab not in query.labs]
    for lab in others:
        yield Step(knowledge.employers[lab].name, LabQuery((lab,)))
    if len(query.labs) == 1:
        for lab in others:
            yield Step(f"Beside {knowledge.employers[lab].name}", LabQuery((query.labs[0], lab)))
        if len(others) > 1:
            yield Step("All labs side by side", LabQuery((query.labs[0], *others)))
    if all(role in knowledge.roles for role in TRACKS):
        yield Step(" or ".join(knowledge.roles[it].short for it in TRACKS), CompareQuery(TRACKS))


def labs_by_name(knowledge: Knowledge, texts: Sequence[str]) -> Asked | Answer:
    """Ask for labs by their typed names; for all side by side where none is known."""
    found = {text: find(Entity.LAB, text, knowledge) for text in texts}
    names = join([knowledge.employers[lab].name for lab in knowledge.labs])
    missing = [
        Missing(f"I know nothing of {quote(text)} as a lab; I know {names}.", Missed.EMPLOYER, text)
        for text, lab in found.items()
        if lab is None
    ]
    labs = tuple(dict.fromkeys(lab for lab in found.values() if lab is not None))
    return with_missing(Asked(LabQuery(labs or tuple(knowledge.labs))), missing)


def _samples(knowledge: Knowledge) -> Iterator[tuple[LabQuery, str]]:
    return ((LabQuery((lab,)), knowledge.employers[lab].name) for lab in knowledge.labs)


def _route(question: FreeQuestion) -> Query:
    employer = question.reading.employer
    labs = question.knowledge.labs
    several = tuple(it for it in question.reading.employers if it in labs)
    if len(several) > 1:
        return LabQuery(several)
    if employer is None:
        return LabQuery(tuple(labs))
    return LabQuery((employer,)) if employer in labs else question.passages


LAB = Lookup(
    LabQuery,
    "b",
    answer_lab,
    "/lab",
    _samples,
    help="What OpenAI, Anthropic and Google DeepMind are like, alone or side by side.",
    routes={Intent.CULTURE: _route},
)
