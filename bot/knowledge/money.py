"""Pay as sources publish it: whole numbers of a named currency and period, or words."""

from typing import Annotated, Literal, Self

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
from bot.records.problems import RecordError
from bot.records.references import Defines, Unique

CURRENCY = r"^[A-Z]{3}$"
Currency = Annotated[str, StringConstraints(pattern=CURRENCY)]
Period = Literal["year", "month", "week", "day", "hour"]
Basis = Literal["total", "base", "unspecified"]
BASIS_WORDS: dict[Basis, str] = {
    "total": "total compensation",
    "base": "base salary",
    "unspecified": "basis not stated",
}


class Figures(Strict):
    """Amounts as published: a low and a high end, a median, or one figure alone."""

    currency: Currency
    period: Period
    low: Amount | None = None
    median: Amount | None = None
    high: Amount | None = None
    open_ended: bool = Field(default=False, description="The high end is given as 'or more'.")
    approximate: bool = Field(default=False, description="The source says about, around, roughly.")

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
        if not self._amounts():
            raise RecordError("figures need at least one of low, median and high")
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
    low: Amount
    high: Amount | None = None
    currency: Currency | None = None
    period: Period | None = None
    approximate: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.high is not None and self.low > self.high:
            raise RecordError(f"low {self.low} is above high {self.high}", "swap them or mend one")
        if (self.unit == "amount-more") != (self.currency is not None and self.period is not None):
            raise RecordError("currency and period go with unit amount-more, and only with it")
        return self


class PayFile(Strict):
    """knowledge/pay.yaml: every figure, one claim each."""

    claims: tuple[PayClaim, ...] = ()
    ratios: tuple[PayRatio, ...] = ()
