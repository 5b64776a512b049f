"""Is an offer good? It is set as a point against every published range that fits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.knowledge.base import Knowledge
from bot.knowledge.money import Figures, PayClaim, amount
from bot.lookups.charts import AmountMark, RangeChart
from bot.lookups.model import Answer, Figure, Line, Section, Step, Topic
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
from bot.lookups.pay_said import asked_for, place_first
from bot.lookups.queries import RoleQuery, SalaryQuery
from bot.lookups.typed_offer import BY_PERIOD, Offer, offer_action
from bot.lookups.wording import (
    capital,
    claim_label,
    count_words,
    figures_text,
    join,
    number_word,
    provenance,
    told_of_pay,
    with_article,
)

EACH_RANGE = "What each range leaves open"
FAR = 10
"""How many times beyond all that is published an amount is no pay that can be meant."""
CHECK = "Please check the amount: 450k is 450 thousand."
NO_CONVERSION = "I don't convert currencies, and pay differs from country to country."
_PARTS = (
    (1, "at the top"),
    (2 / 3, "in the upper third"),
    (1 / 3, "in the middle"),
    (0, "in the lower third"),
)


def which_role(query: SalaryQuery, knowledge: Knowledge) -> Answer:
    """Ask back which role an offer is for."""
    roles = knowledge.roles.values()
    return Answer(
        "Which role is that offer for?",
        query,
        text="I'll set it beside what is published for that role.",
        steps=(Step("Who is paid most", SalaryQuery()),),
        prompt="Choose a role",
        more=tuple(Step(it.name, replace(query, role=it.id)) for it in roles),
    )


def offer_card(query: SalaryQuery, role: str, knowledge: Knowledge, today: date) -> Answer:
    """Set an offer against the ranges that fit, with the verdict in words."""
    offer, name = Offer.of(query.offer or ""), knowledge.roles[role].name
    who, short = with_article(name), knowledge.roles[role].short
    own = [it for it in own_claims(knowledge, role) if has_range(it)]
    ranges, exact = _fitting(query, [it for it in own if _figures(it).period == "year"])
    steps = (
        Step(f"All {short} pay", SalaryQuery(role)),
        Step("About this role", RoleQuery(role)),
        Step("Who is paid most", SalaryQuery()),
    )
    again = (offer_action(query, "Judge another amount"),)
    card = Answer("", query, name=f"{name}: your offer", steps=steps, actions=again)
    if (best := most_telling(ranges)) is None:
        said = f"I can't judge {offer.as_named()}: I know no published range for {who}."
        worded = next((it for it in own_claims(knowledge, role) if it.words), None)
        card = replace(card, headline=said)
        return _with_claim(card, knowledge, worded, worded.words if worded is not None else None)
    unit = _figures(best).currency
    if offer.currency not in (None, unit):
        said = f"I can't set {offer.as_named()} against figures in {_named(unit)}."
        card = replace(card, headline=said, text=NO_CONVERSION)
        return _with_claim(card, knowledge, best, sentence_of(knowledge, best, role))
    judged = [it for it in ranges if _figures(it).currency == unit]
    if (far := _far(offer, judged, unit, who)) is not None:
        return replace(card, headline=far[0], text=far[1])
    wanted = " ".join(asked_for(query, knowledge))
    before = "" if exact else f"I have no published range for {who} {wanted}. "
    taken = None if offer.currency is not None else f"I took it as {_named(unit)}."
    standing = f"{_standing(offer.a_year, best)} {who} {' '.join(place_words(knowledge, best))}"
    standing = f"{standing.rstrip()} ({figures_text(_sound(best))})."
    headline, text = f"{before}{offer.words(unit)} is {standing}", [_count(offer, judged), taken]
    if place_first(query, knowledge):
        start = "" if taken is None else f"Taken as {_named(unit)}, "
        headline, text = before.rstrip(), [f"{start}{offer.equals(unit)} {standing}", text[0]]
    each = tuple(_each(knowledge, offer.a_year, judged))
    return replace(
        card,
        headline=headline,
        text=" ".join(filter(None, text)) or None,
        claims=(best,),
        lines=(*_doubt(best, judged), Line(_left_out(offer, judged), "Not told:")),
        figure=_figure(knowledge, offer, judged, best, today),
        provenance=provenance(knowledge, (it.source for it in judged), coverage(judged)),
        topics=(Topic(EACH_RANGE, (Section(None, each),)),),
    )


def _figures(claim: PayClaim) -> Figures:
    """Give the figures of a claim that has a range."""
    if claim.figures is None:
        raise ValueError(f"{claim.id} has no figures")
    return claim.figures


def _sound(claim: PayClaim) -> Figures:
    """Give the figures for a headline: a doubtful claim's without the median."""
    figures = _figures(claim)
    has_more = claim.doubt is not None and (figures.low is not None or figures.high is not None)
    return figures.model_copy(update={"median": None}) if has_more else figures


def _doubt(best: PayClaim, claims: Sequence[PayClaim]) -> Iterator[Line]:
    """Say once why the headline's range is doubtful, or where the picture's are told of."""
    if best.doubt is not None:
        yield told_of_pay(best.doubt, "Doubtful:", best)
    elif any(it.doubt is not None for it in claims):
        yield Line(f"The dashed ranges. “{EACH_RANGE}” says why.", "Doubtful:")


def _named(currency: str) -> str:
    return {"USD": "US dollars", "EUR": "euros", "GBP": "pounds"}.get(currency, currency)


