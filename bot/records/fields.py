"""Field types that all records share, and the base of every record."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.records.dates import When
from bot.records.references import Ref

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ADDRESS = r"^https://\S+$"
SNOWFLAKE = r"^[1-9][0-9]{0,18}$"
Slug = Annotated[
    str,
    StringConstraints(pattern=SLUG, max_length=60),
    Field(description="Lower-case words joined by hyphens."),
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
Amount = Annotated[
    int, Field(strict=True, ge=0, le=1_000_000_000, description="Whole units, no separators.")
]


RoleRef = Annotated[Slug, Ref("role")]
SOURCE = Ref("source")
SourceRef = Annotated[Slug, SOURCE]
TierRef = Annotated[Slug, Ref("tier")]
EmployerRef = Annotated[Slug, Ref("employer")]
PayRef = Annotated[Slug, Ref("pay")]
TagRef = Annotated[Slug, Ref("tag")]
SectorRef = Annotated[Slug, Ref("sector")]
DemandLevelRef = Annotated[Slug, Ref("level of demand")]
RoundRef = Annotated[Slug, Ref("round")]


class LabelledEnum(StrEnum):
    """Members with a value as files write it, and a label as people read it."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Strict(BaseModel):
    """A record that accepts nothing it does not know, and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Reviewed = Annotated[
    When | None,
    Field(description="When somebody last looked whether the source still says so."),
]
