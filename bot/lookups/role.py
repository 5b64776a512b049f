"""/role: the profile of one role, a section at a time."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import assert_never

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.roles import FactKind, Role
from bot.lookups.charts import Bar, ShareChart
from bot.lookups.converting import Offered, converted
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import Answer, Block, Figure, Line, Section, Step
from bot.lookups.queries import (
    CompareQuery,
    Query,
    RoleQuery,
    RoleSection,
    SalaryQuery,
    TiersQuery,
)
from bot.lookups.wording import cited, fact_sections, pay_line, plural

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
        FactKind.WHERE,
        FactKind.COMPETITION,
        FactKind.PATH,
    ),
    RoleSection.INTERVIEWS: (FactKind.INTERVIEW,),
    RoleSection.WARNINGS: (FactKind.WARNINGS,),
}


def answer_role(query: RoleQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with one section of a role's profile."""
    role = knowledge.roles[query.role]
    blocks = _blocks(query.section, knowledge, role, today)
    if not blocks:
        name = query.section.label.lower()
        blocks = (Section(None, (Line(f"No source in the knowledge base covers {name} here."),)),)
    tier = knowledge.tiers[role.tier]
    lead = [f"{query.section.label} · {tier.name} tier"]
    if query.section is RoleSection.OVERVIEW and role.tier_note:
        lead.append(role.tier_note)
    return converted(
        role.name,
        query,
        tuple(lead),
        blocks,
        cited(knowledge, blocks),
        (
            Step("Salary", SalaryQuery(role.id)),
            Step(f"{tier.name} tier", TiersQuery(tier.id)),
        ),
        (section_menu(query), compare_menu(knowledge, (role.id,))),
    )


def section_menu(query: RoleQuery) -> Offered:
    """Offer the other sections of a profile."""
    return (
        "More about this role",
        tuple(
            Step(section.label, RoleQuery(query.role, section))
            for section in RoleSection
            if section is not query.section
        ),
    )


def compare_menu(knowledge: Knowledge, roles: tuple[str, ...]) -> Offered:
    """Offer every other role to compare with; those told apart by hand come first."""
    drawn = {role for item in knowledge.comparisons_of_one(roles[0]) for role in item.roles} - set(
        roles
    )
    others = [role for role in knowledge.roles.values() if role.id not in roles]
    ordered = sorted(others, key=lambda role: (role.id not in drawn, role.name))
    return (
        "Compare with…",
        tuple(
            Step(
                role.name,
                CompareQuery((*roles, role.id)),
                "told apart by hand in a source" if role.id in drawn else None,
            )
            for role in ordered
        ),
    )


def week_chart(knowledge: Knowledge, roles: tuple[Role, ...], title: str) -> Figure | None:
    """Chart how roles split their weeks, for those of which it is known."""
    bars = tuple(Bar(role.name, role.week.parts) for role in roles if role.week)
    if not bars:
        return None
    table = knowledge.week_table
    return Figure(ShareChart(title, bars), Line(table.note, None, (table.source,), table.scope))


def _blocks(
    section: RoleSection, knowledge: Knowledge, role: Role, today: date
) -> tuple[Block, ...]:
    match section:
        case RoleSection.PAY:
            return _pay(knowledge, role, today)
        case RoleSection.SOURCES:
            return _sources(knowledge, role)
        case (
            RoleSection.OVERVIEW
            | RoleSection.DAY_TO_DAY
            | RoleSection.GETTING_IN
            | RoleSection.INTERVIEWS
            | RoleSection.WARNINGS
        ):
            facts = ((kind, role.facts.get(kind, ())) for kind in SECTION_KINDS[section])
            return (*_week(section, knowledge, role), *fact_sections(facts))
        case _:
            assert_never(section)


def _week(section: RoleSection, knowledge: Knowledge, role: Role) -> tuple[Block, ...]:
    """Return the chart of the week on the overview, and what its parts are under day-to-day."""
    figure = week_chart(knowledge, (role,), "How the week splits")
    if figure is None or section not in (RoleSection.OVERVIEW, RoleSection.DAY_TO_DAY):
        return ()
    if section is RoleSection.OVERVIEW:
        return (figure,)
    table = knowledge.week_table
    parts = tuple(
        Line(what, name.capitalize(), (table.source,)) for name, what in table.activities.items()
    )
    return (figure, Section("What the parts of a week are", parts))


def _pay(knowledge: Knowledge, role: Role, today: date) -> tuple[Block, ...]:
    lines = tuple(pay_line(knowledge, claim, today) for claim in knowledge.pay_of(role.id))
    return (Section("Pay, newest first", lines),) if lines else ()


def _sources(knowledge: Knowledge, role: Role) -> tuple[Block, ...]:
    claims = [it for claims in role.facts.values() for claim in claims for it in claim.sources]
    claims += [claim.source for claim in knowledge.pay_of(role.id)]
    lines = tuple(
        Line(f"{source.title}: {plural(count, 'claim')}.", None, (source.id,), source.date_note)
        for source, count in (
            (knowledge.sources[name], count) for name, count in Counter(claims).most_common()
        )
    )
    return (Section("Who says this", lines),) if lines else ()


def _samples(knowledge: Knowledge) -> Iterator[tuple[RoleQuery, str]]:
    for role in knowledge.roles.values():
        yield from ((RoleQuery(role.id, section), role.name) for section in RoleSection)


def _route(question: FreeQuestion) -> Query:
    section = question.reading.section
    return question.section(RoleSection(section) if section else RoleSection.OVERVIEW)


ROLE = Lookup(
    RoleQuery,
    "r",
    answer_role,
    "/role",
    _samples,
    help="What a job is, from any title: try MTS, RE or “sr ml eng”.",
    routes={
        Intent.ROLE: _route,
        Intent.DAY_TO_DAY: lambda question: question.section(RoleSection.DAY_TO_DAY),
    },
)
