"""Sources, tiers, roles, their weeks, and what tells roles apart: the models of those files.

These models are the contract with the people who write the files: the JSON Schemas
that their editors use are generated from them, and so are the messages they read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from bot.records.claims import Claim, Gist, unsupported_in
from bot.records.dates import When
from bot.records.fields import (
    ADDRESS,
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
from bot.records.problems import RecordError, suggestion
from bot.records.reader import DataPath
from bot.records.references import Defines, Fault, Unique


class Source(Strict):
    """A document that facts come from."""

    id: Annotated[Slug, Defines("source"), Unique("source")]
    title: Label
    title_note: Text | None = Field(None, description="Whence the title, where it is not its own.")
    author: Label | None = None
    author_note: Text | None = Field(None, description="Whence the author, or why there is none.")
    publisher: Label | None = None
    url: Annotated[str, StringConstraints(pattern=ADDRESS, max_length=200)] | None = None
    url_note: Text | None = Field(None, description="What the link leads to, if not the document.")
    document: Label = Field(description="The file name of the document, as it was received.")
    date: When = Field(description="The date its facts hold for, unless a claim gives its own.")
    date_note: Text | None = None
    scope: Label = Field(description="What it covers, unless a claim gives a scope of its own.")
    about: Text | None = Field(None, description="Who writes, for whom, and on what basis.")

    @property
    def by(self) -> str:
        """Who wrote it: author and publisher, as far as they are known."""
        names = ", ".join(part for part in (self.author, self.publisher) if part)
        return names or "no author named"

    @property
    def inferred(self) -> str:
        """What of title, author, date and link is not the document's own; may be empty."""
        notes = (self.title_note, self.author_note, self.date_note, self.url_note)
        return " ".join(note for note in notes if note)


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
    spoken: Label | None = Field(
        None, description="What the work is called in a sentence, if not by the short name."
    )
    tier: TierRef
    gist: Gist = Field(description="What the role is, in one sentence.")
    tier_note: Text | None = Field(
        None, description="Why this tier, where no document assigns the role to one."
    )
    facts: dict[FactKind, tuple[Claim, ...]] = Field(
        description="Kind of fact to claims, those that decide first."
    )

    @property
    def claims(self) -> Mapping[str, Claim]:
        """The claims that have an id, by it."""
        return _by_id(self.facts)

    def faults(self) -> Iterator[Fault]:
        """Find a gist that rests on nothing that is known, or names a figure of its own."""
        said = {id_: claim.text for id_, claim in self.claims.items()}
        yield from unsupported_in(("gist",), self.gist, said)


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


class Theme(LabelledEnum):
    """What a line of a comparison is about, in the order in which people ask."""

    PURPOSE = "purpose", "What each is for"
    WORK = "work", "The work itself"
    SUITS = "suits", "Whom each suits"
    GETTING_IN = "getting-in", "Getting in"
    INTERVIEWS = "interviews", "Interviews"
    CAREER = "career", "Career and market"


class Dimension(Strict):
    """One line of a comparison: what is said of each role under one heading."""

    label: Label
    theme: Theme = Field(description="What it is about; lines of one theme stand together.")
    fact: FactKind | None = Field(
        None, description="The kind of fact that the cells are of; the claims are the roles'."
    )
    cells: dict[RoleRef, Text] = Field(
        default_factory=dict, description="Role id to what is said of it."
    )
    pay: dict[RoleRef, PayRef] = Field(
        default_factory=dict, description="Role id to the id of a claim in pay.yaml."
    )
    scope: Label | None = None
    scale: tuple[Label, ...] = Field(
        (), description="The words of its cells in their order, the least first."
    )

    @model_validator(mode="after")
    def _keeps_to_its_scale(self) -> Self:
        for role, cell in self.cells.items() if self.scale else ():
            if cell not in self.scale:
                raise RecordError(
                    f"{cell} of {role} is no step of the scale", suggestion(cell, self.scale)
                )
        return self

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


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of job with all that its file says of it, and its week."""

    id: str
    name: str
    short: str
    spoken: str
    """What the work is called within a sentence: red teaming, MLE."""
    tier: str
    tier_note: str | None
    gist: Gist
    facts: Mapping[FactKind, tuple[Claim, ...]]
    week: Week | None

    @property
    def claims(self) -> Mapping[str, Claim]:
        """The claims that have an id, by it."""
        return _by_id(self.facts)


def _by_id(facts: Mapping[FactKind, tuple[Claim, ...]]) -> Mapping[str, Claim]:
    return {it.id: it for claims in facts.values() for it in claims if it.id}


def merge_roles(files: Iterable[RoleFile], weeks: Iterable[Week]) -> Mapping[str, Role]:
    """Build roles from their own files and from the table of weeks."""
    week_of = {week.role: week for week in weeks}
    return MappingProxyType(
        {
            file.id: Role(
                file.id,
                file.name,
                file.short,
                file.spoken or file.short,
                file.tier,
                file.tier_note,
                file.gist,
                MappingProxyType({it: file.facts[it] for it in FactKind if it in file.facts}),
                week_of.get(file.id),
            )
            for file in sorted(files, key=lambda file: file.id)
        }
    )
