"""/role: what a job is on one screen, and what is said of it behind that, a section at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayClaim, amounts
from bot.knowledge.roles import FactKind, Role
from bot.language.reading import Missed
from bot.lookups.charts import Bar, ShareChart
from bot.lookups.lookup import Lookup
from bot.lookups.model import (
    CARD_LIMIT,
    MAX_LINES,
    Answer,
    Figure,
    Line,
    Mark,
    Section,
    Step,
)
from bot.lookups.queries import (
    CompareQuery,
    DemandQuery,
    InterviewQuery,
    LevelsQuery,
    RoleQuery,
    RoleSection,
    SalaryQuery,
    TiersQuery,
)
from bot.lookups.topics import deciding, fact_sections, fitting, packed
from bot.lookups.wording import (
    ask_for,
    capital,
    cited,
    claim_line,
    employer_names,
    is_typical,
    join,
    pay_line,
    pay_marks,
    provenance,
    sources_of,
)

SECTION_KINDS: dict[RoleSection, tuple[FactKind, ...]] = {
    RoleSection.OVERVIEW: (
        FactKind.PURPOSE,
        FactKind.JUDGED_BY,
        FactKind.SUITS,
        FactKind.SUPPLY_DEMAND,
    ),
    RoleSection.DAY_TO_DAY: (
        FactKind.DAY_TO_DAY,
        FactKind.OUTPUT,
        FactKind.CODING,
        FactKind.RESEARCH,
        FactKind.MATHS,
        FactKind.SOFTWARE,
    ),
    RoleSection.GETTING_IN: (
        FactKind.SKILLS,
        FactKind.DEGREE,
        FactKind.PHD,
        FactKind.COMPETITION,
        FactKind.WHERE,
        FactKind.PATH,
    ),
    RoleSection.DEGREE: (FactKind.PHD, FactKind.DEGREE, FactKind.COMPETITION, FactKind.PATH),
    RoleSection.INTERVIEWS: (FactKind.INTERVIEW,),
    RoleSection.WARNINGS: (FactKind.WARNINGS,),
}
NOTHING_SAID: Mapping[RoleSection, str] = MappingProxyType(
    {
        RoleSection.DAY_TO_DAY: "My sources do not describe the daily work in {}.",
        RoleSection.GETTING_IN: "My sources do not say how to get into {}.",
        RoleSection.DEGREE: "My sources do not say which degree {} takes.",
        RoleSection.PAY: "My sources do not say what {} pays.",
        RoleSection.INTERVIEWS: "My sources do not describe interviews for {}.",
        RoleSection.WARNINGS: "My sources give no warnings about {}.",
    }
)
CARD_WORDS: Mapping[FactKind, str] = MappingProxyType(
    {
        FactKind.PHD: "PhD",
        FactKind.DEGREE: "Degree",
        FactKind.COMPETITION: "Odds",
        FactKind.SUPPLY_DEMAND: "Demand",
    }
)
OFFERED: Mapping[RoleSection, str] = MappingProxyType(
    {
        RoleSection.DAY_TO_DAY: "Day to day",
        RoleSection.INTERVIEWS: "What interviewers look for",
    }
)
"""Sections that the menu opens; others have a button, and warnings stand behind the card."""
MOST_RANGES = 3
MOST_COMPARED = 8
MOST_STEPS = 4
"""Buttons beside the one to share."""


def answer_role(query: RoleQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the card of a role, or with one section of what is said of it."""
    role = knowledge.roles[query.role]
    match query.section:
        case RoleSection.OVERVIEW | RoleSection.SOURCES:
            return _card(query, knowledge, role, today)
        case RoleSection.PAY:
            sections: tuple[Section, ...] = tuple(_pay(knowledge, role, today))
        case _:
            sections = tuple(fact_sections(role.facts, SECTION_KINDS[query.section]))
    if sections:
        return _section(query, knowledge, role, sections)
    said = NOTHING_SAID[query.section].format(role.spoken)
    card = _card(query, knowledge, role, today)
    return replace(
        card,
        headline=said,
        text=role.gist.text,
        steps=card.steps[: MOST_STEPS - 1],
        actions=(ask_for(Missed.QUESTION, f"{role.short}: {query.section.label.lower()}"),),
    )


