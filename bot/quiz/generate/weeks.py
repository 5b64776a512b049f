"""Items about how roles split their week."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from bot.knowledge.decks import Difficulty, Item, ItemTopic
from bot.knowledge.roles import Role, Week
from bot.lookups.wording import join, with_article
from bot.quiz.generate.making import Fact, choice, made, mixed, nearest_roles
from bot.quiz.generate.said import Evidence

ORDERED = 3
ORDERS = 3
"""Orders that are asked of one activity, out of all that there are."""
FAR = 10
"""Shares so far apart, in percent, that a rough average tells them apart."""
MUCH = 20
"""A share from which on an activity is a good part of a week."""

Weeks = Sequence[tuple[Role, Week]]


def week_items(evidence: Evidence) -> Iterator[Item]:
    """Ask for shares, for whose week it is, and for roles by a share."""
    knowledge = evidence.knowledge
    weeks = [(role, role.week) for role in knowledge.roles.values() if role.week]
    for role, week in weeks:
        yield from _shares(evidence, role, week)
        yield from _whose(evidence, role, week, [it.id for it, other in weeks if other != week])
    for activity in knowledge.week_table.activities:
        yield from _most(evidence, activity, weeks)
        yield from _odd_one(evidence, activity, weeks)
        yield from _orders(evidence, activity, weeks)


def _fact(
    evidence: Evidence, name: tuple[str, ...], says: object, difficulty: Difficulty, *roles: str
) -> Fact:
    table = evidence.knowledge.week_table
    return Fact(("week", *name), (says,), table, ItemTopic.WEEKS, difficulty, roles)


def _work(activity: str) -> str:
    """Name an activity within a sentence."""
    return "product work" if activity == "product" else activity


def _said(week: Week) -> str:
    return ", ".join(f"{name} {share} %" for name, share in week.parts)


def _shares(evidence: Evidence, role: Role, week: Week) -> Iterator[Item]:
    for activity, share in week.parts:
        yield from made(
            _fact(evidence, (role.id, activity), share, Difficulty.MEDIUM, role.id),
            "number",
            f"How much of the week of {with_article(role.name)} goes into {_work(activity)}, "
            "in percent?",
            f"The whole week splits like this: {_said(week)}.",
            answer=share,
            unit="percent",
            low=0,
            high=100,
        )


def _whose(evidence: Evidence, role: Role, week: Week, others: list[str]) -> Iterator[Item]:
    name = (role.id, "whose")
    return choice(
        _fact(evidence, name, week.parts, Difficulty.MEDIUM, role.id),
        f"Whose week is this: {_said(week)}?",
        role.name,
        nearest_roles(evidence.knowledge, role, others, "whose"),
        f"Of the roles whose week I know, only the {role.name} has this one.",
        shares=week.parts,
    )


def _by_share(activity: str, weeks: Weeks) -> list[tuple[int, Role]]:
    """List roles with their share of an activity, the greatest first."""
    found = [(dict(week.parts)[activity], role) for role, week in weeks]
    return sorted(found, key=lambda it: (-it[0], it[1].id))


def _named(shares: Sequence[tuple[int, Role]]) -> str:
    return ", ".join(f"{role.name} {share} %" for share, role in shares)


def _most(evidence: Evidence, activity: str, weeks: Weeks) -> Iterator[Item]:
    """Ask who does most and who does least of it, where one stands out."""
    falling = _by_share(activity, weeks)
    for word, shares in (("most", falling), ("least", falling[::-1])):
        if len(shares) <= ORDERED or abs(shares[0][0] - shares[1][0]) < FAR:
            continue
        role = shares[0][1]
        yield from choice(
            _fact(evidence, (activity, word), shares[0][0], Difficulty.EASY, role.id),
            f"Who spends the {word} of their week on {_work(activity)}?",
            role.name,
            mixed(activity + word, (it.name for _, it in shares[1:])),
            f"Shares of {activity}: {_named(falling)}.",
        )


def _odd_one(evidence: Evidence, activity: str, weeks: Weeks) -> Iterator[Item]:
    """Ask for the one of four that spends much less of the week on something."""
    falling = _by_share(activity, weeks)
    much = [it for it in falling if it[0] >= MUCH]
    least = falling[-1]
    if len(much) < ORDERED or much[ORDERED - 1][0] - least[0] < FAR:
        return
    alike = much[:ORDERED]
    said = join([role.name for _, role in alike])
    yield from choice(
        _fact(evidence, (activity, "odd"), _named(falling), Difficulty.EASY, least[1].id),
        f"Odd one out: who spends far less of the week on {_work(activity)} than the others?",
        least[1].name,
        [role.name for _, role in alike],
        f"It takes {least[0]} % of that week, and at least {alike[-1][0]} % for {said}.",
    )


def _orders(evidence: Evidence, activity: str, weeks: Weeks) -> Iterator[Item]:
    """Ask for the order of roles whose shares are far apart."""
    falling = _by_share(activity, weeks)
    far = {
        _named(some): some
        for some in combinations(falling, ORDERED)
        if all(one[0] - other[0] >= FAR for one, other in pairwise(some))
    }
    for said in mixed(activity, far)[:ORDERS]:
        roles = [role for _, role in far[said]]
        yield from made(
            _fact(
                evidence,
                (activity, "order", "-".join(sorted(it.short for it in roles))),
                said,
                Difficulty.HARD,
                *(it.id for it in roles),
            ),
            "order",
            f"Put these roles in order by how much of their week goes into {_work(activity)}.",
            f"Shares of {activity}: {said}.",
            order=tuple(it.name for it in roles),
            by=f"most {activity} first",
        )
