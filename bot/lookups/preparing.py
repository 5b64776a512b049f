"""How to prepare for interviews in the time there is: what weighs most first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.exercises import PlanLength, StudyUnit
from bot.knowledge.market import InterviewFact
from bot.language.reading import Reading
from bot.lookups.interview import loop_sentence
from bot.lookups.lookup import Lookup
from bot.lookups.model import CARD_LIMIT, MAX_LINES, Answer, AnswerAction, Line, Section, Step
from bot.lookups.queries import InterviewQuery, PracticeRoundsQuery, Query, RoleId
from bot.lookups.topics import fitting, packed
from bot.lookups.wording import cited, claim_line, join, provenance, sources_of
from bot.records.spans import MOST_DAYS, days_ahead, span_text
from bot.tools.planning import DEFAULT_HOURS, default_days, is_short, schedule

OURS = f"The units, their order and {DEFAULT_HOURS} hours a week are ours."
LEFT_OUT = "Left out for lack of time"
_PLAN = re.compile(r"\b(?:study|prep\w*|learning|training) (?:plan|schedule)\b|\bplan for\b")


@dataclass(frozen=True, slots=True)
class PrepareQuery(Query):
    """Ask what to prepare for a role's interviews in some days; None for as long as is usual."""

    role: RoleId
    days: str | None = None


def answer_prepare(query: PrepareQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with whether the time is enough, and what to do in it, what weighs most first."""
    del today
    role, plan = knowledge.roles[query.role], knowledge.plan
    days = _days(query, knowledge)
    planned = schedule(plan.units_of(role.id), days, DEFAULT_HOURS)
    units = [it.unit for it in planned]
    left_out = [it.title for it in plan.units_of(role.id) if it not in units]
    sections = tuple(_sections(role.id, knowledge))
    headline = length_said(role.id, days, knowledge)
    if is_short(days, plan.lengths_of(role.id)):
        headline = f"{headline[:-1]}, so this comes first."
    small = provenance(knowledge, sources_of(sections), OURS)
    loop = _loop(role.id, knowledge)
    name = f"{role.name} interviews in {span_text(days)}"
    said = sum(len(it) + 1 for it in (name, headline, loop, small))
    lines = [Line(it.prepare, f"{number}. {it.title}") for number, it in enumerate(units, 1)]
    if left_out:
        lines.insert(MAX_LINES - 1, Line(f"{join(left_out)}.", f"{LEFT_OUT}:"))
    every = (Section("All units", tuple(lines)),) if len(lines) > MAX_LINES else ()
    return Answer(
        headline,
        query,
        name=name,
        text=loop,
        lines=fitting(lines, CARD_LIMIT - said, MAX_LINES),
        provenance=small,
        topics=packed(knowledge, (*every, *sections)),
        steps=(
            Step("Practise a round", practice_of(role.id, units[0])),
            Step("Whole loop", InterviewQuery(role.id)),
        ),
        prompt="More on this",
        actions=(AnswerAction(f"Plan these {span_text(days)}", "planfor", f"{role.id}:{days}"),),
        sources=cited(knowledge, sections),
    )


def length_said(role: str, days: int, knowledge: Knowledge) -> str:
    """Say how some days compare with what documents speak of."""
    short, lengths = knowledge.roles[role].short, knowledge.plan.lengths_of(role)
    span = span_text(days)
    if not lengths:
        whose = "our suggestion" if days == default_days(knowledge.plan, role) else "your choice"
        return f"No document says how long {short} interviews take to prepare; {span} is {whose}."
    speak = join([_range(it) for it in lengths], "or")
    if is_short(days, lengths):
        return f"{span} is less than the {speak} that one document speaks of for {short}."
    return f"You have {span}; for {short} interviews one document speaks of {speak}."


def length_known(role: str, days: int, knowledge: Knowledge) -> str:
    """Say what documents speak of, beside a plan that has its own length said."""
    lengths = knowledge.plan.lengths_of(role)
    if not lengths or is_short(days, lengths):
        return length_said(role, days, knowledge)
    return f"One document speaks of {join([_range(it) for it in lengths], 'or')}."


def _range(length: PlanLength) -> str:
    who = f" {length.who}" if length.who else ""
    return f"{length.low} to {length.high} weeks{who}"


def practice_of(role: str, unit: StudyUnit) -> PracticeRoundsQuery:
    """Ask for the prompts to practise a unit on."""
    return PracticeRoundsQuery(role, unit.round)


def reading_of(role: str, unit: StudyUnit, knowledge: Knowledge) -> InterviewQuery:
    """Ask for what is known of a unit's round, or of the whole loop."""
    known = unit.round is not None and unit.round in knowledge.interviews.loops.get(role, {})
    return InterviewQuery(role, unit.round if known else None)


def prepare_asked_for(reading: Reading, knowledge: Knowledge) -> PrepareQuery | None:
    """Read how long somebody has for a role, or that they want a plan; None where neither."""
    role, days = reading.roles[0], days_ahead(reading.question)
    if days is not None and reading.intent is Intent.INTERVIEW:
        return PrepareQuery(role, str(days))
    if _PLAN.search(reading.question.casefold()):
        return PrepareQuery(role, str(days or default_days(knowledge.plan, role)))
    return None


def _days(query: PrepareQuery, knowledge: Knowledge) -> int:
    typed = query.days or ""
    days = int(typed) if typed.isdecimal() and len(typed) < len("1000") else 0
    return min(days, MOST_DAYS) or default_days(knowledge.plan, query.role)


def _loop(role: str, knowledge: Knowledge) -> str:
    if role in {*knowledge.interviews.loops, *knowledge.interviews.notes}:
        return loop_sentence(role, knowledge)
    return f"I don't know how {knowledge.roles[role].short} interviews run."


def _sections(role: str, knowledge: Knowledge) -> Iterator[Section]:
    notes = knowledge.interviews.notes.get(role, {})
    for fact in (InterviewFact.TIME, InterviewFact.WEIGHS):
        yield Section(fact.label, tuple(map(claim_line, notes.get(fact, ()))))
    yield Section("In every interview", tuple(map(claim_line, knowledge.interviews.general)))


def _samples(knowledge: Knowledge) -> Iterator[tuple[PrepareQuery, str]]:
    for role in knowledge.roles.values():
        yield PrepareQuery(role.id, "14"), f"{role.name} in 2 weeks"
        yield PrepareQuery(role.id), role.name


PREPARE = Lookup(PrepareQuery, "y", answer_prepare, "/plan", _samples)
