"""The bot on files of its own, in a home server with operators, and in another server."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
from simcord import ChannelHandle, Env, GuildHandle, MemberActor

from bot.app import Wiring, open_client
from bot.chat.client import CareersClient
from bot.chat.operators import Operators
from bot.editing.edition import Edition
from bot.knowledge.loader import read_directory
from tests.conftest import NOW, SHIPPED, MovedClock


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A copy of the shipped files, to be changed."""
    copy = tmp_path / "knowledge"
    shutil.copytree(SHIPPED, copy, ignore=shutil.ignore_patterns("schema"))
    return copy


@pytest.fixture
async def env(
    files: Path,
    database_file: Path,
    clock: MovedClock,
    request: pytest.FixtureRequest,
    whole: Edition,
) -> AsyncIterator[Env]:
    edition = Edition.of(read_directory(files), NOW, whole).prepare(whole)
    async with open_client(edition, database_file, Wiring(clock, files)) as client:
        running = Env(client)
        clock.follow(running)
        await running.start()
        home = running.create_guild("Careers")
        home.create_text_channel("which-job")
        news = home.create_text_channel("operators")
        role = home.create_role("Operators")
        client.desk.operators = Operators(frozenset(), home.id, role.id, news.id)
        await running.settle()
        try:
            yield running
        finally:
            await running.shutdown()
            if request.node.get_closest_marker("breaks_something") is None:
                running.raise_errors()


@pytest.fixture
def client(env: Env) -> CareersClient:
    assert isinstance(env.bot, CareersClient)
    return env.bot


@pytest.fixture
def home(env: Env) -> GuildHandle:
    """The server in which operators have their role."""
    return env.guild


def add_operator(home: GuildHandle, env: Env, name: str) -> MemberActor:
    role = home.roles["Operators"]
    # Discord shows the commands to those who may manage the server, unless admins say otherwise.
    shown = home.create_role(name, permissions=discord.Permissions(manage_guild=True))
    return home.add_member(env.create_user(name), roles=[role, shown])


@pytest.fixture
def channel(home: GuildHandle) -> ChannelHandle:
    return home.channels["which-job"]


@pytest.fixture
def news(home: GuildHandle) -> ChannelHandle:
    """The channel that operators are told in."""
    return home.channels["operators"]


@pytest.fixture
def operator(env: Env, home: GuildHandle) -> MemberActor:
    return add_operator(home, env, "olga")


@pytest.fixture
def second(env: Env, home: GuildHandle) -> MemberActor:
    return add_operator(home, env, "oscar")


@pytest.fixture
def moderator(env: Env, home: GuildHandle) -> MemberActor:
    """Somebody who manages the server, and is no operator."""
    role = home.create_role("Mods", permissions=discord.Permissions(manage_guild=True))
    return home.add_member(env.create_user("mona"), roles=[role])


@pytest.fixture
def member(env: Env, home: GuildHandle) -> MemberActor:
    return home.add_member(env.create_user("ann"))
