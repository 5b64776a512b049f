"""What answers on pay say alike: what was asked, what is missing, and what holds for all."""

from collections.abc import Iterable, Iterator

from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayClaim, PayRatio
from bot.knowledge.money import amount as money_amount
from bot.lookups.model import Line
from bot.lookups.pay import (
    common_claims,
    coverage,
    is_covered,
    known_levels,
    level_name,
    level_words,
    levels_in,
    region_words,
)
from bot.lookups.queries import SalaryQuery
from bot.lookups.wording import (
    capital,
    employer_names,
    join,
    pay_scope,
    provenance,
    ratio_text,
    told_of_pay,
)


def is_known_level(level: str, knowledge: Knowledge) -> bool:
    return any(levels_in(level) & levels_in(it) for it in known_levels(knowledge))


def place_first(query: SalaryQuery, knowledge: Knowledge) -> str:
    """Say that there is nothing on a place that was named."""
    if query.place is None or is_covered(knowledge.pay.values(), query.place):
        return ""
    return f"I have no figures for {region_words(query.place)}. "


def asked_for(query: SalaryQuery, knowledge: Knowledge) -> Iterator[str]:
    if query.employer is not None:
        yield f"at {knowledge.employers[query.employer].name}"
    if query.level is not None:
        yield level_words(level_name(query.level))


def known_instead(query: SalaryQuery, knowledge: Knowledge) -> Iterator[str]:
    """Tell an unknown level, with the ones that figures name; and who pays are known of."""
    if query.level is not None and not is_known_level(query.level, knowledge):
        named, levels = level_name(query.level), join(known_levels(knowledge))
        yield f"My sources don't name the level {named}; they name {levels}."
        return
    if query.employer is not None:
        known = {it for claim in knowledge.pay.values() for it in claim.employers if claim.figures}
        names = employer_names(knowledge, (it for it in knowledge.employers if it in known))
        yield f"Figures by employer: {names}."


def ratio_said(ratio: PayRatio) -> Line:
    text = capital(ratio_text(ratio).partition(": ")[2])
    return told_of_pay(text, ratio.subject.partition(" (")[0], ratio)


def of_all_roles(knowledge: Knowledge) -> Iterator[Line]:
    """Close with what is said of all roles, in one line."""
    common = common_claims(knowledge)
    figured = [it for it in common if it.figures is not None and it.figures.low is not None][:1]
    worded = [claim for claim in common if claim.figures is None][-1:]
    said = [
        *(f"{claim.level or 'Any'}-level pay starts {_start(claim)}." for claim in figured),
        *(claim.words or "" for claim in worded),
    ]
    if said:
        shown = (*figured, *worded)
        yield Line(
            " ".join(said), "All roles", sources_in(shown), pay_scope(shown[0]), claims=shown
        )


def _start(claim: PayClaim) -> str:
    figures = claim.figures
    if figures is None or figures.low is None:
        return ""
    about = "at about" if figures.approximate else "at"
    return f"{about} {money_amount(figures.low, figures.currency)}"


def sources_in(claims: Iterable[PayClaim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim.source for claim in claims))


def pay_provenance(knowledge: Knowledge, claims: Iterable[PayClaim]) -> str:
    """Say whose figures these are, and what they leave open."""
    shown = list(claims)
    return provenance(knowledge, sources_in(shown), coverage(shown))