def _with_claim(
    card: Answer, knowledge: Knowledge, claim: PayClaim | None, said: str | None
) -> Answer:
    """Say the nearest that is known, where an offer cannot be judged."""
    if claim is None or said is None:
        return card
    line = told_of_pay(said, "What I know", claim)
    return replace(card, lines=(line,), provenance=provenance(knowledge, (claim.source,)))


def _fitting(query: SalaryQuery, own: list[PayClaim]) -> tuple[list[PayClaim], bool]:
    """Give the ranges that state what was asked for, else the nearest; and whether they do."""
    for wanted in (query, replace(query, level=None), replace(query, employer=None)):
        asks = wanted == query or wanted.level or wanted.employer
        if asks and (found := [it for it in own if fits(it, wanted)]):
            return found, wanted == query
    return [it for it in own if not it.employers] or own, False


def _far(offer: Offer, judged: Sequence[PayClaim], unit: str, who: str) -> tuple[str, str] | None:
    """Say that an amount is beyond anything that could be meant, and what to do about it."""
    ends = [it for claim in judged for it in _ends(claim) if it is not None]
    said, lowest, highest = f"{offer.words(unit)} is", min(ends), max(ends)
    if offer.a_year > FAR * highest:
        known = f"the highest figure I know, {amount(highest, unit)}, for {who}."
        return f"{said} more than ten times {known}", CHECK
    if offer.a_year * FAR < lowest:
        known = f"the lowest figure I know, {amount(lowest, unit)}, for {who}."
        return f"{said} less than a tenth of {known}", BY_PERIOD
    return None


def _count(offer: Offer, judged: Sequence[PayClaim]) -> str | None:
    """Count the ranges that the offer is above, within and below."""
    if len(judged) < 2:  # noqa: PLR2004
        return None
    found = {"above": 0, "within": 0, "below": 0}
    for claim in judged:
        standing = _standing(offer.a_year, claim).split()[0]
        found[standing if standing in found else "within"] += 1
    said = [f"{word} {number_word(count)}" for word, count in found.items() if count]
    if len(said) == 1:
        every = "both" if len(judged) == 2 else f"all {number_word(len(judged))}"  # noqa: PLR2004
        return f"It is {said[0].split()[0]} {every} ranges that fit."
    if len(judged) == 2:  # noqa: PLR2004
        one, other = (it.split()[0] for it in said)
        return f"Of the two ranges that fit, it is {one} one and {other} the other."
    return f"Of the {count_words(len(judged), 'range')} that fit, it is {join(said)}."


def _standing(offer: int, claim: PayClaim) -> str:
    """Say whether an amount lies below, within or above a claim's range, and where in it."""
    low, high = _ends(claim)
    if high is not None and offer > high:
        return "above the published range for"
    if low is not None and offer < low:
        return "below the published range for"
    if low is None or high is None or low == high:
        return "in line with the published figure for"
    share = (offer - low) / (high - low)
    part = next(words for least, words in _PARTS if share >= least)
    return f"{part} of the published range for"


def _ends(claim: PayClaim) -> tuple[int | None, int | None]:
    figures = _figures(claim)
    return figures.low, None if figures.open_ended and figures.high is None else figures.high


def _each(knowledge: Knowledge, offer: int, claims: Sequence[PayClaim]) -> Iterator[Line]:
    """Judge the offer by each range, with what that range does not tell."""
    for claim in claims:
        standing = _standing(offer, claim).removesuffix(" the published range for")
        standing = standing.removesuffix(" of").removesuffix(" the published figure for")
        of = "" if standing in ("above", "below") else "of "
        said = f"{capital(standing)} {of}{figures_text(_figures(claim))}."
        gaps = [it for it, is_open in _gaps(claim) if is_open]
        label = claim_label(knowledge, claim)
        where = claim.scope or "" if label == "In general" else label
        label = ", ".join(filter(None, (where, str(claim.date))))
        doubt = f" Doubtful: {claim.doubt}" if claim.doubt is not None else ""
        yield told_of_pay(f"{said} It leaves open {join(gaps)}.{doubt}", label, claim)


def _gaps(claim: PayClaim) -> tuple[tuple[str, bool], ...]:
    """Name what a range may not tell, and whether it does not."""
    return (
        ("the split into base, bonus and equity", claim.basis == "total"),
        ("bonus and equity", claim.basis == "base"),
        ("whether bonus and equity count", claim.basis == "unspecified"),
        ("the level", claim.level is None),
        ("the country", claim.region is None),
    )


def _left_out(offer: Offer, claims: Sequence[PayClaim]) -> str:
    """Name what the ranges do not tell, all of them or some."""
    gaps = [(kind[0][0], [it for _, it in kind]) for kind in zip(*map(_gaps, claims), strict=True)]
    every = ["your town", *(name for name, is_open in gaps if all(is_open))]
    if offer.per in ("day", "hour"):
        every.append("whether contractors are in them")
    some = [name for name, is_open in gaps if any(is_open) and not all(is_open)]
    also = f"; in some also {join(some, 'or')}" if some else ""
    return f"{join(every)}{also}."


def _figure(
    knowledge: Knowledge, offer: Offer, claims: Sequence[PayClaim], best: PayClaim, today: date
) -> Figure:
    """Draw the offer against every range that fits, the most telling first."""
    shown = (best, *(it for it in best_paid_first(claims) if it is not best))[:MOST_RANGES]
    named = zip(shown, labels_of(knowledge, shown), strict=True)
    ranges = tuple(range_of(claim, name, today) for claim, name in named)
    figures, mark = _figures(best), AmountMark("Your offer", offer.a_year)
    title = "Your offer beside published pay"
    return Figure(RangeChart(title, figures.currency, figures.period, ranges, mark))
