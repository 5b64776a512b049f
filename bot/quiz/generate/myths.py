"""Three truths and a myth on one role: lines of tables, one of them with another one's value."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import OPTION_LIMIT, Difficulty, Item, ItemTopic
from bot.knowledge.money import PayClaim, money
from bot.knowledge.roles import Dimension, FactKind
from bot.quiz.generate.making import Cited, Fact, choice, mixed
from bot.quiz.generate.said import Evidence

TRUTHS = 3
MYTHS = 3
"""Myths that are told of one role."""
OF_ONE_TABLE = 2
FAR_SHARE = 20
FAR = 2
"""Steps of a scale so far apart that a rating cannot be taken for the other."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """What a table says of a role under one heading, and values that no claim has for it."""

    table: str
    label: str
    value: str
    wrong: tuple[str, ...]
    cited: Cited

    def says(self, value: str) -> str:
        return f"{self.label}: {value}"


def myth_items(evidence: Evidence) -> Iterator[Item]:
    """Ask for the line that is not true of a role, among three that are."""
    for role in evidence.knowledge.roles:
        lines = list(_lines(evidence, role))
        told = 0
        for seed in mixed(role, (line.label for line in lines if line.wrong)):
            myth = next(line for line in lines if line.wrong and line.label == seed)
            truths = _truths(lines, myth)
            if len(truths) == TRUTHS and told < MYTHS:
                told += 1
                yield from _item(evidence, role, myth, truths)


def _truths(lines: list[TableLine], myth: TableLine) -> list[str]:
    """Choose true lines, none with the myth's heading, and few from one table.

    All lines of a week would tell the myth by their sum.
    """
    by_label = {line.label: line for line in lines if line.label != myth.label}
    chosen: list[str] = []
    left = Counter({line.table: OF_ONE_TABLE for line in lines})
    left[myth.table] -= 1
    for label in mixed(myth.says(myth.value), by_label):
        line = by_label[label]
        if left[line.table] > 0 and len(chosen) < TRUTHS:
            left[line.table] -= 1
            chosen.append(line.says(line.value))
    return chosen


def _item(evidence: Evidence, role: str, myth: TableLine, truths: list[str]) -> Iterator[Item]:
    wrong = mixed(role + myth.label, myth.wrong)[0]
    if max(map(len, (myth.says(wrong), *truths))) > OPTION_LIMIT:
        return
    name, topic = ("myth", role, myth.label), ItemTopic.ROLES
    yield from choice(
        Fact(name, (wrong, *truths), myth.cited, topic, Difficulty.MEDIUM, (role,)),
        f"{evidence.name(role)}: three of these are true, one is a myth. Which is the myth?",
        myth.says(wrong),
        truths,
        f"The truth is: {myth.says(myth.value)}.",
    )


def _lines(evidence: Evidence, role: str) -> Iterator[TableLine]:
    knowledge = evidence.knowledge
    yield from _week(knowledge, role)
    yield from _demand(knowledge, role)
    yield from _pay(knowledge, role)
    disputed = {it.about for it in knowledge.disagreements_of(role)}
    for comparison in knowledge.comparisons:
        for dimension in comparison.dimensions:
            fact = dimension.fact
            if role in dimension.cells and fact not in {None, FactKind.PATH, *disputed}:
                wrong = tuple(_elsewhere(evidence, role, dimension))
                value, label = dimension.cells[role], dimension.label
                yield TableLine(comparison.id, label, value, wrong, comparison)


def _elsewhere(evidence: Evidence, role: str, dimension: Dimension) -> Iterator[str]:
    """Yield what the line has for others and nothing like it is said of this role."""
    scale, value = dimension.scale, dimension.cells[role]
    for cell in set(dimension.cells.values()) - {value}:
        if scale:
            if abs(scale.index(cell) - scale.index(value)) >= FAR:
                yield cell
        elif evidence.roles.not_of([role], cell):
            yield cell


def _week(knowledge: Knowledge, role: str) -> Iterator[TableLine]:
    week = knowledge.roles[role].week
    for activity, share in week.parts if week else ():
        others = {dict(it.parts)[activity] for it in knowledge.week_table.weeks}
        wrong = tuple(f"{it} %" for it in others if abs(it - share) >= FAR_SHARE)
        label = f"Share of {activity} in the week"
        yield TableLine("week", label, f"{share} %", wrong, knowledge.week_table)


def _demand(knowledge: Knowledge, role: str) -> Iterator[TableLine]:
    table = knowledge.demand
    order = [it.id for it in table.levels]
    names = [it.name.lower() for it in table.levels]
    for sector in table.sectors:
        if sector.id in table.roles.get(role, {}):
            place = order.index(table.roles[role][sector.id])
            wrong = tuple(it for at, it in enumerate(names) if abs(at - place) >= FAR)
            yield TableLine("demand", f"Demand in {sector.name}", names[place], wrong, table)


def _pay(knowledge: Knowledge, role: str) -> Iterator[TableLine]:
    """Yield ranges of a level; a myth about one would be hard to tell from a slip."""
    for claim in knowledge.pay.values():
        if _is_plain(claim) and claim.roles == (role,) and claim.figures:
            place = f" in the {claim.region}" if claim.region else ""
            label = f"Pay at {claim.level}{place}"
            yield TableLine("pay", label, money(claim.figures), (), claim)


def _is_plain(claim: PayClaim) -> bool:
    return claim.level is not None and not claim.doubt and not claim.disagrees_with
