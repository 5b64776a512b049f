"""/compare: which of two to four roles for whom, in what they differ most, and the rest behind."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import combinations, islice

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.roles import FactKind, Role, Theme
from bot.lookups.by_title import Asked, did_you_mean, understood
from bot.lookups.charts import TableChart
from bot.lookups.contrasts import MOST_NEEDED, alike_pay, contrasts, drawn, drawn_cells
from bot.lookups.lookup import Lookup
from bot.lookups.model import (
    CARD_LIMIT,
    MAX_LINES,
    MAX_TOPICS,
    TITLE_LIMIT,
    Answer,
    Figure,
    Line,
    Section,
    Step,
    Topic,
)
from bot.lookups.queries import (
    CompareQuery,
    InterviewCompareQuery,
    Query,
    RoleQuery,
    RoleSection,
    SalaryQuery,
)
from bot.lookups.role import MOST_STEPS, SECTION_KINDS, claim_sources, compare_steps, week_chart
from bot.lookups.side_by_side import (
    first_lines,
    pay_headline,
    shared_kinds,
    topics_about,
    topics_on_pay,
)
from bot.lookups.topics import fitting, packed
from bot.lookups.wording import is_typical, join, provenance, sources_of

MAX_ROLES = 4
MOST_ADDED = 2
PAIR = 2
PROVENANCE_ROOM = 30
LEAD_ROOM = 80
"""Characters for the line that says how a question was read."""
LEAST_DRAWN, MOST_DRAWN, DRAWN_CELL, TABLE_WIDTH = 2, 3, 40, 36
"""Columns of a drawn table; characters of a cell, and of the longest words of all columns."""
ABOUT = (
    RoleSection.DAY_TO_DAY,
    RoleSection.GETTING_IN,
    RoleSection.PAY,
    RoleSection.INTERVIEWS,
    RoleSection.WARNINGS,
)
FURTHER: tuple[RoleSection | None, ...] = (None, RoleSection.OVERVIEW, RoleSection.SOURCES)
"""What is asked about for the first three topics that set roles side by side, and for more."""


def answer_compare(query: CompareQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with who each role is for and where they differ most, or side by side on a topic."""
    roles = tuple(knowledge.roles[role] for role in query.roles)
    if query.about is None or query.about in FURTHER:
        return _card(query, knowledge, roles)
    return _about(query, query.about, knowledge, roles, today)


def _card(query: CompareQuery, knowledge: Knowledge, roles: Sequence[Role]) -> Answer:
    name = join([role.name for role in roles], "or") + "?"
    headline, text, rests_on = _verdict(knowledge, roles)
    topics = _topics(knowledge, roles)
    pages = [topics[i : i + MAX_TOPICS] for i in range(0, len(topics), MAX_TOPICS)] or [()]
    at = min(FURTHER.index(query.about), len(pages) - 1)
    caution = _caution(knowledge, roles)
    taken = sum(map(len, (name, headline, text or "", caution)))
    told = tuple(contrasts(knowledge, roles))
    table = _table(roles, told)
    drawn = () if table is None else table.drawn
    written = (line for line in told if line not in drawn)
    room = CARD_LIMIT - taken - PROVENANCE_ROOM - LEAD_ROOM
    lines = fitting(written, room, MAX_LINES - len(drawn))
    has_pay = any((line.label or "").startswith("Pay") for line in (*drawn, *lines))
    sources = tuple(dict.fromkeys((*rests_on, *sources_of((*drawn, *lines)))))
    further = tuple(
        Step(f"More: {page[0].title}"[:TITLE_LIMIT], CompareQuery(query.roles, about))
        for about, page in zip(FURTHER, pages, strict=False)
        if page is not pages[at]
    )
    cited = dict.fromkeys((*sources, *sources_of(pages[at])))
    return Answer(
        headline,
        query,
        name,
        text,
        lines,
        table,
        provenance(knowledge, sources or sources_of(pages[at]), caution if has_pay else ""),
        pages[at],
        tuple(_steps(knowledge, roles)),
        "More differences",
        (*further, *_more(query, knowledge, roles)),
        sources=tuple(knowledge.sources[it] for it in cited),
    )


def _table(roles: Sequence[Role], told: Sequence[Line]) -> Figure | None:
    """Draw what is short of three roles or four; two are as easily read in a line."""
    short = (it for it in told if all(len(text) <= DRAWN_CELL for _, text in it.cells))
    drawn: list[Line] = []
    room = TABLE_WIDTH - max(len(role.short) for role in roles)
    for line in islice(short, MOST_DRAWN):
        words = (word for _, text in line.cells for word in text.split())
        room -= max(map(len, (*words, *(line.label or "").split())))
        if room < 0:
            break
        drawn.append(line)
    if len(roles) == PAIR or len(drawn) < LEAST_DRAWN:
        return None
    rows = tuple(
        (role.short, tuple(line.cells[number][1] for line in drawn))
        for number, role in enumerate(roles)
    )
    title = f"{join([role.short for role in roles])} side by side"
    columns = tuple(line.label or "" for line in drawn)
    return Figure(TableChart(title, columns, rows), drawn=tuple(drawn))


