"""What the same roles get at several labs, side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayClaim
from bot.lookups.lab import BASIS, LabQuery, lab_ranges, pay_lines, range_words
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import Answer, Line, Section, Step
from bot.lookups.pay_said import sources_in
from bot.lookups.queries import LabId, Query, RoleId, SalaryQuery
from bot.lookups.topics import packed
from bot.lookups.wording import (
    capital,
    cited,
    join,
    pay_marks,
    provenance,
    sources_of,
    with_article,
)

LEAST = 2
Ranges = Mapping[str, Mapping[str, PayClaim]]
"""By role and lab, in the order of the labs."""


@dataclass(frozen=True, slots=True)
class LabPayQuery(Query):
    """Ask what several labs pay, for one role or for all that they have in common."""

    labs: tuple[LabId, ...]
    role: RoleId | None = None


def answer_lab_pay(query: LabPayQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the widest range of each role at each lab."""
    ranges = _in_common(query.labs, query.role, knowledge)
    lines = tuple(_lines(ranges, knowledge, today))
    names = [knowledge.employers[lab].name for lab in query.labs]
    sections = tuple(
        Section(f"Every pay figure at {name}", tuple(pay_lines(lab, knowledge, today)))
        for lab, name in zip(query.labs, names, strict=True)
    )
    return Answer(
        _headline(query, ranges, knowledge),
        query,
        name=f"Pay at {join(names)}",
        lines=lines,
        provenance=provenance(knowledge, sources_of(lines), BASIS),
        topics=packed(knowledge, sections),
        steps=tuple(_steps(query, knowledge)),
        prompt="More about pay there",
        sources=cited(knowledge, (*lines, *sections)),
    )


def lab_pay_asked_for(question: FreeQuestion) -> LabPayQuery | None:
    """Read a question on what several labs pay; None where it is none, or nothing is known."""
    reading, knowledge = question.reading, question.knowledge
    labs = tuple(it for it in reading.employers if it in knowledge.labs)
    role = reading.roles[0] if reading.roles else None
    if len(labs) < LEAST or len(reading.roles) > 1 or not _in_common(labs, role, knowledge):
        return None
    return LabPayQuery(labs, role)


def _in_common(labs: tuple[str, ...], role: str | None, knowledge: Knowledge) -> Ranges:
    """Give the ranges of the roles that two of the labs at least have one for."""
    found: dict[str, dict[str, PayClaim]] = {}
    for lab in labs:
        for claim in lab_ranges(lab, knowledge):
            if role in (None, claim.roles[0]):
                found.setdefault(claim.roles[0], {})[lab] = claim
    return {it: by_lab for it, by_lab in found.items() if len(by_lab) >= LEAST}


def _headline(query: LabPayQuery, ranges: Ranges, knowledge: Knowledge) -> str:
    if not ranges:
        names = join([knowledge.employers[lab].name for lab in query.labs])
        return f"I have no figures that set {names} side by side."
    if len(ranges) == 1:
        ((role, by_lab),) = ranges.items()
        who = capital(with_article(knowledge.roles[role].name))
        return f"{who} gets {_at_each(by_lab, knowledge)}."
    short = {role: knowledge.roles[role].short for role in ranges}
    highest = {role: _highest(by_lab) for role, by_lab in ranges.items()}
    if len(set(highest.values())) > 1:
        said = [f"{_name(lab, knowledge)} for {short[role]}s" for role, lab in highest.items()]
        return f"It depends on the role: the published ranges reach highest at {join(said)}."
    lab = next(iter(highest.values()))
    said = [f"{short[role]}s {range_words(by_lab[lab])}" for role, by_lab in ranges.items()]
    return f"{_name(lab, knowledge)}'s published ranges reach highest: {join(said)} a year."


def _highest(by_lab: Mapping[str, PayClaim]) -> str:
    return max(by_lab, key=lambda lab: _high(by_lab[lab]))


def _high(claim: PayClaim) -> int:
    return claim.figures.high or 0 if claim.figures is not None else 0


def _at_each(by_lab: Mapping[str, PayClaim], knowledge: Knowledge) -> str:
    first, *others = (
        f"{range_words(claim)}{{}} at {_name(lab, knowledge)}" for lab, claim in by_lab.items()
    )
    return join([first.format(" a year"), *(it.format("") for it in others)])


def _lines(ranges: Ranges, knowledge: Knowledge, today: date) -> Iterator[Line]:
    for role, by_lab in ranges.items():
        claims = tuple(by_lab.values())
        marks = {mark[0]: mark for it in claims for mark in pay_marks(knowledge, it, today)}
        yield Line(
            "",
            knowledge.roles[role].short,
            sources_in(claims),
            marks=tuple(marks.values()),
            cells=tuple((_name(lab, knowledge), range_words(it)) for lab, it in by_lab.items()),
            claims=claims,
        )


def _steps(query: LabPayQuery, knowledge: Knowledge) -> Iterator[Step]:
    who = f"{knowledge.roles[query.role].short} pay" if query.role is not None else "Pay"
    for lab in query.labs:
        yield Step(f"{who} at {_name(lab, knowledge)}", SalaryQuery(query.role, lab))
    yield Step("What they are like", LabQuery(query.labs))


def _name(lab: str, knowledge: Knowledge) -> str:
    return knowledge.employers[lab].name


def _samples(knowledge: Knowledge) -> Iterator[tuple[LabPayQuery, str]]:
    labs = tuple(knowledge.labs)
    yield LabPayQuery(labs), "pay at all labs"
    for role in _in_common(labs, None, knowledge):
        yield LabPayQuery(labs, role), f"{knowledge.roles[role].name} at all labs"


LAB_PAY = Lookup(LabPayQuery, "lp", answer_lab_pay, "/lab", _samples)
