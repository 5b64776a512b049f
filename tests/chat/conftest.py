"""What the tests of the chat share: the client, the server, and who moderates it."""

import discord
import pytest
from simcord import Env, GuildHandle, MemberActor

from bot.chat.client import CareersClient


@pytest.fixture
def client(env: Env) -> CareersClient:
    assert isinstance(env.bot, CareersClient)
    return env.bot


@pytest.fixture
def home(env: Env) -> GuildHandle:
    """The server that the test begins with; the one in which operators have their role."""
    return env.guild


@pytest.fixture
def moderator(env: Env, home: GuildHandle) -> MemberActor:
    """Somebody who manages the server, and is no operator."""
    role = home.create_role("Mods", permissions=discord.Permissions(manage_guild=True))
    return home.add_member(env.create_user("mona"), roles=[role])
