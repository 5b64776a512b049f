"""Items about pay as it was published; never about a figure that is doubtful or disputed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import Difficulty, Item, ItemTopic
from bot.knowledge.money import BASIS_WORDS, Figures, PayClaim, amounts
from bot.lookups.wording import employer_names, figures_text, in_plural
from bot.quiz.generate.making import Fact, choice, made, mixed, some
from bot.quiz.generate.said import Evidence

ORDERED = 3
ORDERS = 4
ROOM = 1.5
"""So many times the answer a sane guess could be at least."""
TOLD_APART = 0.12
"""The share by which an end of a range differs from that of one it is offered beside."""


def pay_items(evidence: Evidence) -> Iterator[Item]:
    """Ask for ends and medians of ranges, for whole ranges, and who is paid more."""
    knowledge = evidence.knowledge
    everywhere = some(tuple(knowledge.pay.values()), "pay")
    of_role: dict[str | None, list[PayClaim]] = defaultdict(list)
    for claim in knowledge.pay.values():
        for role in claim.roles or (None,):
            of_role[role].append(claim)
    for claim in knowledge.pay.values():
        if claim.figures is None or claim.doubt or claim.disagrees_with or not claim.roles:
            continue
        own = [it for role in (None, *claim.roles) for it in of_role[role]]
        yield from _ends(knowledge, claim, claim.figures, own)
        yield from _ranges(knowledge, claim, claim.figures, (*own, *everywhere))
    for claims in _comparable(knowledge):
        yield from _paid_most(evidence, claims)
        yield from _orders(evidence, claims)


def _subject(knowledge: Knowledge, claim: PayClaim) -> str:
    """Say whose pay it is: roles, level, employer and region, as far as the claim names them."""
    names = " and ".join(in_plural(knowledge.roles[role].name) for role in claim.roles)
    if claim.level and claim.level.isalpha():
        names, level = f"{claim.level.lower()} {names}", ""
    else:
        level = f" at {claim.level}" if claim.level else ""
    at = f" at {employer_names(knowledge, claim.employers)}" if claim.employers else ""
    region = f" in the {claim.region}" if claim.region else ""
    return f"{names}{level}{at}{region}"


def _fact(claim: PayClaim, name: str, says: object, hard: Difficulty, *roles: str) -> Fact:
    scope = ", ".join(part for part in (BASIS_WORDS[claim.basis], claim.scope) if part)
    return Fact(
        ("pay", claim.id, name), (says,), claim, ItemTopic.PAY, hard, roles or claim.roles, scope
    )


def _within(claim: PayClaim, other: PayClaim) -> bool:
    """Whether another claim is about some of the people that a claim is about."""
    here = bool(other.employers) and set(other.employers) <= set(claim.employers)
    return (
        other.id != claim.id
        and (not other.roles or bool(set(other.roles) & set(claim.roles)))
        and (not claim.employers or here)
        and (claim.level is None or other.level == claim.level)
        and (claim.region is None or other.region in (None, claim.region))
    )


def _ends(
    knowledge: Knowledge, claim: PayClaim, figures: Figures, known: Iterable[PayClaim]
) -> Iterator[Item]:
    """Ask for the median, and for an end of a whole range beyond which no other claim goes."""
    others = [it.figures for it in known if it.figures is not None and _within(claim, it)]
    low, high = figures.low, figures.high
    subject, unit = _subject(knowledge, claim), f"{figures.currency} a {figures.period}"
    pay = "typical pay" if figures.typical else "pay"
    asked: list[tuple[str, int | None, str]] = []
    if low is not None and high is not None and not figures.approximate:
        if all(_least(it) >= low for it in others):
            asked.append(("lowest", low, f"Where does the {pay} of {subject} begin"))
        if not figures.open_ended and all(_most(it) <= high for it in others):
            asked.append(("highest", high, f"How far up does the {pay} of {subject} go"))
    if not any(it.median for it in others):
        asked.append(("median", figures.median, f"What is the median pay of {subject}"))
    for name, value, words in asked:
        if value is None:
            continue
        yield from made(
            _fact(claim, name, (value, figures.currency, figures.period), Difficulty.HARD),
            "number",
            f"{words}, in {unit}?",
            f"As published: {figures_text(figures)}.",
            answer=value,
            unit=unit,
            low=0,
            high=_roof(value),
        )


def _roof(value: int) -> int:
    """Round up what a sane guess could be, so that the answer does not follow from it."""
    power: int = 10 ** (len(str(value)) - 1)
    return next(it * power for it in (2, 5, 10, 20) if it * power >= ROOM * value)


def _least(figures: Figures) -> int:
    """Give the least that figures speak of."""
    return min(it for it in (figures.low, figures.median, figures.high, figures.exceeds) if it)


def _most(figures: Figures) -> float:
    """Give the most that figures speak of; no limit where they are open."""
    if figures.exceeds is not None or figures.open_ended or figures.high is None:
        return float("inf")
    return figures.high


def _ranges(
    knowledge: Knowledge, claim: PayClaim, figures: Figures, known: Iterable[PayClaim]
) -> Iterator[Item]:
    """Ask for a range among near ones that no claim gives to the same role."""
    if figures.low is None or figures.high is None:
        return
    middle, right = figures.low + figures.high, _range(figures)
    unit = (figures.currency, figures.period)
    own, others = set(), {}
    for other in known:
        it = other.figures
        if it is None or it.low is None or it.high is None or (it.currency, it.period) != unit:
            continue
        if not other.roles or set(other.roles) & set(claim.roles):
            own.add(_range(it))
        elif _apart(it.low, figures.low) or _apart(it.high, figures.high):
            others[_range(it)] = abs(it.low + it.high - middle)
    yield from choice(
        _fact(claim, "range", (right, *unit), Difficulty.MEDIUM),
        f"What do {_subject(knowledge, claim)} make a {figures.period}?",
        right,
        sorted((it for it in others if it not in own), key=lambda it: (others[it], it)),
        f"As published: {figures_text(figures)}. The others belong to other roles.",
    )


def _apart(one: int, other: int) -> bool:
    return abs(one - other) >= TOLD_APART * max(one, other)


def _range(figures: Figures) -> str:
    return amounts(figures.low, None, figures.high, figures.currency, open_ended=figures.open_ended)


def _comparable(knowledge: Knowledge) -> Iterator[list[PayClaim]]:
    """Yield whole ranges of single roles that are given alike: basis, level, place and source."""
    alike: dict[tuple[object, ...], list[PayClaim]] = defaultdict(list)
    for it in knowledge.pay.values():
        whole = it.figures and it.figures.low is not None and it.figures.high is not None
        if whole and it.figures and len(it.roles) == 1 and not it.doubt and it.level:
            unit = (it.figures.currency, it.figures.period)
            alike[it.basis, it.level, it.region, it.employers, it.source, *unit].append(it)
    yield from (claims for claims in alike.values() if len(claims) >= ORDERED)


def _above(one: PayClaim, other: PayClaim) -> bool:
    """Whether both ends of a range are above another's, and no claim puts it otherwise."""
    if one.figures is None or other.figures is None:
        return False
    disputed = bool(set(one.disagrees_with) & set(other.disagrees_with))
    low = (one.figures.low or 0) > (other.figures.low or 0)
    return not disputed and low and (one.figures.high or 0) > (other.figures.high or 0)


