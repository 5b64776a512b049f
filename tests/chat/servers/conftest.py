"""Two servers: one with moderators, and another that must see nothing of it."""

import discord
import pytest
from simcord import ChannelHandle, Env, GuildHandle, MemberActor


@pytest.fixture
def place(home: GuildHandle) -> ChannelHandle:
    """A channel of the moderated server."""
    return home.channels["which-job"]


@pytest.fixture
def other_server(env: Env, home: GuildHandle) -> GuildHandle:
    """Another server, made after the first was taken hold of."""
    assert home.name
    guild = env.create_guild("Elsewhere")
    guild.create_text_channel("general")
    return guild


@pytest.fixture
def elsewhere(other_server: GuildHandle) -> ChannelHandle:
    """A channel of the other server."""
    return other_server.channels["general"]


@pytest.fixture
def stranger(env: Env, other_server: GuildHandle) -> MemberActor:
    """A moderator of the other server."""
    rights = discord.Permissions(manage_guild=True)
    role = other_server.create_role("Mods", permissions=rights)
    return other_server.add_member(env.create_user("sam"), roles=[role])
