"""What the bot says of its own accord: reminders, news for operators, games in channels."""

import logging
from collections.abc import Callable
from functools import partial

import discord

from bot.chat.attachments import list_problems, text_file
from bot.chat.kit.context import AppClient
from bot.chat.kit.delivery import post, sending
from bot.chat.kit.reply import Reply
from bot.chat.prize_roles import role_problem
from bot.chat.quiz.board import ChannelBoard
from bot.chat.quiz.game_view import ChannelGameView
from bot.chat.reminders import notice_screen
from bot.quiz.saved import SavedGame
from bot.services.editing.changes import LoadFailure
from bot.services.ports import GameView
from bot.services.reminders import Notice
from bot.services.sending import (
    ForbiddenSendError,
    GoneSendError,
    PassingSendError,
    SendError,
)

log = logging.getLogger(__name__)
FAILURE = (
    "**The knowledge files on disk do not load.** I go on with version `{version}`; nothing was "
    "changed."
)
LOADED = "The knowledge files load again: version `{version}` is live."


class DiscordMessenger:
    """Speak by a client; operators are told in their channel, where they have one."""

    def __init__(self, client: AppClient) -> None:
        self._client = client
        self.board = ChannelBoard(client)

    async def remind(self, member: int, notice: Notice) -> None:
        """Send a direct message; one that is tried again arrives once."""

        async def send() -> None:
            channel = await self._client.create_dm(discord.Object(member))
            await post(channel, Reply(notice_screen(notice)), nonce=notice.nonce)

        await sending(send)

    async def give_role(self, guild: int, member: int, role: int, why: str) -> None:
        """Give a member a role; raises SendError, which says why in words for moderators."""
        here = self._client.get_guild(guild)
        if here is None:
            raise PassingSendError(f"server {guild} is not there just now")
        found = here.get_role(role)
        problem = "the role is no longer there" if found is None else role_problem(found)
        if problem is not None:
            raise ForbiddenSendError(problem)
        give = partial(self._client.http.add_role, guild, member, role, reason=why)
        try:
            await sending(give)
        except PassingSendError:
            raise
        except GoneSendError as error:
            raise GoneSendError("they are no longer in this server") from error
        except SendError as error:
            raise ForbiddenSendError("Discord does not let me") from error

    async def tell_operators(self, failure: LoadFailure | None) -> None:
        """Say that the files do not load, or (None) that they do again; the log has it all.

        :raises PassingSendError: where it may work in a moment.
        """
        version = self._client.app.services.repository.snapshot.version
        if failure is None:
            await self._tell(Reply(LOADED.format(version=version)))
            return
        for problem in failure.problems:
            log.warning("knowledge files: %s", problem)
        said, rest = list_problems(failure.problems)
        files = text_file("problems.txt", rest)
        await self._tell(Reply(f"{FAILURE.format(version=version)}\n{said}", files))

    def game_view(self, saved: SavedGame, name: Callable[[str | None], str]) -> GameView:
        """Show a game in its channel; `name` names its topic."""
        services = self._client.app.services
        return ChannelGameView(self._client, saved, lambda: services.knowledge, name)

    async def _tell(self, reply: Reply) -> None:
        channel = self._client.app.operators.channel
        if channel is None:
            return
        if self._client.is_closed() or not self._client.is_ready():
            raise PassingSendError("Discord is not connected")
        partial = self._client.get_partial_messageable(channel)
        try:
            await sending(lambda: post(partial, reply))
        except PassingSendError:
            raise
        except SendError as error:
            log.warning("the operators' channel %d could not be told: %s", channel, error)
