"""The composition root: build everything once, in order, and hand it down."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord

from bot.charts.studio import ChartStudio
from bot.chat.clicks import CLICKS
from bot.chat.client import CareersClient
from bot.chat.commands import add_all
from bot.chat.desk import Clock, Desk, utc_now
from bot.chat.endpoints import use_endpoints
from bot.health import beat
from bot.knowledge.base import Knowledge
from bot.knowledge.loader import load
from bot.settings import Settings

log = logging.getLogger(__name__)


class StartError(Exception):
    """The bot cannot start; the message says why and what to do."""


@asynccontextmanager
async def open_client(
    knowledge: Knowledge, clock: Clock = utc_now, development_server: int | None = None
) -> AsyncIterator[CareersClient]:
    """Open the bot with what it needs; close all of it at the end."""
    async with ChartStudio() as studio:
        client = CareersClient(Desk(knowledge, studio, clock), CLICKS, development_server)
        add_all(client.tree)
        try:
            yield client
        finally:
            if not client.is_closed():
                await client.close()


async def serve(settings: Settings) -> None:
    """Serve Discord until SIGTERM or SIGINT; raise StartError where that cannot begin."""
    if settings.discord_token is None:
        raise StartError("DISCORD_TOKEN is not set; without it, run `careers-bot preview`.")
    use_endpoints(
        str(settings.discord_api_url) if settings.discord_api_url else None,
        str(settings.discord_gateway_url) if settings.discord_gateway_url else None,
    )
    knowledge = load(settings.knowledge_dir)
    async with open_client(knowledge, development_server=settings.development_server) as client:
        running = asyncio.ensure_future(client.start(settings.discord_token.get_secret_value()))
        _stop_on_signals(client)
        if settings.health_file is not None:
            beating = asyncio.create_task(beat(client, settings.health_file), name="sign of life")
            running.add_done_callback(lambda _: beating.cancel())
        try:
            await running
        except discord.LoginFailure:
            raise StartError(
                "Discord does not accept DISCORD_TOKEN; copy it again from the developer portal, "
                "Bot → Reset Token."
            ) from None
        except (OSError, discord.HTTPException, discord.GatewayNotFound) as error:
            raise StartError(f"Discord cannot be reached: {error}") from error


def _stop_on_signals(client: CareersClient) -> None:
    """Close the client on a signal, so that everything opened is closed in order."""
    if sys.platform == "win32":
        return  # Ctrl+C raises KeyboardInterrupt there, which ends the loop as well
    loop = asyncio.get_running_loop()

    def stop() -> None:
        log.info("stopping")
        closing = loop.create_task(client.close(), name="close on signal")
        closing.add_done_callback(lambda task: task.exception())

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop)
