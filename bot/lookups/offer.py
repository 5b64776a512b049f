"""“Is 450k good?”: an offer as a point against every published range that fits."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayClaim
from bot.knowledge.money import amount as money_amount
from bot.lookups.charts import AmountMark, RangeChart
from bot.lookups.model import Answer, AnswerAction, Figure, Line, Step
from bot.lookups.pay import (
    MOST_RANGES,
    best_paid_first,
    coverage,
    fits,
    has_range,
    labels_of,
    most_telling,
    own_claims,
    place_words,
    range_of,
    sentence_of,
)
from bot.lookups.queries import RoleQuery, SalaryQuery
from bot.lookups.wording import (
    capital,
    claim_label,
    count_words,
    figures_text,
    join,
    provenance,
    told_of_pay,
    with_article,
)
from bot.records.numbers import read_money

NO_AMOUNT = "I couldn't read an amount in that offer. Write it as 450k or $450,000."
PLACE_LIMIT = 20
_PARTS = (
    (1, "at the top"),
    (2 / 3, "in the upper third"),
    (1 / 3, "in the middle"),
    (0, "in the lower third"),
)
_SHORTEST_PLACE = 4
_CODE = re.compile(r"(\d+)([A-Z]{3})?")


def offer_action(query: SalaryQuery, label: str) -> AnswerAction:
    """Offer to judge an amount against the ranges that a card shows."""
    return AnswerAction(label, "offer", f"{query.role}:{query.employer or ''}:{query.level or ''}")


def offer_code(text: str) -> str | None:
    """Give a typed amount as digits, with its currency where one was typed: 450000, 90000EUR."""
    found = read_money(text)
    return None if found is None else f"{found.value}{found.currency or ''}"


def offer_in(question: str) -> str | None:
    """Find an amount in a question that can only be money."""
    found = read_money(question)
    return offer_code(question) if found is not None and found.marked else None


def place_code(text: str) -> str | None:
    """Write a typed place as a person would: Germany, the UK; None where there is no letter."""
    words = re.findall(r"[^\W\d_]+", text)
    named = " ".join(
        word.upper() if len(word) < _SHORTEST_PLACE else word.title() for word in words
    )
    return named[:PLACE_LIMIT].strip() or None


def place_in(question: str, knowledge: Knowledge) -> str | None:
    """Find the place that a question names after `in`."""
    words = re.findall(r"[^\W_]+", question.casefold())
    lexicon = knowledge.titles.lexicon
    for at, word in enumerate(words[:-1]):
        rest = words[at + 1 :]
        rest = rest[1:] if rest[0] == "the" else rest
        if word == "in" and rest:
            piece = lexicon.pieces(lexicon.spell_out(rest))[0]
            if piece.meaning is not None and piece.meaning.strip == "place":
                return place_code(piece.text)
    return None


def offer_card(query: SalaryQuery, role: str, knowledge: Knowledge, today: date) -> Answer:
    """Set an offer against the ranges that fit, with the verdict in words."""
    match = _CODE.fullmatch(query.offer or "")
    amount, currency = (int(match[1]), match[2]) if match else (0, None)
    ranges = _fitting(query, role, knowledge)
    best = most_telling(ranges)
    name = f"{knowledge.roles[role].name}: your offer"
    steps = (
        Step(f"All {knowledge.roles[role].short} pay", SalaryQuery(role)),
        Step(knowledge.roles[role].short, RoleQuery(role)),
        Step("Who is paid most", SalaryQuery()),
    )
    again = (offer_action(query, "Judge another amount"),)
    who = with_article(knowledge.roles[role].name)
    if best is None or best.figures is None:
        said = f"I can't judge it: there is no published range for {who} that fits."
        words = next((it for it in own_claims(knowledge, role) if it.words), None)
        lines = () if words is None else (told_of_pay(words.words or "", None, words),)
        sources = tuple(source for line in lines for source in line.sources)
        foot = provenance(knowledge, sources)
        return Answer(said, query, name=name, lines=lines, provenance=foot, steps=steps)
    unit = best.figures.currency
    if currency is not None and currency != unit:
        said = f"I can't set {money_amount(amount, currency)} against figures in {_named(unit)}."
        known = sentence_of(knowledge, best, role)
        lines = (told_of_pay(known, "What I know", best),)
        foot = provenance(knowledge, (best.source,))
        return Answer(
            said, query, name=name, lines=lines, provenance=foot, steps=steps, actions=again
        )
    judged = [it for it in ranges if it.figures is not None and it.figures.currency == unit]
    return Answer(
        _verdict(knowledge, amount, best, who),
        query,
        name=name,
        text=_count(amount, judged),
        claims=(best,),
        lines=(Line(f"{capital('; '.join(_left_out(judged)))}.", "The ranges leave out"),),
        figure=_figure(knowledge, amount, judged, best, today),
        provenance=provenance(knowledge, (it.source for it in judged), coverage(judged)),
        steps=steps,
        actions=again,
    )


def _named(currency: str) -> str:
    return {"USD": "US dollars", "EUR": "euros", "GBP": "pounds"}.get(currency, currency)


def _fitting(query: SalaryQuery, role: str, knowledge: Knowledge) -> list[PayClaim]:
    """Give the ranges that state what was asked for, or leave it open."""
    own = [claim for claim in own_claims(knowledge, role) if has_range(claim)]
    exact = [claim for claim in own if fits(claim, query)]
    return exact or [claim for claim in own if not claim.employers] or own


def _verdict(knowledge: Knowledge, amount: int, claim: PayClaim, who: str) -> str:
    figures, where = claim.figures, " ".join(place_words(knowledge, claim))
    if figures is None:
        return ""
    offer = money_amount(amount, figures.currency)
    return (
        f"{offer} is {_standing(amount, claim)} {who} {where}".rstrip()
        + f" ({figures_text(figures)})."
    )


def _standing(amount: int, claim: PayClaim) -> str:
    """Say whether an amount lies below, within or above a claim's range, and where in it."""
    low, high = _ends(claim)
    if high is not None and amount > high:
        return "above the published range for"
    if low is not None and amount < low:
        return "below the published range for"
    if low is None or high is None or low == high:
        return "in line with the published figure for"
    share = (amount - low) / (high - low)
    part = next(words for least, words in _PARTS if share >= least)
    return f"{part} of the published range for"


