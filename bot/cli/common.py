"""What all commands share: settings, the log, loading, and how a command fails."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from bot.knowledge.base import Knowledge

Directory = Annotated[
    Path | None,
    typer.Argument(help="Directory of the knowledge files; the shipped one if left out."),
]


def settings_or_fail() -> Settings:
    """Read the settings, or end with what is wrong with them."""
    try:
        return load_settings()
    except SettingsError as error:
        fail(str(error))


def start_logging(settings: Settings) -> None:
    from bot.monitoring import set_up_logging  # noqa: PLC0415

    set_up_logging(settings.log_level, settings.log_format, settings.discord_log_level)


def knowledge_or_fail(directory: Path, code: int = 2) -> "Knowledge":
    """Load the knowledge, or end with every problem."""
    from bot.knowledge.loader import load  # noqa: PLC0415
    from bot.records.problems import KnowledgeError  # noqa: PLC0415

    try:
        return load(directory)
    except KnowledgeError as error:
        fail(str(error), code)


def need_preview() -> None:
    """Say how to install the simulator where it is missing."""
    from importlib.util import find_spec  # noqa: PLC0415

    if find_spec("simcord") is None or find_spec("markdown_it") is None:
        fail(
            "This needs the simulator. In a clone, `python3 dev.py preview` installs it; elsewhere "
            "pip install 'careers-bot[preview]' does."
        )


def lines_of_input() -> Iterator[str]:
    for line in sys.stdin:
        yield line.rstrip("\n").rstrip("\r")


def fail(message: str, code: int = 2) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
