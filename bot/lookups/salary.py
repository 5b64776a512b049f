"""/salary: what a role pays, who is paid most; nothing is averaged and nothing is made up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayClaim, PayRatio
from bot.knowledge.money import amount as money_amount
from bot.language.reading import Missed
from bot.lookups.by_title import Asked, by_title, employer_by_name, with_lead, with_missing
from bot.lookups.lab import LabQuery
from bot.lookups.lookup import FreeQuestion, Lookup
from bot.lookups.model import (
    CARD_LIMIT,
    MAX_LINES,
    Answer,
    AnswerAction,
    Figure,
    Line,
    Section,
    Step,
    Topic,
)
from bot.lookups.offer import (
    NO_AMOUNT,
    offer_action,
    offer_card,
    offer_code,
    offer_in,
    place_code,
    place_in,
)
from bot.lookups.pay import (
    alike,
    best_paid_first,
    chart_of,
    common_claims,
    concerns,
    coverage,
    fits,
    has_range,
    headline_of,
    is_covered,
    known_levels,
    level_code,
    level_name,
    level_words,
    levels_in,
    most_telling,
    neighbours,
    own_claims,
    place_words,
    roles_in_words,
    sentence_of,
)
from bot.lookups.plain import line_text
from bot.lookups.queries import CompareQuery, Query, RoleQuery, RoleSection, SalaryQuery
from bot.lookups.role import claim_sources
from bot.lookups.wording import (
    ask_for,
    basis_words,
    capital,
    cited,
    count_words,
    employer_names,
    figures_text,
    join,
    pay_line,
    pay_marks,
    pay_scope,
    pay_text,
    provenance,
    ratio_line,
    ratio_text,
    sources_of,
    told_of_pay,
    with_article,
)

MAX_LABS = 2
MAX_STEPS = 4
"""Buttons beside the one to share."""
TITLE = "Published pay"


def answer_salary(query: SalaryQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with the figure that fits best, or with who is paid most where no role is asked."""
    if query.role is None:
        card = _ranking(query, knowledge, today)
    elif query.offer is not None:
        card = offer_card(query, query.role, knowledge, today)
    else:
        card = _of_role(query, query.role, knowledge, today)
    actions = (*tuple(_missing(query, knowledge))[:1], *card.actions)
    card = replace(
        card,
        steps=card.steps[: MAX_STEPS - len(actions)],
        actions=actions,
        headline=_place_first(query, knowledge) + card.headline,
        lines=_fitted(card, card.lines),
        topics=_topics(query.role, knowledge, today) if query.role else card.topics,
    )
    return replace(card, sources=cited(knowledge, (*card.lines, *card.topics)))


def _missing(query: SalaryQuery, knowledge: Knowledge) -> Iterator[AnswerAction]:
    """Offer to ask for a place, a level or an employer that no figure here covers."""
    if _place_first(query, knowledge):
        yield ask_for(Missed.PLACE, query.place or "")
    claims = knowledge.pay.values() if query.role is None else own_claims(knowledge, query.role)
    if query.offer is None and not any(fits(it, query) for it in claims):
        if query.level is not None and not _is_known(query.level, knowledge):
            yield ask_for(Missed.LEVEL, level_name(query.level))
        who = "" if query.role is None else knowledge.roles[query.role].short
        yield ask_for(Missed.QUESTION, f"{who} pay {' '.join(_asked(query, knowledge))}")


def _is_known(level: str, knowledge: Knowledge) -> bool:
    return any(levels_in(level) & levels_in(it) for it in known_levels(knowledge))


def _place_first(query: SalaryQuery, knowledge: Knowledge) -> str:
    """Say that there is nothing on a place that was named."""
    if query.place is None or is_covered(knowledge.pay.values(), query.place):
        return ""
    return f"I have no figures for {query.place}. "