def _ends(claim: PayClaim) -> tuple[int | None, int | None]:
    figures = claim.figures
    if figures is None:
        return None, None
    return figures.low, None if figures.open_ended and figures.high is None else figures.high


def _count(amount: int, claims: Sequence[PayClaim]) -> str | None:
    """Count the ranges that the offer is above, within and below."""
    if len(claims) < 2:  # noqa: PLR2004
        return None
    found = {"above": 0, "within": 0, "below": 0}
    for claim in claims:
        standing = _standing(amount, claim).split()[0]
        found[standing if standing in found else "within"] += 1
    said = [f"{word} {count}" for word, count in found.items() if count]
    return f"Of the {count_words(len(claims), 'range')} that fit, it is {join(said)}."


def _each(knowledge: Knowledge, amount: int, claims: Sequence[PayClaim]) -> Iterator[Line]:
    """Judge the offer by each range, for the page of sources."""
    for claim in claims:
        standing = _standing(amount, claim).removesuffix(" the published range for")
        standing = standing.removesuffix(" of").removesuffix(" the published figure for")
        said = figures_text(claim.figures) if claim.figures else ""
        text = (
            f"{capital(standing)} {said}."
            if standing in ("above", "below")
            else (f"{capital(standing)} of {said}.")
        )
        yield told_of_pay(text, _label(knowledge, claim), claim)


def _label(knowledge: Knowledge, claim: PayClaim) -> str:
    label = claim_label(knowledge, claim)
    return f"{label}, {claim.date}" if label != "In general" else claim.scope or str(claim.date)


def _left_out(claims: Iterable[PayClaim]) -> Iterator[str]:
    """Name what the ranges do not tell."""
    shown = list(claims)
    yield "the split into base, bonus and equity"
    if any(claim.basis == "unspecified" for claim in shown):
        yield "in some, whether bonus and equity count"
    if any(claim.level is None for claim in shown):
        yield "in some, the level"
    yield "your town"


def _figure(
    knowledge: Knowledge, amount: int, claims: Sequence[PayClaim], best: PayClaim, today: date
) -> Figure:
    """Draw the offer against every range that fits, the most telling first."""
    shown = (best, *(it for it in best_paid_first(claims) if it is not best))[:MOST_RANGES]
    named = zip(shown, labels_of(knowledge, shown), strict=True)
    ranges = tuple(range_of(claim, name, today) for claim, name in named)
    figures = best.figures
    unit = (figures.currency, figures.period) if figures is not None else ("", "")
    mark = AmountMark("Your offer", amount)
    chart = RangeChart("Your offer beside published pay", *unit, ranges, mark)
    return Figure(chart, drawn=tuple(_each(knowledge, amount, shown)))
