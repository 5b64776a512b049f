"""/lab: culture of a frontier lab, what it rewards, its two tracks, process and pay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.market import LabFact
from bot.lookups.by_title import Asked
from bot.lookups.converting import Offered, converted
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import Answer, Block, Line, Section, Step
from bot.lookups.naming import find
from bot.lookups.queries import CompareQuery, Entity, InterviewQuery, LabId, Query, SalaryQuery
from bot.lookups.wording import cited, claim_line, join, pay_line, quote

TRACKS = ("research-engineer", "research-scientist")


@dataclass(frozen=True, slots=True)
class LabQuery(Query):
    """Ask what is said of a lab, or of several side by side."""

    labs: tuple[LabId, ...]


def answer_lab(query: LabQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with one lab, or with several side by side."""
    one = len(query.labs) == 1
    blocks = tuple(_blocks(query.labs, knowledge, today, named=not one))
    names = [knowledge.employers[lab].name for lab in query.labs]
    return converted(
        " or ".join(names) if not one else names[0],
        query,
        (),
        blocks,
        cited(knowledge, blocks),
        tuple(_steps(query, knowledge)),
        tuple(_menus(query, knowledge)),
    )


def _blocks(
    labs: tuple[str, ...], knowledge: Knowledge, today: date, *, named: bool
) -> Iterator[Block]:
    for fact in LabFact:
        lines = tuple(
            claim_line(claim, knowledge.employers[lab].name if named else None)
            for lab in labs
            for claim in knowledge.labs[lab].facts.get(fact, ())
        )
        if lines:
            yield Section(fact.label, lines)
    pay = tuple(
        pay_line(knowledge, claim, today, join([knowledge.roles[it].short for it in claim.roles]))
        for lab in labs
        for claim in knowledge.pay.values()
        if lab in claim.employers
    )
    if pay:
        yield Section("Pay that was published", pay)
    else:
        yield Section("Pay that was published", (Line("No figures for this lab."),))


def _steps(query: LabQuery, knowledge: Knowledge) -> Iterator[Step]:
    if len(query.labs) > 1:
        for lab in query.labs:
            yield Step(knowledge.employers[lab].name, LabQuery((lab,)))
        return
    lab = query.labs[0]
    for role in TRACKS:
        if role in knowledge.roles:
            short = knowledge.roles[role].short
            yield Step(f"{short} pay here", SalaryQuery(role, lab))
            yield Step(f"{short} interviews", InterviewQuery(role))
    if all(role in knowledge.roles for role in TRACKS):
        yield Step("RE or RS", CompareQuery(TRACKS))


def _menus(query: LabQuery, knowledge: Knowledge) -> Iterator[Offered]:
    others = [lab for lab in knowledge.labs if lab not in query.labs]
    steps = [Step(knowledge.employers[lab].name, LabQuery((lab,))) for lab in others]
    if len(query.labs) == 1:
        steps += [
            Step(f"Beside {knowledge.employers[lab].name}", LabQuery((query.labs[0], lab)))
            for lab in others
        ]
        if len(others) > 1:
            steps.append(Step("All side by side", LabQuery((query.labs[0], *others))))
    yield ("Other labs", tuple(steps))


def labs_by_name(knowledge: Knowledge, texts: Sequence[str]) -> Asked:
    """Ask for labs by their typed names; for all side by side where none is known."""
    found = {text: find(Entity.LAB, text, knowledge) for text in texts}
    names = join([knowledge.employers[lab].name for lab in knowledge.labs])
    lead = (
        f"I know nothing of {quote(text)} as a lab; I know {names}."
        for text, lab in found.items()
        if lab is None
    )
    labs = tuple(dict.fromkeys(lab for lab in found.values() if lab is not None))
    return Asked(LabQuery(labs or tuple(knowledge.labs)), tuple(lead))


def _samples(knowledge: Knowledge) -> Iterator[tuple[LabQuery, str]]:
    return ((LabQuery((lab,)), knowledge.employers[lab].name) for lab in knowledge.labs)


def _route(question: FreeQuestion) -> Query:
    employer = question.reading.employer
    known = employer is not None and employer in question.knowledge.labs
    return LabQuery((employer,)) if known and employer is not None else question.passages


LAB = Lookup(
    LabQuery,
    "b",
    answer_lab,
    "/lab",
    _samples,
    help="What is said of OpenAI, Anthropic and Google DeepMind, alone or side by side.",
    routes={Intent.CULTURE: _route},
)