def _setting(claim: PayClaim) -> str:
    return f"at {claim.level}" + (f" in the {claim.region}" if claim.region else "")


def _told(evidence: Evidence, claims: Sequence[PayClaim]) -> str:
    return ", ".join(
        f"{evidence.name(it.roles[0])} {_range(it.figures)}" for it in claims if it.figures
    )


def _paid_most(evidence: Evidence, claims: list[PayClaim]) -> Iterator[Item]:
    """Ask for the role whose range is above, or below, all others that are offered."""
    for claim in claims:
        above = [it for it in claims if _above(claim, it)]
        below = [it for it in claims if _above(it, claim)]
        for word, others in (("most", above), ("least", below)):
            names = {evidence.name(it.roles[0]): it for it in some(others, claim.id)}
            chosen = mixed(f"{claim.id} {word}", names)
            roles = (claim.roles[0], *(names[it].roles[0] for it in chosen))
            yield from choice(
                _fact(claim, word, _told(evidence, [claim, *others]), Difficulty.EASY, *roles),
                f"Which of these is paid {word} {_setting(claim)}?",
                evidence.name(claim.roles[0]),
                chosen,
                f"Typical ranges: {_told(evidence, [claim, *(names[it] for it in chosen)])}.",
            )


def _orders(evidence: Evidence, claims: list[PayClaim]) -> Iterator[Item]:
    """Ask for the order of roles whose ranges lie one above the other."""
    triples = [_falling(some) for some in combinations(some(claims, claims[0].id), ORDERED)]
    clear = (it for it in triples if all(_above(*pair) for pair in combinations(it, 2)))
    found = {_told(evidence, it): it for it in clear}
    for told in mixed(claims[0].id, found)[:ORDERS]:
        ordered = found[told]
        roles = [it.roles[0] for it in ordered]
        name = "order " + " ".join(sorted(evidence.knowledge.roles[it].short for it in roles))
        yield from made(
            _fact(ordered[0], name, told, Difficulty.MEDIUM, *roles),
            "order",
            f"Put these roles in order by their pay {_setting(ordered[0])}.",
            f"Typical ranges: {told}.",
            order=tuple(map(evidence.name, roles)),
            by="best paid first",
        )


def _falling(claims: Sequence[PayClaim]) -> list[PayClaim]:
    return sorted(claims, key=lambda it: -(it.figures.low or 0) if it.figures else 0)
