"""What a process shows of itself: log lines, and the sign of life of a container."""

import asyncio
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pythonjsonlogger.json import JsonFormatter

from bot.settings import LogLevel

BEAT_SECONDS = 5
FRESH_SECONDS = 20


def set_up_logging(
    level: LogLevel, form: Literal["text", "json"], discord_level: LogLevel | None = None
) -> None:
    """Send log lines to standard error: for people, or one JSON object a line, its time in UTC.

    Only the bot itself goes down to DEBUG: there, libraries write tokens and members' words.
    """
    handler = logging.StreamHandler(sys.stderr)
    if form == "json":
        handler.setFormatter(
            JsonFormatter(
                ("levelname", "name", "message"),
                style="sequence",
                rename_fields={"levelname": "level", "name": "logger", "exc_info": "exception"},
                timestamp="time",
                json_ensure_ascii=False,
            )
        )
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    others = "INFO" if level == "DEBUG" else level
    logging.basicConfig(level=others, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(level)
    logging.getLogger("discord").setLevel(discord_level or others)
    # What these say of their own work is of use to nobody who runs the bot.
    for name in ("alembic", "watchfiles"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))


async def beat(is_connected: Callable[[], bool], file: Path) -> None:
    """Touch the file every few seconds while connected, and remove it while not, for ever.

    One that is there but old tells that the process itself does nothing any more.
    """
    try:
        while True:
            if is_connected():
                file.touch()  # noqa: ASYNC240 - a moment, on a local disk
            else:
                file.unlink(missing_ok=True)  # noqa: ASYNC240
            await asyncio.sleep(BEAT_SECONDS)
    finally:
        file.unlink(missing_ok=True)  # noqa: ASYNC240


def is_healthy(file: Path, now: float | None = None) -> bool:
    """Tell whether the sign of life is fresh; `now` in seconds since the epoch."""
    try:
        age = (time.time() if now is None else now) - file.stat().st_mtime
    except FileNotFoundError:
        return False
    return age < FRESH_SECONDS
