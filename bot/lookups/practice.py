"""/practice: problems to practise on: read, take hints, then the model answer and the rubric."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.exercises import PracticeFile
from bot.lookups.by_title import Asked
from bot.lookups.lookup import CommandGroup, Lookup
from bot.lookups.model import CARD_LIMIT, MAX_LINES, Answer, AnswerAction, Line, Section, Step
from bot.lookups.naming import find
from bot.lookups.queries import CompareQuery, Entity, ProblemId, Query, RoleQuery
from bot.lookups.topics import fitting, packed
from bot.lookups.wording import capital, plural, provenance, quote
from bot.records.fields import LabelledEnum


class Grade(LabelledEnum):
    """What an answer is worth."""

    STRONG = "strong", "Strong hire"
    LEAN = "lean", "Lean hire"
    NO = "no", "No hire"


SOLVED = "answer"
MAX_STEPS = 4


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
    if query.stage == SOLVED:
        return _solved(query, problem, knowledge)
    taken = min(hints_taken(query), len(problem.hints))
    small = provenance(knowledge, (problem.source,))
    hints = tuple(_hints(problem, taken))
    said = sum(len(it) + 1 for it in (problem.title, problem.scenario, small))
    return Answer(
        problem.title,
        query,
        name="A problem to practise on",
        text=problem.scenario,
        lines=fitting(hints, CARD_LIMIT - said, MAX_LINES),
        provenance=small,
        topics=packed(knowledge, (Section("All hints so far", hints),)),
        steps=tuple(_steps(problem, taken)),
        prompt="Other problems",
        more=_others(knowledge, problem.id),
        actions=(_write(problem),),
        sources=(knowledge.sources[problem.source],),
    )


def _list(query: PracticeQuery, knowledge: Knowledge) -> Answer:
    problems = tuple(knowledge.practice.values())
    lines = tuple(Line(it.scenario, it.title, (it.source,)) for it in problems)
    headline = f"{plural(len(problems), 'problem')} to practise on, with hints and a model answer."
    small = provenance(knowledge, (it.source for it in problems))
    return Answer(
        capital(headline),
        query,
        name="Practice",
        lines=fitting(
            lines, CARD_LIMIT - len(headline) - len(small) - len("Practice\n\n\n"), MAX_LINES
        ),
        provenance=small,
        steps=_others(knowledge, None)[:MAX_STEPS],
        prompt="All problems",
        more=_others(knowledge, None),
        sources=tuple(knowledge.sources[it] for it in dict.fromkeys(it.source for it in problems)),
    )


def _solved(query: PracticeQuery, problem: PracticeFile, knowledge: Knowledge) -> Answer:
    """Show a strong answer and how one is graded; the problem and its hints stand behind them."""
    source = (problem.source,)
    rubric = problem.rubric
    worth = (rubric.strong_hire, rubric.lean_hire, rubric.no_hire)
    grades = tuple(
        Line(text, name, source)
        for name, text in zip((it.label for it in Grade), worth, strict=True)
    )
    small = provenance(knowledge, source)
    headline = "A strong answer, and how yours is graded"
    said = sum(len(it) + 1 for it in (problem.title, headline, small))
    short = len(problem.answer) + sum(len(it.text) + 20 for it in grades) + said <= CARD_LIMIT
    sections = (
        Section("The problem", (Line(problem.scenario, None, source),)),
        Section("Hints", tuple(_hints(problem, len(problem.hints)))),
        *(() if short else (Section("The strong answer", (Line(problem.answer, None, source),)),)),
    )
    return Answer(
        headline,
        query,
        name=problem.title,
        text=problem.answer if short else None,
        lines=grades,
        provenance=small,
        topics=packed(knowledge, sections),
        prompt="The problem again, and others",
        more=(_about(problem), *_others(knowledge, problem.id)),
        actions=(
            _write(problem),
            *(
                AnswerAction(f"Mine: {grade.label}", "grade", f"{problem.id}:{grade}")
                for grade in Grade
            ),
            AnswerAction("Ask others to grade", "show", problem.id),
        ),
        sources=(knowledge.sources[problem.source],),
    )


def _hints(problem: PracticeFile, taken: int) -> Iterator[Line]:
    for number, hint in enumerate(problem.hints[:taken], 1):
        yield Line(hint, f"Hint {number}", (problem.source,))


def _write(problem: PracticeFile) -> AnswerAction:
    return AnswerAction("Write your answer", "write", problem.id)


def _steps(problem: PracticeFile, taken: int) -> Iterator[Step]:
    if taken < len(problem.hints):
        yield Step(f"Hint {taken + 1}", PracticeQuery(problem.id, str(taken + 1)))
    yield Step("Model answer", PracticeQuery(problem.id, SOLVED))


def _about(problem: PracticeFile) -> Step:
    if len(problem.roles) > 1:
        return Step("Compare its roles", CompareQuery(problem.roles))
    return Step("Profile", RoleQuery(problem.roles[0]))


def _others(knowledge: Knowledge, problem: str | None) -> tuple[Step, ...]:
    others = (it for it in knowledge.practice.values() if it.id != problem)
    return tuple(Step(it.title, PracticeQuery(it.id)) for it in others)


def hints_taken(query: PracticeQuery) -> int:
    """Count the hints that a stage shows."""
    stage = query.stage or ""
    return int(stage) if stage.isdigit() else 0


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
