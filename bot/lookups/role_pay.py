"""What one role pays: the figure that fits, and what else decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayClaim
from bot.lookups.model import MAX_LINES, Answer, Figure, Line, Section, Step, Topic
from bot.lookups.pay import (
    alike,
    best_paid_first,
    chart_of,
    common_claims,
    concerns,
    fits,
    has_range,
    headline_of,
    level_words,
    most_telling,
    neighbours,
    own_claims,
    place_words,
    sentence_of,
)
from bot.lookups.pay_said import (
    asked_for,
    known_instead,
    of_all_roles,
    pay_provenance,
    place_first,
    ratio_said,
    sources_in,
)
from bot.lookups.plain import line_text
from bot.lookups.queries import CompareQuery, RoleQuery, RoleSection, SalaryQuery
from bot.lookups.role import claim_sources
from bot.lookups.typed_offer import offer_action
from bot.lookups.wording import (
    basis_words,
    capital,
    count_words,
    figures_text,
    join,
    pay_line,
    pay_marks,
    pay_scope,
    pay_text,
    provenance,
    ratio_line,
    sources_of,
    told_of_pay,
    with_article,
)

MAX_LABS = 2
TITLE = "Published pay"


@dataclass(frozen=True)
class _RolePay:
    """What is asked of a role's pay, and the claims that there are on it."""

    query: SalaryQuery
    role: str
    knowledge: Knowledge
    today: date

    @cached_property
    def own(self) -> list[PayClaim]:
        return own_claims(self.knowledge, self.role)

    @cached_property
    def fitting(self) -> list[PayClaim]:
        return [claim for claim in self.own if fits(claim, self.query)]

    @cached_property
    def found(self) -> PayClaim | None:
        """The figure that fits what was asked."""
        return most_telling(self.fitting)

    @cached_property
    def best(self) -> PayClaim | None:
        """The figure of the headline: the one that fits, else the nearest there is."""
        return self.found or most_telling(self.own)

    @cached_property
    def around(self) -> tuple[PayClaim, ...]:
        """The ranges of other roles that are like for like with the one that fits."""
        return neighbours(self.knowledge, self.found) if self.found is not None else ()

    @property
    def is_narrowed(self) -> bool:
        return self.query.employer is not None or self.query.level is not None

    @cached_property
    def drawn(self) -> tuple[PayClaim, ...]:
        """The neighbours at the same level, or all ranges of the role where they say more."""
        ranges = best_paid_first(filter(has_range, self.own))
        return self.around if self.around and (self.is_narrowed or len(ranges) == 1) else ranges

    @cached_property
    def figure(self) -> Figure | None:
        """The ranges, with that of the headline, or those that were asked for, lit."""
        by_role = self.found is not None and self.drawn == self.around
        lit = [] if self.found is None else [self.found]
        if self.is_narrowed and not by_role:
            lit = [claim for claim in self.drawn if fits(claim, self.query)]
        where = " ".join(place_words(self.knowledge, self.found)) if self.found else ""
        title = f"Total compensation {where}" if by_role else TITLE
        chart = chart_of(self.knowledge, title, self.drawn, self.today, by_role=by_role, lit=lit)
        shown = () if by_role else self.drawn
        said = tuple(pay_line(self.knowledge, claim, self.today) for claim in shown)
        return None if chart is None else Figure(chart, drawn=said)

    @property
    def told(self) -> list[PayClaim]:
        """The figures that neither the headline nor the picture gives."""
        drawn = () if self.figure is None else self.drawn
        return [it for it in self.own if it.figures and it is not self.best and it not in drawn]


def answer_role_pay(query: SalaryQuery, role: str, knowledge: Knowledge, today: date) -> Answer:
    pay = _RolePay(query, role, knowledge, today)
    judged = (offer_action(query, "Is my offer good?"),) if any(map(has_range, pay.own)) else ()
    return Answer(
        _headline(pay),
        query,
        name=f"{knowledge.roles[role].name}: pay",
        text=" ".join(_text(pay)) or None,
        lines=tuple(_lines(pay)),
        figure=pay.figure,
        provenance=pay_provenance(knowledge, pay.own),
        claims=(pay.best,) if pay.best is not None else (),
        steps=tuple(_steps(query, role, knowledge)),
        more=tuple(_more(role, knowledge)),
        actions=judged,
    )


