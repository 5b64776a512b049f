"""What members report to earn: figures of groups that single nobody out, and what is far off."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from bot.knowledge.money import Basis

LEAST = 5
"""Members whose reports are shown together, or not at all."""
FAR = 2
"""How many times beyond what is known a report waits for a moderator."""
_DIGITS = 2


@dataclass(frozen=True, slots=True)
class PayReport:
    """What somebody earns a year in a role, in whole units of a currency.

    `level` is one of the ladder, None for another.
    """

    role: str
    level: str | None
    employer: str | None
    place: str
    currency: str
    basis: Basis
    amount: int

    @property
    def alike(self) -> tuple[str, str, str, str]:
        """Give what reports must share to be counted together."""
        return (self.level or "", self.place, self.currency, self.basis)


@dataclass(frozen=True, slots=True)
class HeldPay:
    """A report that waits for a moderator, by its number."""

    number: int
    report: PayReport


@dataclass(frozen=True, slots=True)
class PayGroup:
    """Reports that are alike, at one employer or at any; `like` is one of them without its amount.

    The median and the ends of the middle half are rounded to two digits.
    """

    like: PayReport
    members: int
    low: int
    median: int
    high: int


def pay_groups(reports: Iterable[PayReport]) -> tuple[PayGroup, ...]:
    """Group the reports of one role, the most members first.

    An employer stands apart only where five are with it, and five or none are left without it:
    else the difference would tell what the few earn. Where all are with one, they stand once.
    """
    found = [group for cell in _cells(reports) for group in _groups(cell)]
    return tuple(sorted(found, key=lambda it: -it.members))


def missing(reports: Iterable[PayReport]) -> int:
    """Tell how many more reports like others it takes until any are shown."""
    return LEAST - min(max(map(len, _cells(reports)), default=0), LEAST)


def is_far(report: PayReport, published: Iterable[int], groups: Iterable[PayGroup]) -> bool:
    """Whether a report is under half or over twice all that is known to compare it with.

    That is what is published of the role in its currency, and the middle half of the group that
    it joins, where that is shown. What cannot be compared is not far.
    """
    own = [it for it in groups if it.like.alike == report.alike]
    known = [*published, *(end for it in own for end in (it.low, it.high))]
    if not known:
        return False
    return report.amount * FAR < min(known) or report.amount > FAR * max(known)


def _cells(reports: Iterable[PayReport]) -> list[list[PayReport]]:
    cells = defaultdict(list)
    for report in reports:
        cells[report.alike].append(report)
    return list(cells.values())


def _groups(cell: Sequence[PayReport]) -> Iterator[PayGroup]:
    if len(cell) < LEAST:
        return
    by_employer = defaultdict(list)
    for report in cell:
        if report.employer is not None:
            by_employer[report.employer].append(report)
    shown = [it for it in sorted(by_employer.values(), key=len) if len(it) >= LEAST]
    while shown and 0 < len(cell) - sum(map(len, shown)) < LEAST:
        shown.pop(0)
    if [len(it) for it in shown] != [len(cell)]:
        yield _group(cell, None)
    yield from (_group(it, it[0].employer) for it in shown)


def _group(reports: Sequence[PayReport], employer: str | None) -> PayGroup:
    amounts = [it.amount for it in reports]
    low, _, high = quantiles(amounts, n=4, method="inclusive")
    one = reports[0]
    like = PayReport(one.role, one.level, employer, one.place, one.currency, one.basis, 0)
    return PayGroup(like, len(reports), *map(_rounded, (low, median(amounts), high)))


def _rounded(value: float) -> int:
    return round(round(value), _DIGITS - len(str(round(value))))