def _card(query: RoleQuery, knowledge: Knowledge, role: Role, today: date) -> Answer:
    """Say what the role is, and the few things that decide."""
    figure = week_chart(knowledge, (role,), week_title(role))
    pay = telling_pay(knowledge, role.id)
    lines = tuple(_deciding_lines(knowledge, role, pay, today))
    behind = [
        *fact_sections(role.facts, SECTION_KINDS[RoleSection.OVERVIEW]),
        _tier(knowledge, role),
        *fact_sections(role.facts, (FactKind.WARNINGS,)),
        Section("Where sources disagree", tuple(_disagreements(knowledge, role))),
    ]
    topics = packed(knowledge, behind)
    shown = (*lines, *((figure,) if figure else ()))
    said = provenance(knowledge, sources_of(shown) or sources_of(topics), pay_caution(pay))
    name = heading(role)
    room = CARD_LIMIT - len(name) - len(role.gist.text) - len(said) - 3
    return Answer(
        role.gist.text,
        query,
        name,
        None,
        fitting(lines, room, MAX_LINES),
        figure,
        said,
        topics,
        tuple(_steps(knowledge, role)),
        f"More about {role.short}",
        tuple(_more(query, knowledge, role)),
        sources=cited(knowledge, (*shown, *topics)),
    )


def heading(role: Role) -> str:
    """Name a role with its short name, where it has one."""
    if role.short == role.name:
        return role.name
    return f"{role.name}, {role.short}" if "(" in role.name else f"{role.name} ({role.short})"


def _deciding_lines(
    knowledge: Knowledge, role: Role, pay: Sequence[PayClaim], today: date
) -> Iterator[Line]:
    if pay:
        yield pay_ranges(knowledge, pay, today)
    else:
        worded = [it for it in knowledge.pay_of(role.id) if role.id in it.roles and it.words]
        wide = sorted(worded, key=lambda it: (it.scope is not None, it.level is not None))
        yield from (Line(it.words or "", "Pay", (it.source,), claims=(it,)) for it in wide[:1])
    for label, kinds in (
        ("", (FactKind.PHD, FactKind.DEGREE)),
        ("What gets you in", (FactKind.SKILLS,)),
        ("", (FactKind.COMPETITION, FactKind.SUPPLY_DEMAND)),
    ):
        kind = next((it for it in kinds if role.facts.get(it)), None)
        if kind is not None and (claim := deciding(role.facts[kind])) is not None:
            yield Line(claim.text, label or CARD_WORDS[kind], claim.sources, claims=(claim,))
    yield from _suits(role)


def _suits(role: Role) -> Iterator[Line]:
    """Say whom the role suits; the label takes over the words that such claims begin with."""
    claim = deciding(role.facts.get(FactKind.SUITS, ()))
    if claim is None:
        return
    for label, begun in (
        ("For you if", f"{role.short} suits you if "),
        ("It suits", f"{role.short} suits "),
    ):
        if claim.text.startswith(begun):
            yield Line(claim.text.removeprefix(begun), label, claim.sources, claims=(claim,))
            return
    yield Line(claim.text, "Whom it suits", claim.sources, claims=(claim,))


def telling_pay(knowledge: Knowledge, role: str) -> tuple[PayClaim, ...]:
    """Choose the published ranges that tell most: at a level in a place, then lab by lab.

    What is doubtful, has one end only, or holds for one level of one lab is left out.
    """
    ranges = [it for it in knowledge.pay_of(role) if role in it.roles and _whole_range(it)]
    at_level = [it for it in ranges if it.level and it.region and not it.employers]
    labs = [it for it in ranges if it.employers and not it.level]
    wide = [it for it in ranges if not it.employers and not it.level]
    chosen = [*at_level[:1], *labs]
    return tuple((chosen or wide)[:MOST_RANGES])


def _whole_range(claim: PayClaim) -> bool:
    figures = claim.figures
    if figures is None or claim.doubt:
        return False
    return figures.low is not None and figures.high is not None


def pay_ranges(knowledge: Knowledge, claims: Sequence[PayClaim], today: date) -> Line:
    """Say ranges one after the other, each with its level and place, or its lab."""
    said = (
        f"{'typically ' * is_typical([it])}{range_text(it)} {pay_place(knowledge, it)}".rstrip()
        for it in claims
    )
    marks = (mark for claim in claims for mark in pay_marks(knowledge, claim, today))
    old = tuple(dict.fromkeys(mark for mark in marks if mark[0] is Mark.OLD))
    sources = tuple(dict.fromkeys(claim.source for claim in claims))
    return Line(capital("; ".join(said)), "Pay", sources, marks=old, claims=tuple(claims))


def range_text(claim: PayClaim) -> str:
    """Write a range without its median: $280–420K."""
    figures = claim.figures
    if figures is None:
        return ""
    return amounts(
        figures.low,
        None,
        figures.high,
        figures.currency,
        open_ended=figures.open_ended,
        approximate=figures.approximate,
    )


