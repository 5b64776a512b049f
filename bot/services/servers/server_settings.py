"""What the moderators of a server can set: each setting is declared once, as a field.

The panel of `/settings`, its menus and buttons, and what they say follow from the declarations;
so does the record that can be exported and imported.
"""

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import Field, ValidationError, field_validator

from bot.errors import UserFacingError
from bot.knowledge.complaints import explain
from bot.records.fields import Strict
from bot.records.moments import minute_text, read_minute
from bot.records.problems import Problem, RecordError
from bot.records.reader import read
from bot.services.servers.exam_settings import MOST_EXAMS, Exam, Id

FILE = "settings.yaml"
MAX_BYTES = 16 * 1024
MOST = 25
"""Channels and roles that can be named: as many as a menu of Discord takes."""


class ServerDataError(UserFacingError):
    """A server's own words, decks or settings that cannot be taken."""


class UnknownZoneError(ServerDataError):
    """No time zone is called so."""

    remedy = "Choose one that is offered."

    def __init__(self, zone: str) -> None:
        super().__init__(f"“{zone}” is no time zone.")


class SettingRefusedError(ServerDataError):
    """A setting cannot have a value, or there is none of this name."""

    text = "That setting cannot be set so."
    remedy = "/settings show has what it can be."


class SettingsPage(StrEnum):
    """What of the settings is shown at once; the value is in custom ids.

    A setting stands on one of the first, and may be asked for in the set-up as well.
    """

    GENERAL = "general"
    DAILY = "daily"
    PRIZES = "prizes"
    SETUP_ANSWERS = "setup-answers"
    SETUP_QUIZZES = "setup-quizzes"
    SETUP_DAILY = "setup-daily"
    SETUP_PEOPLE = "setup-people"
    SETUP_DONE = "setup-done"


SETUP = (
    SettingsPage.SETUP_ANSWERS,
    SettingsPage.SETUP_QUIZZES,
    SettingsPage.SETUP_DAILY,
    SettingsPage.SETUP_PEOPLE,
    SettingsPage.SETUP_DONE,
)
"""The set-up of a server, in its order; the last page has all that was asked for."""


@dataclass(frozen=True, slots=True)
class ChoiceSetting:
    """One of a few values, in a menu; `options` are values with what each means."""

    label: str
    prompt: str
    options: tuple[tuple[str, str], ...]
    page: SettingsPage = SettingsPage.GENERAL
    setup: SettingsPage | None = None


@dataclass(frozen=True, slots=True)
class SwitchSetting:
    """On or off, by a button."""

    label: str
    page: SettingsPage = SettingsPage.GENERAL
    setup: SettingsPage | None = None


class EntityKind(StrEnum):
    """What a setting names."""

    CHANNEL = "channel"
    ROLE = "role"
    PRIZE_ROLE = "role that I may give"

    @property
    def menu(self) -> Literal["channel", "role"]:
        """Name the menu of Discord that offers them."""
        return "channel" if self is EntityKind.CHANNEL else "role"


KnownEntities = Mapping[EntityKind, AbstractSet[int]]
"""The ids of the channels and roles that a server has, and of the roles that the bot may give."""


@dataclass(frozen=True, slots=True)
class EntitySetting:
    """Channels or roles of the server, up to `most`, in a menu; `empty` says what none means.

    It shows only where another setting has a value, where `only_with` names both.
    """

    label: str
    prompt: str
    kind: EntityKind
    empty: str
    only_with: tuple[str, str] | None = None
    most: int = MOST
    page: SettingsPage = SettingsPage.GENERAL
    setup: SettingsPage | None = None


@dataclass(frozen=True, slots=True)
class ZoneSetting:
    """A time zone, by `/settings time-zone`."""

    label: str
    page: SettingsPage = SettingsPage.GENERAL
    setup: SettingsPage | None = None


@dataclass(frozen=True, slots=True)
class TimeSetting:
    """A time of day by the server's clock, typed into a form; kept as 18:30."""

    label: str
    page: SettingsPage = SettingsPage.GENERAL
    setup: SettingsPage | None = None


