"""/practice: problems to practise on: read, take hints, then the model answer and the rubric."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.exercises import PracticeFile
from bot.lookups.by_title import Asked
from bot.lookups.converting import Offered, converted
from bot.lookups.lookup import CommandGroup, Lookup
from bot.lookups.model import Answer, AnswerAction, Line, Section, Step
from bot.lookups.naming import find
from bot.lookups.queries import CompareQuery, Entity, ProblemId, Query, RoleQuery
from bot.lookups.wording import cited, quote
from bot.records.fields import LabelledEnum


class Grade(LabelledEnum):
    """What an answer is worth."""

    STRONG = "strong", "Strong hire"
    LEAN = "lean", "Lean hire"
    NO = "no", "No hire"


SOLVED = "answer"


@dataclass(frozen=True, slots=True)
class PracticeQuery(Query):
    """Ask for a problem to practise on: the number of hints taken, or `answer` for the solution."""

    problem: ProblemId | None = None
    stage: str | None = None


def answer_practice(query: PracticeQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the list of problems, one of them, a hint, or its model answer and rubric."""
    del today
    if query.problem is None:
        return _list(query, knowledge)
    problem = knowledge.practice[query.problem]
    blocks = tuple(_blocks(query, problem))
    return converted(
        problem.title,
        query,
        (),
        blocks,
        cited(knowledge, blocks),
        tuple(_steps(query, problem)),
        (_menu(knowledge, problem.id),),
        tuple(_actions(query, problem)),
    )


def _list(query: PracticeQuery, knowledge: Knowledge) -> Answer:
    problems = knowledge.practice.values()
    lines = tuple(Line(it.scenario, it.title, (it.source,)) for it in problems)
    blocks = (Section(None, lines),)
    sources = cited(knowledge, blocks)
    menus = (_menu(knowledge, None),)
    return converted("Problems to practise on", query, (), blocks, sources, (), menus)


def hints_taken(query: PracticeQuery) -> int:
    """Count the hints that a stage shows."""
    stage = query.stage or ""
    return int(stage) if stage.isdigit() else 0


def _blocks(query: PracticeQuery, problem: PracticeFile) -> Iterator[Section]:
    source = (problem.source,)
    yield Section("The problem", (Line(problem.scenario, None, source),))
    taken = len(problem.hints) if query.stage == SOLVED else hints_taken(query)
    for number, hint in enumerate(problem.hints[:taken], 1):
        yield Section(f"Hint {number}", (Line(hint, None, source),))
    if query.stage == SOLVED:
        yield Section("A strong answer", (Line(problem.answer, None, source),))
        rubric = problem.rubric
        worth = (rubric.strong_hire, rubric.lean_hire, rubric.no_hire)
        grades = zip((it.label for it in Grade), worth, strict=True)
        yield Section("How it is graded", tuple(Line(text, name, source) for name, text in grades))


def _steps(query: PracticeQuery, problem: PracticeFile) -> Iterator[Step]:
    if query.stage != SOLVED:
        taken = hints_taken(query)
        if taken < len(problem.hints):
            yield Step(f"Hint {taken + 1}", PracticeQuery(problem.id, str(taken + 1)))
        yield Step("Model answer", PracticeQuery(problem.id, SOLVED))
        return
    if len(problem.roles) > 1:
        yield Step("Compare the roles", CompareQuery(problem.roles))
    else:
        yield Step("Profile", RoleQuery(problem.roles[0]))


def _actions(query: PracticeQuery, problem: PracticeFile) -> Iterator[AnswerAction]:
    yield AnswerAction("Write your answer", "write", problem.id)
    if query.stage == SOLVED:
        for grade in Grade:
            yield AnswerAction(f"Mine: {grade.label}", "grade", f"{problem.id}:{grade}")
        yield AnswerAction("Ask others to grade", "show", problem.id)


def _menu(knowledge: Knowledge, problem: str | None) -> Offered:
    return (
        "Other problems" if problem else "Open a problem",
        tuple(
            Step(it.title, PracticeQuery(it.id))
            for it in knowledge.practice.values()
            if it.id != problem
        ),
    )


def problem_by_name(knowledge: Knowledge, text: str | None) -> Asked:
    """Ask for a problem by its typed title, or for the list where none is so called."""
    if text is None:
        return Asked(PracticeQuery())
    found = find(Entity.PROBLEM, text, knowledge)
    lead = () if found else (f"There is no problem called {quote(text)}; here are all.",)
    return Asked(PracticeQuery(found), lead)


def _samples(knowledge: Knowledge) -> Iterator[tuple[PracticeQuery, str]]:
    """Ask for the list, and for each problem as it is asked and solved; hints are in both."""
    yield PracticeQuery(), ""
    for problem in knowledge.practice.values():
        yield PracticeQuery(problem.id, SOLVED), problem.id
        yield PracticeQuery(problem.id), problem.id


PRACTICE = Lookup(
    PracticeQuery,
    "p",
    answer_practice,
    "/practice",
    _samples,
    help="Problems to work on: hints, a model answer, and how it is graded.",
    group=CommandGroup.HIRED,
    personal=True,
)
