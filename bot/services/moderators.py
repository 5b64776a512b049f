"""What moderators of a server are told of the bot's own accord, and where."""

import logging
from functools import partial

from bot.services.ports import QuizBoard
from bot.services.scheduler import Scheduler
from bot.services.sending import PassingSendError, SendError, wait_after
from bot.services.servers.server_service import ServerService

log = logging.getLogger(__name__)
MOST_TRIES = 20


class ModeratorNotes:
    """Tell moderators one sentence, in the first channel that takes it.

    That is the one that they chose for it, else the one for Discord's own news, else the one
    that the sentence is about.
    """

    def __init__(self, scheduler: Scheduler, servers: ServerService, board: QuizBoard) -> None:
        self._scheduler = scheduler
        self._servers = servers
        self._board = board

    async def tell(self, guild: int, text: str, about: int | None = None) -> None:
        """Tell it; what cannot be told now is tried again by the clock. Raises nothing."""
        await self._tell(guild, text, about, f"m{guild % 10**8}-{self._scheduler.now():%d%H%M%S}")

    async def _tell(
        self, guild: int, text: str, about: int | None, nonce: str, tries: int = 1
    ) -> None:
        named = map(int, self._servers.settings(guild).notes_channel)
        for channel in (*named, self._board.updates_channel(guild), about):
            if channel is None:
                continue
            try:
                await self._board.say(channel, text, nonce)
            except PassingSendError as error:
                log.info("moderators could not be told %d times: %s", tries, error)
                if tries < MOST_TRIES:
                    again = partial(self._tell, guild, text, about, nonce, tries + 1)
                    self._scheduler.after(wait_after(tries), "tell moderators again", again)
                return
            except SendError as error:
                log.info("channel %d takes no note for moderators: %s", channel, error)
            else:
                return
        log.warning("the moderators of server %d could not be told: %s", guild, text)
