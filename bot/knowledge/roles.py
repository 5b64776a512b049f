"""Sources, tiers, roles, their weeks, and what tells roles apart: the models of those files.

These models are the contract with the people who write the files: the JSON Schemas
that their editors use are generated from them, and so are the messages they read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from bot.records.dates import When
from bot.records.fields import (
    ADDRESS,
    Claim,
    Label,
    LabelledEnum,
    PayRef,
    Percent,
    Reviewed,
    RoleRef,
    Slug,
    SourceRef,
    Strict,
    Text,
    TierRef,
)
from bot.records.problems import RecordError
from bot.records.reader import DataPath
from bot.records.references import Defines, Fault, Unique


class Source(Strict):
    """A document that facts come from."""

    id: Annotated[Slug, Defines("source"), Unique("source")]
    title: Label
    author: Label | None = None
    publisher: Label | None = None
    url: Annotated[str, StringConstraints(pattern=ADDRESS, max_length=200)] | None = None
    document: Label = Field(description="The file name of the document, as it was received.")
    date: When = Field(description="The date its facts hold for, unless a claim gives its own.")
    date_note: Text | None = None
    scope: Label = Field(description="What it covers, unless a claim gives a scope of its own.")

    @property
    def by(self) -> str:
        """Who wrote it: author and publisher, as far as they are known."""
        names = ", ".join(part for part in (self.author, self.publisher) if part)
        return names or "no author named"


class SourcesFile(Strict):
    """knowledge/sources.yaml."""

    sources: tuple[Source, ...] = Field(min_length=1)


class FactKind(LabelledEnum):
    """What can be said of a role; the dimensions that roles are compared on."""

    PURPOSE = "purpose", "What it is for"
    DAY_TO_DAY = "day-to-day", "Day to day"
    OUTPUT = "output", "What it produces"
    JUDGED_BY = "judged-by", "Judged by"
    SKILLS = "skills", "Key skills"
    CODING = "coding", "Coding"
    RESEARCH = "research", "Research"
    MATHS = "maths", "Maths"
    SOFTWARE = "software", "Software depth"
    DEGREE = "degree", "Degree"
    PHD = "phd", "PhD"
    WHERE = "where", "Where it exists"
    SUITS = "suits", "Whom it suits"
    COMPETITION = "competition", "How competitive"
    PATH = "path", "Career path"
    SUPPLY_DEMAND = "supply-demand", "Supply and demand"
    INTERVIEW = "interview", "Interviews"
    WARNINGS = "warnings", "Warnings"


class RoleFile(Strict):
    """knowledge/roles/<id>.yaml: one kind of job."""

    id: Annotated[
        Slug,
        Field(max_length=22, description="Short enough for four on a button."),
        Defines("role"),
        Unique("role"),
    ]
    name: Annotated[Label, Unique("role")]
    short: Annotated[str, StringConstraints(min_length=2, max_length=16), Unique("role")] = Field(
        description="What fits on a button or beside a bar of a chart."
    )
    tier: TierRef
    tier_note: Text | None = Field(
        None, description="Why this tier, where no document assigns the role to one."
    )
    facts: dict[FactKind, tuple[Claim, ...]]


class Tier(Strict):
    """One of the purposes that a job can serve."""

    id: Annotated[Slug, Defines("tier"), Unique("tier")]
    name: Label
    summary: Claim
    facts: tuple[Claim, ...] = ()


class TiersFile(Strict):
    """knowledge/tiers.yaml."""

    tiers: tuple[Tier, ...] = Field(min_length=1)
    advice: tuple[Claim, ...] = Field(min_length=1)


class Week(Strict):
    """How a role splits its week over four activities, in percent; they add up to 100."""

    role: Annotated[RoleRef, Unique("the week of")]
    research: Percent
    modelling: Percent
    engineering: Percent
    product: Percent

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The activities in their fixed order with their shares in percent."""
        return (
            ("research", self.research),
            ("modelling", self.modelling),
            ("engineering", self.engineering),
            ("product", self.product),
        )

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(share for _, share in self.parts)
        if total != 100:  # noqa: PLR2004
            raise RecordError(
                f"a week adds up to 100 percent, this one to {total}",
                "mend research, modelling, engineering or product",
            )
        return self


