"""What is said of labs, of levels, and on questions that no single role answers."""

from collections.abc import Iterator
from enum import StrEnum

from pydantic import Field

from bot.records.claims import Claim
from bot.records.fields import Label, Slug, Strict


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
