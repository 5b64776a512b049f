"""The bot on files of its own, in a home server with operators, and in another server."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import discord
import pytest
from simcord import ChannelHandle, Env, GuildHandle, MemberActor

from bot.bootstrap import Wiring, open_client
from bot.chat.kit.context import Operators
from bot.knowledge.loader import read_directory
from bot.services.editing.snapshot import KnowledgeSnapshot
from tests.conftest import NOW, SHIPPED, MovedClock, running


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
    whole: KnowledgeSnapshot,
) -> AsyncIterator[Env]:
    snapshot = KnowledgeSnapshot.of(read_directory(files), NOW, whole)
    async with (
        open_client(
            snapshot, database_file, Wiring(clock, files, monotonic=clock.monotonic)
        ) as client,
        running(client, clock, request) as env,
    ):
        role = env.guild.create_role("Operators")
        news = env.guild.create_text_channel("operators")
        operators = Operators(frozenset(), env.guild.id, role.id, news.id)
        client.app = replace(client.app, operators=operators)
        await env.settle()
        yield env


def add_operator(home: GuildHandle, env: Env, name: str) -> MemberActor:
    role = home.roles["Operators"]
    # Discord shows the commands to those who may manage the server, unless admins say otherwise.
    shown = home.create_role(name, permissions=discord.Permissions(manage_guild=True))
    return home.add_member(env.create_user(name), roles=[role, shown])


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