class WeeksFile(Strict):
    """knowledge/weeks.yaml: the activity split, a table over roles."""

    source: SourceRef
    date: When | None = None
    reviewed: Reviewed = None
    scope: Label | None = None
    note: Text
    activities: dict[Literal["research", "modelling", "engineering", "product"], Text] = Field(
        description="What each of the four activities covers."
    )
    weeks: tuple[Week, ...] = Field(min_length=1)


class Dimension(Strict):
    """One line of a comparison: what is said of each role under one heading."""

    label: Label
    fact: FactKind | None = Field(
        None, description="The kind of fact this is; then it also enters each role's profile."
    )
    cells: dict[RoleRef, Text] = Field(
        default_factory=dict, description="Role id to what is said of it."
    )
    pay: dict[RoleRef, PayRef] = Field(
        default_factory=dict, description="Role id to the id of a claim in pay.yaml."
    )
    scope: Label | None = None

    @model_validator(mode="after")
    def _has_cells(self) -> Self:
        if len(self.cells) + len(self.pay) < 1:
            raise RecordError("a dimension says something of at least one role: fill cells or pay")
        return self


class ComparisonFile(Strict):
    """knowledge/distinctions/<id>.yaml and knowledge/matrix.yaml: roles told apart by hand."""

    id: Annotated[Slug, Unique("comparison")]
    title: Label
    roles: tuple[RoleRef, ...] = Field(min_length=2)
    called: dict[RoleRef, Label] = Field(
        default_factory=dict, description="What the document calls a role, where not our name."
    )
    source: SourceRef
    date: When | None = None
    reviewed: Reviewed = None
    scope: Label | None = None
    gist: Text | None = Field(None, description="The difference in two sentences.")
    dimensions: tuple[Dimension, ...] = ()
    points: tuple[Text, ...] = Field((), description="What is said of the roles together.")

    def faults(self) -> Iterator[Fault]:
        """Find cells of roles that are not compared here."""
        mappings: list[tuple[DataPath, Iterable[str]]] = [(("called",), self.called)]
        for index, dimension in enumerate(self.dimensions):
            mappings.append((("dimensions", index, "cells"), dimension.cells))
            mappings.append((("dimensions", index, "pay"), dimension.pay))
        for path, roles in mappings:
            for role in roles:
                if role not in self.roles:
                    wrong = f"{role} is not among the roles compared here"
                    yield Fault((*path, role), wrong, "add it to 'roles', or remove it here")

    def claims(self) -> Iterator[tuple[str, FactKind, Claim]]:
        """Yield the cells that are facts about a role: role id, kind, claim."""
        for dimension in self.dimensions:
            if dimension.fact is None:
                continue
            for role, text in dimension.cells.items():
                called = self.called.get(role)
                scope = dimension.scope or self.scope or (f'said of "{called}"' if called else None)
                yield (
                    role,
                    dimension.fact,
                    Claim(text=text, source=self.source, date=self.date, scope=scope),
                )


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of job with all that is said of it, in its own file and in the tables."""

    id: str
    name: str
    short: str
    tier: str
    tier_note: str | None
    facts: Mapping[FactKind, tuple[Claim, ...]]
    week: Week | None


def merge_roles(
    files: Iterable[RoleFile], comparisons: Iterable[ComparisonFile], weeks: Iterable[Week]
) -> Mapping[str, Role]:
    """Build roles from their own files and from what the tables say of each."""
    facts: dict[str, dict[FactKind, list[Claim]]] = {}
    ordered = sorted(files, key=lambda file: file.id)
    for file in ordered:
        facts[file.id] = {kind: list(claims) for kind, claims in file.facts.items()}
    for comparison in comparisons:
        for role, kind, claim in comparison.claims():
            facts[role].setdefault(kind, []).append(claim)
    week_of = {week.role: week for week in weeks}
    return MappingProxyType(
        {
            file.id: Role(
                file.id,
                file.name,
                file.short,
                file.tier,
                file.tier_note,
                MappingProxyType(
                    {
                        kind: tuple(facts[file.id][kind])
                        for kind in FactKind
                        if kind in facts[file.id]
                    }
                ),
                week_of.get(file.id),
            )
            for file in ordered
        }
    )
