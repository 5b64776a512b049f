"""A claim: one fact with who says it, when and where it holds."""

from typing import Annotated

from pydantic import Field

from bot.records.dates import When
from bot.records.fields import Label, Slug, Strict, Text

Reviewed = Annotated[
    When | None,
    Field(description="When somebody last looked whether the source still says so."),
]


class Claim(Strict):
    """One fact in our own words, with who says it."""

    text: Text
    source: Slug
    date: When | None = Field(None, description="When it differs from the date of the source.")
    reviewed: Reviewed = None
    scope: Label | None = Field(None, description="Where or for whom it holds, if narrower.")
    doubt: Text | None = Field(None, description="Why this claim, kept as published, is doubtful.")
