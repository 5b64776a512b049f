"""Field types that all records share, and the base of every record."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ADDRESS = r"^https://\S+$"
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


class Strict(BaseModel):
    """A record that accepts nothing it does not know, and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)
