"""The Discord client: no privileged intents, small caches, one context for all its commands."""

import asyncio
import logging
from collections.abc import Callable

import discord
from discord.backoff import ExponentialBackoff

from bot.chat.kit.context import ActionTable, App, AppClient, Running
from bot.chat.kit.delivery import CONNECTION_FAULTS, guard_events, is_open
from bot.chat.kit.failures import CareersTree
from bot.chat.kit.registration import register_commands
from bot.chat.messages import answer_message
from bot.chat.start import greet
from bot.services.scheduler import log_failure

log = logging.getLogger(__name__)
ANSWER_SECONDS = 3.0
"""How long a stop waits for people to be answered, and games to be told."""
LEAVE_SECONDS = 1.5
"""How long it waits for Discord to see the bot off."""


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
        guard_events(self)
        self.running = Running()
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
            ("ask the question of the day", services.daily.run()),
            ("care for planned quizzes", services.night_keeper.run()),
            ("remove old words", services.retention.run()),
            ("compute missing scores", services.leaderboards.catch_up()),
            ("give roles that were earned", services.prizes.run()),
        ):
            task = asyncio.create_task(work, name=name)
            task.add_done_callback(log_failure)
            self._tasks.add(task)

    async def connect(self, *, reconnect: bool = True) -> None:
        """Stay connected, whatever comes over the line."""
        waits = ExponentialBackoff[bool]()
        while not self.is_closed():
            try:
                await super().connect(reconnect=reconnect)
            except discord.DiscordException:
                raise
            except Exception as error:  # noqa: BLE001 - what Discord sends ends no process
                if self.is_closed():
                    return
                wait = waits.delay()
                log.error("Discord cannot be read, connecting again in %.0f s: %r", wait, error)  # noqa: TRY400
                if is_open(self):
                    await self.ws.close()
                await asyncio.sleep(wait)

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
        """Note that the bot is in a server, perhaps again, and say hello."""
        await self.app.services.server_cleanup.note_back(guild.id)
        await greet(guild)

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
        """Answer who waits, let the games rest, and leave Discord, all within five seconds."""
        for task in self._tasks:
            task.cancel()
        self.app.services.scheduler.close()
        games = self.app.services.games
        await asyncio.gather(self.running.finish(ANSWER_SECONDS), games.rest())
        await self.app.services.misses.flush()
        try:
            await asyncio.wait_for(super().close(), LEAVE_SECONDS)
        except TimeoutError:
            log.info("Discord did not see me off")
            await self.http.close()

    async def _register(self) -> None:
        try:
            await register_commands(self.tree, self._development_server)
        except (discord.HTTPException, *CONNECTION_FAULTS) as error:
            log.error("commands are not registered, those of before still work: %s", error)  # noqa: TRY400
