"""Where the documents lead people from what they do now."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from bot.knowledge.asking import Phrase
from bot.records.claims import Claim, Synthesis, unsupported_in
from bot.records.fields import Label, RoleRef, Slug, Strict
from bot.records.references import Defines, Fault, Unique


class Background(Strict):
    """What somebody is or does, and the roles that documents lead there from it."""

    id: Annotated[Slug, Defines("background"), Unique("background")]
    name: Label = Field(description="As people say what they are: `backend engineer`.")
    said_as: tuple[Phrase, ...] = Field(min_length=1)
    roles: tuple[RoleRef, ...] = Field(min_length=1, description="The nearest first.")
    headline: Synthesis = Field(description="The answer in one sentence of our own.")
    claims: tuple[Claim, ...] = Field(min_length=1)


class BackgroundsFile(Strict):
    """knowledge/backgrounds.yaml: from what people do now to a role."""

    backgrounds: tuple[Background, ...]

    def faults(self) -> Iterator[Fault]:
        """Find a headline that rests on nothing, or names a figure of its own."""
        for number, it in enumerate(self.backgrounds):
            said = {claim.id: claim.text for claim in it.claims if claim.id is not None}
            yield from unsupported_in(("backgrounds", number, "headline"), it.headline, said)