def pay_place(knowledge: Knowledge, claim: PayClaim) -> str:
    """Say where a claim holds: at Anthropic, at L5 in the US."""
    parts = (
        f"at {employer_names(knowledge, claim.employers)}" if claim.employers else "",
        f"at {claim.level}" if claim.level else "",
        f"in the {claim.region}" if claim.region else "",
    )
    return " ".join(part for part in parts if part)


def pay_caution(claims: Sequence[PayClaim]) -> str:
    """Say once what the ranges on a card are, and what they leave open."""
    if not claims:
        return ""
    total = all(claim.basis == "total" for claim in claims)
    what = "total compensation as published" if total else "as published"
    where = ["US"] if any(claim.region == "US" for claim in claims) else []
    where += ["by lab"] if any(claim.employers for claim in claims) else []
    level = "" if any(claim.level for claim in claims) else "; no level given"
    return f"Pay: {', '.join([what, ' or '.join(where)] if where else [what])}{level}."


def week_chart(knowledge: Knowledge, roles: Sequence[Role], title: str) -> Figure | None:
    """Chart how roles split their weeks, for those of which it is known."""
    bars = tuple(Bar(role.name, role.week.parts) for role in roles if role.week)
    if not bars:
        return None
    table = knowledge.week_table
    return Figure(ShareChart(title, bars), Line(table.note, None, (table.source,), table.scope))


def _tier(knowledge: Knowledge, role: Role) -> Section:
    tier = knowledge.tiers[role.tier]
    note = (Line(role.tier_note),) if role.tier_note else ()
    return Section(f"The {tier.name.lower()} tier", (claim_line(tier.summary), *note))


def _disagreements(knowledge: Knowledge, role: Role) -> Iterator[Line]:
    for it in knowledge.disagreements_of(role.id):
        yield Line(it.text, None, claim_sources(knowledge, it.claims))


def claim_sources(knowledge: Knowledge, paths: Sequence[str]) -> tuple[str, ...]:
    """List the sources of pay claims, named by id, and of roles' claims, as role/claim."""
    pay = {it.id: it.source for it in (*knowledge.pay.values(), *knowledge.ratios)}
    found: dict[str, None] = {}
    for path in paths:
        role, _, name = path.rpartition("/")
        if not role:
            found |= dict.fromkeys([pay[name]] if name in pay else [])
            continue
        claims = (it for kind in knowledge.roles[role].facts.values() for it in kind)
        found |= dict.fromkeys(source for it in claims if it.id == name for source in it.sources)
    return tuple(found)


def _steps(knowledge: Knowledge, role: Role) -> Iterator[Step]:
    yield Step("Pay", SalaryQuery(role.id))
    if FactKind.INTERVIEW in role.facts or role.id in knowledge.interviews.loops:
        yield Step("Interviews", InterviewQuery(role.id))
    if _holds(role, RoleSection.GETTING_IN):
        yield Step("Getting in", RoleQuery(role.id, RoleSection.GETTING_IN))
    if (other := nearest(knowledge, role.id)) is not None:
        yield Step(
            f"{role.short} or {knowledge.roles[other].short}?", CompareQuery((role.id, other))
        )


def nearest(knowledge: Knowledge, role: str) -> str | None:
    """Find the role that is told apart from this one at greatest length; else by a verdict."""
    pairs = [it for it in knowledge.comparisons_of_one(role) if len(it.roles) == 2]  # noqa: PLR2004
    if pairs:
        most = max(pairs, key=lambda it: len(it.dimensions) + len(it.points))
        return next(it for it in most.roles if it != role)
    written = (pair for pair in knowledge.written_verdicts if role in pair)
    tier = knowledge.roles[role].tier
    others = (other for pair in written for other in pair if other != role)
    return min(others, key=lambda it: (knowledge.roles[it].tier != tier, it), default=None)


def compare_steps(knowledge: Knowledge, roles: Sequence[str]) -> tuple[Step, ...]:
    """Offer other roles to compare with: those told apart by hand first, then of the same tier."""
    drawn = {it for item in knowledge.comparisons_of_one(roles[0]) for it in item.roles}
    tier = knowledge.roles[roles[0]].tier
    others = [role for role in knowledge.roles.values() if role.id not in roles]
    ordered = sorted(others, key=lambda it: (it.id not in drawn, it.tier != tier, it.name))
    shorts = [knowledge.roles[role].short for role in roles]
    return tuple(
        Step(f"{join([*shorts, role.short], 'or')}?", CompareQuery((*roles, role.id)), role.name)
        for role in ordered[:MOST_COMPARED]
    )


