"""Who is paid most: like for like, or at one employer."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayClaim
from bot.lookups.lab import LabQuery
from bot.lookups.model import Answer, Figure, Line, Step
from bot.lookups.pay import (
    alike,
    best_paid_first,
    chart_of,
    fits,
    has_range,
    headline_of,
    place_words,
    roles_in_words,
)
from bot.lookups.pay_said import asked_for, known_instead, of_all_roles, pay_provenance, ratio_said
from bot.lookups.queries import SalaryQuery
from bot.lookups.wording import (
    basis_words,
    capital,
    count_words,
    employer_names,
    figures_text,
    told_of_pay,
)


def answer_paid_most(query: SalaryQuery, knowledge: Knowledge, today: date) -> Answer:
    """Say who is paid most: like for like, or at one employer."""
    claims = _ranked(query, knowledge)
    if not claims:
        return Answer("I have no figures that set roles side by side.", query)
    best, last = claims[0], claims[-1]
    where = " ".join(place_words(knowledge, best))
    if query.level is None and query.employer in best.employers:
        where = f"at {employer_names(knowledge, best.employers)}"  # each has a level of its own
    names = roles_in_words(knowledge, claims)
    likened = "like for like, " if query.employer is None else ""
    basis = basis_words(claims)
    text = f"{capital(count_words(len(names), 'role'))}, {likened}{basis}, {best.date}."
    doubt = f" Doubtful: {best.doubt}" if best.doubt else ""
    chart = chart_of(
        knowledge, f"{capital(basis)} {where}", claims, today, by_role=True, lit=(best,)
    )
    lines = [
        told_of_pay(f"{capital(names[-1])}: {_short_money(last)}.", "Lowest of these", last),
        *(() if query.employer else _above(knowledge)),
        *of_all_roles(knowledge),
    ]
    amount = figures_text(best.figures) if best.figures else ""
    return Answer(
        f"{capital(names[0])} are paid most {where}: {amount}.",
        query,
        name="Who is paid most",
        text=" ".join((text + doubt, *_unknown(query, knowledge, best))),
        lines=tuple(lines),
        figure=Figure(chart) if chart is not None else None,
        provenance=pay_provenance(knowledge, claims),
        claims=claims,
        steps=(*_pay_steps(knowledge, claims), *_lab(query, knowledge))[:4],
        more=tuple(
            Step(f"{role.short} pay", SalaryQuery(role.id)) for role in knowledge.roles.values()
        ),
    )


def _unknown(query: SalaryQuery, knowledge: Knowledge, best: PayClaim) -> Iterator[str]:
    """Say so where these are not the ranges that were asked for."""
    if not fits(best, query):
        yield f"I have no ranges {' '.join(asked_for(query, knowledge))} to set side by side."
        yield from known_instead(query, knowledge)


def _ranked(query: SalaryQuery, knowledge: Knowledge) -> tuple[PayClaim, ...]:
    if query.employer is not None:
        here = [
            claim
            for claim in knowledge.pay.values()
            if fits(claim, query) and has_range(claim) and len(claim.roles) == 1
        ]
        # A doubtful range stands for a role that has no other: without it another one came first.
        firsts: dict[str, PayClaim] = {}
        for claim in sorted(here, key=lambda it: it.doubt is not None):
            firsts.setdefault(claim.roles[0], claim)
        if firsts:
            return best_paid_first(firsts.values())
    return alike(knowledge, query.level) or alike(knowledge)


def _short_money(claim: PayClaim) -> str:
    return figures_text(claim.figures) if claim.figures is not None else ""


def _above(knowledge: Knowledge) -> Iterator[Line]:
    """Say who is paid more than any like-for-like range, each by one claim."""
    reached = [it for it in knowledge.pay.values() if has_range(it) and it.doubt is None]
    first, *_ = (*best_paid_first(reached), None)
    if first is not None:
        who = first.scope or " or ".join(roles_in_words(knowledge, (first,)))
        text = f"{_short_money(first)} for {who}."
        yield told_of_pay(text, "Highest published", first)
    labs = [it for it in best_paid_first(reached) if it.employers and it is not first]
    if labs:
        text = headline_of(knowledge, labs[0], labs[0].roles[0])
        yield told_of_pay(text, "At a frontier lab", labs[0])
    for ratio in knowledge.ratios:
        if ratio.unit == "times" and len(ratio.roles) > 1:
            yield ratio_said(ratio)
            break


def _lab(query: SalaryQuery, knowledge: Knowledge) -> Iterator[Step]:
    """Lead to the page of the employer that was asked for, which tells of its equity as well."""
    if query.employer is not None and query.employer in knowledge.labs:
        name = knowledge.employers[query.employer].name
        yield Step(f"All about {name}", LabQuery((query.employer,)))


def _pay_steps(knowledge: Knowledge, claims: Iterable[PayClaim]) -> Iterator[Step]:
    for claim in claims:
        for role in claim.roles:
            yield Step(f"{knowledge.roles[role].short} in full", SalaryQuery(role))
