"""The Discord client: no privileged intents, small caches, one context for all its commands."""

import asyncio
import logging
from collections.abc import Callable

import discord

from bot.chat.kit.context import App, AppClient
from bot.chat.kit.dispatch import ActionTable
from bot.chat.kit.failures import CareersTree
from bot.chat.kit.faults import CONNECTION_FAULTS
from bot.chat.kit.registration import register_commands
from bot.chat.messages import answer_message
from bot.services.scheduler import log_failure

log = logging.getLogger(__name__)


class CareersClient(AppClient):
    """The bot as a Discord client.

    It needs no privileged intent: commands, clicks and menus bring all that they need with
    them. Members and messages are not cached, so a large server costs no more than a small one.
    """

    def __init__(
        self,
        build: Callable[[AppClient], App],
        actions: ActionTable,
        development_server: int | None = None,
    ) -> None:
        """Take what builds the app, which sends messages by this client, and what it answers."""
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
        self.app = build(self)
        self.actions = actions
        self.tree = CareersTree(
            self,
            allowed_contexts=discord.app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=discord.app_commands.AppInstallationType(guild=True, user=True),
        )
        self._development_server = development_server
        self._tasks: set[asyncio.Task[None]] = set()

    async def setup_hook(self) -> None:
        """Register changed commands beside the connection, so that readiness need not wait."""
        services = self.app.services
        for name, work in (
            ("register commands", self._register()),
            ("take up games", services.games.go_on()),
            ("look at reminders", services.reminders.run()),
        ):
            task = asyncio.create_task(work, name=name)
            task.add_done_callback(log_failure)
            self._tasks.add(task)

    async def on_message(self, message: discord.Message, /) -> None:
        """Hand a message to who answers questions."""
        await answer_message(self, message)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel, /) -> None:
        """End the game of a channel that was deleted."""
        await self.app.services.games.channel_gone(channel.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent, /) -> None:
        """End the game of a thread that was deleted."""
        await self.app.services.games.channel_gone(payload.thread_id)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent, /) -> None:
        """Show a question again whose message was removed."""
        await self.app.services.games.message_gone(payload.channel_id, payload.message_id)

    async def on_guild_remove(self, guild: discord.Guild, /) -> None:
        """Note that the bot was removed from a server, whose data goes some time later."""
        await self.app.services.server_cleanup.note_left(guild.id)

    async def on_guild_join(self, guild: discord.Guild, /) -> None:
        """Note that the bot is in a server, perhaps again."""
        await self.app.services.server_cleanup.note_back(guild.id)

    async def on_ready(self) -> None:
        """Log that the bot serves, and compare servers with those that something is known of."""
        log.info(
            "ready as %s in %d servers, knowledge version %s",
            self.user,
            len(self.guilds),
            self.app.services.knowledge.version,
        )
        await self.app.services.server_cleanup.note_present([guild.id for guild in self.guilds])

    async def close(self) -> None:
        """Let the games rest, and leave Discord."""
        for task in self._tasks:
            task.cancel()
        self.app.services.reminders.stop()
        self.app.services.server_cleanup.stop()
        await self.app.services.games.rest()
        await super().close()

    async def _register(self) -> None:
        try:
            await register_commands(self.tree, self._development_server)
        except (discord.HTTPException, *CONNECTION_FAULTS) as error:
            log.error("commands are not registered, those of before still work: %s", error)  # noqa: TRY400
