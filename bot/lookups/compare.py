"""/compare: two to four roles; what sources drew by hand first, then every dimension."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import combinations

from bot.knowledge.asking import Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.money import BASIS_WORDS, PayClaim
from bot.knowledge.roles import ComparisonFile, FactKind, Role
from bot.lookups.by_title import Asked, did_you_mean, understood
from bot.lookups.converting import Offered, converted
from bot.lookups.lookup import Lookup
from bot.lookups.model import Answer, Block, Line, Section, Step
from bot.lookups.queries import CompareQuery, Query, RoleQuery, RoleSection, SalaryQuery
from bot.lookups.role import SECTION_KINDS, compare_menu, week_chart
from bot.lookups.wording import (
    cited,
    claim_line,
    join,
    pay_line,
    pay_marks,
    pay_text,
    ratio_line,
)

MAX_ROLES = 4
ONE_SOURCE = "one source only"
PayKey = tuple[str | None, str | None, str, str, tuple[str, ...], str]


def answer_compare(query: CompareQuery, knowledge: Knowledge, today: date) -> Answer:
    """Answer with every dimension that at least two of the roles have."""
    roles = tuple(knowledge.roles[role] for role in query.roles)
    weeks = week_chart(knowledge, roles, "How the weeks split")
    pay = tuple(_pay(knowledge, roles, today))
    first: tuple[Block, ...] = ()
    if query.about is RoleSection.PAY:
        first, pay = pay, ()
    elif query.about in SECTION_KINDS:
        first = tuple(_dimensions(roles, SECTION_KINDS[query.about]))
    blocks: list[Block] = [
        *first,
        *_in_short(knowledge, roles),
        *([weeks] if weeks else []),
        *_drawn(knowledge, roles),
        *(block for block in _dimensions(roles) if block not in first),
        *pay,
    ]
    return converted(
        join([role.name for role in roles], "or") + "?",
        query,
        _lead(knowledge, roles),
        tuple(blocks),
        cited(knowledge, blocks),
        tuple(Step(role.short, RoleQuery(role.id)) for role in roles),
        _menus(knowledge, roles),
    )


def _lead(knowledge: Knowledge, roles: Sequence[Role]) -> tuple[str, ...]:
    tiers = {role.tier for role in roles}
    if len(tiers) == 1:
        return (f"All in the {knowledge.tiers[tiers.pop()].name} tier.",)
    named = (f"{role.short} in {knowledge.tiers[role.tier].name}" for role in roles)
    return ("Different tiers: " + ", ".join(named) + ".",)


def _menus(knowledge: Knowledge, roles: Sequence[Role]) -> tuple[Offered, ...]:
    pay = ("Pay of…", tuple(Step(role.name, SalaryQuery(role.id)) for role in roles))
    if len(roles) >= MAX_ROLES:
        return (pay,)
    wider = compare_menu(knowledge, tuple(role.id for role in roles))
    return (("Add a role…", wider[1]), pay)


def _in_short(knowledge: Knowledge, roles: Sequence[Role]) -> Iterator[Section]:
    """Return what sources say of the difference in two sentences, the closest comparison first."""
    lines = tuple(
        Line(item.gist, None, (item.source,), str(item.date) if item.date else None)
        for item in knowledge.comparisons_of(role.id for role in roles)
        if item.gist
    )
    if lines:
        yield Section("In short", lines)


def _drawn(knowledge: Knowledge, roles: Sequence[Role]) -> Iterator[Section]:
    """Return what sources say of the difference itself; facts of each role follow elsewhere."""
    wanted = {role.id for role in roles}
    for item in knowledge.comparisons_of(wanted):
        lines = tuple(_drawn_lines(item, roles))
        if lines:
            yield Section(item.title, lines)


def _drawn_lines(item: ComparisonFile, roles: Sequence[Role]) -> Iterator[Line]:
    """Return the dimensions that are no fact of a role, and what is said of all.

    A comparison of more roles than were asked for gives only the cells of these roles.
    """
    asked = {role.id for role in roles}
    whole = set(item.roles) <= asked
    note = str(item.date) if item.date else None
    for dimension in item.dimensions:
        if dimension.fact is not None or len(asked & dimension.cells.keys()) < 2:  # noqa: PLR2004
            continue
        cells = tuple(
            (item.called.get(role.id, role.short), dimension.cells[role.id])
            for role in roles
            if role.id in dimension.cells
        )
        scope = dimension.scope or item.scope
        yield Line("", dimension.label, (item.source,), scope, (), cells)
    if whole:
        for point in item.points:
            yield Line(point, None, (item.source,), note)


def _dimensions(
    roles: Sequence[Role], kinds: Sequence[FactKind] = tuple(FactKind)
) -> Iterator[Section]:
    """Each kind of fact that at least two of the roles have."""
    for kind in kinds:
        having = [role for role in roles if role.facts.get(kind)]
        if len(having) < 2:  # noqa: PLR2004
            continue
        lines = [claim_line(claim, role.short) for role in having for claim in role.facts[kind]]
        silent = [role.short for role in roles if role not in having]
        if silent:
            lines.append(Line(f"Nothing is said of {join(silent)}."))
        sources = {source for line in lines for source in line.sources}
        only = f" ({ONE_SOURCE})" if len(sources) == 1 else ""
        yield Section(kind.label + only, tuple(lines))


def _pay(knowledge: Knowledge, roles: Sequence[Role], today: date) -> Iterator[Section]:
    """Compare pay like for like only; what has no counterpart is listed with what it covers."""
    groups: dict[PayKey, list[PayClaim]] = defaultdict(list)
    asked = {role.id for role in roles}
    for claim in knowledge.pay.values():
        if asked & set(claim.roles):
            groups[_key(claim)].append(claim)
    alone: list[Line] = []
    for key, claims in sorted(groups.items(), key=_newest, reverse=True):
        covered = {role for claim in claims for role in claim.roles} & asked
        if len(covered) > 1:
            lines = tuple(_like(knowledge, claim, roles, today) for claim in claims)
            yield Section("Pay, like for like: " + _key_words(knowledge, key), lines)
        else:
            alone += [pay_line(knowledge, claim, today, _who(claim, roles)) for claim in claims]
    if alone:
        head = Line("These differ in level, region, basis, employer or date: no ranking follows.")
        yield Section("Pay, not like for like", (head, *alone))
    ratios = [ratio for ratio in knowledge.ratios if len(asked & set(ratio.roles)) > 1]
    if ratios:
        yield Section(
            "Pay, one against the other",
            tuple(ratio_line(knowledge, ratio, today) for ratio in ratios),
        )


def _key(claim: PayClaim) -> PayKey:
    """Return what must be equal for two claims to compare like for like."""
    employers = tuple(sorted(claim.employers))
    kind = "figures" if claim.figures else "words"
    return (claim.level, claim.region, claim.basis, str(claim.date), employers, kind)


def _newest(entry: tuple[PayKey, list[PayClaim]]) -> tuple[bool, date]:
    (*_, kind), claims = entry
    return (kind == "figures", claims[0].date.last)


def _key_words(knowledge: Knowledge, key: PayKey) -> str:
    level, region, basis, when, employers, _ = key
    names = join([knowledge.employers[item].name for item in employers])
    basis_words = next(words for name, words in BASIS_WORDS.items() if name == basis)
    parts = [names, level, region, basis_words, when]
    return ", ".join(part for part in parts if part)


def _who(claim: PayClaim, roles: Sequence[Role]) -> str:
    return join([role.short for role in roles if role.id in claim.roles])


def _like(knowledge: Knowledge, claim: PayClaim, roles: Sequence[Role], today: date) -> Line:
    text = f"{pay_text(claim)} {claim.note}" if claim.note else pay_text(claim)
    return Line(
        text, _who(claim, roles), (claim.source,), claim.scope, pay_marks(knowledge, claim, today)
    )


def by_titles(
    knowledge: Knowledge,
    texts: Sequence[str],
    compare: Callable[[tuple[str, ...]], Query] = CompareQuery,
    show: Callable[[str], Query] = RoleQuery,
) -> Asked | Answer:
    """Compare the roles that two to four typed titles mean; show the one that all of them mean."""

    def ask_for(roles: Sequence[str], role: str) -> Query:
        different = tuple(dict.fromkeys((*roles, role)))
        return compare(different) if len(different) > 1 else show(role)

    roles: list[str] = []
    lead: list[str] = []
    for index, text in enumerate(texts[:MAX_ROLES]):
        resolution = knowledge.titles.resolve(text)
        if resolution.status != "matched":
            rest = (knowledge.titles.resolve(it).roles for it in texts[index + 1 : MAX_ROLES])
            known = [*roles, *(found[0] for found in rest if found)]
            return did_you_mean(knowledge, resolution, partial(ask_for, known))
        roles.append(resolution.roles[0])
        lead += understood(knowledge, resolution)[:1]
    if len(set(roles)) == 1:
        name = knowledge.roles[roles[0]].name
        lead.append(f"All of these titles mean {name}, so here is its profile.")
    return Asked(ask_for(roles[:-1], roles[-1]), tuple(lead))


def _samples(knowledge: Knowledge) -> Iterator[tuple[CompareQuery, str]]:
    for one, other in combinations(knowledge.roles.values(), 2):
        yield CompareQuery((one.id, other.id)), f"{one.name} and {other.name}"


COMPARE = Lookup(
    CompareQuery,
    "c",
    answer_compare,
    "/compare",
    _samples,
    help="Two to four roles side by side.",
    routes={Intent.COMPARE: lambda question: question.section(RoleSection.OVERVIEW)},
)
