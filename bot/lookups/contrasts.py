"""In what roles differ most: lines that say one thing of each role, the most asked for first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.knowledge.base import Knowledge
from bot.knowledge.money import PayClaim
from bot.knowledge.roles import ComparisonFile, Dimension, FactKind, Role
from bot.lookups.model import Line, Mark
from bot.lookups.role import pay_place, range_text
from bot.lookups.topics import deciding, within_sentence
from bot.records.claims import Claim

WEEK_APART = 15
"""Points of a week that have to lie elsewhere for a week to count as different."""
CELL_LIMIT = 95
"""Characters of what a card says of one role in one line."""
DRAWN_LIMIT = 75
MOST_NEEDED = 3
HIRING: tuple[tuple[str, tuple[FactKind, ...]], ...] = (
    ("Getting in", (FactKind.COMPETITION,)),
    ("Demand", (FactKind.SUPPLY_DEMAND,)),
    ("Getting in", (FactKind.COMPETITION, FactKind.SUPPLY_DEMAND)),
)
"""How hard it is to get in: the first of these that is told of all roles."""
LATER: tuple[tuple[str, tuple[FactKind, ...]], ...] = (
    ("Judged by", (FactKind.JUDGED_BY,)),
    ("Key skills", (FactKind.SKILLS,)),
    ("Whom it suits", (FactKind.SUITS,)),
    ("Where", (FactKind.WHERE,)),
    ("Code", (FactKind.CODING,)),
    ("What it is for", (FactKind.PURPOSE,)),
)
"""What people ask for after the week, degrees, pay and getting in."""
Cells = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AlikePay:
    """Claims with the same basis, level, region and employers, one of each role."""

    place: str
    claims: tuple[PayClaim, ...]

    @property
    def has_level(self) -> bool:
        return self.claims[0].level is not None


def contrasts(knowledge: Knowledge, roles: Sequence[Role]) -> Iterator[Line]:
    """Return lines in which every role is told of, and not all the same is said."""
    yield from _week(knowledge, roles)
    yield from _degree(knowledge, roles)
    if (alike := alike_pay(knowledge, roles)) is not None:
        yield _pay_line(roles, alike)
    hiring = (line for label, kinds in HIRING for line in _of_kinds(knowledge, roles, label, kinds))
    yield from islice(hiring, 1)
    for item, dimension in drawn(knowledge, roles):
        cells = drawn_cells(item, dimension, roles)
        short = all(len(text) <= DRAWN_LIMIT for _, text in cells)
        wide = dimension.fact is None and dimension.scope is None
        if wide and short and len(cells) == len(roles):
            yield Line("", dimension.label, (item.source,), None, (), cells)
    for label, kinds in LATER:
        yield from _of_kinds(knowledge, roles, label, kinds)


def drawn(
    knowledge: Knowledge, roles: Sequence[Role]
) -> Iterator[tuple[ComparisonFile, Dimension]]:
    """Return the dimensions of comparisons drawn by hand that tell of these roles.

    Beside three roles or four, what is told of a pair alone is left to the pair.
    """
    asked = {role.id for role in roles}
    for item in knowledge.comparisons_of(asked):
        for dimension in item.dimensions:
            if len(asked & dimension.cells.keys()) >= min(len(asked), MOST_NEEDED):
                yield item, dimension


def drawn_cells(item: ComparisonFile, dimension: Dimension, roles: Sequence[Role]) -> Cells:
    """Write the cells of the roles that were asked for."""
    return tuple(
        (item.called.get(role.id, role.short), dimension.cells[role.id])
        for role in roles
        if role.id in dimension.cells
    )


def alike_pay(knowledge: Knowledge, roles: Sequence[Role]) -> AlikePay | None:
    """Find ranges of all the roles that may stand side by side.

    Their basis is known, and like their level, region, employers, currency and period the same.
    Those without a doubt come first, then those with a level.
    """
    groups: dict[tuple[object, ...], dict[str, PayClaim]] = defaultdict(dict)
    for claim in knowledge.pay.values():
        figures = claim.figures
        if claim.basis == "unspecified" or figures is None:
            continue
        if figures.low is None or figures.high is None:
            continue
        unit = (figures.currency, figures.period)
        key = (claim.basis, claim.level, claim.region, frozenset(claim.employers), unit)
        for role in claim.roles:
            groups[key].setdefault(role, claim)
    found = [
        tuple(group[role.id] for role in roles)
        for group in groups.values()
        if all(role.id in group for role in roles)
    ]
    told = [claims for claims in found if len({it.id for it in claims}) == len(roles)]
    if not told:
        return None
    best = min(told, key=lambda it: (any(claim.doubt for claim in it), it[0].level is None))
    return AlikePay(pay_place(knowledge, best[0]), best)


def _pay_line(roles: Sequence[Role], alike: AlikePay) -> Line:
    cells = tuple(
        (role.short, range_text(claim)) for role, claim in zip(roles, alike.claims, strict=True)
    )
    sources = dict.fromkeys(claim.source for claim in alike.claims)
    doubts = [claim.doubt for claim in alike.claims if claim.doubt]
    marks = tuple((Mark.DOUBTFUL, doubt) for doubt in doubts[:1])
    return Line("", f"Pay {alike.place}".rstrip(), tuple(sources), None, marks, cells, alike.claims)


def _week(knowledge: Knowledge, roles: Sequence[Role]) -> Iterator[Line]:
    """Say what most of each week goes to; of weeks alike in that, where they lie apart most."""
    weeks = [dict(role.week.parts) for role in roles if role.week is not None]
    if len(weeks) < len(roles):
        return
    apart = max(
        sum(abs(one[part] - other[part]) for part in one) // 2 for one in weeks for other in weeks
    )
    if apart < WEEK_APART:
        return
    parts = [max(week, key=lambda part: week[part]) for week in weeks]
    if len(set(parts)) == 1:
        spread = {part: [week[part] for week in weeks] for part in weeks[0]}
        parts = [max(spread, key=lambda part: max(spread[part]) - min(spread[part]))] * len(weeks)
    cells = tuple(
        (role.short, f"{week[part]} % {part}")
        for role, week, part in zip(roles, weeks, parts, strict=True)
    )
    yield Line("", "Week", (knowledge.week_table.source,), None, (), cells)


def _degree(knowledge: Knowledge, roles: Sequence[Role]) -> Iterator[Line]:
    """Say what each asks for; a PhD is what people ask about."""
    has_phd = any(FactKind.PHD in role.facts for role in roles)
    label = "PhD" if has_phd else "Degree"
    yield from _of_kinds(knowledge, roles, label, (FactKind.PHD, FactKind.DEGREE))


def _of_kinds(
    knowledge: Knowledge, roles: Sequence[Role], label: str, kinds: Sequence[FactKind]
) -> Iterator[Line]:
    """Say the same kind of each role: as one comparison has it, or by what decides."""
    for item, dimension in drawn(knowledge, roles):
        cells = drawn_cells(item, dimension, roles)
        if dimension.fact in kinds and len(cells) == len(roles) and _differ(cells):
            yield Line("", label, (item.source,), dimension.scope or item.scope, (), cells)
            return
    line = side_by_side(label, roles, kinds)
    short = all(len(text) <= CELL_LIMIT for _, text in line.cells)
    if len(line.cells) == len(roles) and _differ(line.cells) and short:
        yield line


def _differ(cells: Cells) -> bool:
    return len({text for _, text in cells}) == len(cells)


def side_by_side(label: str, roles: Sequence[Role], kinds: Sequence[FactKind]) -> Line:
    """Say what decides of each role in the first of some kinds that is told of it."""
    cells: list[tuple[str, str]] = []
    claims: list[Claim] = []
    for role in roles:
        told = next((role.facts[kind] for kind in kinds if role.facts.get(kind)), ())
        if (claim := deciding(told)) is not None:
            cells.append((role.short, _cell(role, claim.text)))
            claims.append(claim)
    sources = tuple(dict.fromkeys(it for claim in claims for it in claim.sources))
    return Line("", label, sources, None, (), tuple(cells), tuple(claims))


def _cell(role: Role, text: str) -> str:
    """Write a statement as it stands behind the name of a role, which is not said twice."""
    said = within_sentence(text.rstrip("."))
    for name in (role.short, role.spoken):
        if said.casefold().startswith((f"{name} is ".casefold(), f"{name} suits ".casefold())):
            return said[len(name) + 1 :]
    return said
