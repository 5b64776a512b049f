"""Roles side by side on one topic: what decides of each, and as much behind it as there is room.

Claims stand in the order of their weight; what three screens do not hold is left to the roles' own
pages, which the buttons open.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayClaim
from bot.knowledge.roles import FactKind, Role
from bot.lookups.contrasts import alike_pay, side_by_side
from bot.lookups.model import MAX_TOPICS, Line, Section, Topic
from bot.lookups.role import pay_place, range_text
from bot.lookups.topics import FACT_WORDS, packed
from bot.lookups.wording import claim_line, is_typical, join, pay_line, ratio_line

MOST_EACH = (99, 6, 4, 3, 2, 1)
"""Claims of each role under one heading: as many of these as three screens hold."""
PayKey = tuple[object, ...]


def topics_about(
    knowledge: Knowledge, roles: Sequence[Role], kinds: Sequence[FactKind], last: Section
) -> tuple[Topic, ...]:
    """Return what is said of the roles under each kind of which at least two of them tell."""
    return _as_many_as_fit(knowledge, lambda most: chain(_facts(roles, kinds, most), (last,)))


def topics_on_pay(knowledge: Knowledge, roles: Sequence[Role], today: date) -> tuple[Topic, ...]:
    """Return the pay of roles: what may be set side by side first, then what differs in kind."""
    return _as_many_as_fit(knowledge, lambda most: _pay(knowledge, roles, today, most))


def _as_many_as_fit(
    knowledge: Knowledge, sections: Callable[[int], Iterable[Section]]
) -> tuple[Topic, ...]:
    topics: tuple[Topic, ...] = ()
    for most in MOST_EACH:
        topics = packed(knowledge, sections(most))
        if len(topics) <= MAX_TOPICS:
            break
    return topics


def shared_kinds(roles: Sequence[Role], kinds: Sequence[FactKind]) -> tuple[FactKind, ...]:
    """Return the kinds of which at least two of the roles tell."""
    return tuple(kind for kind in kinds if sum(kind in role.facts for role in roles) > 1)


def first_lines(roles: Sequence[Role], kinds: Sequence[FactKind]) -> Iterator[Line]:
    """Return what decides of each role, kind by kind."""
    for kind in shared_kinds(roles, kinds):
        yield side_by_side(FACT_WORDS[kind], roles, (kind,))


def _facts(roles: Sequence[Role], kinds: Sequence[FactKind], most: int) -> Iterator[Section]:
    for kind in shared_kinds(roles, kinds):
        lines = (
            claim_line(claim, role.short)
            for role in roles
            for claim in role.facts.get(kind, ())[:most]
        )
        yield Section(FACT_WORDS[kind], tuple(lines))


def _pay(knowledge: Knowledge, roles: Sequence[Role], today: date, most: int) -> Iterator[Section]:
    asked = {role.id for role in roles}
    groups: dict[PayKey, list[PayClaim]] = defaultdict(list)
    for claim in knowledge.pay.values():
        if asked & set(claim.roles):
            groups[_key(claim)].append(claim)
    alone: list[PayClaim] = []
    for claims in groups.values():
        covered = {role for claim in claims for role in claim.roles} & asked
        if len(covered) > 1 and claims[0].basis != "unspecified":
            place = pay_place(knowledge, claims[0])
            lines = tuple(
                replace(pay_line(knowledge, it, today), label=_who(it, roles)) for it in claims
            )
            yield Section(f"Pay {place}, like for like".replace("  ", " "), lines)
        else:
            alone += claims
    ratios = [it for it in knowledge.ratios if len(asked & set(it.roles)) > 1]
    yield Section("One against the other", tuple(ratio_line(knowledge, it, today) for it in ratios))
    for role in roles:
        own = [it for it in alone if role.id in it.roles][:most]
        lines = tuple(pay_line(knowledge, it, today) for it in own)
        yield Section(f"Other figures and words on {role.spoken}", lines)


def _key(claim: PayClaim) -> PayKey:
    """Return what must be equal for two claims to stand side by side."""
    employers = frozenset(claim.employers)
    return (claim.level, claim.region, claim.basis, str(claim.date), employers, not claim.figures)


def _who(claim: PayClaim, roles: Sequence[Role]) -> str:
    return join([role.short for role in roles if role.id in claim.roles])


def pay_headline(knowledge: Knowledge, roles: Sequence[Role]) -> str:
    """Say what each earns where that can be compared, or that it cannot."""
    alike = alike_pay(knowledge, roles)
    if alike is None:
        names = join([role.spoken for role in roles])
        return f"No published figures set {names} side by side at one level, place and basis."
    pays = "typically pays" if is_typical(alike.claims) else "pays"
    said = [
        f"{role.spoken} {pays} {range_text(claim)}"
        for role, claim in zip(roles, alike.claims, strict=True)
    ]
    place = alike.place[:1].upper() + alike.place[1:]
    return f"{place}, {join(said)} a year." if place else f"{join(said)} a year."