def _headline(pay: _RolePay) -> str:
    """Give the figure that fits; else say that there is none, and the nearest that there is."""
    query, role, knowledge = pay.query, pay.role, pay.knowledge
    if pay.found is not None:
        say = sentence_of if place_first(query, knowledge) else headline_of
        return say(knowledge, pay.found, role)
    who = with_article(knowledge.roles[role].name)
    asked = " ".join(asked_for(query, knowledge))
    missing = f"I have no published figure for {f'{who} {asked}'.strip()}."
    nearest = next((claim.words for claim in pay.fitting if claim.words), None)
    if nearest is None and pay.best is not None:
        nearest = sentence_of(knowledge, pay.best, role)
    elif nearest is None:
        nearest = next((claim.words for claim in pay.own if claim.words), "")
    return f"{missing} {nearest}".strip()


def _text(pay: _RolePay) -> Iterator[str]:
    """Say what kind of figure it is; or, where nothing fits, what is known."""
    if pay.found is not None:
        yield _kind(pay.found, sum(map(has_range, pay.fitting)))
        if pay.found.doubt is not None:
            yield f"Doubtful: {pay.found.doubt}"
    elif pay.is_narrowed:
        yield from known_instead(pay.query, pay.knowledge)


def _kind(claim: PayClaim, ranges: int) -> str:
    """Say the basis, the date and how many ranges there are."""
    count = f"one of {count_words(ranges, 'published range')}"
    if ranges <= 1:
        count = "one published range"
    quoted = f", as {claim.reported_by} has it" if claim.reported_by else ""
    if claim.figures is not None and not has_range(claim):
        count = "as published"
    match claim.basis:
        case "total" | "base":
            return f"{capital(basis_words([claim]))}, {count}, from {claim.date}{quoted}."
        case "unspecified":
            said = f"{capital(count)}, from {claim.date}{quoted}"
            return f"{said}; the source doesn't say whether bonus and equity count."


def _lines(pay: _RolePay) -> Iterator[Line]:
    """Say what else decides: other employers, what pay can exceed, ratios, words, doubts."""
    found = (
        *islice(_at_employers(pay), MAX_LABS),
        *islice(_ratios(pay), 1),
        *islice(_disputes(pay), 1),
        *islice(_elsewhere(pay), 1),
        *islice(_words(pay), 1),
    )
    yield from found[: MAX_LINES - 1]
    yield from of_all_roles(pay.knowledge)


def _ratios(pay: _RolePay) -> Iterator[Line]:
    for ratio in pay.knowledge.ratios:
        if ratio.roles and ratio.unit == "times" and concerns(ratio, pay.query):
            yield ratio_said(ratio)


def _disputes(pay: _RolePay) -> Iterator[Line]:
    for it in pay.knowledge.disagreements_of(pay.role):
        if it.about == "pay":
            yield Line(it.text, None, claim_sources(pay.knowledge, it.claims))


def _words(pay: _RolePay) -> Iterator[Line]:
    """Give what is said in words, but for what the headline says where there is no figure."""
    worded = [it for it in pay.own if it.figures is None and it.words]
    exact = [it for it in worded if fits(it, pay.query)]
    said = None if pay.found is not None else (*exact, *worded, None)[0]
    for claim in worded:
        if claim is not said:
            yield told_of_pay(claim.words or "", None, claim)


def _at_employers(pay: _RolePay) -> Iterator[Line]:
    """Give one line an employer, with its figures; then the highest at any."""
    for employer in dict.fromkeys(it for claim in pay.told for it in claim.employers):
        here = [claim for claim in pay.told if claim.employers == (employer,)]
        if not here:
            continue
        said = _amounts(sorted(here, key=lambda it: bool(it.doubt)))
        marks = [mark for it in here for mark in pay_marks(pay.knowledge, it, pay.today)]
        yield Line(
            f"{capital('; '.join(said))}.",
            f"At {pay.knowledge.employers[employer].name}",
            sources_in(here),
            pay_scope(here[0]),
            tuple({kind: (kind, why) for kind, why in marks}.values()),
            claims=tuple(here),
        )


