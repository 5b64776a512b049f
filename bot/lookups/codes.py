"""The short codes of queries, as they stand in buttons."""

from dataclasses import MISSING, Field, fields
from typing import Any

from bot.lookups.queries import (
    CODE_LIMIT,
    AboutQuery,
    AssessQuery,
    CompareQuery,
    DemandQuery,
    GuideQuery,
    HelpQuery,
    InterviewCompareQuery,
    InterviewQuery,
    LabQuery,
    LevelsQuery,
    MatchQuery,
    PassagesQuery,
    PracticeQuery,
    Query,
    RoleQuery,
    RoleSection,
    SalaryQuery,
    TiersQuery,
    TitleQuery,
)

_SECTIONS = tuple(RoleSection)


def _kinds() -> dict[str, type[Any]]:
    """Map letters to queries whose code is their fields, one after another."""
    return {
        "s": SalaryQuery,
        "n": TiersQuery,
        "i": InterviewQuery,
        "j": InterviewCompareQuery,
        "d": DemandQuery,
        "b": LabQuery,
        "l": LevelsQuery,
        "g": GuideQuery,
        "m": MatchQuery,
        "e": AssessQuery,
        "p": PracticeQuery,
        "a": AboutQuery,
        "h": HelpQuery,
    }


def encode(query: Query) -> str | None:
    """Give the code of a query, or None where it is too long for a button."""
    match query:
        case RoleQuery(role, section):
            code = f"r:{role}:{section}"
        case CompareQuery(roles, about):
            # The number of the section rather than its name: four long names must still fit.
            code = "c:" + "+".join(roles) + (f":{_SECTIONS.index(about)}" if about else "")
        case TitleQuery(text, employer):
            code = f"t:{employer or ''}:{text}"
        case PassagesQuery(words, roles):
            code = f"w:{'+'.join(roles)}:{words}"
        case _:
            letter = next(it for it, kind in _kinds().items() if type(query) is kind)
            values = [getattr(query, field.name) for field in fields(query)]
            parts = ["+".join(it) if isinstance(it, tuple) else it or "" for it in values]
            code = ":".join([letter, *parts])
    return code if len(code) <= CODE_LIMIT else None


def decode(code: str) -> Query | None:
    """Read a code back; None for one that no version of the bot wrote."""
    kind, _, rest = code.partition(":")
    match kind, rest.split(":"):
        case "r", [role, section] if section in tuple(RoleSection):
            return RoleQuery(role, RoleSection(section))
        case "c", [roles]:
            return CompareQuery(tuple(roles.split("+")))
        case "c", [roles, number] if number in map(str, range(len(_SECTIONS))):
            return CompareQuery(tuple(roles.split("+")), _SECTIONS[int(number)])
        case "t", [employer, *text]:
            return TitleQuery(":".join(text), employer or None)
        case "w", [roles, *words]:
            return PassagesQuery(":".join(words), tuple(filter(None, roles.split("+"))))
        case _:
            return _decode_fields(_kinds().get(kind), rest)


def _decode_fields(kind: type[Any] | None, rest: str) -> Query | None:
    """Read the fields of a query; None where one that it needs is missing."""
    if kind is None:
        return None
    wanted = fields(kind)
    if not wanted:
        empty: Query = kind()
        return empty
    parts = rest.split(":")
    if len(parts) != len(wanted):
        return None
    values = [_value(field, part) for field, part in zip(wanted, parts, strict=True)]
    if any(
        value is None and field.default is MISSING
        for field, value in zip(wanted, values, strict=True)
    ):
        return None
    found: Query = kind(*values)
    return found


def _value(field: Field[Any], part: str) -> str | tuple[str, ...] | None:
    if not part:
        return None
    return tuple(part.split("+")) if "tuple" in str(field.type) else part
