"""What can be asked, as values, and their short codes for buttons.

A slash command, a button, a menu entry and a shared message all come down to one of these
queries, so that each is answered by the same code. Codes hold ids only and fit a button.
"""

from dataclasses import dataclass
from enum import StrEnum

CODE_LIMIT = 94
"""Characters of a code: the 100 of a custom id less what says which button it is."""


class RoleSection(StrEnum):
    """The pages of a role's profile."""

    OVERVIEW = "overview"
    DAY_TO_DAY = "day-to-day"
    GETTING_IN = "getting-in"
    PAY = "pay"
    INTERVIEWS = "interviews"
    WARNINGS = "warnings"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class RoleQuery:
    """Ask what a role is."""

    role: str
    section: RoleSection = RoleSection.OVERVIEW


@dataclass(frozen=True, slots=True)
class CompareQuery:
    """Ask how two to four roles differ; what `about` covers comes first."""

    roles: tuple[str, ...]
    about: RoleSection | None = None


@dataclass(frozen=True, slots=True)
class SalaryQuery:
    """Ask what a role pays, at an employer, at a level."""

    role: str
    employer: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class TitleQuery:
    """Ask what the title of a posting means."""

    text: str
    employer: str | None = None


@dataclass(frozen=True, slots=True)
class TiersQuery:
    """Ask what the tiers are, or what is in one of them."""

    tier: str | None = None


@dataclass(frozen=True, slots=True)
class PassagesQuery:
    """Ask for what the sources say that shares most with some words, of some roles or of all."""

    words: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InterviewQuery:
    """Ask how the interviews of a role run, or what one round of them tests."""

    role: str
    round: str | None = None


@dataclass(frozen=True, slots=True)
class InterviewCompareQuery:
    """Ask how the interviews of roles differ."""

    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemandQuery:
    """Ask where a role is wanted, whom a sector wants, or for the whole map."""

    role: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class LabQuery:
    """Ask what is said of a lab, or of several side by side."""

    labs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelsQuery:
    """Ask what changes from level to level, at one level, or for one role."""

    level: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class GuideQuery:
    """Ask for one of the shorter pieces, or for the list of them."""

    topic: str | None = None


@dataclass(frozen=True, slots=True)
class MatchQuery:
    """Look for one's role: the way, what its questions were, and a digit an answer.

    A button carries all answers so far, so a flow can be taken up again at any time.
    """

    way: str | None = None
    digest: str | None = None
    digits: str | None = None


@dataclass(frozen=True, slots=True)
class AssessQuery:
    """Rate oneself: what the dimensions were, and a digit a rating."""

    digest: str | None = None
    digits: str | None = None


@dataclass(frozen=True, slots=True)
class PracticeQuery:
    """Ask for a problem to practise on: the number of hints taken, or `answer` for the solution."""

    problem: str | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class AboutQuery:
    """Ask what the bot knows, how fresh it is, and from whom."""


@dataclass(frozen=True, slots=True)
class HelpQuery:
    """Ask what can be asked."""


Query = (
    RoleQuery
    | CompareQuery
    | SalaryQuery
    | TitleQuery
    | TiersQuery
    | PassagesQuery
    | InterviewQuery
    | InterviewCompareQuery
    | DemandQuery
    | LabQuery
    | LevelsQuery
    | GuideQuery
    | MatchQuery
    | AssessQuery
    | PracticeQuery
    | AboutQuery
    | HelpQuery
)


def roles_of(query: Query | None) -> tuple[str, ...]:
    """Give the roles that a query is about; none where it is about titles or the whole field."""
    match query:
        case RoleQuery(role=role) | SalaryQuery(role=role) | InterviewQuery(role=role):
            return (role,)
        case DemandQuery(role=str(role)) | LevelsQuery(role=str(role)):
            return (role,)
        case CompareQuery(roles=roles) | PassagesQuery(roles=roles):
            return roles
        case InterviewCompareQuery(roles=roles):
            return roles
        case _:
            return ()
