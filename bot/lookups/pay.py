"""Which published pay answers a question: what fits it, what is most telling, what is alike."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.money import Figures, PayClaim, PayRatio
from bot.lookups.charts import Range, RangeChart
from bot.lookups.queries import SalaryQuery
from bot.lookups.wording import (
    OLD_AFTER_MONTHS,
    capital,
    claim_label,
    employer_names,
    figures_text,
    in_plural,
    with_article,
)

MOST_RANGES = 8
LEAST_ALIKE = 2
HOME = frozenset({"us", "usa", "u s", "united states", "the us", "the usa", "america", "states"})
"""Names of the country that regions of claims call US."""
_WORDS = {"entry": "entry", "junior": "entry", "sr": "senior", "grad": "entry"}
_FILLERS = frozenset({"level", "and", "or", "at"})


def levels_in(text: str) -> frozenset[str]:
    """Read the level words in a text: `L5 / Senior` holds l5 and senior."""
    words = (_WORDS.get(word, word) for word in re.findall(r"[a-z0-9]+", text.lower()))
    return frozenset(words) - _FILLERS


def known_levels(knowledge: Knowledge) -> tuple[str, ...]:
    """List the levels that pay claims state, for a menu of choices."""
    return tuple(sorted({claim.level for claim in knowledge.pay.values() if claim.level}))


def level_code(text: str) -> str | None:
    """Give the part of a typed level that claims are matched on, None where there is none."""
    return "-".join(sorted(levels_in(text)))[:24] or None


def level_name(code: str) -> str:
    """Write the code of a level as people write levels: L5, senior, L5 / senior."""
    words = (word.upper() if word[-1:].isdigit() else word for word in code.split("-"))
    return " / ".join(words)


def own_claims(knowledge: Knowledge, role: str) -> list[PayClaim]:
    """Give what is said of a role itself, rather than of all roles."""
    return [claim for claim in knowledge.pay_of(role) if claim.roles]


def common_claims(knowledge: Knowledge) -> list[PayClaim]:
    """Give what is said of all roles at once."""
    return [claim for claim in knowledge.pay.values() if not claim.roles]


def fits(claim: PayClaim, query: SalaryQuery) -> bool:
    """Tell whether a claim states the employer and the level that were asked for."""
    if query.employer is not None and query.employer not in claim.employers:
        return False
    return query.level is None or bool(levels_in(query.level) & levels_in(claim.level or ""))


def has_range(claim: PayClaim) -> bool:
    """Tell whether a claim has amounts to draw: what pay can exceed is neither end of a range."""
    return claim.figures is not None and claim.figures.exceeds is None


def most_telling(claims: Iterable[PayClaim]) -> PayClaim | None:
    """Choose the figures that say most: a whole range without doubt, of no single employer."""
    figured = [claim for claim in claims if claim.figures is not None]
    return max(figured, key=_telling, default=None)


def _telling(claim: PayClaim) -> tuple[object, ...]:
    figures = claim.figures
    return (
        has_range(claim),
        figures is not None and figures.low is not None and figures.high is not None,
        claim.doubt is None,
        not claim.employers and claim.scope is None,
        claim.level is None or claim.level != "Top",
        not claim.employers,
        claim.basis == "total",
        bool(claim.region),
        claim.date.last,
    )


def alike(knowledge: Knowledge, level: str | None = None) -> tuple[PayClaim, ...]:
    """Give the ranges of most roles that are like for like, the best paid first.

    They share a known basis, level, region and unit, and each is of one role at any employer.
    """
    groups: dict[tuple[str, ...], dict[str, PayClaim]] = defaultdict(dict)
    for claim in knowledge.pay.values():
        if (
            _is_whole(claim)
            and len(claim.roles) == 1
            and not claim.employers
            and claim.basis != "unspecified"
            and claim.level is not None
            and (level is None or levels_in(level) & levels_in(claim.level))
        ):
            groups[measure(claim)].setdefault(claim.roles[0], claim)
    best = max(groups.values(), key=len, default={})
    return best_paid_first(best.values())


def best_paid_first(claims: Iterable[PayClaim]) -> tuple[PayClaim, ...]:
    return tuple(sorted(claims, key=lambda claim: _ends(claim)[::-1], reverse=True))


def _is_whole(claim: PayClaim) -> bool:
    return claim.doubt is None and has_range(claim) and 0 not in _ends(claim)


def _ends(claim: PayClaim) -> tuple[int, int]:
    figures = claim.figures
    return (figures.low or 0, figures.high or 0) if figures is not None else (0, 0)


def measure(claim: PayClaim) -> tuple[str, ...]:
    """Give what two claims must share to be compared: basis, level, region, unit."""
    unit = (claim.figures.currency, claim.figures.period) if claim.figures is not None else ()
    return (claim.basis, claim.level or "", claim.region or "", *unit)


def neighbours(knowledge: Knowledge, claim: PayClaim) -> tuple[PayClaim, ...]:
    """Give the like-for-like ranges that a claim is one of; none where it stands alone."""
    found = alike(knowledge, claim.level) if claim.level else ()
    return found if claim in found and len(found) >= LEAST_ALIKE else ()


def chart_of(  # noqa: PLR0913 - what is drawn, and how
    knowledge: Knowledge,
    title: str,
    claims: Sequence[PayClaim],
    today: date,
    *,
    by_role: bool = False,
    lit: Iterable[PayClaim] = (),
) -> RangeChart | None:
    """Chart the ranges of the commonest unit on one axis; None where there are fewer than two."""
    by_unit: dict[tuple[str, str], list[PayClaim]] = defaultdict(list)
    for claim in claims:
        if has_range(claim) and (figures := claim.figures) is not None:
            by_unit[figures.currency, figures.period].append(claim)
    if not by_unit:
        return None
    (currency, period), shown = max(by_unit.items(), key=lambda entry: len(entry[1]))
    if len(shown) < LEAST_ALIKE:
        return None
    marked = {claim.id for claim in lit}
    shown = shown[:MOST_RANGES]
    names = [_role_label(knowledge, it) for it in shown] if by_role else labels_of(knowledge, shown)
    ranges = [
        range_of(claim, name, today, lit=claim.id in marked)
        for claim, name in zip(shown, names, strict=True)
    ]
    return RangeChart(title, currency, period, tuple(ranges))


def range_of(claim: PayClaim, label: str, today: date, *, lit: bool = False) -> Range:
    """Give a claim's figures as a range of a chart."""
    figures = claim.figures
    if figures is None:
        return Range(label, None, None, None)
    return Range(
        label,
        figures.low,
        figures.median,
        figures.high,
        open_ended=figures.open_ended,
        doubtful=claim.doubt is not None,
        old=claim.date.older_than(OLD_AFTER_MONTHS, today),
        highlight=lit,
    )