def _holds(role: Role, section: RoleSection) -> bool:
    return any(role.facts.get(kind) for kind in SECTION_KINDS[section])


def _more(query: RoleQuery, knowledge: Knowledge, role: Role) -> Iterator[Step]:
    """Offer what else is known: sections that hold something, then the field around the role."""
    for section, name in OFFERED.items():
        if section is not query.section and _holds(role, section):
            yield Step(name, RoleQuery(role.id, section))
    if role.id in knowledge.levels.ladders:
        yield Step("Levels and ladder", LevelsQuery(None, role.id))
    if role.id in knowledge.demand.roles:
        yield Step("Who hires", DemandQuery(role.id))
    yield Step(f"The {knowledge.tiers[role.tier].name.lower()} tier", TiersQuery(role.tier))
    near = nearest(knowledge, role.id)
    for step in compare_steps(knowledge, (role.id,)):
        if step.query != CompareQuery((role.id, near or "")):
            yield step


def _section(
    query: RoleQuery, knowledge: Knowledge, role: Role, sections: Sequence[Section]
) -> Answer:
    """Return the first of each kind on the card, the very first as headline, and all behind it."""
    pay = telling_pay(knowledge, role.id) if query.section is RoleSection.PAY else ()
    first, *others = sections[0].lines
    headline = first.text
    if pay:
        headline = _paid(knowledge, role, pay)
        others = list(sections[0].lines)
    day = query.section is RoleSection.DAY_TO_DAY
    figure = week_chart(knowledge, (role,), week_title(role)) if day else None
    behind = (*sections, *(_week_parts(knowledge) if figure else ()))
    shown = (*behind, *((figure,) if figure else ()))
    name = f"{heading(role)} · {query.section.label}"
    said = provenance(knowledge, sources_of(shown), pay_caution(pay))
    room = CARD_LIMIT - len(name) - len(headline) - len(said) - 3
    firsts = [replace(it.lines[0], label=it.heading) for it in sections[1:]]
    lines = fitting((*firsts, *others), room, MAX_LINES)
    told = {headline, *(line.text for line in lines)}
    whole = all(line.text in told for section in behind for line in section.lines)
    return Answer(
        headline,
        query,
        name,
        None,
        lines,
        figure,
        said,
        () if whole else packed(knowledge, behind),
        _section_steps(query, knowledge, role),
        f"More about {role.short}",
        tuple(_more(query, knowledge, role)),
        sources=cited(knowledge, shown),
        claims=tuple(pay) or first.claims,
    )


def _paid(knowledge: Knowledge, role: Role, pay: Sequence[PayClaim]) -> str:
    """Say ranges in a sentence, each period once: RE pays $280–420K a year at L5 in the US."""
    said, before = [], ""
    for claim in pay:
        period = claim.figures.period if claim.figures else ""
        amount = f"a typical {range_text(claim)}" if is_typical([claim]) else range_text(claim)
        amount += f" a {period}" if period != before else ""
        said.append(f"{amount} {pay_place(knowledge, claim)}".rstrip())
        before = period
    return f"{capital(role.spoken)} pays {join(said)}."


def _section_steps(query: RoleQuery, knowledge: Knowledge, role: Role) -> tuple[Step, ...]:
    steps = (Step(f"All about {role.short}", RoleQuery(role.id)), *_steps(knowledge, role))
    return tuple(it for it in steps if it.query != query)[:MOST_STEPS]


def week_title(role: Role) -> str:
    return f"How the week of {role.spoken} splits"


def _week_parts(knowledge: Knowledge) -> Iterator[Section]:
    table = knowledge.week_table
    parts = (
        Line(what, name.capitalize(), (table.source,)) for name, what in table.activities.items()
    )
    yield Section("What the parts of a week are", tuple(parts))


def _pay(knowledge: Knowledge, role: Role, today: date) -> Iterator[Section]:
    if lines := tuple(pay_line(knowledge, claim, today) for claim in knowledge.pay_of(role.id)):
        yield Section("What is published on pay", lines)


def _samples(knowledge: Knowledge) -> Iterator[tuple[RoleQuery, str]]:
    for role in knowledge.roles.values():
        yield from ((RoleQuery(role.id, section), role.name) for section in RoleSection)


ROLE = Lookup(
    RoleQuery,
    "r",
    answer_role,
    "/role",
    _samples,
    help="What a job is, from any title: try MTS, RE or “sr ml eng”.",
    routes={
        Intent.ROLE: lambda question: question.section(RoleSection.OVERVIEW),
        Intent.DAY_TO_DAY: lambda question: question.section(RoleSection.DAY_TO_DAY),
    },
)