def _elsewhere(pay: _RolePay) -> Iterator[Line]:
    """Give the figures of no single employer, each with where it holds."""
    for claim in pay.told:
        where = " ".join(place_words(pay.knowledge, claim)) or claim.scope
        if claim.figures is not None and not claim.employers and where:
            marks = pay_marks(pay.knowledge, claim, pay.today)
            text = f"{capital(figures_text(claim.figures))}, {claim.date}."
            yield told_of_pay(text, capital(where), claim, marks)


def _amounts(claims: Iterable[PayClaim]) -> Iterator[str]:
    """Say each amount once, with its levels: $550–759K at senior level."""
    levels: dict[tuple[str, bool], list[str]] = {}
    for claim in claims:
        if claim.figures is not None:
            amount = figures_text(claim.figures).replace(f" a {claim.figures.period}", "", 1)
            named = levels.setdefault((amount, claim.level is not None), [])
            named += [level_words(claim.level)] if claim.level else []
    for (amount, _), at in levels.items():
        yield f"{amount} {join(list(dict.fromkeys(at)))}".rstrip()


def _steps(query: SalaryQuery, role: str, knowledge: Knowledge) -> Iterator[Step]:
    short = knowledge.roles[role].short
    if query != SalaryQuery(role):
        yield Step(f"All {short} pay", SalaryQuery(role))
    yield Step("About this role", RoleQuery(role))
    yield Step("Getting in", RoleQuery(role, RoleSection.GETTING_IN))
    yield Step("Who is paid most", SalaryQuery())


def _more(role: str, knowledge: Knowledge) -> Iterator[Step]:
    """Offer the neighbours' pay, to compare with them, and what found no room as a button."""
    yield Step("Getting in", RoleQuery(role, RoleSection.GETTING_IN))
    yield Step("Who is paid most", SalaryQuery())
    others = [it for claim in alike(knowledge) for it in claim.roles if it != role]
    for other in others:
        yield Step(f"{knowledge.roles[other].short} pay", SalaryQuery(other))
    if others:
        names = f"{knowledge.roles[role].short} or {knowledge.roles[others[0]].short}: pay"
        yield Step(names, CompareQuery((role, others[0]), RoleSection.PAY))


def pay_topics(role: str, knowledge: Knowledge, today: date) -> tuple[Topic, ...]:
    """Give every claim on a role's pay: figures, words, ratios."""
    own, short = own_claims(knowledge, role), knowledge.roles[role].short
    figured = [pay_line(knowledge, it, today) for it in own if it.figures is not None]
    worded = [pay_line(knowledge, it, today) for it in own if it.figures is None]
    ratios = [
        ratio_line(knowledge, it, today)
        for it in knowledge.ratios
        if concerns(it, SalaryQuery(role))
    ]
    screens = {
        f"Every published figure for {short}": figured,
        f"{short} pay in words": worded,
        f"{short} pay against other pay": ratios,
    }
    kept = {title: lines for title, lines in screens.items() if lines}
    shortest = min(
        kept, key=lambda it: sum(len(line_text(line)) for line in kept[it]), default=None
    )
    return tuple(
        _topic(title, lines, _every_role(knowledge) if title == shortest else (), knowledge)
        for title, lines in kept.items()
    )


def _topic(
    title: str, lines: Iterable[Line], common: tuple[Line, ...], knowledge: Knowledge
) -> Topic:
    sections = (Section(None, tuple(lines)), Section("What holds for all roles", common))
    blocks = tuple(section for section in sections if section.lines)
    return Topic(title, blocks, provenance(knowledge, sources_of(blocks)))


def _every_role(knowledge: Knowledge) -> tuple[Line, ...]:
    return tuple(
        Line(
            pay_text(claim),
            claim.level,
            (claim.source,),
            " · ".join(filter(None, (pay_scope(claim), claim.note))),
        )
        for claim in common_claims(knowledge)
    )