def _fitted(card: Answer, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Keep as many lines as a card holds; the last closes it and stays."""
    said = (card.name, card.headline, card.text, card.provenance)
    room = CARD_LIMIT - 60 - sum(len(part) + 1 for part in said if part)
    *first, last = lines or (Line(""),)
    room -= len(line_text(last)) + 3
    kept = []
    for line in first[: MAX_LINES - 1]:
        room -= len(line_text(line)) + 3
        if room >= 0:
            kept.append(line)
    return (*kept, last) if lines else ()


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


def _of_role(query: SalaryQuery, role: str, knowledge: Knowledge, today: date) -> Answer:
    pay = _RolePay(query, role, knowledge, today)
    judged = (offer_action(query, "Is my offer good?"),) if any(map(has_range, pay.own)) else ()
    return Answer(
        _headline(pay),
        query,
        name=f"{knowledge.roles[role].name}: pay",
        text=" ".join(_text(pay)) or None,
        lines=tuple(_lines(pay)),
        figure=pay.figure,
        provenance=_provenance(knowledge, pay.own),
        claims=(pay.best,) if pay.best is not None else (),
        steps=tuple(_steps(query, role, knowledge)),
        more=tuple(_more(role, knowledge)),
        actions=judged,
    )


def _headline(pay: _RolePay) -> str:
    """Give the figure that fits; else say that there is none, and the nearest that there is."""
    query, role, knowledge = pay.query, pay.role, pay.knowledge
    if pay.found is not None:
        say = sentence_of if _place_first(query, knowledge) else headline_of
        return say(knowledge, pay.found, role)
    who = with_article(knowledge.roles[role].name)
    asked = " ".join(_asked(query, knowledge))
    missing = f"I have no published figure for {f'{who} {asked}'.strip()}."
    nearest = next((claim.words for claim in pay.fitting if claim.words), None)
    if nearest is None and pay.best is not None:
        nearest = sentence_of(knowledge, pay.best, role)
    elif nearest is None:
        nearest = next((claim.words for claim in pay.own if claim.words), "")
    return f"{missing} {nearest}".strip()


def _asked(query: SalaryQuery, knowledge: Knowledge) -> Iterator[str]:
    if query.employer is not None:
        yield f"at {knowledge.employers[query.employer].name}"
    if query.level is not None:
        yield level_words(level_name(query.level))


def _text(pay: _RolePay) -> Iterator[str]:
    """Say what kind of figure it is; or, where nothing fits, what is known."""
    if pay.found is not None:
        yield _kind(pay.found, sum(map(has_range, pay.fitting)))
        if pay.found.doubt is not None:
            yield f"Doubtful: {pay.found.doubt}"
    elif pay.is_narrowed:
        yield from _known(pay.query, pay.knowledge)


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


def _known(query: SalaryQuery, knowledge: Knowledge) -> Iterator[str]:
    """Tell an unknown level, with the ones that figures name; and who pays are known of."""
    if query.level is not None and not _is_known(query.level, knowledge):
        named, levels = level_name(query.level), join(known_levels(knowledge))
        yield f"My sources don't name the level {named}; they name {levels}."
        return
    if query.employer is not None:
        known = {it for claim in knowledge.pay.values() for it in claim.employers if claim.figures}
        names = employer_names(knowledge, (it for it in knowledge.employers if it in known))
        yield f"Figures by employer: {names}."


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
    yield from _closing(pay.knowledge)


def _ratios(pay: _RolePay) -> Iterator[Line]:
    for ratio in pay.knowledge.ratios:
        if ratio.roles and ratio.unit == "times" and concerns(ratio, pay.query):
            yield _ratio(ratio)


def _ratio(ratio: PayRatio) -> Line:
    text = capital(ratio_text(ratio).partition(": ")[2])
    return told_of_pay(text, ratio.subject.partition(" (")[0], ratio)


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
        said = dict.fromkeys(_short(claim) for claim in sorted(here, key=lambda it: bool(it.doubt)))
        marks = [mark for it in here for mark in pay_marks(pay.knowledge, it, pay.today)]
        yield Line(
            f"{capital('; '.join(said))}.",
            f"At {pay.knowledge.employers[employer].name}",
            _sources(here),
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


def _short(claim: PayClaim) -> str:
    """Say a figure with its level: $550–759K at senior level."""
    if claim.figures is None:
        return ""
    amount = figures_text(claim.figures).replace(f" a {claim.figures.period}", "", 1)
    return f"{amount} {level_words(claim.level)}" if claim.level else amount


def _sources(claims: Iterable[PayClaim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim.source for claim in claims))


def _closing(knowledge: Knowledge) -> Iterator[Line]:
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
        yield Line(" ".join(said), "All roles", _sources(shown), pay_scope(shown[0]), claims=shown)


def _start(claim: PayClaim) -> str:
    figures = claim.figures
    if figures is None or figures.low is None:
        return ""
    about = "at about" if figures.approximate else "at"
    return f"{about} {money_amount(figures.low, figures.currency)}"


def _provenance(knowledge: Knowledge, claims: Iterable[PayClaim]) -> str:
    """Say whose figures these are, and what they leave open."""
    shown = list(claims)
    return provenance(knowledge, _sources(shown), coverage(shown))


def _steps(query: SalaryQuery, role: str, knowledge: Knowledge) -> Iterator[Step]:
    short = knowledge.roles[role].short
    if query != SalaryQuery(role):
        yield Step(f"All {short} pay", SalaryQuery(role))
    yield Step(short, RoleQuery(role))
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


def _topics(role: str, knowledge: Knowledge, today: date) -> tuple[Topic, ...]:
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


def _ranking(query: SalaryQuery, knowledge: Knowledge, today: date) -> Answer:
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
        *_closing(knowledge),
    ]
    amount = figures_text(best.figures) if best.figures else ""
    return Answer(
        f"{capital(names[0])} are paid most {where}: {amount}.",
        query,
        name="Who is paid most",
        text=" ".join((text + doubt, *_unknown(query, knowledge, best))),
        lines=tuple(lines),
        figure=Figure(chart) if chart is not None else None,
        provenance=_provenance(knowledge, claims),
        claims=claims,
        steps=(*_pay_steps(knowledge, claims), *_lab(query, knowledge))[:4],
        more=tuple(
            Step(f"{role.short} pay", SalaryQuery(role.id)) for role in knowledge.roles.values()
        ),
    )


def _unknown(query: SalaryQuery, knowledge: Knowledge, best: PayClaim) -> Iterator[str]:
    """Say so where these are not the ranges that were asked for."""
    if not fits(best, query):
        yield f"I have no ranges {' '.join(_asked(query, knowledge))} to set side by side."
        yield from _known(query, knowledge)


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
            yield _ratio(ratio)
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


def salary_by_name(  # noqa: PLR0913, PLR0917 - the options of the command
    knowledge: Knowledge,
    role: str | None,
    employer: str | None = None,
    level: str | None = None,
    offer: str | None = None,
    place: str | None = None,
) -> Asked | Answer:
    """Ask for the pay of a typed title, at a typed employer, level and place; judge an offer."""
    named, missing = employer_by_name(knowledge, employer)
    lead: tuple[str, ...] = ()
    wanted = level_code(level) if level else None
    amount = offer_code(offer) if offer else None
    if offer and amount is None:
        lead = (NO_AMOUNT,)
    where = place_code(place) if place else None
    if role is None:
        if amount is not None:
            lead = (*lead, "Name a role, and I'll set your offer against its figures.")
        return with_missing(Asked(SalaryQuery(None, named, wanted, None, where), lead), missing)
    asked = by_title(
        knowledge, role, lambda it: SalaryQuery(it, named, wanted, amount, where), named
    )
    return with_missing(with_lead(asked, lead), missing)


def _samples(knowledge: Knowledge) -> Iterator[tuple[SalaryQuery, str]]:
    yield SalaryQuery(), "who is paid most"
    for role in knowledge.roles.values():
        yield SalaryQuery(role.id), role.name
        own = own_claims(knowledge, role.id)
        levels = {level_code(it.level) for it in own if it.level} - {None}
        employers = {employer for it in own for employer in it.employers}
        yield from ((SalaryQuery(role.id, None, it), role.name) for it in sorted(map(str, levels)))
        yield from ((SalaryQuery(role.id, it), role.name) for it in sorted(employers))
        yield SalaryQuery(role.id, None, None, "450000"), role.name
        yield SalaryQuery(role.id, None, None, None, "Germany"), role.name


def _route(question: FreeQuestion) -> Query:
    reading = question.reading
    if len(reading.roles) > 1:
        return CompareQuery(reading.roles, RoleSection.PAY)
    role = reading.roles[0] if reading.roles else None
    level = level_code(reading.level) if reading.level else None
    offer = offer_in(reading.question) if role else None
    place = place_in(reading.question, question.knowledge)
    return SalaryQuery(role, reading.employer, level, offer, place)


SALARY = Lookup(
    SalaryQuery,
    "s",
    answer_salary,
    "/salary",
    _samples,
    help="What a role pays, who is paid most, and whether an offer is good.",
    routes={Intent.SALARY: _route},
)
