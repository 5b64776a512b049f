"""What the moderators of a server can set, as one record that can be exported and imported."""

from collections.abc import Collection
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import Field, StringConstraints, ValidationError, field_validator

from bot.knowledge.complaints import explain
from bot.records.fields import Strict
from bot.records.problems import Problem, RecordError
from bot.records.reader import read

FILE = "settings.yaml"
MAX_BYTES = 16 * 1024
MOST = 25
"""Channels and roles that can be named: as many as a menu of Discord takes."""
Id = Annotated[
    str,
    StringConstraints(pattern=r"^[1-9][0-9]{0,18}$"),
    Field(description="A Discord id, in quotes."),
]
Starters = Literal["everyone", "moderators", "roles"]


class ServerSettings(Strict):
    """The settings of one server; what is left out is as it is everywhere."""

    replies: Literal["private", "public"] = Field(
        "private", description="Who sees answers to commands: the asker alone, or all."
    )
    quiz_channels: tuple[Id, ...] = Field(
        (), max_length=MOST, description="Where quizzes may be played; empty for everywhere."
    )
    quiz_starters: Starters = Field("everyone", description="Who may start a quiz.")
    quiz_roles: tuple[Id, ...] = Field(
        (), max_length=MOST, description="With quiz_starters: roles, who may start one."
    )
    time_zone: str = Field(
        "UTC", max_length=60, description="By which months of leaderboards begin."
    )
    leaderboards: bool = Field(default=True, description="Whether leaderboards are shown here.")

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if not is_zone(value):
            raise RecordError(f"{value} is no time zone", "write one such as Europe/Berlin or UTC")
        return value

    @property
    def zone(self) -> ZoneInfo:
        """Give the time zone."""
        return ZoneInfo(self.time_zone)

    def may_start_quizzes(self, roles: Collection[int], *, moderates: bool) -> bool:
        """Tell whether somebody with these roles may start a quiz here; moderators always may."""
        if moderates or self.quiz_starters == "everyone":
            return True
        return self.quiz_starters == "roles" and not {*map(int, self.quiz_roles)}.isdisjoint(roles)

    def allows_quizzes_in(self, channels: Collection[int | None]) -> bool:
        """Tell whether quizzes may be played in a channel, or in a thread of an allowed one."""
        allowed = {*map(int, self.quiz_channels)}
        return not allowed or not allowed.isdisjoint(filter(None, channels))


def is_zone(name: str) -> bool:
    """Tell whether a time zone is called so."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def export_settings(settings: ServerSettings) -> bytes:
    """Write settings whole, as a file that can be imported."""
    data = settings.model_dump(mode="json")
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    return b"# Settings of one server; what is left out is as it is everywhere.\n" + text.encode()


def import_settings(raw: bytes) -> ServerSettings | tuple[Problem, ...]:
    """Read an exported file, or give everything that is wrong with it."""
    if len(raw) > MAX_BYTES:
        limit = MAX_BYTES // 1024
        return (Problem(FILE, 1, 1, f"the file is over {limit} kB", "export one, and change that"),)
    document = read(FILE, raw)
    if document.problems:
        return document.problems
    try:
        return ServerSettings.model_validate(document.data or {})
    except ValidationError as error:
        return tuple(explain(document, ServerSettings, error))
