"""What can be asked, as values, and the queries that pages of all kinds lead to.

A slash command, a button, a menu entry and a shared message all come down to a query, so that
each is answered by the same code. A query is declared beside its answer; the ones here stand
below all answers, so that pages can lead to each other.

The types of the fields say what an id names. From them follow the short code of a query, whether
something it names has left the knowledge, and which roles it is about.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Annotated

from bot.records.fields import LabelledEnum


class Entity(StrEnum):
    """A kind of thing that queries name by its id; the value is what people read."""

    ROLE = "role"
    EMPLOYER = "employer"
    TIER = "tier"
    ROUND = "round"
    SECTOR = "sector"
    LAB = "lab"
    LEVEL = "level"
    GUIDE = "guide"
    WAY = "way to a role"
    PROBLEM = "problem"
    RANKING = "ranking"
    BACKGROUND = "background"


class InCode(Enum):
    """How a field is written in a code where it is not one id, or ids joined by `+`."""

    REST = "rest"
    """Words of a person: they come last, since they may hold a colon."""
    NUMBER = "number"
    """A choice by its number, to save letters, at the end; left out with its colon where None."""
    LATER = "later"
    """A field younger than its code: at the end, left out with its colon where None."""


RoleId = Annotated[str, Entity.ROLE]
EmployerId = Annotated[str, Entity.EMPLOYER]
TierId = Annotated[str, Entity.TIER]
RoundId = Annotated[str, Entity.ROUND]
SectorId = Annotated[str, Entity.SECTOR]
LabId = Annotated[str, Entity.LAB]
LevelId = Annotated[str, Entity.LEVEL]
GuideId = Annotated[str, Entity.GUIDE]
WayId = Annotated[str, Entity.WAY]
ProblemId = Annotated[str, Entity.PROBLEM]
RankingId = Annotated[str, Entity.RANKING]
BackgroundId = Annotated[str, Entity.BACKGROUND]
FreeText = Annotated[str, InCode.REST]


class RoleSection(LabelledEnum):
    """The pages of a role's profile."""

    OVERVIEW = "overview", "Overview"
    DAY_TO_DAY = "day-to-day", "Day to day"
    GETTING_IN = "getting-in", "Getting in"
    PAY = "pay", "Pay"
    INTERVIEWS = "interviews", "Interviews"
    WARNINGS = "warnings", "Warnings"
    SOURCES = "sources", "Sources"
    DEGREE = "degree", "Degree and PhD"


@dataclass(frozen=True, slots=True)
class Query:
    """Something that can be asked."""


@dataclass(frozen=True, slots=True)
class RoleQuery(Query):
    """Ask what a role is."""

    role: RoleId
    section: RoleSection = RoleSection.OVERVIEW


@dataclass(frozen=True, slots=True)
class CompareQuery(Query):
    """Ask how two to four roles differ; what `about` covers comes first."""

    roles: tuple[RoleId, ...]
    about: Annotated[RoleSection | None, InCode.NUMBER] = None


@dataclass(frozen=True, slots=True)
class SalaryQuery(Query):
    """Ask what a role pays, or which pays most; at an employer, a level as `level_code` writes it.

    `offer` is an amount to judge, as `offer_code` writes it; `place` a country or town.
    """

    role: RoleId | None = None
    employer: EmployerId | None = None
    level: str | None = None
    offer: Annotated[str | None, InCode.LATER] = None
    place: Annotated[str | None, InCode.LATER] = None


@dataclass(frozen=True, slots=True)
class InterviewQuery(Query):
    """Ask how the interviews of a role run, or what one round of them tests."""

    role: RoleId
    round: RoundId | None = None


@dataclass(frozen=True, slots=True)
class InterviewCompareQuery(Query):
    """Ask how the interviews of roles differ."""

    roles: tuple[RoleId, ...]


@dataclass(frozen=True, slots=True)
class PracticeQuery(Query):
    """Ask for a problem to practise on: the number of hints taken, or `answer` for the solution."""

    problem: ProblemId | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class PracticeRoundsQuery(Query):
    """Ask what there is to practise for a role, or for one round of `PracticeLoop.rounds`."""

    role: RoleId
    round: str | None = None


@dataclass(frozen=True, slots=True)
class DemandQuery(Query):
    """Ask where a role is wanted, whom a sector wants, or for the whole map."""

    role: RoleId | None = None
    sector: SectorId | None = None


@dataclass(frozen=True, slots=True)
class LevelsQuery(Query):
    """Ask what changes from level to level, at one level, or for one role."""

    level: LevelId | None = None
    role: RoleId | None = None


@dataclass(frozen=True, slots=True)
class TiersQuery(Query):
    """Ask what the tiers are, or what is in one of them."""

    tier: TierId | None = None


@dataclass(frozen=True, slots=True)
class GuideQuery(Query):
    """Ask for one of the shorter pieces, or for the list of them."""

    topic: GuideId | None = None


@dataclass(frozen=True, slots=True)
class PassagesQuery(Query):
    """Ask for what the sources say that shares most with some words, of some roles or of all."""

    words: FreeText
    roles: tuple[RoleId, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpQuery(Query):
    """Ask what can be asked."""
