"""Which role has most or least of something: by a table, or as far as anything is said of it."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from bot.knowledge.asking import Phrase
from bot.knowledge.roles import FactKind
from bot.records.claims import Claim, Synthesis, unsupported_in
from bot.records.fields import Label, RoleRef, Slug, Strict
from bot.records.references import Defines, Fault, Unique


class Marks(Strict):
    """A line of the hand-drawn comparisons whose cells are marks."""

    fact: FactKind
    scale: tuple[Label, ...] = Field(min_length=2, description="Its marks, the lowest first.")


class AboutRole(Claim):
    """A claim, and the role that it is about."""

    role: RoleRef | None = None


class RankingSide(Strict):
    """How people ask for one end of a ranking, and what to say where no table has it."""

    asked_as: tuple[Phrase, ...] = Field(min_length=1)
    headline: Synthesis | None = None


class Ranking(Strict):
    """Something that people rank roles by."""

    id: Annotated[Slug, Defines("ranking"), Unique("ranking")]
    name: Label = Field(description="Within a sentence: `work-life balance`.")
    activity: Literal["research", "modelling", "engineering", "product"] | None = Field(
        None, description="The activity whose share of the week it is."
    )
    marks: Marks | None = None
    most: RankingSide
    least: RankingSide
    claims: tuple[AboutRole, ...] = Field((), description="What is said of it beside tables.")


class RankingsFile(Strict):
    """knowledge/rankings.yaml: which role has most or least of what."""

    rankings: tuple[Ranking, ...]

    def faults(self) -> Iterator[Fault]:
        """Find a headline that rests on nothing, or names a figure of its own."""
        for number, ranking in enumerate(self.rankings):
            said = {it.id: it.text for it in ranking.claims if it.id is not None}
            for side in ("most", "least"):
                if (headline := getattr(ranking, side).headline) is not None:
                    yield from unsupported_in(
                        ("rankings", number, side, "headline"), headline, said
                    )
