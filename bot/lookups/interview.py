"""/interview: the rounds of a role, what weighs most, how long to prepare, the one mistake."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from rapidfuzz import fuzz

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.market import InterviewFact, Named
from bot.lookups.by_title import Asked, by_title, with_lead
from bot.lookups.compare import by_titles
from bot.lookups.lookup import CommandGroup, FreeQuestion, Lookup
from bot.lookups.model import CARD_LIMIT, MAX_LINES, Answer, Line, Section, Step
from bot.lookups.naming import find
from bot.lookups.queries import (
    CompareQuery,
    Entity,
    GuideQuery,
    InterviewCompareQuery,
    InterviewQuery,
    PracticeRoundsQuery,
    Query,
    RoleQuery,
    RoleSection,
)
from bot.lookups.topics import fitting, packed, within_sentence
from bot.lookups.wording import capital, cited, claim_line, join, provenance, quote, sources_of

CODING, DESIGN = ("coding-1", "coding-2"), ("system-design",)
ROUND_BY_ROUND, IN_GENERAL = "Round by round", "In every interview"
EXAMPLES = "Formats differ by employer: ask how the rounds split."
MOST_DIFFERENT = 3
OFFERED = 3


def answer_interview(query: InterviewQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with a role's whole loop, or with one round of it beside the other loops."""
    del today
    if query.round is not None:
        return _one_round(query, query.round, knowledge)
    if query.role not in {*knowledge.interviews.loops, *knowledge.interviews.notes}:
        return _unknown(query, knowledge)
    role = knowledge.roles[query.role]
    sections = tuple(_sections(query.role, knowledge))
    small = provenance(knowledge, sources_of(sections), EXAMPLES)
    headline = loop_sentence(role.id, knowledge)
    name = f"Interviews: {role.name}"
    said = sum(len(it) + 1 for it in (name, headline, small))
    return Answer(
        headline,
        query,
        name=name,
        lines=fitting(_deciding(query.role, knowledge, headline), CARD_LIMIT - said, MAX_LINES),
        provenance=small,
        topics=packed(knowledge, sections),
        steps=(
            Step("Profile", RoleQuery(role.id)),
            Step("Getting in", RoleQuery(role.id, RoleSection.GETTING_IN)),
            Step("Practise a round", PracticeRoundsQuery(role.id)),
            *_cheat_sheet(knowledge),
        ),
        prompt=f"More about {role.short} interviews",
        more=(*_rounds(query, knowledge), *_beside(query, knowledge)),
        sources=cited(knowledge, sections),
    )


def loop_sentence(role: str, knowledge: Knowledge) -> str:
    """Say a whole loop in a sentence."""
    notes = knowledge.interviews.notes.get(role, {})
    weighs = [claim.text for claim in notes.get(InterviewFact.WEIGHS, ())]
    own = f"This is how {knowledge.roles[role].short} interviews run."
    gist = knowledge.interviews.gists.get(role)
    return gist.text if gist is not None else next(iter(weighs), own)


def _deciding(role: str, knowledge: Knowledge, headline: str) -> Iterator[Line]:
    """Say what weighs most, the rounds that are prepared for, the weeks, and the one mistake."""
    table = knowledge.interviews
    loop, notes = table.loops.get(role, {}), table.notes.get(role, {})
    weighs = [it for it in notes.get(InterviewFact.WEIGHS, ()) if it.text != headline]
    # Where there is no table of rounds, the first of the tests is what the headline tells.
    tests = notes.get(InterviewFact.ASSESSMENT, ())[1:] if not loop else ()
    yield from (claim_line(it, InterviewFact.WEIGHS.label) for it in weighs[:1])
    yield from (claim_line(it, InterviewFact.ASSESSMENT.label) for it in tests[:1])
    coding = [loop[it] for it in CODING if it in loop]
    if coding:
        yield Line(capital(", then ".join(coding)), "Coding", (table.source,))
    yield from (
        Line(capital(loop[it.id]), it.name, (table.source,))
        for it in table.rounds
        if it.id in loop and it.id in DESIGN
    )
    if said := notes.get(InterviewFact.TIME):
        every = tuple(dict.fromkeys(source for it in said for source in it.sources))
        yield Line(" ".join(it.text for it in said), InterviewFact.TIME.label, every, claims=said)
    wrongly = notes.get(InterviewFact.WRONGLY, ())
    yield from (claim_line(it, InterviewFact.WRONGLY.label) for it in wrongly[:1])
    yield from (claim_line(it) for it in tests[1:2])
    yield from (
        Line(capital(loop[it.id]), it.name, (table.source,))
        for it in table.rounds
        if it.id in loop and it.id not in (*CODING, *DESIGN)
    )
    if not loop and not tests:
        yield from map(claim_line, table.general[:2])