@dataclass(frozen=True, slots=True)
class ExamsSetting:
    """Exams, which have a screen of their own."""

    label: str
    page: SettingsPage = SettingsPage.PRIZES
    setup: SettingsPage | None = None


SettingKind = (
    ChoiceSetting | SwitchSetting | EntitySetting | ZoneSetting | TimeSetting | ExamsSetting
)


class ServerSettings(Strict):
    """The settings of one server; what is left out is as it is everywhere."""

    replies: Annotated[
        Literal["private", "public"],
        ChoiceSetting(
            "Answers to commands",
            "Answers to commands",
            (
                ("private", "Private: the asker alone sees them"),
                ("public", "Public: everybody sees them"),
            ),
            setup=SettingsPage.SETUP_ANSWERS,
        ),
    ] = Field(
        "private",
        description="Private keeps a channel tidy; public lets everybody read along.",
    )
    quiz_channels: Annotated[
        tuple[Id, ...],
        EntitySetting(
            "Quizzes are played",
            "Quiz channels",
            EntityKind.CHANNEL,
            "everywhere",
            setup=SettingsPage.SETUP_QUIZZES,
        ),
    ] = Field(
        (),
        max_length=MOST,
        description="Name channels to keep quizzes there; with none they may be played everywhere.",
    )
    quiz_starters: Annotated[
        Literal["everyone", "moderators", "roles"],
        ChoiceSetting(
            "Starting one",
            "Who may start a quiz",
            (
                ("everyone", "Everybody may start a quiz"),
                ("moderators", "Moderators may start a quiz"),
                ("roles", "Moderators and some roles may"),
            ),
            setup=SettingsPage.SETUP_QUIZZES,
        ),
    ] = Field(
        "everyone",
        description="A quiz speaks to a whole channel, so you may leave its start to some.",
    )
    quiz_roles: Annotated[
        tuple[Id, ...],
        EntitySetting(
            "Roles that may start one",
            "Roles that may start a quiz",
            EntityKind.ROLE,
            "none chosen yet",
            only_with=("quiz_starters", "roles"),
            setup=SettingsPage.SETUP_QUIZZES,
        ),
    ] = Field((), max_length=MOST, description="With quiz_starters: roles, who may start one.")
    time_zone: Annotated[str, ZoneSetting("Time zone", setup=SettingsPage.SETUP_DAILY)] = Field(
        "UTC",
        max_length=60,
        description="By this clock questions and quizzes come, and months of leaderboards begin.",
    )
    leaderboards: Annotated[bool, SwitchSetting("Leaderboards")] = Field(
        default=True, description="Whether leaderboards are shown here."
    )
    member_pay: Annotated[bool, SwitchSetting("Members' pay", setup=SettingsPage.SETUP_ANSWERS)] = (
        Field(
            default=False,
            description="Whether members can share here what they earn, without names.",
        )
    )
    notes_channel: Annotated[
        tuple[Id, ...],
        EntitySetting(
            "Notes for moderators",
            "Channel for notes",
            EntityKind.CHANNEL,
            "in this server's updates channel, or where it happens",
            most=1,
            setup=SettingsPage.SETUP_PEOPLE,
        ),
    ] = Field(
        (),
        max_length=1,
        description="I say there what needs a moderator, such as a right that I lack.",
    )
    daily_channel: Annotated[
        tuple[Id, ...],
        EntitySetting(
            "Asked in",
            "Choose a channel",
            EntityKind.CHANNEL,
            "no channel, so it is off",
            most=1,
            page=SettingsPage.DAILY,
            setup=SettingsPage.SETUP_DAILY,
        ),
    ] = Field(
        (),
        max_length=1,
        description="One question a day is asked there; answers are private, and streaks count.",
    )
    daily_time: Annotated[
        str, TimeSetting("Asked at", SettingsPage.DAILY, SettingsPage.SETUP_DAILY)
    ] = Field(
        "18:00", description="When the question of the day comes, by the clock of this server."
    )
    daily_role: Annotated[
        tuple[Id, ...],
        EntitySetting(
            "Pings",
            "Role to ping",
            EntityKind.ROLE,
            "nobody",
            most=1,
            page=SettingsPage.DAILY,
        ),
    ] = Field((), max_length=1, description="The one role that it pings, if any.")

    season_role: Annotated[
        tuple[Id, ...],
        EntitySetting(
            "The first three of a season get",
            "Role for the first three",
            EntityKind.PRIZE_ROLE,
            "a certificate and no role",
            most=1,
            page=SettingsPage.PRIZES,
        ),
    ] = Field((), max_length=1, description="The role of a season's first three, if any.")
    exams: Annotated[tuple[Exam, ...], ExamsSetting("Exams")] = Field(
        (), max_length=MOST_EXAMS, description="The exams that members can sit."
    )

    @field_validator("exams")
    @classmethod
    def _one_a_topic(cls, value: tuple[Exam, ...]) -> tuple[Exam, ...]:
        topics = [it.topic for it in value]
        if twice := next((it for it in topics if topics.count(it) > 1), None):
            raise RecordError(f"{twice} has two exams", "keep one of them")
        return value

    @field_validator("daily_time")
    @classmethod
    def _read_time(cls, value: str) -> str:
        minute = read_minute(value)
        if minute is None:
            raise RecordError(f"{value} is no time of day", "write one such as 18:30")
        return minute_text(minute)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if not is_zone(value):
            raise RecordError(f"{value} is no time zone", "write one such as Europe/Berlin or UTC")
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def daily_minute(self) -> int:
        """The minute of the day at which the question of the day comes."""
        minute = read_minute(self.daily_time)
        if minute is None:
            raise AssertionError(f"the validator lets no {self.daily_time} pass")
        return minute

    def may_start_quizzes(self, roles: Collection[int], *, moderates: bool) -> bool:
        """Tell whether somebody with these roles may start a quiz here; moderators always may."""
        if moderates or self.quiz_starters == "everyone":
            return True
        return self.quiz_starters == "roles" and not {*map(int, self.quiz_roles)}.isdisjoint(roles)

    def allows_quizzes_in(self, channels: Collection[int | None]) -> bool:
        """Tell whether quizzes may be played in a channel, or in a thread of an allowed one."""
        allowed = {*map(int, self.quiz_channels)}
        return not allowed or not allowed.isdisjoint(filter(None, channels))


