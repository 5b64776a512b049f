"""The Discord client: no privileged intents, small caches, one context for all its commands."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord

from bot.chat.context import Context
from bot.chat.kit.errors import CareersTree
from bot.chat.kit.registration import register_commands
from bot.lookups.registry import Answers

log = logging.getLogger(__name__)


Listener = Callable[[discord.Interaction[Any]], Awaitable[None]]
Reader = Callable[["CareersClient", discord.Message], Awaitable[None]]


class CareersClient(discord.Client):
    """The bot as a Discord client.

    It needs no privileged intent: commands, clicks and menus bring all that they need with
    them. Members and messages are not cached, so a large server costs no more than a small one.
    """

    def __init__(
        self,
        context: Context,
        items: Sequence[type[discord.ui.DynamicItem[Any]]] = (),
        listeners: Sequence[Listener] = (),
        readers: Sequence[Reader] = (),
        development_server: int | None = None,
    ) -> None:
        # No voice here, so its missing libraries are nothing to warn of at every start.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            # Discord gives the text of messages that mention the bot, or come to it directly,
            # without the privileged intent. Of others only the removal is heard.
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.context = context
        self.tree = CareersTree(
            self,
            allowed_contexts=discord.app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=discord.app_commands.AppInstallationType(guild=True, user=True),
        )
        self._items = tuple(items)
        self._hearers = tuple(listeners)
        self._readers = tuple(readers)
        self._development_server = development_server
        self._registration: asyncio.Task[None] | None = None
        self._going_on: asyncio.Task[None] | None = None

    async def setup_hook(self) -> None:
        """Register changed commands beside the connection, so that readiness need not wait."""
        self.add_dynamic_items(*self._items)
        self._registration = asyncio.create_task(self._register(), name="register commands")
        self._going_on = asyncio.create_task(self._go_on(), name="take up games")

    async def on_interaction(self, interaction: discord.Interaction[Any], /) -> None:
        """Hand what no command or component answers to who may know it."""
        for listener in self._hearers:
            await listener(interaction)

    async def on_message(self, message: discord.Message, /) -> None:
        """Hand a message to who answers questions."""
        for reader in self._readers:
            await reader(self, message)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel, /) -> None:
        """End the game of a channel that was deleted."""
        await self.context.games.channel_gone(channel.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent, /) -> None:
        """End the game of a thread that was deleted."""
        await self.context.games.channel_gone(payload.thread_id)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent, /) -> None:
        """Show a question again whose message was removed."""
        await self.context.games.message_gone(payload.channel_id, payload.message_id)

    async def on_guild_remove(self, guild: discord.Guild, /) -> None:
        """Note that the bot was removed from a server, whose data goes some time later."""
        if self.context.leaving is not None:
            await self.context.leaving.left(guild.id)

    async def on_guild_join(self, guild: discord.Guild, /) -> None:
        """Note that the bot is in a server, perhaps again."""
        if self.context.leaving is not None:
            await self.context.leaving.back(guild.id)

    async def on_ready(self) -> None:
        """Log that the bot serves, and compare servers with those that something is known of."""
        log.info(
            "ready as %s in %d servers, knowledge version %s",
            self.user,
            len(self.guilds),
            self.context.knowledge.version,
        )
        if self.context.leaving is not None:
            await self.context.leaving.compare([guild.id for guild in self.guilds])

    async def close(self) -> None:
        """Let the games rest, and leave Discord."""
        for task in (self._registration, self._going_on):
            if task is not None:
                task.cancel()
        if self.context.reminding is not None:
            self.context.reminding.stop()
        if self.context.leaving is not None:
            self.context.leaving.stop()
        await self.context.games.rest()
        await super().close()

    async def _go_on(self) -> None:
        await self.context.games.go_on()
        if self.context.reminding is not None:
            await self.context.reminding.run()

    async def _register(self) -> None:
        try:
            await register_commands(self.tree, self._development_server)
        except discord.HTTPException:
            log.exception("commands could not be registered; those registered before still work")


def answers_for(interaction: discord.Interaction[Any]) -> Answers:
    """Give the answers of the place that an interaction comes from."""
    return context_of(interaction).view(interaction.guild_id).answers


def context_of(interaction: discord.Interaction[Any]) -> Context:
    """Give the context of the client that an interaction came to."""
    client = interaction.client
    if not isinstance(client, CareersClient):
        raise TypeError(f"this command belongs to CareersClient, not to {type(client).__name__}")
    return client.context
