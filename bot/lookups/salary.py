"""/salary: what a role pays, claim by claim; nothing is averaged and nothing is made up."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayClaim, PayRatio
from bot.lookups.by_title import Asked, by_title, employer_by_name, with_lead
from bot.lookups.charts import Range, RangeChart
from bot.lookups.converting import converted
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import Answer, Block, Figure, Line, Section, Step
from bot.lookups.queries import CompareQuery, Query, RoleQuery, RoleSection, SalaryQuery
from bot.lookups.role import compare_steps
from bot.lookups.wording import OLD_AFTER_MONTHS, cited, claim_label, pay_line, ratio_line

MAX_RANGES = 12
_WORDS = {"entry": "entry", "junior": "entry", "sr": "senior", "grad": "entry"}


def answer_salary(query: SalaryQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with every pay claim that fits, newest first, and the ratios it figures in."""
    role = knowledge.roles[query.role]
    claims = knowledge.pay_of(role.id)
    fitting = [claim for claim in claims if _fits(claim, query)]
    wider = [claim for claim in claims if claim not in fitting and _may_fit(claim, query)]
    ratios = [ratio for ratio in knowledge.ratios if _concerns(ratio, query)]
    blocks = [
        *_chart(knowledge, fitting, today),
        _claims(knowledge, query, fitting, today),
        *_section("Not tied to this employer or level", knowledge, wider, today),
        *_ratios(knowledge, ratios, today),
    ]
    return converted(
        f"{role.name}: pay",
        query,
        (_asked(knowledge, query),),
        tuple(blocks),
        cited(knowledge, blocks),
        (
            Step("Profile", RoleQuery(role.id)),
            Step("Getting in", RoleQuery(role.id, RoleSection.GETTING_IN)),
        ),
        (("Compare with…", compare_steps(knowledge, (role.id,))),),
    )


def levels_in(text: str) -> frozenset[str]:
    """Read the level words in a text: `L5 / Senior` holds l5 and senior."""
    return frozenset(_WORDS.get(word, word) for word in re.findall(r"[a-z0-9]+", text.lower()))


def known_levels(knowledge: Knowledge) -> tuple[str, ...]:
    """List the levels that pay claims state, for a menu of choices."""
    return tuple(sorted({claim.level for claim in knowledge.pay.values() if claim.level}))


def level_code(text: str) -> str | None:
    """Return the part of a typed level that claims are matched on, None where there is none."""
    words = sorted(levels_in(text) - {"level", "and", "or"})
    return "-".join(words)[:24] or None


def level_name(code: str) -> str:
    """Write the code of a level as people write levels: L5, senior, L5 / senior."""
    words = (word.upper() if word[-1:].isdigit() else word for word in code.split("-"))
    return " / ".join(words)


def _fits(claim: PayClaim, query: SalaryQuery) -> bool:
    """Whether a claim states what was asked for."""
    if query.employer is not None and query.employer not in claim.employers:
        return False
    return query.level is None or bool(levels_in(query.level) & levels_in(claim.level or ""))


def _may_fit(claim: PayClaim, query: SalaryQuery) -> bool:
    """Whether a claim leaves open what was asked for, rather than stating another."""
    employer = query.employer is None or not claim.employers or query.employer in claim.employers
    level = (
        query.level is None or not claim.level or _fits(claim, SalaryQuery("", None, query.level))
    )
    return employer and level


def _concerns(ratio: PayRatio, query: SalaryQuery) -> bool:
    role = not ratio.roles or query.role in ratio.roles
    return role and (
        query.employer is None or not ratio.employers or query.employer in ratio.employers
    )


def _asked(knowledge: Knowledge, query: SalaryQuery) -> str:
    where = (
        f"at {knowledge.employers[query.employer].name}" if query.employer else "at any employer"
    )
    level = f"level {level_name(query.level)}" if query.level else "any level"
    return f"Published claims {where}, {level}, newest first. Each stands for itself."


def _claims(
    knowledge: Knowledge, query: SalaryQuery, fitting: list[PayClaim], today: date
) -> Section:
    if not fitting:
        return Section(None, (Line("No figure in the knowledge base for exactly this."),))
    lines = [pay_line(knowledge, claim, today) for claim in fitting]
    if not any(claim.figures and query.role in claim.roles for claim in fitting):
        lines.insert(0, Line("No figure for this role in the knowledge base, only words."))
    return Section("What is published", tuple(lines))


def _section(
    heading: str, knowledge: Knowledge, claims: list[PayClaim], today: date
) -> tuple[Section, ...]:
    lines = tuple(pay_line(knowledge, claim, today) for claim in claims)
    return (Section(heading, lines),) if lines else ()


def _ratios(knowledge: Knowledge, ratios: list[PayRatio], today: date) -> tuple[Section, ...]:
    lines = tuple(ratio_line(knowledge, ratio, today) for ratio in ratios)
    return (Section("Set against other pay", lines),) if lines else ()


def _chart(knowledge: Knowledge, claims: Iterable[PayClaim], today: date) -> tuple[Block, ...]:
    """Chart the ranges of the commonest currency and period on one axis, from two on."""
    by_unit: dict[tuple[str, str], list[Range]] = {}
    for claim in claims:
        if (figures := claim.figures) is None or figures.exceeds is not None:
            continue
        label = f"{claim_label(knowledge, claim)} · {claim.date}"
        item = Range(
            label,
            figures.low,
            figures.median,
            figures.high,
            open_ended=figures.open_ended,
            doubtful=claim.doubt is not None,
            old=claim.date.older_than(OLD_AFTER_MONTHS, today),
        )
        by_unit.setdefault((figures.currency, figures.period), []).append(item)
    if not by_unit:
        return ()
    (currency, period), ranges = max(by_unit.items(), key=lambda entry: len(entry[1]))
    unit = f"{currency} a {period}"
    return (Figure(RangeChart("Published pay", unit, tuple(ranges[:MAX_RANGES]))),)


def salary_by_name(
    knowledge: Knowledge, role: str, employer: str | None, level: str | None
) -> Asked | Answer:
    """Ask for the pay of a typed title, at a typed employer and level."""
    named, lead = employer_by_name(knowledge, employer)
    wanted = level_code(level) if level else None
    return with_lead(
        by_title(knowledge, role, lambda found: SalaryQuery(found, named, wanted), named), lead
    )


def _samples(knowledge: Knowledge) -> Iterator[tuple[SalaryQuery, str]]:
    return ((SalaryQuery(role.id), role.name) for role in knowledge.roles.values())


def _route(question: FreeQuestion) -> Query:
    reading = question.reading
    if not reading.roles:
        return question.passages
    if len(reading.roles) > 1:
        return CompareQuery(reading.roles, RoleSection.PAY)
    level = level_code(reading.level) if reading.level else None
    return SalaryQuery(reading.roles[0], reading.employer, level)


SALARY = Lookup(
    SalaryQuery,
    "s",
    answer_salary,
    "/salary",
    _samples,
    help="Every published pay claim, with its source and date.",
    routes={Intent.SALARY: _route},
)
