"""The life of a process that serves Discord: it starts, shows that it lives, and stops in time."""

import asyncio
import gc
import logging
import signal
import sys
from contextlib import ExitStack
from functools import partial

import discord

from bot.bootstrap import Wiring, open_client
from bot.chat.client import CareersClient
from bot.chat.kit.callbacks import answer_in_bytes
from bot.chat.kit.context import Operators
from bot.chat.kit.delivery import is_connected, shorten_reconnects
from bot.chat.kit.endpoints import use_endpoints
from bot.errors import UserFacingError
from bot.knowledge.kept import KeptFiles
from bot.knowledge.loader import read_directory
from bot.monitoring import beat
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.scheduler import beside, utc_now
from bot.settings import Settings

log = logging.getLogger(__name__)
TURN_SECONDS = 0.001
"""After so long threads take turns, so that work beside the loop hardly holds replies up."""
SETTLE_SECONDS = 2.0
"""How long after the start what nobody has asked for yet is built."""
STOP_SECONDS = 7.5
"""What is not done so long after a signal is broken off; containers are mostly given ten."""


class StartError(UserFacingError):
    """The bot cannot start."""


async def serve(settings: Settings) -> None:
    """Serve Discord until SIGTERM or SIGINT; raise StartError where that cannot begin."""
    if settings.discord_token is None:
        raise StartError("DISCORD_TOKEN is not set.", "Without it, run `careers-bot preview`.")
    use_endpoints(
        str(settings.discord_api_url) if settings.discord_api_url else None,
        str(settings.discord_gateway_url) if settings.discord_gateway_url else None,
    )
    answer_in_bytes()
    logging.getLogger("discord.client").addFilter(shorten_reconnects)
    stopping = _on_signals()
    sys.setswitchinterval(TURN_SECONDS)
    gc.disable()  # nothing that is made at the start is garbage
    kept = KeptFiles(settings.database_file.parent / "kept-knowledge")
    raw = read_directory(settings.knowledge_dir)
    snapshot = KnowledgeSnapshot.of(raw, utc_now(), kept=kept)
    async with open_client(snapshot, settings.database_file, _wiring(settings)) as client:
        with ExitStack() as stack:
            stack.enter_context(beside(_settle_in(client), "settle in"))
            if settings.health_file is not None:
                beating = beat(partial(is_connected, client), settings.health_file)
                stack.enter_context(beside(beating, "sign of life"))
            await _run(client, settings.discord_token.get_secret_value(), stopping)


async def _run(client: CareersClient, token: str, stopping: asyncio.Event) -> None:
    """Serve until somebody wants a stop; raise StartError where Discord cannot be reached."""
    serving = asyncio.create_task(client.start(token), name="serve Discord")
    told = asyncio.create_task(stopping.wait(), name="wait for a signal")
    await asyncio.wait((serving, told), return_when=asyncio.FIRST_COMPLETED)
    if stopping.is_set():
        await client.close()
        serving.cancel()  # it may be waiting to connect again
        await asyncio.wait((serving,))
        return
    told.cancel()
    try:
        await serving
    except discord.LoginFailure:
        raise StartError(
            "Discord does not accept DISCORD_TOKEN.",
            "Copy it again from the developer portal, Bot → Reset Token.",
        ) from None
    except (OSError, discord.HTTPException, discord.GatewayNotFound) as error:
        raise StartError(
            f"Discord cannot be reached: {error}.",
            "Look at this machine's network, and at discordstatus.com.",
        ) from error


async def _settle_in(client: CareersClient) -> None:
    """Build what the start left out, and look for garbage from here on.

    What is there for good is left out of that: otherwise a reload beside the loop would hold
    replies up for a tenth of a second, measured by `tests.benchmarks.reloading`.
    """
    await asyncio.sleep(SETTLE_SECONDS)
    snapshot = await asyncio.to_thread(client.app.services.repository.snapshot.complete)
    if (limits := snapshot.asker.understanding.limits) is not None:
        log.warning("%s", limits)
    gc.collect()
    gc.freeze()
    gc.enable()


def _wiring(settings: Settings) -> Wiring:
    return Wiring(
        directory=settings.knowledge_dir,
        operators=Operators(
            settings.operators,
            settings.home_server,
            settings.operator_role,
            settings.operators_channel,
        ),
        development_server=settings.development_server,
        keep_days=settings.keep_days,
        keeps_database=True,
    )


def _on_signals() -> asyncio.Event:
    """Note that somebody wants the process to stop; see to it that it does in time.

    What hangs is ended by the system: nothing that was acknowledged is lost by that.
    """
    stopping = asyncio.Event()
    if sys.platform == "win32":
        return stopping  # Ctrl+C raises KeyboardInterrupt there, which ends the loop as well

    def stop() -> None:
        log.info("stopping")
        stopping.set()
        signal.setitimer(signal.ITIMER_REAL, STOP_SECONDS)

    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop)
    return stopping
