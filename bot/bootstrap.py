"""The composition root: build everything once, in order, and hand it down."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import discord

from bot.charts.renderer import ChartRenderer
from bot.chat.actions import ACTIONS
from bot.chat.client import CareersClient
from bot.chat.commands import add_all
from bot.chat.kit.context import App
from bot.chat.kit.endpoints import use_endpoints
from bot.chat.kit.rendering import PageRenderer
from bot.chat.knowledge.knowledge_status import tell_operators
from bot.chat.operators import Operators
from bot.chat.quiz.game_view import ChannelGameView
from bot.chat.reminders import deliver_by
from bot.errors import UserFacingError
from bot.knowledge.base import Knowledge
from bot.knowledge.loader import read_directory
from bot.monitoring import beat
from bot.quiz.saved import SavedGame
from bot.services.appeals import AppealService
from bot.services.asking.conversations import Conversations, StoredMisses
from bot.services.assessments import AssessmentService
from bot.services.editing.editing_service import EditingService
from bot.services.editing.repository import KnowledgeRepository, follow_directory
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.games.registry import GameRegistry
from bot.services.items import ItemService
from bot.services.leaderboards import LeaderboardService
from bot.services.local_knowledge import LocalKnowledgeService
from bot.services.misses import MissService
from bot.services.plans import PlanService
from bot.services.ports import GameView
from bot.services.practice import PracticeService
from bot.services.privacy import PrivacyService
from bot.services.quiz_topics import QuizTopics
from bot.services.quizzes import QuizService
from bot.services.reminders import ReminderService
from bot.services.reports import ReportService
from bot.services.reviews import ReviewService
from bot.services.scheduler import Clock, Scheduler, utc_now
from bot.services.servers.server_service import ServerCleanup, ServerService
from bot.services.services import Services
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


@asynccontextmanager
async def open_client(
    snapshot: KnowledgeSnapshot, database_file: Path, wiring: Wiring | None = None
) -> AsyncIterator[CareersClient]:
    """Open the bot with what it needs; close all of it at the end.

    With a directory it follows the files there, and operators can change them.
    """
    wiring = wiring or Wiring()
    scheduler = Scheduler(wiring.clock)
    async with AsyncExitStack() as stack:
        charts = await stack.enter_async_context(ChartRenderer())
        store = await stack.enter_async_context(_open_store(database_file))
        repository = KnowledgeRepository(snapshot, store, wiring.clock, wiring.directory)
        stack.callback(repository.close)
        await repository.start()
        servers = ServerService(store, repository, wiring.clock)
        await _open_servers(servers)
        parts = _Parts(wiring, store, repository, servers, charts, scheduler)
        client = CareersClient(
            partial(_build_app, parts),
            ACTIONS,
            development_server=wiring.development_server,
        )
        add_all(client.tree)
        if wiring.directory is not None:
            await stack.enter_async_context(
                follow_directory(wiring.directory, repository, scheduler, tell_operators(client))
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


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is there before the client."""

    wiring: Wiring
    store: Store
    repository: KnowledgeRepository
    servers: ServerService
    charts: ChartRenderer
    scheduler: Scheduler


def _build_app(parts: _Parts, client: CareersClient) -> App:
    """Build what is done, around the client that shows it."""
    store, clock, scheduler = parts.store, parts.wiring.clock, parts.scheduler
    local = LocalKnowledgeService(parts.repository, parts.servers, clock)

    def game_view(saved: SavedGame) -> GameView:
        name = topics.name_of(saved.topic, saved.place.guild)
        return ChannelGameView(client, saved, knowledge, name)

    def knowledge() -> Knowledge:
        return parts.repository.snapshot.knowledge

    items = ItemService(parts.repository, parts.servers)
    topics = QuizTopics(parts.repository, parts.servers)
    games = GameRegistry(store, scheduler, lambda guild: local.at(guild).knowledge, game_view)
    reviews = ReviewService(store, clock, items)
    plans = PlanService(store, clock, knowledge)
    editing = EditingService(parts.repository, store, clock)
    kinds = (reviews.reminder, plans.reminder)
    services = Services(
        clock=clock,
        repository=parts.repository,
        store=store,
        servers=parts.servers,
        editing=editing,
        misses=MissService(editing, store, clock),
        reports=ReportService(editing, store, clock),
        local_knowledge=local,
        items=items,
        conversations=Conversations(clock, StoredMisses(store, clock)),
        games=games,
        quizzes=QuizService(parts.repository, parts.servers, topics, games, store, clock),
        appeals=AppealService(parts.repository, games, store, clock),
        leaderboards=LeaderboardService(parts.servers, store, clock),
        reviews=reviews,
        plans=plans,
        practice=PracticeService(store, clock, knowledge, reviews),
        assessments=AssessmentService(store, clock, knowledge),
        reminders=ReminderService(store, scheduler, kinds, deliver_by(client)),
        privacy=PrivacyService(store, games.reload),
        server_cleanup=ServerCleanup(store, scheduler, parts.servers),
    )
    return App(services, PageRenderer(), parts.charts, parts.wiring.operators)


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
        closing.add_done_callback(lambda task: task.exception())

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop)
