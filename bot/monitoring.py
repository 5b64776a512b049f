"""What a process shows of itself: log lines, and the sign of life of a container."""

import asyncio
import logging
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pythonjsonlogger.json import JsonFormatter

if TYPE_CHECKING:
    import discord

BEAT_SECONDS = 10
FRESH_SECONDS = 60


def set_up_logging(level: str, form: Literal["text", "json"]) -> None:
    """Send log lines to standard error: for people, or one JSON object a line, its time in UTC."""
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
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # What these say of their own work is of use to nobody who runs the bot.
    for name in ("alembic", "watchfiles"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))


async def beat(client: "discord.Client", file: Path) -> None:
    """Touch the file for as long as the gateway is connected."""
    while not client.is_closed():
        if client.is_ready():
            file.touch()  # noqa: ASYNC240 - a moment, on a local disk
        await asyncio.sleep(BEAT_SECONDS)


def is_healthy(file: Path, now: float | None = None) -> bool:
    """Tell whether the sign of life is fresh; `now` in seconds since the epoch."""
    try:
        age = (time.time() if now is None else now) - file.stat().st_mtime
    except FileNotFoundError:
        return False
    return age < FRESH_SECONDS
