"""The custom ids of buttons and menus: what a click does, on which page, of which query."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.lookups.model import Doing
from bot.lookups.queries import Query
from bot.lookups.registry import decode, encode

MENU_PATTERN = re.compile(r"m(?P<number>\d)")
PATTERN = re.compile(r"(?P<verb>[gsxr])(?P<page>\d{1,3}):(?P<code>.+)", re.DOTALL)
LAST_PAGE = 999


class Verb(StrEnum):
    """What a click asks for."""

    GO = "g"
    SHARE = "s"
    TEXT = "x"
    REMIND = "r"


@dataclass(frozen=True, slots=True)
class Click:
    """A click read from a custom id or from a menu's value."""

    verb: Verb
    page: int
    query: Query


def write(verb: Verb, query: Query, page: int = 0) -> str | None:
    """Write a custom id, or None where the query does not fit one."""
    code = encode(query)
    return None if code is None or page > LAST_PAGE else f"{verb}{page}:{code}"


DOING_PATTERN = re.compile(r"t(?P<kind>[a-z]+):(?P<subject>[a-z0-9.-]{1,80})")


def doing_code(doing: Doing) -> str:
    """Write the custom id of something that changes what is stored."""
    return f"t{doing.kind}:{doing.subject}"


def read(custom_id: str) -> Click | None:
    """Read a custom id; None for one that no version of the bot wrote."""
    match = PATTERN.fullmatch(custom_id)
    query = decode(match["code"]) if match else None
    if match is None or query is None:
        return None
    return Click(Verb(match["verb"]), int(match["page"]), query)
