"""What a chart shows, as values; `bot.charts` draws them, and `describe` says them in words."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.knowledge.money import amounts, short_amount


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of shares: its label and its parts in percent, in a fixed order."""

    label: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ShareChart:
    """How wholes are split: one stacked bar a subject, each adding up to 100."""

    title: str
    bars: tuple[Bar, ...]

    def describe(self) -> str:
        """Say the shares in words, with every number."""
        lines = (
            f"{bar.label}: " + ", ".join(f"{name} {share} %" for name, share in bar.parts)
            for bar in self.bars
        )
        return f"{self.title}. " + "; ".join(lines) + "."


@dataclass(frozen=True, slots=True)
class Range:
    """One published range: any of its ends may be absent."""

    label: str
    low: int | None
    middle: int | None
    high: int | None
    open_ended: bool = False
    doubtful: bool = False
    old: bool = False
    highlight: bool = False
    """This is what was asked for; the others stand beside it."""

    @property
    def words(self) -> str:
        """Say the range in words, as in 249–530K, median 555K (doubtful)."""
        marks = [word for word, on in (("doubtful", self.doubtful), ("old", self.old)) if on]
        return self.amounts() + (f" ({', '.join(marks)})" if marks else "")

    def amounts(self, currency: str = "") -> str:
        return amounts(self.low, self.middle, self.high, currency, open_ended=self.open_ended)


@dataclass(frozen=True, slots=True)
class AmountMark:
    """One amount set against every range, such as an offer."""

    label: str
    amount: int


@dataclass(frozen=True, slots=True)
class RangeChart:
    """Ranges of one unit on one axis."""

    title: str
    currency: str
    period: str
    ranges: tuple[Range, ...]
    mark: AmountMark | None = None

    def describe(self) -> str:
        """Say the ranges in words, with every number."""
        marked = [f"{it.label}: {short_amount(it.amount)}" for it in (self.mark,) if it is not None]
        lines = (*marked, *(f"{item.label}: {item.words}" for item in self.ranges))
        return f"{self.title}, in {self.currency} a {self.period}. " + "; ".join(lines) + "."


@dataclass(frozen=True, slots=True)
class CountChart:
    """How many there are of each: a label and a count, in order."""

    title: str
    unit: str
    counts: tuple[tuple[str, int], ...]
    most: int = 0
    """The count that can be reached, where there is one: a bar of it is full."""

    def describe(self) -> str:
        """Say the counts in words, with every number."""
        lines = (f"{label} {count}" for label, count in self.counts)
        return f"{self.title}, in {self.unit}. " + "; ".join(lines) + "."


@dataclass(frozen=True, slots=True)
class CareerCard:
    """What somebody's answers came to: the role, the best ones by points, why, what is lacking."""

    title: str
    role: str
    points: tuple[tuple[str, int], ...]
    most: int
    """The points that answers can give the role."""
    reasons: tuple[str, ...]
    gaps: tuple[str, ...] = ()

    def describe(self) -> str:
        """Say all of it in words."""
        ranked = ", ".join(f"{name} {points}" for name, points in self.points)
        wants = "; ".join(self.reasons)
        gap = f" To work on: {' '.join(self.gaps)}" if self.gaps else ""
        return f"{self.title}: {self.role}. Points: {ranked}. What I want and bring: {wants}.{gap}"


@dataclass(frozen=True, slots=True)
class HeatChart:
    """Rows by columns, each cell one of some ordered levels; None where nothing is known."""

    title: str
    columns: tuple[str, ...]
    levels: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]

    def describe(self) -> str:
        """Say every cell in words."""
        lines = (
            f"{name}: "
            + ", ".join(
                f"{column} {self.levels[level].lower()}"
                for column, level in zip(self.columns, cells, strict=True)
                if level is not None
            )
            for name, cells in self.rows
        )
        return f"{self.title}. " + "; ".join(lines) + "."


@dataclass(frozen=True, slots=True)
class TableChart:
    """Rows by columns, with a few words in each cell."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    def describe(self) -> str:
        """Say the table column by column, with every cell."""
        lines = (
            f"{column}: " + ", ".join(f"{name} {cells[number]}" for name, cells in self.rows)
            for number, column in enumerate(self.columns)
        )
        return f"{self.title}. " + "; ".join(lines) + "."


@dataclass(frozen=True, slots=True)
class PodiumPlace:
    """One of the first three of a game, and the names of who share the place beyond the third.

    `avatar` is the file of a picture, where there is one.
    """

    rank: int
    name: str
    score: str
    avatar: bytes | None = None
    sharing: tuple[str, ...] = ()

    def named(self, shorten: Callable[[str], str] = str) -> str:
        """Name one or both; of more who share the place, count the rest."""
        match self.sharing:
            case ():
                return shorten(self.name)
            case (other,):
                return f"{shorten(self.name)}, {shorten(other)}"
            case others:
                return f"{shorten(self.name)} +{len(others)}"


@dataclass(frozen=True, slots=True)
class PodiumChart:
    """Who won a game; what it is remembered for is told beside it, and in its description."""

    title: str
    places: tuple[PodiumPlace, ...]
    memories: tuple[tuple[str, str], ...] = ()

    def describe(self) -> str:
        """Say places, names and scores in words, and all that is remembered."""
        places = (f"{it.rank}. {it.named()}, {it.score}" for it in self.places)
        return "; ".join((f"{self.title}: {'; '.join(places)}", *map(": ".join, self.memories)))


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a member did, in words that follow their name; where and when."""

    name: str
    deed: str
    detail: str
    place: str
    title: str = "Certificate"

    def describe(self) -> str:
        return f"{self.title}: {self.name} {self.deed} ({self.detail}). {self.place}."


Chart = (
    ShareChart
    | RangeChart
    | CountChart
    | HeatChart
    | TableChart
    | CareerCard
    | PodiumChart
    | Certificate
)
