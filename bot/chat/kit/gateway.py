"""What keeps a client of discord.py connected: events that cannot be read, and a look at the line.

discord.py ends the process over an event that is not what it expects, and takes itself for ready
while nobody is at the other end. What is looked at here has no public name there.
"""

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
import discord
from discord.gateway import DiscordWebSocket

log = logging.getLogger(__name__)
Parser = Callable[[Any], None]
LATE_SECONDS = 10.0
"""A heartbeat that Discord answers later than this is a lost line."""


def shorten_reconnects(record: logging.LogRecord) -> bool:
    """Let discord.py say in one line that the connection broke off, which is nobody's mistake."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, discord.DiscordException | aiohttp.ClientError | OSError):
        record.msg, record.args = f"{record.getMessage()}: {error!r}", ()
        record.exc_info = None
    return True


def guard_events(client: discord.Client) -> None:
    """Let an event that cannot be read be skipped, and named in the log."""
    state = client._connection  # noqa: SLF001
    parsers: Mapping[str, Parser] = state.parsers
    state.parsers = {event: _guarded(event, parse) for event, parse in parsers.items()}


def _guarded(event: str, parse: Parser) -> Parser:
    def guarded(data: Any) -> None:
        try:
            parse(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next event may be fine
            log.error("an event %s cannot be read, and is skipped: %r", event, error)  # noqa: TRY400

    return guarded


def is_open(client: discord.Client) -> bool:
    # discord.py says that there always is a socket; there is none before the first connection.
    socket: DiscordWebSocket | None = client.ws
    return socket is not None and socket.open


def is_connected(client: discord.Client) -> bool:
    """Tell whether Discord is at the other end of the line, and answers in time."""
    if not client.is_ready() or not is_open(client):
        return False
    heart = client.ws._keep_alive  # noqa: SLF001
    if heart is None:
        return False
    since_answer = time.perf_counter() - heart._last_ack  # noqa: SLF001
    overdue = since_answer - (heart.interval or 0)
    return max(heart.latency, overdue) < LATE_SECONDS