def _verdict(
    knowledge: Knowledge, roles: Sequence[Role]
) -> tuple[str, str | None, tuple[str, ...]]:
    """Say which role is for whom, why, and by what sources."""
    if len(roles) == PAIR:
        verdict = knowledge.verdict(roles[0].id, roles[1].id)
        claims = [it for it in verdict.rests_on if "#" not in it]
        items = {it.partition("#")[0] for it in verdict.rests_on if "#" in it}
        drawn_by = (it.source for it in knowledge.comparisons if it.id in items)
        return verdict.text, verdict.why or None, (*drawn_by, *claim_sources(knowledge, claims))
    asked = {role.id for role in roles}
    for item in knowledge.comparisons_of(asked):
        if item.gist and asked == set(item.roles):
            return _purposes(knowledge, roles), item.gist, (item.source,)
    return _purposes(knowledge, roles), None, ()


def _purposes(knowledge: Knowledge, roles: Sequence[Role]) -> str:
    """Say of which tier each of several roles is."""
    tiers = {role.tier for role in roles}
    if len(tiers) == 1:
        tier = knowledge.tiers[tiers.pop()].name.lower()
        return f"{join([role.short for role in roles])} are all {tier} roles."
    parts = []
    for tier_ in knowledge.tiers.values():
        if members := [role.short for role in roles if role.tier == tier_.id]:
            tier = tier_.name.lower()
            article = "an" if tier[0] in "aeiou" else "a"
            of = f"is {article} {tier} role" if len(members) == 1 else f"are {tier} roles"
            parts.append(f"{join(members)} {of}")
    return f"{join(parts)}."


def _caution(knowledge: Knowledge, roles: Sequence[Role]) -> str:
    """Say once what the pay that is set side by side leaves open."""
    alike = alike_pay(knowledge, roles)
    if alike is None:
        return ""
    basis = f"Pay: {'typical ' * is_typical(alike.claims)}total compensation as published"
    return f"{basis}." if alike.has_level else f"{basis}; no level given, so ranges mix levels."


def _topics(knowledge: Knowledge, roles: Sequence[Role]) -> tuple[Topic, ...]:
    """Return all that is told of the roles together, in as many topics as it takes."""
    several = sum(role.week is not None for role in roles) > 1
    weeks = week_chart(knowledge, roles, "How the weeks split") if several else None
    return packed(knowledge, _together(knowledge, roles), weeks)


def _together(knowledge: Knowledge, roles: Sequence[Role]) -> Iterator[Section]:
    asked = {role.id for role in roles}
    gists = (
        Line(it.gist, None, (it.source,))
        for it in knowledge.comparisons_of(asked)
        if it.gist and len(asked & set(it.roles)) >= min(len(asked), MOST_NEEDED)
    )
    yield Section("In short", tuple(gists))
    disagreements = (it for it in knowledge.disagreements if len(asked & set(it.roles)) > 1)
    yield Section(
        "Where sources disagree",
        tuple(Line(it.text, None, claim_sources(knowledge, it.claims)) for it in disagreements),
    )
    told = tuple(drawn(knowledge, roles))
    for theme in Theme:
        lines = (
            Line(
                "",
                dimension.label,
                (item.source,),
                dimension.scope or item.scope,
                cells=drawn_cells(item, dimension, roles),
            )
            for item, dimension in told
            if dimension.theme is theme
        )
        yield Section(theme.label, tuple(lines))


def _points(knowledge: Knowledge, roles: Sequence[Role]) -> Section:
    """Return what comparisons say of the roles together, which tells them apart in no one line."""
    asked = {role.id for role in roles}
    items = (it for it in knowledge.comparisons_of(asked) if asked == set(it.roles))
    lines = (Line(point, None, (it.source,)) for it in items for point in it.points)
    return Section("What to weigh", tuple(lines))


def _steps(knowledge: Knowledge, roles: Sequence[Role]) -> Iterator[Step]:
    yield from (Step(role.short, RoleQuery(role.id)) for role in roles)
    loops = knowledge.interviews.loops
    known = [it.id for it in roles if it.id in loops or FactKind.INTERVIEW in it.facts]
    if len(roles) < MOST_STEPS and len(known) == len(roles):
        yield Step("Interviews side by side", InterviewCompareQuery(tuple(known)))


