"""What most tests share: the shipped knowledge, a day to live on, the bot in a simulated server."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot.answers.service import Answers
from bot.app import open_client
from bot.knowledge.base import Knowledge
from bot.knowledge.loader import load, read_directory

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "knowledge"
SHARED = ROOT.parent / "shared"
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def raw_files() -> dict[str, bytes]:
    """The shipped files as they are on disk."""
    return read_directory(SHIPPED)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped knowledge."""
    return load(SHIPPED)


@pytest.fixture(scope="session")
def answers(knowledge: Knowledge) -> Answers:
    """The answers of the day the tests live on."""
    return Answers(knowledge, TODAY)


@pytest.fixture
async def env(
    knowledge: Knowledge, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Env]:
    """The bot signed in to a simulated Discord.

    What it swallowed fails the test at the end, unless the test is marked `breaks_something`.
    """
    async with open_client(knowledge, tmp_path / "test.sqlite3", clock=lambda: NOW) as client:
        running = Env(client)
        await running.start()
        running.create_guild("Careers").create_text_channel("which-job")
        await running.settle()
        try:
            yield running
        finally:
            await running.shutdown()
            if request.node.get_closest_marker("breaks_something") is None:
                running.raise_errors()


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