def _sections(role: str, knowledge: Knowledge) -> Iterator[Section]:
    table = knowledge.interviews
    loop, notes = table.loops.get(role, {}), table.notes.get(role, {})
    lines = tuple(
        Line(capital(loop[it.id]), it.name, (table.source,), table.scope)
        for it in table.rounds
        if it.id in loop
    )
    yield Section(ROUND_BY_ROUND, lines)
    for fact in InterviewFact:
        yield Section(fact.label, tuple(map(claim_line, notes.get(fact, ()))))
    yield Section(IN_GENERAL, tuple(map(claim_line, table.general)))


def _unknown(query: InterviewQuery, knowledge: Knowledge) -> Answer:
    """Say that a role's interviews are not known, and offer those of its neighbours."""
    role, table = knowledge.roles[query.role], knowledge.interviews
    known = [it for it in knowledge.roles.values() if it.id in {*table.loops, *table.notes}]
    near = sorted(known, key=lambda it: it.tier != role.tier)[:OFFERED]
    section = Section(IN_GENERAL, tuple(map(claim_line, table.general)))
    return Answer(
        f"I don't know how interviews for {role.spoken} run.",
        query,
        name=f"Interviews: {role.name}",
        text=f"I do know those of {join([it.short for it in near])}; this holds for all.",
        lines=section.lines[:MAX_LINES],
        provenance=provenance(knowledge, sources_of((section,))),
        steps=(
            Step("Profile", RoleQuery(role.id)),
            *(Step(f"{it.short} interviews", InterviewQuery(it.id)) for it in near),
        ),
        more=_cheat_sheet(knowledge),
        sources=cited(knowledge, (section,)),
    )


def _one_round(query: InterviewQuery, round_: str, knowledge: Knowledge) -> Answer:
    """Tell what one round tests, and set it beside the same round of other roles."""
    table, role = knowledge.interviews, knowledge.roles[query.role]
    name = _round(knowledge, round_).name
    own = table.loops.get(query.role, {}).get(round_)
    others = tuple(
        Line(capital(loop[round_]), knowledge.roles[other].short, (table.source,), table.scope)
        for other, loop in table.loops.items()
        if other != query.role and round_ in loop
    )
    section = Section("The same round elsewhere", others)
    known = f"{name}: {own}." if own else f"I don't know what {role.short} candidates meet here."
    return Answer(
        known,
        query,
        name=f"{name}: {role.name}",
        text="For comparison, this round in other loops:" if others else None,
        lines=others[:MAX_LINES],
        provenance=provenance(knowledge, (table.source,), EXAMPLES),
        topics=packed(knowledge, (section,)) if len(others) > MAX_LINES else (),
        steps=(
            Step("Whole loop", InterviewQuery(query.role)),
            Step("Profile", RoleQuery(query.role)),
            Step("Getting in", RoleQuery(query.role, RoleSection.GETTING_IN)),
        ),
        prompt="Other rounds and loops",
        more=(*_rounds(query, knowledge), *_beside(query, knowledge)),
        sources=(knowledge.sources[table.source],),
    )


def answer_interview_compare(
    query: InterviewCompareQuery, knowledge: Knowledge, today: date
) -> Answer:
    """Answer with what sets loops apart most; the rest of them side by side behind it."""
    del today
    names = _shorts(knowledge, query.roles)
    rounds = tuple(_rounds_beside(query.roles, knowledge))
    notes = tuple(_notes_beside(query.roles, knowledge))
    sections = (
        Section(ROUND_BY_ROUND, tuple(line for line, _ in rounds)),
        *_told(query, knowledge),
    )
    most = sorted(rounds, key=lambda it: it[1])[:MOST_DIFFERENT]
    headline = _difference(query, knowledge, [line.label or "" for line, _ in most])
    heading = f"Interviews: {join(names, 'or')}"
    small = provenance(knowledge, sources_of((*sections, *notes)), EXAMPLES)
    loops = _loops(query.roles, knowledge) if not rounds else ()
    said = sum(len(it) + 1 for it in (heading, headline, small))
    lines = (*loops, *notes[:1], *(line for line, _ in most), *notes[1:])
    return Answer(
        headline,
        query,
        name=heading,
        lines=fitting(lines, CARD_LIMIT - said, MAX_LINES),
        provenance=small,
        topics=packed(knowledge, sections),
        steps=tuple(
            Step(f"{name} interviews", InterviewQuery(role))
            for name, role in zip(names, query.roles, strict=True)
        ),
        prompt="More differences",
        more=(
            Step(f"{join(names, 'or')}?", CompareQuery(query.roles)),
            *(
                Step(f"{name} profile", RoleQuery(role))
                for name, role in zip(names, query.roles, strict=True)
            ),
        ),
        sources=cited(knowledge, sections),
    )


