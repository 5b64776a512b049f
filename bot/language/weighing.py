"""Weigh the phrases of a question against each other."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.knowledge.asking.files import Intent
from bot.language.phrases import Found

FIRST_ASKED = 1.5
"""What coming first adds: of several questions the first is the main one."""
FIRST_WORD = 0.3
SAME_SIGN, MOST_SIGNS = 0.2, 0.8
EXAMPLES_SAY = 2.0
TELLING = 0.3
CLEAR = 3
NO_DOUBT = 5
OVERRULING = 6


@dataclass(frozen=True, slots=True)
class Weighed:
    """An intent with the weight of all that speaks for it."""

    intent: Intent
    score: float
    best: int
    alone: bool
    clause: int
    start: int


def weigh(found: Iterable[Found], statements: Collection[int]) -> list[Weighed]:
    """Rank intents, the likeliest first; `statements` are clauses that ask for nothing."""
    of: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        of[one.key].append(one)
    clear = [one for every in of.values() for one in every if one.weight >= CLEAR]
    asked = [one for one in clear if one.clause not in statements]
    first = min((one.clause for one in asked), default=0)
    start = min((one.start for one in asked if one.clause == first), default=0)
    ranked = [_weighed(Intent(key), every, (first, start), statements) for key, every in of.items()]
    order = list(Intent)
    return sorted(ranked, key=lambda one: (-one.score, one.start, order.index(one.intent)))


def with_examples(weighed: Iterable[Weighed], shares: Mapping[Intent, float]) -> list[Weighed]:
    """Add what the likeness to examples says: little beside a clear phrase, all without one."""
    ranked = [
        replace(one, score=one.score + EXAMPLES_SAY * shares.get(one.intent, 0.0))
        for one in weighed
    ]
    heard = {one.intent for one in ranked}
    ranked += [
        Weighed(intent, EXAMPLES_SAY * share, 0, alone=False, clause=0, start=0)
        for intent, share in shares.items()
        if intent not in heard and share >= TELLING
    ]
    return sorted(ranked, key=lambda one: -one.score)


def _weighed(
    intent: Intent,
    found: Sequence[Found],
    first: tuple[int, int],
    statements: Collection[int],
) -> Weighed:
    """Sum up one intent: its best phrase, a little for more, and for being asked first."""
    weights = sorted((_weight(one, statements) for one in found), reverse=True)
    extra = min(MOST_SIGNS, SAME_SIGN * sum(weight >= CLEAR for weight in weights[1:]))
    clause, start = first
    early = any(one.clause == clause and one.weight >= CLEAR for one in found)
    earliest = any(one.start == start and one.weight >= CLEAR for one in found)
    best = max(found, key=lambda one: (_weight(one, statements), -one.start))
    return Weighed(
        intent,
        weights[0] + extra + FIRST_ASKED * early + FIRST_WORD * (early and earliest),
        best.weight,
        any(one.alone for one in found),
        best.clause,
        best.start,
    )


def _weight(one: Found, statements: Collection[int]) -> float:
    """Count a phrase in a statement for half: a background is no question, unless it overrules."""
    return one.weight / 2 if one.clause in statements and one.weight < OVERRULING else one.weight
