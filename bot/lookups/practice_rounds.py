"""The rounds to practise for a role: what documents say of each, and the prompts that there are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import utils

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.prompts import PracticeLoop, PromptRound
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import CARD_LIMIT, MAX_LINES, Answer, AnswerAction, Line, Section, Step
from bot.lookups.naming import find_name
from bot.lookups.practice import OURS, loop_steps
from bot.lookups.queries import (
    HelpQuery,
    InterviewQuery,
    PracticeQuery,
    PracticeRoundsQuery,
    Query,
)
from bot.lookups.topics import fitting, packed
from bot.lookups.wording import capital, cited, claim_line, join, plural, provenance, sources_of

_PRACTISED = re.compile(r"\b(?:practi[cs]\w*|mock|interview\w*|prompts?)\b")


def answer_rounds(query: PracticeRoundsQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the rounds to practise for a role, or with one of them."""
    del today
    role, loop = knowledge.roles[query.role], knowledge.practice_loop(query.role)
    if loop is None:
        return Answer(
            f"I have no prompts for {role.short} interviews yet.",
            query,
            name=f"Practice: {role.name}",
            steps=(Step("Their interviews", InterviewQuery(role.id)), *loop_steps(knowledge)[:3]),
            more=loop_steps(knowledge),
        )
    found = next((it for it in loop.rounds if it.id == query.round), None)
    return _whole(query, loop, knowledge) if found is None else _one(query, loop, found, knowledge)


def _whole(query: PracticeRoundsQuery, loop: PracticeLoop, knowledge: Knowledge) -> Answer:
    role = knowledge.roles[query.role]
    size = f"{plural(len(loop.problems), 'prompt')} in {plural(len(loop.rounds), 'round')}"
    headline, text = f"You can practise {role.short} interviews with {size}.", None
    if loop.role != role.id:
        headline, text = f"{nearest_lead(role.id, loop, knowledge)[0]}", f"There are {size}."
    sections = tuple(_sections(loop, knowledge))
    lines = tuple(replace(it.lines[0], label=f"{it.heading}:") for it in sections)
    name, small = f"Practice: {role.name}", provenance(knowledge, sources_of(lines), OURS)
    said_so_far = sum(len(it) + 1 for it in (name, headline, text or "", small))
    shown = fitting(lines, CARD_LIMIT - said_so_far, MAX_LINES)
    return Answer(
        headline,
        query,
        name=name,
        text=text,
        lines=shown,
        provenance=small,
        topics=packed(knowledge, sections),
        actions=(
            AnswerAction("Mock loop", "mock", loop.role),
            AnswerAction("My progress", "progress", loop.role),
        ),
        prompt="Choose a round",
        more=(
            *_rounds(query.role, loop),
            Step(f"{role.short} interviews", InterviewQuery(role.id)),
        ),
        sources=cited(knowledge, sections),
    )


def nearest_lead(role: str, loop: PracticeLoop, knowledge: Knowledge) -> tuple[str, ...]:
    """Say that prompts are of another role, where they are."""
    if loop.role == role:
        return ()
    wanted, near = knowledge.roles[role].spoken, knowledge.roles[loop.role].spoken
    return (f"I have no prompts for {wanted} yet; those for {near} come nearest.",)


def _one(
    query: PracticeRoundsQuery, loop: PracticeLoop, found: PromptRound, knowledge: Knowledge
) -> Answer:
    lines = weighs(found.rests_on, loop.role, knowledge)
    problems = loop.of((found.id,))
    small = provenance(knowledge, sources_of(lines), OURS)
    return Answer(
        f"{found.name}: {plural(len(problems), 'prompt')} to practise.",
        query,
        name=f"Practice: {knowledge.roles[loop.role].name}",
        lines=fitting(lines, CARD_LIMIT - len(found.name) - len(small) - 100, MAX_LINES),
        provenance=small,
        actions=(
            AnswerAction("Begin", "round", f"{loop.role}:{found.id}"),
            AnswerAction("My progress", "progress", loop.role),
        ),
        prompt="Choose a prompt",
        more=(
            *(Step(it.title, PracticeQuery(it.id), f"{it.minutes} minutes") for it in problems),
            Step("All rounds", PracticeRoundsQuery(query.role)),
        ),
        sources=cited(knowledge, lines),
    )


def _rounds(role: str, loop: PracticeLoop) -> Iterator[Step]:
    for it in loop.rounds:
        hint = plural(len(loop.of((it.id,))), "prompt")
        yield Step(it.name, PracticeRoundsQuery(role, it.id), hint)


def _sections(loop: PracticeLoop, knowledge: Knowledge) -> Iterator[Section]:
    """Tell what documents say; of rounds that rest on the same, once."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for it in loop.rounds:
        alike.setdefault(it.rests_on, []).append(it.name)
    for rests_on, names in alike.items():
        yield Section(join(names), weighs(rests_on, loop.role, knowledge))


def weighs(rests_on: Sequence[str], role: str, knowledge: Knowledge) -> tuple[Line, ...]:
    """Say what documents say of a round."""
    table = knowledge.interviews
    told = table.loops.get(role, {})
    claims = {it.id: it for said in table.notes.get(role, {}).values() for it in said}
    return tuple(
        Line(capital(told[name]), None, (table.source,), table.scope)
        if name in told
        else claim_line(claims[name])
        for name in rests_on
    )


def rounds_called(loop: PracticeLoop, typed: str) -> tuple[PromptRound, ...]:
    """Find the rounds that somebody means: “coding” may be two of them."""
    words = utils.default_process(typed).split()
    named = {it: utils.default_process(f"{it.name} {it.id}").split() for it in loop.rounds}
    exact = tuple(it for it in loop.rounds if typed.casefold() in (it.id, it.name.casefold()))
    found = exact or tuple(
        it
        for it, own in named.items()
        if words and all(any(one.startswith(word) for one in own) for word in words)
    )
    near = find_name(typed, {name: it.id for it in loop.rounds for name in (it.name, it.id)})
    return found or tuple(it for it in loop.rounds if it.id == near)


def _route(question: FreeQuestion) -> Query:
    """Let who wants to be asked practise for the role they name, and a round if they name one."""
    text, roles = question.reading.question.casefold(), question.reading.roles
    if not roles:
        return PracticeQuery() if _PRACTISED.search(text) else HelpQuery()
    loop, words = question.knowledge.practice_loop(roles[0]), set(text.split())
    rounds = () if loop is None else loop.rounds
    named = (
        it.id
        for it in rounds
        if {*it.name.casefold().split()} <= words or {*it.id.split("-")} <= words
    )
    return PracticeRoundsQuery(roles[0], next(named, None))


def _samples(knowledge: Knowledge) -> Iterator[tuple[PracticeRoundsQuery, str]]:
    for role in knowledge.roles.values():
        yield PracticeRoundsQuery(role.id), role.name
        if (loop := knowledge.practice_loop(role.id)) is not None:
            for it in loop.rounds:
                yield PracticeRoundsQuery(role.id, it.id), f"{role.name}, {it.name}"


PRACTICE_ROUNDS = Lookup(
    PracticeRoundsQuery,
    "o",
    answer_rounds,
    "/practice",
    _samples,
    personal=True,
    routes={Intent.QUIZ: _route},
)
