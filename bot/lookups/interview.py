"""/interview: the rounds of a role, what weighs most, what people prepare wrongly."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.market import InterviewFact, Named
from bot.lookups.by_title import Asked, by_title, with_lead
from bot.lookups.compare import by_titles
from bot.lookups.converting import Offered, converted
from bot.lookups.lookup import CommandGroup, FreeQuestion, Lookup
from bot.lookups.model import Answer, Block, Line, Section, Step
from bot.lookups.naming import find
from bot.lookups.queries import (
    Entity,
    GuideQuery,
    InterviewCompareQuery,
    InterviewQuery,
    Query,
    RoleQuery,
    RoleSection,
)
from bot.lookups.wording import cited, claim_line, quote


def answer_interview(query: InterviewQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with a role's whole loop, or with one round of it beside the other loops."""
    del today
    role = knowledge.roles[query.role]
    if query.round is not None:
        blocks = tuple(_one_round(query.role, query.round, knowledge))
        title = f"{_round(knowledge, query.round).name}: {role.name}"
    else:
        blocks = tuple(_whole(query.role, knowledge))
        title = f"Interviews: {role.name}"
    return converted(
        title,
        query,
        (),
        blocks,
        cited(knowledge, blocks),
        tuple(_steps(query, knowledge)),
        tuple(_menus(query, knowledge)),
    )


def _whole(role: str, knowledge: Knowledge) -> Iterator[Block]:
    table = knowledge.interviews
    loop = table.loops.get(role, {})
    lines = tuple(
        Line(loop[it.id], it.name, (table.source,)) for it in table.rounds if it.id in loop
    )
    if lines:
        # Where and when it holds is said once, beneath the first round.
        yield Section("The loop, round by round", (replace(lines[0], note=table.scope), *lines[1:]))
    notes = table.notes.get(role, {})
    for fact in InterviewFact:
        if claims := notes.get(fact):
            yield Section(fact.label, tuple(map(claim_line, claims)))
    if not lines and not notes:
        none = "No document describes the interviews of this role round by round."
        yield Section(None, (Line(none),))
    yield Section("For all interviews", tuple(map(claim_line, table.general)))


def _one_round(role: str, round_: str, knowledge: Knowledge) -> Iterator[Block]:
    """Set one round beside the same round of the neighbouring roles."""
    table = knowledge.interviews
    own = table.loops.get(role, {}).get(round_)
    if own is None:
        said = "No document says what this round of this role tests."
        yield Section(None, (Line(said),))
    else:
        yield Section(None, (Line(own, None, (table.source,), table.scope),))
    others = tuple(
        Line(loop[round_], knowledge.roles[other].name, (table.source,))
        for other, loop in table.loops.items()
        if other != role and round_ in loop
    )
    if others:
        yield Section("The same round elsewhere", others)


def answer_interview_compare(
    query: InterviewCompareQuery, knowledge: Knowledge, today: date
) -> Answer:
    """Answer with loops side by side."""
    del today
    table = knowledge.interviews
    names = [knowledge.roles[role].short for role in query.roles]
    rounds = tuple(
        Line("", it.name, (table.source,), None, (), cells)
        for it in table.rounds
        if len(cells := _cells(knowledge, query.roles, it)) > 1
    )
    notes = tuple(_notes_side_by_side(knowledge, query.roles))
    blocks: list[Block] = [Section("Round by round", rounds)] if rounds else []
    blocks += notes
    if not blocks:
        blocks.append(Section(None, (Line("No document describes both of these loops."),)))
    return converted(
        f"Interviews: {' or '.join(names)}",
        query,
        (),
        tuple(blocks),
        cited(knowledge, blocks),
        tuple(
            Step(f"Loop: {name}", InterviewQuery(role))
            for name, role in zip(names, query.roles, strict=True)
        ),
    )


