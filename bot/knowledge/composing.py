"""Compose the verdict on two roles that no document sets side by side, from what is said of each.

Both sides are always told, and alike: what is known of one role alone is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.money import PayClaim, money
from bot.knowledge.roles import FactKind, Role
from bot.knowledge.verdicts import VERDICT_LENGTH, WHY_LENGTH

Reason = tuple[str, tuple[str, ...]]
"""A sentence, and the claims that it rests on. A reason has several wordings, the fullest first."""
TIER_SCOPE = " tier"
"""A claim on a whole tier says so in its words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which of two roles for whom, and what tells them apart; `composed` where by rule."""

    text: str
    why: str
    rests_on: tuple[str, ...]
    composed: bool = False


def composed(one: Role, other: Role, tiers: tuple[str, str], pay: Iterable[PayClaim]) -> Verdict:
    """Compose a verdict from gists, then reasons as far as there is room for them.

    `tiers` are the names of the roles' tiers.
    """
    claims = tuple(pay)
    reasons = (
        _pay(one, other, claims),
        _degree(one, other),
        _week(one, other),
        _demand(one, other),
        _tiers(one, other, tiers),
    )
    rests_on = [f"{role.id}/{claim}" for role in (one, other) for claim in role.gist.rests_on]
    why = ""
    for wordings in reasons:
        for sentence, named in wordings:
            if len(longer := f"{why} {sentence}".strip()) <= WHY_LENGTH:
                why = longer
                rests_on += named
                break
    return Verdict(_choice(one, other), why, tuple(dict.fromkeys(rests_on)), composed=True)


def _choice(one: Role, other: Role) -> str:
    """Say for whom each is; a long gist loses its last parts, the longer one first."""
    parts = [_infinitive(one.gist.text), _infinitive(other.gist.text)]
    while len(text := _chosen(one, other, parts)) > VERDICT_LENGTH:
        longest = max((0, 1), key=lambda index: len(parts[index]))
        shorter = parts[longest].rpartition(", ")[0] or parts[longest].rpartition(" ")[0]
        parts[longest] = shorter.removesuffix(" and").removesuffix(",")
    return text


def _chosen(one: Role, other: Role, parts: Sequence[str]) -> str:
    return f"Choose {one.spoken} to {parts[0]}; {other.spoken} to {parts[1]}."


def _infinitive(gist: str) -> str:
    """Turn a gist, which begins with You, into what follows "to": its first clause."""
    clause = gist.removeprefix("You ").removeprefix("would ")
    return clause.partition(":")[0].partition(";")[0].rstrip(".")


def _pay(one: Role, other: Role, claims: Sequence[PayClaim]) -> Iterator[Reason]:
    """Set pay side by side where basis, level, region and employers are known and alike."""
    for mine in claims:
        for theirs in claims:
            if (
                one.id in mine.roles
                and other.id in theirs.roles
                and mine.id != theirs.id
                and mine.basis != "unspecified"
                and _measure(mine) == _measure(theirs)
                and (first := _figures(mine))
                and (second := _figures(theirs))
            ):
                level = f"At {mine.level}" if mine.level else "In published figures"
                where = f" in the {mine.region}" if mine.region else ""
                pays = "typically pays" if mine.figures and mine.figures.typical else "pays"
                said = f"{level}{where}, {one.spoken} {pays} {first} and {other.spoken} {second}."
                yield said, (mine.id, theirs.id)
                return


def _measure(claim: PayClaim) -> tuple[object, ...]:
    unit = (claim.figures.currency, claim.figures.period) if claim.figures else None
    return (claim.basis, claim.level, claim.region, frozenset(claim.employers), unit)


def _figures(claim: PayClaim) -> str | None:
    figures = claim.figures
    if figures is None or claim.doubt or figures.low is None or figures.high is None:
        return None
    return money(figures)


def _degree(one: Role, other: Role) -> Iterator[Reason]:
    """Say what each asks for: of a PhD where that is known, else of a degree."""
    said = [_first(role, (FactKind.PHD, FactKind.DEGREE)) for role in (one, other)]
    match said:
        case [(str(first), str(mine)), (str(second), str(theirs))]:
            sentence = f"For {one.spoken} {_lowered(first)}; for {other.spoken} {_lowered(second)}."
            yield sentence, (mine, theirs)


def _week(one: Role, other: Role) -> Iterator[Reason]:
    if one.week is None or other.week is None:
        return
    most = [max(role.week.parts, key=lambda part: part[1]) for role in (one, other) if role.week]
    (mine, my_share), (theirs, their_share) = most
    first = f"A week is {my_share} % {mine} for {one.spoken}"
    yield f"{first}, {their_share} % {theirs} for {other.spoken}.", ()


def _demand(one: Role, other: Role) -> Iterator[Reason]:
    """Say how much each is wanted; what holds for both is said once."""
    said = [_first(role, (FactKind.SUPPLY_DEMAND, FactKind.COMPETITION)) for role in (one, other)]
    match said:
        case [(str(first), str(mine)), (str(second), str(theirs))]:
            yield _sentences(first, second), (mine, theirs)
            yield _sentences(*(it.partition(", and ")[0] for it in (first, second))), (mine, theirs)


def _sentences(*clauses: str) -> str:
    return " ".join(f"{_capital(it)}." for it in dict.fromkeys(clauses))


def _tiers(one: Role, other: Role, tiers: tuple[str, str]) -> Iterator[Reason]:
    """Say which purposes they serve; where no document says it, that they come closest to one."""
    first, second = (tier.lower() for tier in tiers)
    inferred = one.tier_note or other.tier_note
    if one.tier == other.tier:
        yield f"Both {'come closest' if inferred else 'belong'} to the {first} tier.", ()
        return
    mine = f"{_capital(one.spoken)} {'comes closest' if inferred else 'belongs'} to the {first}"
    yield f"{mine} tier, {other.spoken} to the {second} tier.", ()


def _first(role: Role, kinds: Sequence[FactKind]) -> tuple[str, str] | None:
    """Give the first clause of what decides in the first of some kinds, with the claim's name."""
    for kind in kinds:
        for claim in role.facts.get(kind, ()):
            scopes = [it.scope or TIER_SCOPE for it in claim.citations]
            if claim.id and any(scope.endswith(TIER_SCOPE) for scope in scopes):
                clause = claim.text.partition(":")[0].partition(";")[0].rstrip(".")
                return clause, f"{role.id}/{claim.id}"
    return None


def _lowered(text: str) -> str:
    return text[0].lower() + text[1:]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