def _declared() -> Mapping[str, SettingKind]:
    """Read the declaration of each field; one that has none stops the program here."""
    found: dict[str, SettingKind] = {}
    for name, field in ServerSettings.model_fields.items():
        (found[name],) = (it for it in field.metadata if isinstance(it, SettingKind))
    return MappingProxyType(found)


SETTINGS = _declared()
"""All settings by the names of their fields, in the order in which they are shown."""
MEANINGS: Mapping[str, str] = MappingProxyType(
    {name: it.description or "" for name, it in ServerSettings.model_fields.items()}
)
"""What each setting means, in a sentence."""


def is_zone(name: str) -> bool:
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
    """Read an exported file, or list everything that is wrong with it."""
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


def foreign_entities(settings: ServerSettings, known: KnownEntities) -> tuple[Problem, ...]:
    """List the channels and roles that settings name and a server does not have."""
    return tuple(
        Problem(FILE, 1, 1, f"this server has no {kind} {named}", "remove it")
        for kind, named in _named_entities(settings)
        if int(named) not in known[kind]
    )


def _named_entities(settings: ServerSettings) -> Iterator[tuple[EntityKind, str]]:
    for name, setting in SETTINGS.items():
        if isinstance(setting, EntitySetting):
            yield from ((setting.kind, it) for it in getattr(settings, name))
    yield from ((EntityKind.PRIZE_ROLE, it.role) for it in settings.exams if it.role is not None)
