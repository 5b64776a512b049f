"""A game shown in a channel. It speaks in messages of its own, not in replies."""

import logging
from collections.abc import Callable, Sequence

import discord

from bot.chat.kit.components import Layout
from bot.chat.kit.delivery import MessageGoneError, as_view, sending
from bot.chat.kit.markup import literal
from bot.chat.quiz import screens
from bot.knowledge.base import Knowledge
from bot.quiz.game import Game
from bot.quiz.saved import SavedGame
from bot.services.sending import SendError

log = logging.getLogger(__name__)
NONCE_DIGITS = 10**8


class ChannelGameView:
    """Show one game in its channel.

    Each message has a nonce made of game, question and kind, which Discord takes once in some
    minutes: what is sent again since nobody knows whether it arrived gives the message that did.
    """

    def __init__(
        self,
        client: discord.Client,
        stored: SavedGame,
        knowledge: Callable[[], Knowledge],
        name: Callable[[str | None], str],
    ) -> None:
        place = stored.place
        self._client = client
        self._place = place
        self._channel = client.get_partial_messageable(place.channel, guild_id=place.guild)
        self._knowledge = knowledge
        self._name = name
        self._question = stored.question_message
        # The first question takes the place of the lobby.
        begun = stored.game.number > 0 or self._question is not None
        self._lobby = None if begun else stored.lobby_message
        self._number = stored.game.number

    def shows(self, message: int) -> bool:
        return message in (self._lobby, self._question)

    async def show_lobby(self, game: Game) -> int:
        """Show the lobby, in place where it is there already."""
        nonce = _nonce("l", game, self._lobby)
        lobby = screens.lobby(game, self._name(game.wish.topic))
        self._lobby = await self._put(self._lobby, lobby, nonce)
        return self._lobby

    async def show_question(self, game: Game) -> int:
        """Show the question in a new message, at the end of the channel."""
        if game.number == 0 and self._lobby is not None:
            lobby, self._lobby = self._lobby, None
            await self._try_delete(lobby)
        known = self._question if self._number == game.number else None
        self._question = await self._send(screens.question(game), _nonce("q", game, known))
        self._number = game.number
        return self._question

    async def show_count(self, game: Game) -> None:
        """Show the count in the question's message; where that was removed, in a new one."""
        if game.number == self._number:
            nonce = _nonce("q", game, self._question)
            self._question = await self._put(self._question, screens.question(game), nonce)

    async def show_result(self, game: Game) -> None:
        """Take the buttons off the question, and show the result beneath."""
        if self._question is not None:
            await self._edit(self._question, screens.closed_question(game))
            self._question = None
        await self._send(screens.result(game, self._knowledge()), _nonce("r", game))

    async def show_end(self, game: Game) -> None:
        """Show the podium; a question that was open when the game was stopped is taken down."""
        if self._lobby is not None:
            lobby, self._lobby = self._lobby, None
            await self._try_delete(lobby)
        if self._question is not None and game.rounds:
            await self._edit(self._question, screens.closed_question(game))
        await self._send(screens.end(game), _nonce("e", game))

    async def say(self, text: str, mentions: Sequence[int] = ()) -> None:
        """Say one sentence."""
        names = "".join(f"{screens.mention(member)} " for member in mentions)
        await sending(lambda: self._channel.send(names + literal(text)))

    async def tell_host(self, host: int, text: str) -> None:
        """Send the host a direct message."""
        said = literal(text).replace("{channel}", f"<#{self._place.channel}>")

        async def tell() -> None:
            channel = await self._client.create_dm(discord.Object(host))
            await channel.send(said)

        await sending(tell)

    async def _put(self, message: int | None, view: Layout, nonce: str) -> int:
        if message is not None and await self._edit(message, view):
            return message
        return await self._send(view, nonce)

    async def _send(self, view: Layout, nonce: str) -> int:
        return (await sending(lambda: self._channel.send(view=as_view(view), nonce=nonce))).id

    async def _edit(self, message: int, view: Layout) -> bool:
        """Change a message; False where somebody removed it."""
        try:
            await sending(
                lambda: self._channel.get_partial_message(message).edit(
                    view=as_view(view), allowed_mentions=discord.AllowedMentions.none()
                )
            )
        except MessageGoneError:
            return False
        return True

    async def _try_delete(self, message: int) -> None:
        """Remove a message that is of no use any more; one that is gone is just as well."""
        try:
            await sending(self._channel.get_partial_message(message).delete)
        except SendError as error:
            log.info("message %d stays where it is: %s", message, error)


def _nonce(kind: str, game: Game, replaced: int | None = None) -> str:
    """Name what is sent, in up to 25 characters; what replaces a message is another thing."""
    nonce = f"{kind}{game.id}-{game.number}"
    return nonce if replaced is None else f"{nonce}-{replaced % NONCE_DIGITS}"