def _difference(query: InterviewCompareQuery, knowledge: Knowledge, rounds: Sequence[str]) -> str:
    """Say in a sentence where loops differ most, or which of them is not known."""
    table = knowledge.interviews
    unknown = [it for it in query.roles if it not in {*table.loops, *table.notes}]
    names = join(_shorts(knowledge, query.roles))
    spoken = join([knowledge.roles[role].spoken for role in unknown])
    if len(unknown) == len(query.roles):
        return f"I don't know how interviews for {spoken} run."
    if unknown:
        known = [it for it in query.roles if it not in unknown]
        return (
            f"I know how {join(_shorts(knowledge, known))} interviews run, "
            f"but not those for {spoken}."
        )
    if rounds:
        parts = join([within_sentence(it) for it in rounds])
        return f"{names} interviews differ most in these rounds: {parts}."
    return f"{names} interviews follow different paths and weigh different things."


def _shorts(knowledge: Knowledge, roles: Iterable[str]) -> list[str]:
    return [knowledge.roles[role].short for role in roles]


def _rounds_beside(roles: Sequence[str], knowledge: Knowledge) -> Iterator[tuple[Line, float]]:
    """Give the rounds that at least two of the loops have, each with how alike they are there."""
    table = knowledge.interviews
    for it in table.rounds:
        said = {
            role: table.loops[role][it.id] for role in roles if it.id in table.loops.get(role, {})
        }
        if len(said) > 1:
            cells = tuple((knowledge.roles[role].short, text) for role, text in said.items())
            pairs = combinations(said.values(), 2)
            alike = min(fuzz.token_set_ratio(one, other) for one, other in pairs)
            yield Line("", it.name, (table.source,), table.scope, cells=cells), alike


def _notes_beside(roles: Sequence[str], knowledge: Knowledge) -> Iterator[Line]:
    """Give the first note of each kind that at least two of the roles have."""
    for fact in (InterviewFact.WEIGHS, InterviewFact.TIME, InterviewFact.WRONGLY):
        said = {
            role: claims[0]
            for role in roles
            if (claims := knowledge.interviews.notes.get(role, {}).get(fact))
        }
        if len(said) > 1:
            yield Line(
                "",
                fact.label,
                tuple(dict.fromkeys(it for claim in said.values() for it in claim.sources)),
                cells=tuple(
                    (knowledge.roles[role].short, claim.text.rstrip("."))
                    for role, claim in said.items()
                ),
            )


def _loops(roles: Sequence[str], knowledge: Knowledge) -> Iterator[Line]:
    """Say of each role how its loop runs, where they have no rounds in common."""
    for role in roles:
        if (gist := knowledge.interviews.gists.get(role)) is not None:
            yield Line(gist.text, knowledge.roles[role].short)


def _told(query: InterviewCompareQuery, knowledge: Knowledge) -> Iterator[Section]:
    for fact in InterviewFact:
        yield Section(
            fact.label,
            tuple(
                claim_line(claim, knowledge.roles[role].short)
                for role in query.roles
                for claim in knowledge.interviews.notes.get(role, {}).get(fact, ())
            ),
        )


def _round(knowledge: Knowledge, round_: str) -> Named:
    return next(it for it in knowledge.interviews.rounds if it.id == round_)


def _cheat_sheet(knowledge: Knowledge) -> tuple[Step, ...]:
    guide = knowledge.guides.get("cheat-sheet")
    return (Step(guide.title, GuideQuery(guide.id)),) if guide is not None else ()


def _rounds(query: InterviewQuery, knowledge: Knowledge) -> Iterator[Step]:
    loop = knowledge.interviews.loops.get(query.role, {})
    for it in knowledge.interviews.rounds:
        if it.id in loop and it.id != query.round:
            yield Step(it.name, InterviewQuery(query.role, it.id))


def _beside(query: InterviewQuery, knowledge: Knowledge) -> Iterator[Step]:
    table = knowledge.interviews
    for other in dict.fromkeys((*table.loops, *table.notes)):
        if other != query.role:
            pair = InterviewCompareQuery((query.role, other))
            yield Step(f"Beside {knowledge.roles[other].name}", pair)


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
