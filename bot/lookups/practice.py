"""/practice: problems to practise on, round by round: hints, then the model answer and rubric."""

from collections.abc import Iterator
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.prompts import PracticeProblem
from bot.knowledge.roles import Source
from bot.lookups.by_title import Asked
from bot.lookups.lookup import CommandGroup, Lookup
from bot.lookups.model import CARD_LIMIT, MAX_LINES, Answer, AnswerAction, Line, Section, Step
from bot.lookups.naming import find
from bot.lookups.queries import (
    CompareQuery,
    Entity,
    PracticeQuery,
    PracticeRoundsQuery,
    RoleQuery,
)
from bot.lookups.topics import fitting, packed
from bot.lookups.wording import plural, provenance, quote
from bot.tools.practice import Grade

SOLVED = "answer"
OURS = "The prompts are our own."
FIRST_ROLES = 3


def answer_practice(query: PracticeQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with what there is to practise, with a problem and hints, or with its solution."""
    del today
    if query.problem is None:
        return _menu(query, knowledge)
    problem = knowledge.practice[query.problem]
    if query.stage == SOLVED:
        return _solved(query, problem, knowledge)
    taken = min(hints_taken(query), len(problem.hints))
    hints = tuple(_hints(problem, taken))
    name, small = place_of(problem, knowledge), _small(problem, knowledge)
    said = sum(len(it) + 1 for it in (name, problem.title, problem.ask, small))
    shown = fitting(hints, CARD_LIMIT - said, MAX_LINES)
    return Answer(
        problem.title,
        query,
        name=name,
        text=problem.ask,
        lines=shown,
        provenance=small,
        topics=packed(knowledge, (Section("All hints so far", hints),)) if shown != hints else (),
        steps=tuple(_steps(problem, taken)),
        prompt="Other problems",
        more=tuple(_others(problem, knowledge)),
        actions=(
            AnswerAction("Write my answer", "write", problem.id),
            AnswerAction("Show the answer", "look", problem.id),
            AnswerAction("Another", "another", problem.id),
        ),
        sources=_sources(problem, knowledge),
    )


def place_of(problem: PracticeProblem, knowledge: Knowledge) -> str:
    """Say where a problem is asked, and the time allowed."""
    if problem.round is None:
        return "A problem to practise on"
    role = knowledge.roles[problem.roles[0]].short
    return f"{role}, {problem.round.name}: {problem.minutes} minutes"


def _solved(query: PracticeQuery, problem: PracticeProblem, knowledge: Knowledge) -> Answer:
    """Show a strong answer and how one is graded; the problem and its hints stand behind them."""
    cites = () if problem.source is None else (problem.source,)
    grades = tuple(Line(text, f"{grade.label}:", cites) for grade, text in worth(problem))
    headline, small = "A strong answer, and how yours is graded", _small(problem, knowledge)
    said = sum(len(it) + 1 for it in (problem.title, headline, small))
    short = len(problem.answer) + sum(len(it.text) + 20 for it in grades) + said <= CARD_LIMIT
    sections = (
        *(() if short else (Section("The strong answer", (Line(problem.answer, None, cites),)),)),
        Section("What it shows", tuple(map(Line, problem.shows))),
        Section("The problem", (Line(problem.ask, None, cites),)),
        Section("Hints", tuple(_hints(problem, len(problem.hints)))),
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
        more=tuple(_others(problem, knowledge)),
        actions=(AnswerAction("Write my answer", "write", problem.id),),
        sources=_sources(problem, knowledge),
    )


def worth(problem: PracticeProblem) -> tuple[tuple[Grade, str], ...]:
    """Say of each grade what answers it is for."""
    rubric = problem.rubric
    texts = (rubric.strong_hire, rubric.lean_hire, rubric.no_hire)
    return tuple(zip(Grade, texts, strict=True))


def _small(problem: PracticeProblem, knowledge: Knowledge) -> str:
    return OURS if problem.source is None else provenance(knowledge, (problem.source,))


def _sources(problem: PracticeProblem, knowledge: Knowledge) -> tuple[Source, ...]:
    return () if problem.source is None else (knowledge.sources[problem.source],)


def _hints(problem: PracticeProblem, taken: int) -> Iterator[Line]:
    cites = () if problem.source is None else (problem.source,)
    for number, hint in enumerate(problem.hints[:taken], 1):
        yield Line(hint, f"Hint {number}", cites)


def _steps(problem: PracticeProblem, taken: int) -> Iterator[Step]:
    if taken < len(problem.hints):
        yield Step(f"Hint {taken + 1}", PracticeQuery(problem.id, str(taken + 1)))


def _others(problem: PracticeProblem, knowledge: Knowledge) -> Iterator[Step]:
    """Offer what is asked in the same round, or the other problems of the documents."""
    loop = knowledge.practice_loops.get(problem.roles[0])
    if problem.round is None or loop is None:
        roles = problem.roles
        if len(roles) > 1:
            yield Step("Compare its roles", CompareQuery(roles))
        else:
            yield Step("Profile", RoleQuery(roles[0]))
        same = _documented(knowledge)
    else:
        yield Step("All rounds", PracticeRoundsQuery(loop.role))
        same = loop.of((problem.round.id,))
    yield from (Step(it.title, PracticeQuery(it.id)) for it in same if it.id != problem.id)
    yield Step("All that there is to practise", PracticeQuery())


def _menu(query: PracticeQuery, knowledge: Knowledge) -> Answer:
    """Offer the roles to practise for, and the problems of the documents."""
    loops, problems = tuple(knowledge.practice_loops.values()), _documented(knowledge)
    prompts = sum(len(it.problems) for it in loops)
    return Answer(
        f"{plural(prompts, 'prompt')} from the interviews of {plural(len(loops), 'role')}, and "
        f"{plural(len(problems), 'career problem')}.",
        query,
        name="Practice",
        text="You write an answer, with hints where you need them, then compare it with a good one "
        "and grade yourself.",
        provenance=OURS,
        steps=loop_steps(knowledge)[:FIRST_ROLES],
        prompt="Choose a role or a problem",
        more=(*loop_steps(knowledge), *(Step(it.title, PracticeQuery(it.id)) for it in problems)),
    )


def loop_steps(knowledge: Knowledge) -> tuple[Step, ...]:
    return tuple(
        Step(
            knowledge.roles[it.role].name,
            PracticeRoundsQuery(it.role),
            f"{plural(len(it.problems), 'prompt')} in {plural(len(it.rounds), 'round')}",
        )
        for it in knowledge.practice_loops.values()
    )


def _documented(knowledge: Knowledge) -> tuple[PracticeProblem, ...]:
    return tuple(it for it in knowledge.practice.values() if it.round is None)


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
    help="Interview prompts by role and round: hints, a good answer, grades; mock loops.",
    group=CommandGroup.HIRED,
    personal=True,
)
