"""What can be configured, by environment or `.env`, each with its description."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AnyHttpUrl,
    AnyWebsocketUrl,
    Field,
    PositiveInt,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import UserFacingError

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


KEEP_DAYS = 90


class Settings(BaseSettings):
    """Settings of one process."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    discord_token: SecretStr | None = Field(
        None, description="Token of the bot's account. Without one, only the preview runs."
    )
    knowledge_dir: Path = Field(
        default_factory=lambda: Path(__file__).parent.parent / "knowledge",
        description="Directory of the knowledge files; by default the ones beside the code.",
    )
    database_file: Path = Field(
        Path("data/careers.sqlite3"),
        description="SQLite file of games, reviews and members' choices; made at the first start.",
    )
    log_level: LogLevel = Field("INFO", description="The least severe messages that are logged.")
    discord_log_level: LogLevel | None = Field(
        None,
        description="The same for discord.py, whose DEBUG holds tokens and members' words; by "
        "default as `LOG_LEVEL`, and never DEBUG.",
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="Log lines for people (text) or for machines (json, one object each)."
    )
    discord_api_url: AnyHttpUrl | None = Field(
        None, description="REST base, e.g. of a proxy in front of Discord; Discord's by default."
    )
    discord_gateway_url: AnyWebsocketUrl | None = Field(
        None, description="Gateway address, e.g. of a proxy; Discord's by default."
    )
    development_server: int | None = Field(
        None,
        gt=0,
        description="Id of a server in which commands are registered at once, for development.",
    )
    operators: Annotated[frozenset[PositiveInt], NoDecode] = Field(
        frozenset(),
        description="Discord ids of who may change the shared knowledge: `1, 2`.",
    )
    home_server: int | None = Field(
        None, gt=0, description="Id of the server in which operators have their role."
    )
    operator_role: int | None = Field(
        None, gt=0, description="Id of the role in the home server that makes an operator."
    )
    operators_channel: int | None = Field(
        None, gt=0, description="Id of the channel that is told when knowledge files do not load."
    )
    keep_days: int = Field(
        KEEP_DAYS,
        gt=0,
        description="Days after which the questions of ended quizzes are removed, and members' "
        "answers to problems with the grades that others gave them; scores and one's own grades "
        "stay.",
    )
    health_file: Path | None = Field(
        None, description="File that is touched while connected, for `careers-bot healthy`."
    )

    @field_validator("log_level", "discord_log_level", "log_format", mode="before")
    @classmethod
    def _any_case(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str):
            return value
        return value.lower() if info.field_name == "log_format" else value.upper()

    @field_validator("operators", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        """Take ids however people list them: `1,2`, `1 2`, `[1, 2]`."""
        return re.findall(r"[^\s,\[\]]+", value) if isinstance(value, str) else value


class SettingsError(UserFacingError):
    """A setting cannot be used; the text names it and says what is right."""

    remedy = "Put it right in the environment or in `.env`."


def load_settings() -> Settings:
    """Read the settings; raise SettingsError with one sentence a setting."""
    try:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"`.env` cannot be read: {error}.") from None
    except ValidationError as error:
        sentences = []
        for detail in error.errors(include_url=False, include_input=False):
            name = str(detail["loc"][0]).upper()
            sentences.append(f"{name} cannot be used: {detail['msg'].rstrip('.')}.")
        raise SettingsError(" ".join(sentences)) from None
