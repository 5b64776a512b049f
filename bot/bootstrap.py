"""The composition root: build everything once, in order, and hand it down."""

import asyncio
import gc
import logging
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import discord

from bot.charts.renderer import ChartRenderer
from bot.chat.action_table import ACTIONS
from bot.chat.client import CareersClient
from bot.chat.commands import add_all
from bot.chat.kit.context import App, AppClient
from bot.chat.kit.endpoints import use_endpoints
from bot.chat.kit.operators import Operators
from bot.chat.kit.rendering import PageRenderer
from bot.chat.messenger import DiscordMessenger
from bot.errors import UserFacingError
from bot.knowledge.loader import read_directory
from bot.monitoring import beat
from bot.services.editing.repository import KnowledgeRepository, follow_directory
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.scheduler import Clock, Scheduler, log_failure, utc_now
from bot.services.servers.server_service import ServerService
from bot.services.services import build_services
from bot.settings import Settings
from bot.store.database import NoDatabase, Store, open_database
from bot.store.errors import StoreError

log = logging.getLogger(__name__)
TURN_SECONDS = 0.001


class StartError(UserFacingError):
    """The bot cannot start."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What differs between a bot that serves Discord, one in a local page, and one in a test."""

    clock: Clock = utc_now
    directory: Path | None = None
    operators: Operators = field(default_factory=Operators)
    development_server: int | None = None
    monotonic: Callable[[], float] = time.monotonic


@asynccontextmanager
async def open_client(
    snapshot: KnowledgeSnapshot, database_file: Path, wiring: Wiring | None = None
) -> AsyncIterator[CareersClient]:
    """Open the bot with what it needs; close all of it at the end.

    With a directory it follows the files there, and operators can change them.
    """
    wiring = wiring or Wiring()
    scheduler = Scheduler(wiring.clock, wiring.monotonic)
    async with AsyncExitStack() as stack:
        charts = await stack.enter_async_context(ChartRenderer())
        store = await stack.enter_async_context(_open_store(database_file))
        repository = KnowledgeRepository(snapshot, store, wiring.clock, wiring.directory)
        stack.callback(repository.close)
        await repository.start()
        servers = ServerService(store, repository, wiring.clock)
        await _open_servers(servers)

        def build(client: AppClient) -> App:
            messenger = DiscordMessenger(client)
            services = build_services(store, repository, servers, scheduler, messenger)
            return App(services, messenger, PageRenderer(), charts, wiring.operators)

        client = CareersClient(build, ACTIONS, wiring.development_server)
        add_all(client.tree)
        if wiring.directory is not None:
            tell = client.app.messenger.tell_operators
            await stack.enter_async_context(
                follow_directory(wiring.directory, repository, scheduler, tell)
            )
        try:
            yield client
        finally:
            if not client.is_closed():
                await client.close()


async def _open_servers(servers: ServerService) -> None:
    try:
        await servers.open()
    except StoreError as error:
        log.warning("what servers set is not known: %s", error)


@asynccontextmanager
async def _open_store(file: Path) -> AsyncIterator[Store]:
    """Open the database; where that cannot be done, the bot answers look-ups without it."""
    async with AsyncExitStack() as stack:
        store: Store
        try:
            store = await stack.enter_async_context(open_database(file))
        except StoreError as error:
            log.error("quizzes, reviews and choices are out of order: %s", error)  # noqa: TRY400
            store = NoDatabase(error.reason, error.cure)
        yield store


async def serve(settings: Settings) -> None:
    """Serve Discord until SIGTERM or SIGINT; raise StartError where that cannot begin."""
    if settings.discord_token is None:
        raise StartError("DISCORD_TOKEN is not set.", "Without it, run `careers-bot preview`.")
    use_endpoints(
        str(settings.discord_api_url) if settings.discord_api_url else None,
        str(settings.discord_gateway_url) if settings.discord_gateway_url else None,
    )
    snapshot = KnowledgeSnapshot.of(read_directory(settings.knowledge_dir), utc_now())
    async with open_client(snapshot, settings.database_file, _wiring(settings)) as client:
        running = asyncio.ensure_future(client.start(settings.discord_token.get_secret_value()))
        _stop_on_signals(client)
        _settle_in()
        if settings.health_file is not None:
            beating = asyncio.create_task(beat(client, settings.health_file), name="sign of life")
            beating.add_done_callback(log_failure)
            running.add_done_callback(lambda _: beating.cancel())
        try:
            await running
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


def _settle_in() -> None:
    """See to it that reloads beside the loop hardly hold replies up.

    Threads take turns more often, and what is there for good is left out of garbage collection:
    otherwise a reload holds the loop up for a tenth of a second, measured by
    `tests.benchmarks.reloading`.
    """
    sys.setswitchinterval(TURN_SECONDS)
    gc.collect()
    gc.freeze()


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
    )


def _stop_on_signals(client: CareersClient) -> None:
    """Close the client on a signal, so that everything opened is closed in order."""
    if sys.platform == "win32":
        return  # Ctrl+C raises KeyboardInterrupt there, which ends the loop as well
    loop = asyncio.get_running_loop()

    def stop() -> None:
        log.info("stopping")
        closing = loop.create_task(client.close(), name="close on signal")
        closing.add_done_callback(log_failure)

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop)
