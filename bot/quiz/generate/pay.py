"""Items about pay as it was published; never about a figure that is doubtful or disputed."""

from collections.abc import Iterator

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ChoiceItem, Difficulty, Item, ItemTopic, NumberItem
from bot.knowledge.money import BASIS_WORDS, Figures, PayClaim, amounts
from bot.lookups.wording import employer_names, figures_text
from bot.quiz.generate.making import fitting, item_id, pick

SCOPE_LIMIT = 80


def pay_items(knowledge: Knowledge) -> Iterator[Item]:
    """Ask for the ends and medians of published figures, and for whole ranges."""
    for claim in knowledge.pay.values():
        if claim.figures is None or claim.doubt or claim.disagrees_with or not claim.roles:
            continue
        yield from _ends(knowledge, claim, claim.figures)
        yield from _ranges(knowledge, claim, claim.figures)


def _subject(knowledge: Knowledge, claim: PayClaim) -> str:
    """Say whose pay it is: role, level, employer and region, as far as the claim names them."""
    names = " or ".join(knowledge.roles[role].name for role in claim.roles)
    level = f" ({claim.level})" if claim.level else ""
    at = f" at {employer_names(knowledge, claim.employers)}" if claim.employers else ""
    region = f", {claim.region}" if claim.region else ""
    return f"{names}{level}{at}{region}"


def _scope(claim: PayClaim) -> str:
    parts = (BASIS_WORDS[claim.basis], claim.scope)
    return ", ".join(part for part in parts if part)[:SCOPE_LIMIT]


def _ends(knowledge: Knowledge, claim: PayClaim, figures: Figures) -> Iterator[Item]:
    ends = {"lowest": figures.low, "median": figures.median, "highest": figures.high}
    for name, amount in ends.items():
        if amount is None or (name == "highest" and figures.open_ended):
            continue
        yield from fitting(
            NumberItem,
            kind="number",
            id=item_id("pay", claim.id, name, says=[amount, figures.currency, figures.period]),
            topic=ItemTopic.PAY,
            difficulty=Difficulty.HARD,
            roles=claim.roles,
            question=f"{_subject(knowledge, claim)}: what is the published {name} figure, in "
            f"{figures.currency} a {figures.period}?",
            answer=amount,
            unit=f"{figures.currency} a {figures.period}",
            low=0,
            high=2 * amount,
            explanation=f"As published: {figures_text(figures)}.",
            source=claim.source,
            date=claim.date,
            scope=_scope(claim),
        )


def _ranges(knowledge: Knowledge, claim: PayClaim, figures: Figures) -> Iterator[Item]:
    """Ask for a range among ranges of other claims that do not touch the same subject."""
    if figures.low is None or figures.high is None:
        return
    right = _range(figures)
    others = {
        _range(other.figures)
        for other in knowledge.pay.values()
        if other.figures is not None
        and other.figures.low is not None
        and other.figures.high is not None
        and (other.figures.currency, other.figures.period) == (figures.currency, figures.period)
        and not set(other.roles) & set(claim.roles)
    }
    wrong = pick(f"pay {claim.id}", others - {right})
    if not wrong:
        return
    yield from fitting(
        ChoiceItem,
        kind="choice",
        id=item_id("pay", claim.id, "range", says=[right, figures.currency, figures.period]),
        topic=ItemTopic.PAY,
        difficulty=Difficulty.MEDIUM,
        roles=claim.roles,
        question=f"{_subject(knowledge, claim)}: which range was published, in "
        f"{figures.currency} a {figures.period}?",
        right=right,
        wrong=wrong,
        explanation=f"As published: {figures_text(figures)}. The others belong to other roles.",
        source=claim.source,
        date=claim.date,
        scope=_scope(claim),
    )


def _range(figures: Figures) -> str:
    return amounts(figures.low, None, figures.high, figures.currency, open_ended=figures.open_ended)
