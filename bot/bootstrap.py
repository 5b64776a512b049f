"""The composition root: build everything once, in order, and hand it down."""

import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot.charts.renderer import ChartRenderer
from bot.chat.action_table import ACTIONS
from bot.chat.client import CareersClient
from bot.chat.commands import add_all
from bot.chat.kit.context import App, AppClient, Operators
from bot.chat.kit.rendering import PageRenderer
from bot.chat.messenger import DiscordMessenger
from bot.services.editing.repository import KnowledgeRepository, follow_directory
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.scheduler import Clock, Scheduler, beside, utc_now
from bot.services.servers.server_service import ServerService
from bot.services.services import build_services
from bot.settings import KEEP_DAYS
from bot.store.database import keep_database
from bot.store.errors import StoreError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wiring:
    """What differs between a bot that serves Discord, one in a local page, and one in a test."""

    clock: Clock = utc_now
    directory: Path | None = None
    operators: Operators = field(default_factory=Operators)
    development_server: int | None = None
    keep_days: int = KEEP_DAYS
    monotonic: Callable[[], float] = time.monotonic
    keeps_database: bool = False
    """Whether the database is looked after: opened again where it was taken away."""


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
        store = await stack.enter_async_context(keep_database(database_file))
        repository = KnowledgeRepository(snapshot, store, wiring.clock, wiring.directory)
        stack.callback(repository.close)
        await repository.start()
        servers = ServerService(store, repository, wiring.clock)
        await _open_servers(servers)

        def build(client: AppClient) -> App:
            messenger = DiscordMessenger(client)
            services = build_services(
                store, repository, servers, scheduler, messenger, wiring.keep_days
            )
            return App(services, messenger, PageRenderer(charts), wiring.operators)

        client = CareersClient(build, ACTIONS, wiring.development_server)
        add_all(client.tree)
        if wiring.directory is not None:
            tell = client.app.messenger.tell_operators
            await stack.enter_async_context(
                follow_directory(wiring.directory, repository, scheduler, tell)
            )
        if wiring.keeps_database:
            take_up = partial(_take_up, client, servers)
            stack.enter_context(beside(store.keep(take_up), "look after the database"))
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


async def _take_up(client: CareersClient, servers: ServerService) -> None:
    """Go by a database that was opened while the bot ran."""
    services = client.app.services
    await _open_servers(servers)
    await services.repository.start()
    await services.games.read_anew()
    await services.leaderboards.catch_up()
    await services.prizes.run()
    await services.reminders.run()
    await services.daily.run()
    await services.night_keeper.run()
