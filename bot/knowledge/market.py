"""Beside single roles: demand by sector, interview loops, labs, levels, and shorter guides."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from pydantic import Field

from bot.records.claims import Claim, Synthesis, unsupported_in
from bot.records.dates import When
from bot.records.fields import (
    DemandLevelRef,
    EmployerRef,
    Label,
    LabelledEnum,
    Reviewed,
    RoleRef,
    RoundRef,
    SectorRef,
    Slug,
    SourceRef,
    Strict,
    Text,
)
from bot.records.references import Defines, Fault, Unique


class InterviewFact(LabelledEnum):
    """What can be said of a role's interviews beside their rounds."""

    WEIGHS = "weighs", "What weighs most"
    ASSESSMENT = "assessment", "Tests and bars"
    TIME = "time", "Time"
    WRONGLY = "wrongly", "Mistakes to avoid"


class EmployerClaim(Strict):
    """What is said of a kind of employer."""

    who: Label
    claim: Claim


class Named(Strict):
    """A row or column of a table: its id, and what people read."""

    id: Slug
    name: Label


class Sector(Named):
    """A kind of employer or market."""

    id: Annotated[Slug, Defines("sector"), Unique("sector")]


class DemandLevel(Named):
    """How much a role is wanted."""

    id: Annotated[Slug, Defines("level of demand"), Unique("level of demand")]


class InterviewRound(Named):
    """One round of interview loops."""

    id: Annotated[Slug, Defines("round"), Unique("round")]


class DemandFile(Strict):
    """knowledge/demand.yaml: roles by sectors."""

    source: SourceRef
    date: When | None = None
    reviewed: Reviewed = None
    scope: Label | None = None
    sectors: tuple[Sector, ...] = Field(min_length=1)
    levels: tuple[DemandLevel, ...] = Field(min_length=2, description="Ordered, the least first.")
    roles: dict[RoleRef, dict[SectorRef, DemandLevelRef]] = Field(
        description="Role id to sector id to level id."
    )
    supply: dict[RoleRef, tuple[Claim, ...]] = Field(
        default_factory=dict, description="Role id to what is said of supply against demand."
    )
    observations: tuple[Claim, ...] = ()
    employers: tuple[EmployerClaim, ...] = Field((), description="Who looks for whom.")


class InterviewsFile(Strict):
    """knowledge/interviews.yaml: the rounds of interview loops, role by role."""

    source: SourceRef
    date: When | None = None
    reviewed: Reviewed = None
    scope: Label | None = None
    rounds: tuple[InterviewRound, ...] = Field(min_length=1)
    loops: dict[RoleRef, dict[RoundRef, Text]] = Field(
        description="Role id to round id to what it tests."
    )
    gists: dict[RoleRef, Synthesis] = Field(
        default_factory=dict,
        description="Role id to its whole loop in one sentence of our own. It rests on rounds of "
        "that loop and on notes, by their ids.",
    )
    general: tuple[Claim, ...] = Field((), description="What holds for all interviews.")
    notes: dict[RoleRef, dict[InterviewFact, tuple[Claim, ...]]] = Field(
        default_factory=dict, description="Role id to what is said beside the rounds."
    )

    def faults(self) -> Iterator[Fault]:
        """Find sentences on loops that rest on nothing, or name a figure of their own."""
        for role, gist in self.gists.items():
            notes = self.notes.get(role, {}).values()
            said = {**self.loops.get(role, {}), **_by_id(it for claims in notes for it in claims)}
            yield from unsupported_in(("gists", role), gist, said)


def _by_id(claims: Iterable[Claim]) -> Mapping[str, str]:
    """Give the words of the claims that have an id."""
    return {it.id: it.text for it in claims if it.id}


class LabFact(LabelledEnum):
    """What can be said of a lab; the lines that labs are compared on."""

    CULTURE = "culture", "Culture"
    REWARDED = "rewarded", "What is rewarded"
    LINE = "line", "How thin the line between engineer and scientist is"
    SCIENTISTS = "scientists", "Research scientists there"
    ENGINEERS = "engineers", "Engineers there"
    PROCESS = "process", "How it hires"
    EQUITY = "equity", "Equity"
    SUITS = "suits", "Whom it suits"
    WARNING = "warning", "Beware"


class LabFile(Strict):
    """knowledge/labs/<employer>.yaml: one lab; its pay stands in pay.yaml."""

    id: EmployerRef
    values: Synthesis = Field(description="What it values most, as a sentence: OpenAI values …")
    facts: dict[LabFact, tuple[Claim, ...]]

    def faults(self) -> Iterator[Fault]:
        """Find what it values resting on nothing, or naming a figure of its own."""
        said = _by_id(it for claims in self.facts.values() for it in claims)
        yield from unsupported_in(("values",), self.values, said)


class Level(Strict):
    """One step of the ladder that all roles share, and what it is called elsewhere."""

    id: Annotated[Slug, Unique("level")]
    name: Label
    also: tuple[Label, ...] = ()
    claims: tuple[Claim, ...] = Field(min_length=1)


class LevelsFile(Strict):
    """knowledge/levels.yaml: what changes from level to level, and each role's ladder."""

    levels: tuple[Level, ...] = Field(min_length=1, description="The lowest first.")
    top: tuple[Claim, ...] = Field((), description="What becomes of all roles at the top.")
    ladders: dict[RoleRef, tuple[Claim, ...]] = Field(default_factory=dict)


class GuideSection(Strict):
    """Claims under one heading."""

    heading: Label | None = None
    claims: tuple[Claim, ...] = Field(min_length=1)


class GuideFile(Strict):
    """knowledge/guide/<topic>.yaml: a shorter piece on one question."""

    id: Slug
    title: Label
    about: Label = Field(description="What it answers, as it is offered in the list of topics.")
    headline: Synthesis = Field(description="The answer in one sentence of our own.")
    asked_as: tuple[Label, ...] = Field((), description="What people call it, in their words.")
    sections: tuple[GuideSection, ...] = Field(min_length=1)

    def faults(self) -> Iterator[Fault]:
        """Find a headline that rests on nothing, or names a figure of its own."""
        said = _by_id(it for section in self.sections for it in section.claims)
        yield from unsupported_in(("headline",), self.headline, said)
