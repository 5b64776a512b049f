"""The sign of life that a container's health check looks at."""

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import discord

BEAT_SECONDS = 10
FRESH_SECONDS = 60


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
