"""Seasons: stretches of time that a server named, by which leaderboards begin anew."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Season:
    """A season of one server; `closed` is None while it is open."""

    id: int
    name: str
    opened: datetime
    closed: datetime | None