def _more(query: CompareQuery, knowledge: Knowledge, roles: Sequence[Role]) -> Iterator[Step]:
    """Offer topics of which at least two of the roles tell, pairs, and one more role."""
    for about in ABOUT:
        if about is not query.about and _is_told(knowledge, roles, about):
            yield Step(f"{about.label}, side by side", CompareQuery(query.roles, about))
    if len(roles) > PAIR:
        for one, other in combinations(roles, 2):
            yield Step(f"{one.short} or {other.short}?", CompareQuery((one.id, other.id)))
    if len(roles) < MAX_ROLES:
        yield from compare_steps(knowledge, query.roles)[:MOST_ADDED]


def _is_told(knowledge: Knowledge, roles: Sequence[Role], about: RoleSection) -> bool:
    if about is RoleSection.PAY:
        return True
    points = about is RoleSection.WARNINGS and bool(_points(knowledge, roles).lines)
    return points or bool(shared_kinds(roles, SECTION_KINDS[about]))


def _about(
    query: CompareQuery,
    about: RoleSection,
    knowledge: Knowledge,
    roles: Sequence[Role],
    today: date,
) -> Answer:
    """Set side by side what is said on one topic: the first of each kind, and more behind it."""
    name = f"{join([role.short for role in roles], 'or')}: {about.label.lower()}"
    verdict, why, rests_on = _verdict(knowledge, roles)
    if about is RoleSection.PAY:
        headline, rests_on = pay_headline(knowledge, roles), ()
        topics = topics_on_pay(knowledge, roles, today)
        firsts = [line for line in contrasts(knowledge, roles) if "Pay" in (line.label or "")]
        firsts += _disagreements_on_pay(knowledge, roles)
    else:
        headline = why or verdict
        points = _points(knowledge, roles) if about is RoleSection.WARNINGS else Section(None, ())
        topics = topics_about(knowledge, roles, SECTION_KINDS[about], points)
        firsts = [*first_lines(roles, SECTION_KINDS[about]), *points.lines]
        if not topics:
            headline = f"My sources do not tell {join([it.spoken for it in roles])} apart in this."
    sources = tuple(dict.fromkeys((*rests_on, *sources_of((*firsts, *topics)))))
    said = provenance(knowledge, sources)
    room = CARD_LIMIT - len(name) - len(headline) - len(said) - 3
    own = (
        Step(f"{role.short}: {about.label.lower()}"[:TITLE_LIMIT], _own(role, about))
        for role in roles
    )
    return Answer(
        headline,
        query,
        name,
        None,
        fitting(firsts, room, MAX_LINES),
        None,
        said,
        topics,
        tuple(own)[:MOST_STEPS],
        "More differences",
        (Step("The whole comparison", CompareQuery(query.roles)), *_more(query, knowledge, roles)),
        sources=tuple(knowledge.sources[it] for it in sources),
    )


def _own(role: Role, about: RoleSection) -> RoleQuery | SalaryQuery:
    return SalaryQuery(role.id) if about is RoleSection.PAY else RoleQuery(role.id, about)


def _disagreements_on_pay(knowledge: Knowledge, roles: Sequence[Role]) -> Iterator[Line]:
    asked = {role.id for role in roles}
    for it in knowledge.disagreements:
        if it.about == "pay" and asked <= set(it.roles):
            yield Line(it.text, None, claim_sources(knowledge, it.claims))


def by_titles(
    knowledge: Knowledge,
    texts: Sequence[str],
    compare: Callable[[tuple[str, ...]], Query] = CompareQuery,
    show: Callable[[str], Query] = RoleQuery,
) -> Asked | Answer:
    """Compare the roles that two to four typed titles mean; show the one that all of them mean."""

    def ask_for(roles: Sequence[str], role: str) -> Query:
        different = tuple(dict.fromkeys((*roles, role)))
        return compare(different) if len(different) > 1 else show(role)

    roles: list[str] = []
    lead: list[str] = []
    for index, text in enumerate(texts[:MAX_ROLES]):
        resolution = knowledge.titles.resolve(text)
        if resolution.status != "matched":
            rest = (knowledge.titles.resolve(it).roles for it in texts[index + 1 : MAX_ROLES])
            known = [*roles, *(found[0] for found in rest if found)]
            return did_you_mean(knowledge, resolution, partial(ask_for, known))
        roles.append(resolution.roles[0])
        lead += understood(knowledge, resolution)[:1]
    if len(set(roles)) == 1:
        name = knowledge.roles[roles[0]].name
        lead.append(f"All of these titles mean {name}, so here is its profile.")
    return Asked(ask_for(roles[:-1], roles[-1]), tuple(dict.fromkeys(lead)))


def _samples(knowledge: Knowledge) -> Iterator[tuple[CompareQuery, str]]:
    for one, other in combinations(knowledge.roles.values(), 2):
        yield CompareQuery((one.id, other.id)), f"{one.name} and {other.name}"


COMPARE = Lookup(
    CompareQuery,
    "c",
    answer_compare,
    "/compare",
    _samples,
    help="Two to four roles side by side.",
    routes={Intent.COMPARE: lambda question: question.section(RoleSection.OVERVIEW)},
)
