"""Beside single roles: demand by sector, interview loops, labs, levels, and shorter guides."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from bot.records.dates import When
from bot.records.fields import Claim, Label, Reviewed, Slug, Strict, Text


class InterviewFact(StrEnum):
    """What can be said of a role's interviews beside their rounds."""

    WEIGHS = "weighs"
    ASSESSMENT = "assessment"
    TIME = "time"
    WRONGLY = "wrongly"


class EmployerClaim(Strict):
    """What is said of a kind of employer."""

    who: Label
    claim: Claim


class Named(Strict):
    """A row or column of a table: its id, and what people read."""

    id: Slug
    name: Label


class DemandFile(Strict):
    """knowledge/demand.yaml: roles by sectors."""

    source: Slug
    date: When | None = None
    reviewed: Reviewed = None
    scope: Label | None = None
    sectors: tuple[Named, ...] = Field(min_length=1)
    levels: tuple[Named, ...] = Field(min_length=2, description="Ordered, the least first.")
    roles: dict[Slug, dict[Slug, Slug]] = Field(description="Role id to sector id to level id.")
    supply: dict[Slug, tuple[Claim, ...]] = Field(
        default_factory=dict, description="Role id to what is said of supply against demand."
    )
    observations: tuple[Claim, ...] = ()
    employers: tuple[EmployerClaim, ...] = Field((), description="Who looks for whom.")

    def claims(self) -> Iterator[tuple[tuple[str | int, ...], Claim]]:
        """Give every claim with its path in the file."""
        for role, claims in self.supply.items():
            for index, claim in enumerate(claims):
                yield ("supply", role, index), claim
        for index, claim in enumerate(self.observations):
            yield ("observations", index), claim
        for index, item in enumerate(self.employers):
            yield ("employers", index, "claim"), item.claim

    @model_validator(mode="after")
    def _knows_its_ids(self) -> Self:
        sectors, levels = {it.id for it in self.sectors}, {it.id for it in self.levels}
        for role, row in self.roles.items():
            if unknown := sorted(set(row) - sectors):
                raise ValueError(
                    f"{role} names a sector {unknown[0]} that is not in sectors; add it"
                )
            if unknown := sorted(set(row.values()) - levels):
                raise ValueError(f"{role} has a level {unknown[0]} that is not in levels; add it")
        return self


class InterviewsFile(Strict):
    """knowledge/interviews.yaml: the rounds of interview loops, role by role."""

    source: Slug
    date: When | None = None
    reviewed: Reviewed = None
    scope: Label | None = None
    rounds: tuple[Named, ...] = Field(min_length=1)
    loops: dict[Slug, dict[Slug, Text]] = Field(description="Role id to round id to what it tests.")
    general: tuple[Claim, ...] = Field((), description="What holds for all interviews.")
    notes: dict[Slug, dict[InterviewFact, tuple[Claim, ...]]] = Field(
        default_factory=dict, description="Role id to what is said beside the rounds."
    )

    def claims(self) -> Iterator[tuple[tuple[str | int, ...], Claim]]:
        """Give every claim with its path in the file."""
        for index, claim in enumerate(self.general):
            yield ("general", index), claim
        for role, notes in self.notes.items():
            for fact, claims in notes.items():
                for index, claim in enumerate(claims):
                    yield ("notes", role, fact.value, index), claim

    @model_validator(mode="after")
    def _knows_its_rounds(self) -> Self:
        rounds = {it.id for it in self.rounds}
        for role, loop in self.loops.items():
            if unknown := sorted(set(loop) - rounds):
                raise ValueError(f"{role} names a round {unknown[0]} that is not in rounds; add it")
        return self


class LabFact(StrEnum):
    """What can be said of a lab; the lines that labs are compared on."""

    CULTURE = "culture"
    REWARDED = "rewarded"
    LINE = "line"
    SCIENTISTS = "scientists"
    ENGINEERS = "engineers"
    PROCESS = "process"
    EQUITY = "equity"


class LabFile(Strict):
    """knowledge/labs/<employer>.yaml: one lab; its pay stands in pay.yaml."""

    id: Slug
    facts: dict[LabFact, tuple[Claim, ...]]

    def claims(self) -> Iterator[tuple[tuple[str | int, ...], Claim]]:
        """Give every claim with its path in the file."""
        for fact, claims in self.facts.items():
            for index, claim in enumerate(claims):
                yield ("facts", fact.value, index), claim


class Level(Strict):
    """One step of the ladder that all roles share, and what it is called elsewhere."""

    id: Slug
    name: Label
    also: tuple[Label, ...] = ()
    claims: tuple[Claim, ...] = Field(min_length=1)


class LevelsFile(Strict):
    """knowledge/levels.yaml: what changes from level to level, and each role's ladder."""

    levels: tuple[Level, ...] = Field(min_length=1, description="The lowest first.")
    top: tuple[Claim, ...] = Field((), description="What becomes of all roles at the top.")
    ladders: dict[Slug, tuple[Claim, ...]] = Field(default_factory=dict)

    def claims(self) -> Iterator[tuple[tuple[str | int, ...], Claim]]:
        """Give every claim with its path in the file."""
        for number, level in enumerate(self.levels):
            for index, claim in enumerate(level.claims):
                yield ("levels", number, "claims", index), claim
        for index, claim in enumerate(self.top):
            yield ("top", index), claim
        for role, claims in self.ladders.items():
            for index, claim in enumerate(claims):
                yield ("ladders", role, index), claim


class GuideSection(Strict):
    """Claims under one heading."""

    heading: Label | None = None
    claims: tuple[Claim, ...] = Field(min_length=1)


class GuideFile(Strict):
    """knowledge/guide/<topic>.yaml: a shorter piece on one question."""

    id: Slug
    title: Label
    about: Label = Field(description="What it answers, as it is offered in the list of topics.")
    sections: tuple[GuideSection, ...] = Field(min_length=1)

    def claims(self) -> Iterator[tuple[tuple[str | int, ...], Claim]]:
        """Give every claim with its path in the file."""
        for number, section in enumerate(self.sections):
            for index, claim in enumerate(section.claims):
                yield ("sections", number, "claims", index), claim
