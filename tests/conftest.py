"""What most tests share: the shipped knowledge, a day to live on, the bot in a simulated server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from simcord import ChannelHandle, Env, MemberActor

from bot.bootstrap import Wiring, open_client
from bot.chat.client import CareersClient
from bot.knowledge.base import Knowledge
from bot.knowledge.loader import read_directory
from bot.lookups.registry import Answers
from bot.quiz.pool import Pool
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.store.database import Database, KeptDatabase

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "knowledge"
SHARED = ROOT.parent / "shared"
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
LOOK_SECONDS = 0.001
WORK_SECONDS, PATIENCE = 1.0, 15
"""Shorter than every timer of the bot whose effect a test would wait for, so many times."""


def pytest_configure() -> None:
    """Let no property fail for the time it takes: that is measured in `tests/benchmarks/`."""
    settings.register_profile("untimed", deadline=None)
    settings.load_profile("untimed")


@pytest.fixture(scope="session")
def raw_files() -> dict[str, bytes]:
    """The shipped files as they are on disk."""
    return read_directory(SHIPPED)


@pytest.fixture(scope="session")
def knowledge(whole: KnowledgeSnapshot) -> Knowledge:
    """The shipped knowledge."""
    return whole.knowledge


@pytest.fixture(scope="session")
def whole(raw_files: dict[str, bytes]) -> KnowledgeSnapshot:
    """The shipped files as a snapshot; others are built faster from it."""
    return KnowledgeSnapshot.of(raw_files, NOW)


@pytest.fixture(scope="session")
def snapshot(whole: KnowledgeSnapshot) -> KnowledgeSnapshot:
    """The shipped knowledge with what is derived from it."""
    return whole


def snapshot_of(knowledge: Knowledge, whole: KnowledgeSnapshot) -> KnowledgeSnapshot:
    """Another knowledge, with what the shipped files taught of questions."""
    return replace(
        whole,
        knowledge=knowledge,
        make_pool=lambda: Pool.of(knowledge),
        make_asker=lambda: whole.asker.moved_to(knowledge),
    )


@pytest.fixture(scope="session")
def answers(knowledge: Knowledge) -> Answers:
    """The answers of the day the tests live on."""
    return Answers(knowledge, TODAY)


def leave_few_voices(files: Path) -> None:
    """Leave a tenth of the examples of how people ask, so that learning from them is quick."""
    kept = {"moderators", "bootcamp", "mixed-12", "other-languages"}
    for voice in (files / "asking" / "examples").iterdir():
        if voice.stem not in kept:
            voice.unlink()


def kept_store(client: CareersClient) -> KeptDatabase:
    """What keeps the database of a bot, which its commands reach through services alone."""
    store = client.app.services.games._store
    assert isinstance(store, KeptDatabase)
    return store


def store_of(client: CareersClient) -> Database:
    """The database of a bot that is open just now."""
    database = kept_store(client).database
    assert database is not None
    return database


class QuickEnv(Env):
    """A simulated Discord that waits for the bot's work and not for its timers.

    By itself it looks every 50 ms whether all is done, and waits in real time for whatever a timer
    of the bot will do within 5 s, such as the edit of a count: `advance_time` is for that.
    """

    async def _settle_internal(
        self,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - as it is declared
        idle: float = LOOK_SECONDS,
        dispatch: str | None = None,
        _deadline: float | None = None,
    ) -> None:
        idle = min(idle, LOOK_SECONDS)
        if timeout is None and _deadline is None:
            # A busy machine gets time, in pieces that are all shorter than those timers.
            for _ in range(PATIENCE):
                with suppress(TimeoutError):
                    return await super()._settle_internal(
                        timeout=WORK_SECONDS, idle=idle, dispatch=dispatch
                    )
        return await super()._settle_internal(
            timeout=timeout, idle=idle, dispatch=dispatch, _deadline=_deadline
        )


class MovedClock:
    """The time of the simulation, which only `env.advance_time` moves."""

    def __init__(self) -> None:
        self.env: Env | None = None
        self._began: datetime | None = None

    def follow(self, env: Env) -> None:
        """Begin at NOW, and go on with the simulation."""
        self.env, self._began = env, env.now()

    def __call__(self) -> datetime:
        if self.env is None or self._began is None:
            return NOW
        return NOW + (self.env.now() - self._began)

    def monotonic(self) -> float:
        return (self() - NOW).total_seconds()


@pytest.fixture
def clock() -> MovedClock:
    """The clock that the bot of a test lives by."""
    return MovedClock()


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    """A database of the test's own."""
    return tmp_path / "careers.sqlite3"


@asynccontextmanager
async def running(
    client: CareersClient, clock: MovedClock, request: pytest.FixtureRequest
) -> AsyncIterator[Env]:
    """Sign a bot in to a simulated Discord with one server and one channel."""
    env = QuickEnv(client)
    clock.follow(env)
    await env.start()
    env.create_guild("Careers").create_text_channel("which-job")
    await env.settle()
    try:
        yield env
    finally:
        await env.shutdown()
        if request.node.get_closest_marker("breaks_something") is None:
            env.raise_errors()


@pytest.fixture
async def env(
    snapshot: KnowledgeSnapshot,
    request: pytest.FixtureRequest,
    database_file: Path,
    clock: MovedClock,
) -> AsyncIterator[Env]:
    """The bot signed in to a simulated Discord.

    What it swallowed fails the test at the end, unless the test is marked `breaks_something`.
    """
    async with (
        open_client(snapshot, database_file, Wiring(clock, monotonic=clock.monotonic)) as client,
        running(client, clock, request) as env,
    ):
        yield env


@pytest.fixture
def channel(env: Env) -> ChannelHandle:
    """The one channel of the simulated server."""
    return env.guild.channels["which-job"]


@pytest.fixture
def member(env: Env) -> MemberActor:
    """A member with a career question."""
    return env.guild.add_member(env.create_user("ann"))


@pytest.fixture
def other(env: Env) -> MemberActor:
    """Another member, who reads along."""
    return env.guild.add_member(env.create_user("ben"))