def _cells(
    knowledge: Knowledge, roles: tuple[str, ...], round_: Named
) -> tuple[tuple[str, str], ...]:
    loops = knowledge.interviews.loops
    return tuple(
        (knowledge.roles[role].short, loops[role][round_.id])
        for role in roles
        if round_.id in loops.get(role, {})
    )


def _notes_side_by_side(knowledge: Knowledge, roles: tuple[str, ...]) -> Iterator[Section]:
    for fact in InterviewFact:
        lines = tuple(
            claim_line(claim, knowledge.roles[role].short)
            for role in roles
            for claim in knowledge.interviews.notes.get(role, {}).get(fact, ())
        )
        if lines:
            yield Section(fact.label, lines)


def _round(knowledge: Knowledge, round_: str) -> Named:
    return next(it for it in knowledge.interviews.rounds if it.id == round_)


def _steps(query: InterviewQuery, knowledge: Knowledge) -> Iterator[Step]:
    if query.round is not None:
        yield Step("Whole loop", InterviewQuery(query.role))
    yield Step("Profile", RoleQuery(query.role))
    yield Step("Getting in", RoleQuery(query.role, RoleSection.GETTING_IN))
    if "cheat-sheet" in knowledge.guides:
        yield Step("Four questions", GuideQuery("cheat-sheet"))


def _menus(query: InterviewQuery, knowledge: Knowledge) -> Iterator[Offered]:
    table = knowledge.interviews
    loop = table.loops.get(query.role, {})
    rounds = tuple(
        Step(it.name, InterviewQuery(query.role, it.id))
        for it in table.rounds
        if it.id in loop and it.id != query.round
    )
    if rounds:
        yield ("Open a round", rounds)
    others = tuple(
        Step(f"Beside {knowledge.roles[other].name}", InterviewCompareQuery((query.role, other)))
        for other in dict.fromkeys((*table.loops, *table.notes))
        if other != query.role
    )
    yield ("Compare with another loop", others)


def interview_by_name(knowledge: Knowledge, role: str, round_: str | None) -> Asked | Answer:
    """Ask for the interviews of a typed title, or for one typed round of them."""
    found = find(Entity.ROUND, round_, knowledge) if round_ is not None else None
    lead: tuple[str, ...] = ()
    if round_ is not None and found is None:
        lead = (f"There is no round {quote(round_)}; here is the whole loop.",)
    return with_lead(by_title(knowledge, role, lambda it: InterviewQuery(it, found)), lead)


def interviews_by_names(knowledge: Knowledge, texts: Sequence[str]) -> Asked | Answer:
    """Compare the interviews of the roles that typed titles mean."""
    return by_titles(knowledge, texts, InterviewCompareQuery, InterviewQuery)


def _samples(knowledge: Knowledge) -> Iterator[tuple[InterviewQuery, str]]:
    for role in knowledge.roles.values():
        yield InterviewQuery(role.id), role.name
        for it in knowledge.interviews.rounds:
            if it.id in knowledge.interviews.loops.get(role.id, {}):
                yield InterviewQuery(role.id, it.id), f"{role.name}, {it.name}"


def _pairs(knowledge: Knowledge) -> Iterator[tuple[InterviewCompareQuery, str]]:
    for one, other in combinations(knowledge.roles.values(), 2):
        yield InterviewCompareQuery((one.id, other.id)), f"{one.name} and {other.name}"


def _route(question: FreeQuestion) -> Query:
    roles = question.reading.roles
    if len(roles) > 1:
        return InterviewCompareQuery(roles[:2])
    return InterviewQuery(roles[0]) if roles else question.guide("cheat-sheet")


INTERVIEW = Lookup(
    InterviewQuery,
    "i",
    answer_interview,
    "/interview",
    _samples,
    help="How interviews of a role run, round by round; or two loops side by side.",
    group=CommandGroup.HIRED,
    routes={Intent.INTERVIEW: _route},
)
INTERVIEW_COMPARE = Lookup(
    InterviewCompareQuery, "j", answer_interview_compare, "/interview compare", _pairs
)
