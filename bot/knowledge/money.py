"""Pay as sources publish it: whole numbers of a named currency and period, or words."""

from typing import Annotated, Literal, Self, assert_never

from pydantic import Field, StringConstraints, model_validator

from bot.records.dates import When
from bot.records.fields import (
    Amount,
    EmployerRef,
    Label,
    PayRef,
    Reviewed,
    RoleRef,
    Slug,
    SourceRef,
    Strict,
    Text,
)
from bot.records.numbers import Period
from bot.records.problems import RecordError
from bot.records.references import Defines, Unique

CURRENCY = r"^[A-Z]{3}$"
Currency = Annotated[str, StringConstraints(pattern=CURRENCY)]
Basis = Literal["total", "base", "unspecified"]
BASIS_WORDS: dict[Basis, str] = {
    "total": "total compensation",
    "base": "base salary",
    "unspecified": "pay as published",
}


SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}


class Figures(Strict):
    """Amounts as published: a low and a high end, a median, or one figure alone.

    What pay `exceeds`, or can exceed, is neither a floor nor an end of a range.
    """

    currency: Currency
    period: Period
    low: Amount | None = None
    median: Amount | None = None
    high: Amount | None = None
    exceeds: Amount | None = Field(
        None, description="Pay can go beyond it; it stands alone, without low, median and high."
    )
    open_ended: bool = Field(default=False, description="The high end is given as 'or more'.")
    approximate: bool = Field(default=False, description="The source says about, around, roughly.")
    typical: bool = Field(default=False, description="The source calls it typical.")

    @property
    def median_outside(self) -> bool:
        """The median contradicts the range it was published with."""
        if self.median is None:
            return False
        below = self.low is not None and self.median < self.low
        return below or (self.high is not None and self.median > self.high)

    def _amounts(self) -> list[int]:
        return [n for n in (self.low, self.median, self.high) if n is not None]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.exceeds is None) == (not self._amounts()):
            raise RecordError("figures need at least one of low, median and high, or else exceeds")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise RecordError(
                f"low {self.low} is above high {self.high}",
                "swap them or mend the one that is wrong",
            )
        return self


class PayStatement(Strict):
    """What figures and ratios have in common: whom they are about, and who says so."""

    id: Annotated[Slug, Defines("pay"), Unique("pay claim")]
    roles: tuple[RoleRef, ...] = Field((), description="Empty where it holds for all roles.")
    employers: tuple[EmployerRef, ...] = ()
    level: Label | None = None
    region: Label | None = None
    basis: Basis
    source: SourceRef
    date: When
    reviewed: Reviewed = None
    scope: Label | None = None
    reported_by: Label | None = Field(None, description="Whom the source itself quotes.")
    note: Text | None = None
    doubt: Text | None = Field(None, description="Why this claim, kept as published, is doubtful.")
    disagrees_with: tuple[PayRef, ...] = Field((), description="Ids of claims that say otherwise.")


class PayClaim(PayStatement):
    """What one source says a job pays. `figures`, `words` or both; never an invented number."""

    figures: Figures | None = None
    words: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.figures is None and self.words is None:
            raise RecordError("a pay claim has figures, or words where the source gives no figure")
        if self.figures and self.figures.median_outside and self.doubt is None:
            raise RecordError(
                f"median {self.figures.median} is outside its own range",
                "mend the figures, or keep them as published and say why they are doubtful in "
                "'doubt'",
            )
        return self


class PayRatio(PayStatement):
    """How one pay stands to another, as a source puts it."""

    subject: Label = Field(description="Who earns the more, in words.")
    reference: Label = Field(description="What it is measured against, in words.")
    unit: Literal["percent-more", "times", "amount-more"]
    low: Amount | None = None
    high: Amount | None = None
    exceeds: Amount | None = Field(None, description="It can be more than this; instead of low.")
    possible: bool = Field(
        default=False, description="It can be so much; that is not what is usual."
    )
    currency: Currency | None = None
    period: Period | None = None
    approximate: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.low is None) == (self.exceeds is None):
            raise RecordError("a ratio has low, with or without high, or else exceeds")
        if self.high is not None and (self.low is None or self.low > self.high):
            raise RecordError(f"low {self.low} is above high {self.high}", "swap them or mend one")
        if (self.unit == "amount-more") != (self.currency is not None and self.period is not None):
            raise RecordError("currency and period go with unit amount-more, and only with it")
        return self


