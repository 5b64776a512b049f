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
    | AboutQuery
    | HelpQuery
)


_SECTIONS = tuple(RoleSection)


def roles_of(query: Query | None) -> tuple[str, ...]:
    """Give the roles that a query is about; none where it is about titles or the whole field."""
    match query:
        case RoleQuery(role=role) | SalaryQuery(role=role):
            return (role,)
        case CompareQuery(roles=roles) | PassagesQuery(roles=roles):
            return roles
        case _:
            return ()


def encode(query: Query) -> str | None:
    """Give the code of a query, or None where it is too long for a button."""
    match query:
        case RoleQuery(role, section):
            code = f"r:{role}:{section}"
        case CompareQuery(roles, about):
            # The number of the section rather than its name: four long names must still fit.
            code = "c:" + "+".join(roles) + (f":{_SECTIONS.index(about)}" if about else "")
        case SalaryQuery(role, employer, level):
            code = f"s:{role}:{employer or ''}:{level or ''}"
        case TitleQuery(text, employer):
            code = f"t:{employer or ''}:{text}"
        case TiersQuery(tier):
            code = f"n:{tier or ''}"
        case PassagesQuery(words, roles):
            code = f"w:{'+'.join(roles)}:{words}"
        case AboutQuery():
            code = "a"
        case _:
            code = "h"
    return code if len(code) <= CODE_LIMIT else None


def decode(code: str) -> Query | None:  # noqa: PLR0911 - one a kind of query
    """Read a code back; None for one that no version of the bot wrote."""
    kind, _, rest = code.partition(":")
    match kind, rest.split(":"):
        case "r", [role, section] if section in tuple(RoleSection):
            return RoleQuery(role, RoleSection(section))
        case "c", [roles]:
            return CompareQuery(tuple(roles.split("+")))
        case "c", [roles, number] if number in map(str, range(len(_SECTIONS))):
            return CompareQuery(tuple(roles.split("+")), _SECTIONS[int(number)])
        case "s", [role, employer, level]:
            return SalaryQuery(role, employer or None, level or None)
        case "t", [employer, *text]:
            return TitleQuery(":".join(text), employer or None)
        case "n", [tier]:
            return TiersQuery(tier or None)
        case "w", [roles, *words]:
            return PassagesQuery(":".join(words), tuple(filter(None, roles.split("+"))))
        case "a", _:
            return AboutQuery()
        case "h", _:
            return HelpQuery()
        case _:
            return None
