"""A small simulated server to try the bot in: channels, members, and the bot among them."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import discord
import simcord
from simcord import ChannelHandle, Env, MemberActor, ResponseMessage, RoleHandle

from bot.bootstrap import Wiring, open_client
from bot.chat.client import CareersClient
from bot.chat.kit.context import Operators
from bot.knowledge.loader import read_directory
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.scheduler import utc_now

MEMBERS = ("Member", "Host")
MODERATOR = "Moderator"
BOT = "careers-bot"


class TypingMember(MemberActor):
    """A member whose messages mention who they name: the page completes no `@name` itself."""

    async def send(
        self,
        channel: ChannelHandle,
        content: str = "",
        *,
        reply_to: discord.Message | ResponseMessage | None = None,
        attachments: Sequence[tuple[str, bytes]] = (),
    ) -> discord.Message:
        """Send as Discord's own apps do, which write `<@id>` for a name."""
        bot = self._env.backend.bot_user
        written = re.sub(rf"(?i)(?<!\S)@{bot.name}\b", f"<@{bot.id}>", content)
        return await super().send(channel, written, reply_to=reply_to, attachments=attachments)


@dataclass(frozen=True, slots=True)
class Simulation:
    """The simulation, the bot in it, a channel, and the members who can act."""

    env: Env
    client: CareersClient
    channel: ChannelHandle
    members: dict[str, MemberActor]

    def member(self, name: str) -> MemberActor:
        """Give a member by name; one who is not there yet joins."""
        found = {known.casefold(): known for known in self.members}.get(name.casefold())
        if found is None:
            self.members[name] = self._joined(name)
            found = name
        return self.members[found]

    def add_moderator(self) -> int:
        """Let a Moderator join, with what moderators have; return the id."""
        rights = discord.Permissions(manage_guild=True)
        role = self.env.guild.create_role("Moderators", permissions=rights)
        self.members[MODERATOR] = self._joined(MODERATOR, role)
        return self.members[MODERATOR].id

    def _joined(self, name: str, *roles: RoleHandle) -> TypingMember:
        user = self.env.create_user(name.casefold(), global_name=name)
        self.env.guild.add_member(user, roles=roles)
        return TypingMember(self.env, self.env.guild, user)


class SimulatedClock:
    """The simulation's time, which `wait` moves; before it runs, the real one."""

    def __init__(self) -> None:
        self._env: Env | None = None

    def follow(self, env: Env) -> None:
        self._env = env

    def __call__(self) -> datetime:
        return utc_now() if self._env is None else self._env.now()


def keep_time(env: Env) -> None:
    """Set the simulation's clock, which begins in the past, to the time that it is."""
    behind = (utc_now() - env.now()).total_seconds()
    if behind > 0:
        env.backend.advance_clock(behind)


@asynccontextmanager
async def open_simulation(directory: Path) -> AsyncIterator[Simulation]:
    """Open the simulation with the bot signed in and its commands registered.

    The files of the directory are followed, and the Moderator may change them. Raise
    KnowledgeError where they do not load.
    """
    snapshot = KnowledgeSnapshot.of(read_directory(directory), utc_now())
    # What is played here is for trying out; it goes with the page.
    with TemporaryDirectory() as folder:
        file = Path(folder) / "preview.sqlite3"
        clock = SimulatedClock()
        # Who is an operator has to be said before anybody can join.
        operators: set[int] = set()
        wiring = Wiring(
            clock,
            directory,
            Operators(operators),
            monotonic=lambda: clock().timestamp(),
        )
        async with (
            open_client(snapshot, file, wiring) as client,
            simcord.run(client) as env,
        ):
            keep_time(env)
            clock.follow(env)
            if client.user is not None:
                await client.user.edit(username=BOT)
            guild = env.create_guild("Careers in AI")
            channel = guild.create_text_channel("which-job")
            simulation = Simulation(env, client, channel, {})
            for name in MEMBERS:
                simulation.member(name)
            operators.add(simulation.add_moderator())
            await env.settle()
            yield simulation
