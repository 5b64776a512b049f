"""What is said of a frontier lab: culture, what it rewards, its two tracks, process and pay."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.market import LabFact
from bot.lookups.model import Answer, Block, Line, Menu, Section, Step
from bot.lookups.queries import CompareQuery, InterviewQuery, LabQuery, SalaryQuery
from bot.lookups.wording import cited, claim_line, join, pay_line

FACT_NAMES: Mapping[LabFact, str] = {
    LabFact.CULTURE: "Culture",
    LabFact.REWARDED: "What is rewarded",
    LabFact.LINE: "How thin the line between engineer and scientist is",
    LabFact.SCIENTISTS: "Research scientists there",
    LabFact.ENGINEERS: "Engineers there",
    LabFact.PROCESS: "How it hires",
    LabFact.EQUITY: "Equity",
}
TRACKS = ("research-engineer", "research-scientist")


def answer_lab(query: LabQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with one lab, or with several side by side."""
    one = len(query.labs) == 1
    blocks = tuple(_blocks(query.labs, knowledge, today, named=not one))
    names = [knowledge.employers[lab].name for lab in query.labs]
    return Answer(
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
    for fact, heading in FACT_NAMES.items():
        lines = tuple(
            claim_line(claim, knowledge.employers[lab].name if named else None)
            for lab in labs
            for claim in knowledge.labs[lab].facts.get(fact, ())
        )
        if lines:
            yield Section(heading, lines)
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


def _menus(query: LabQuery, knowledge: Knowledge) -> Iterator[Menu]:
    others = [lab for lab in knowledge.labs if lab not in query.labs]
    steps = [Step(knowledge.employers[lab].name, LabQuery((lab,))) for lab in others]
    if len(query.labs) == 1:
        steps += [
            Step(f"Beside {knowledge.employers[lab].name}", LabQuery((query.labs[0], lab)))
            for lab in others
        ]
        if len(others) > 1:
            steps.append(Step("All side by side", LabQuery((query.labs[0], *others))))
    yield Menu("Other labs", tuple(steps))