def _role_label(knowledge: Knowledge, claim: PayClaim) -> str:
    return " or ".join(knowledge.roles[role].name for role in claim.roles)


def _claim_label(knowledge: Knowledge, claim: PayClaim) -> str:
    scope = () if claim.employers or claim.level else (claim.scope,)
    parts = (claim_label(knowledge, claim), *scope)
    return ", ".join(dict.fromkeys(part for part in parts if part and part != "In general"))


def labels_of(knowledge: Knowledge, claims: Sequence[PayClaim]) -> list[str]:
    """Name claims by where they hold; those of one name by their dates as well."""
    names = [_claim_label(knowledge, claim) for claim in claims]
    return [
        ", ".join(filter(None, (name, str(claim.date) if names.count(name) > 1 else "")))
        or str(claim.date)
        for claim, name in zip(claims, names, strict=True)
    ]


def level_words(level: str) -> str:
    """Say a level within a sentence: at L5, at senior level."""
    if re.match(r"[A-Z]\d", level):
        return f"at {level}"
    folded = level[0].lower() + level[1:]
    return f"at {folded}" if " " in folded else f"at {folded} level"


def place_words(knowledge: Knowledge, claim: PayClaim) -> list[str]:
    """Say in parts of a sentence where a claim holds: at OpenAI, at L5, in the US."""
    said = []
    if claim.employers:
        said.append(f"at {employer_names(knowledge, claim.employers)}")
    elif claim.scope and claim.scope.startswith(("frontier", "FAANG")):
        said.append(f"at {claim.scope}")
    if claim.level:
        said.append(level_words(claim.level))
    if claim.region:
        said.append(f"in {region_words(claim.region)}")
    return said


def region_words(region: str) -> str:
    return f"the {region}" if region in ("US", "UK", "EU") else region


def headline_of(knowledge: Knowledge, claim: PayClaim, role: str) -> str:
    """Say a figure as a headline: $300–450K a year for an ML engineer at L5 in the US."""
    where = " ".join(place_words(knowledge, claim))
    who = f"{with_article(knowledge.roles[role].name)} {where}".rstrip()
    figures = claim.figures
    if figures is None:
        return claim.words or ""
    if figures.exceeds is not None:
        return f"Pay for {who} {figures_text(figures)}."
    amount, middle = _amount_and_middle(figures)
    return capital(f"{amount} for {who}{middle}.")


def sentence_of(knowledge: Knowledge, claim: PayClaim, role: str) -> str:
    """Say a figure as a sentence: In the US an ML engineer at L5 makes $300–450K a year."""
    where = place_words(knowledge, claim)
    region = where.pop() if claim.region else ""
    start = " ".join((region, with_article(knowledge.roles[role].name), *where)).strip()
    start = capital(start)
    figures = claim.figures
    if figures is None:
        return claim.words or ""
    if figures.exceeds is not None:
        return f"{start} {figures_text(figures).replace('can exceed', 'can make more than')}."
    amount, middle = _amount_and_middle(figures)
    makes = "typically makes" if figures.typical else "makes"
    return f"{start} {makes} {amount}{middle}."


def _amount_and_middle(figures: Figures) -> tuple[str, str]:
    amount, _, middle = figures_text(figures).partition(", median ")
    return amount, f"; the median is {middle}" if middle else ""


def concerns(ratio: PayRatio, query: SalaryQuery) -> bool:
    """Tell whether a ratio is about the role, at the employer that was asked for."""
    here = query.employer is None or not ratio.employers or query.employer in ratio.employers
    return here and (query.role is None or not ratio.roles or query.role in ratio.roles)


def is_covered(claims: Iterable[PayClaim], place: str) -> bool:
    """Tell whether any claim is of a place."""
    named = " ".join(re.findall(r"[a-z]+", place.lower()))
    regions = {claim.region.lower() for claim in claims if claim.region}
    return named in regions or ("us" in regions and named in HOME)


def roles_in_words(knowledge: Knowledge, claims: Iterable[PayClaim]) -> list[str]:
    """Name the roles of claims in a sentence, in plural."""
    return [in_plural(knowledge.roles[role].name) for it in claims for role in it.roles]


def coverage(claims: Iterable[PayClaim]) -> str:
    """Say for which countries figures hold, as one caution."""
    regions = {claim.region for claim in claims if claim.figures is not None}
    match sorted(filter(None, regions)):
        case [] if regions:
            return "No figure here names a country."
        case [region] if None not in regions:
            return f"{region} figures only; none for other countries."
        case [region]:
            return f"Some figures are for {region_words(region)}, the others name no country."
        case _:
            return ""