class PayFile(Strict):
    """knowledge/pay.yaml: every figure, one claim each."""

    claims: tuple[PayClaim, ...] = ()
    ratios: tuple[PayRatio, ...] = ()


def published(statement: PayStatement) -> str | None:
    """Write the amounts of a claim or ratio; None where it has words only."""
    match statement:
        case PayClaim(figures=Figures() as figures):
            return money(figures)
        case PayRatio():
            return ratio_amount(statement)
        case _:
            return None


def money(figures: Figures) -> str:
    """Write figures as people do: $280–420K, can exceed $1.4M, about $90K, $1M or more."""
    if figures.exceeds is not None:
        return f"can exceed {amount(figures.exceeds, figures.currency)}"
    return amounts(
        figures.low,
        figures.median,
        figures.high,
        figures.currency,
        open_ended=figures.open_ended,
        approximate=figures.approximate,
    )


def amounts(  # noqa: PLR0913 - the parts of a range
    low: int | None,
    median: int | None,
    high: int | None,
    currency: str = "",
    *,
    open_ended: bool = False,
    approximate: bool = False,
) -> str:
    """Write the ends and the median of a range, as far as they are known."""
    about, more = "about " if approximate else "", " or more" if open_ended else ""
    parts = []
    match low, high:
        case (int(), int()):
            parts.append(about + span(low, high, currency) + more)
        case (int(), None):
            parts.append(f"from {about}{amount(low, currency)}")
        case (None, int()):
            parts.append(f"up to {about}{amount(high, currency)}{more}")
    if median is not None:
        parts.append(f"median {amount(median, currency)}")
    return ", ".join(parts)


def ratio_amount(ratio: PayRatio) -> str:
    """Write by how much: about 2 times, can be 2–5 times, 40–80 % more, can exceed $900K more."""
    about = "about " if ratio.approximate else ""
    if ratio.possible:
        about = f"can be {about}"
    low, high = ratio.low, ratio.high
    if low is None:
        low, about = ratio.exceeds or 0, "can exceed "
    match ratio.unit:
        case "amount-more":
            width = span(low, high if high is not None else low, ratio.currency or "")
            return f"{about}{width} more"
        case "times":
            return f"{about}{low}{f'–{high}' if high is not None else ''} times"
        case "percent-more":
            return f"{about}{low}{f'–{high}' if high is not None else ''} % more"
        case _:
            assert_never(ratio.unit)


def span(low: int, high: int, currency: str) -> str:
    """Write a range with its unit once where both ends share it: $280–420K, $320K–1.05M."""
    first, last = short_amount(low), short_amount(high)
    if low == high:
        return _sign(currency) + first
    if first[-1] == last[-1] and not last[-1].isdigit():
        first = first[:-1]
    return f"{_sign(currency)}{first}–{last}"


def amount(value: int, currency: str) -> str:
    """Write one amount: $90K, CHF 120K."""
    return _sign(currency) + short_amount(value)


def short_amount(value: int) -> str:
    """Write an amount as people say it: 90K, 1.05M, 2M; never rounded to another value."""
    billion, million, thousand = 1_000_000_000, 1_000_000, 1_000
    if value >= billion and value % million == 0:
        return f"{value / billion:.3f}".rstrip("0").rstrip(".") + "B"
    if value >= million and value % thousand == 0:
        return f"{value / million:.3f}".rstrip("0").rstrip(".") + "M"
    if thousand <= value < million and value % (thousand // 10) == 0:
        return f"{value / thousand:.1f}".removesuffix(".0") + "K"
    return f"{value:,}"


def _sign(currency: str) -> str:
    return SYMBOLS.get(currency) or (f"{currency} " if currency else "")
