"""A game shown in a channel. It speaks in messages of its own, not in replies."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import discord

from bot.chat.kit.components import Layout
from bot.chat.kit.delivery import as_view
from bot.chat.kit.markup import literal
from bot.chat.quiz import screens
from bot.knowledge.base import Knowledge
from bot.quiz.game import Game
from bot.quiz.saved import SavedGame
from bot.services.ports import ChannelClosedError, ChannelGoneError

_Result = TypeVar("_Result")
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008


class ChannelGameView:
    """Show one game in its channel."""

    def __init__(
        self,
        client: discord.Client,
        stored: SavedGame,
        knowledge: Callable[[], Knowledge],
        name: str,
    ) -> None:
        place = stored.place
        self._channel = client.get_partial_messageable(place.channel, guild_id=place.guild)
        self._knowledge = knowledge
        self._name = name
        self._lobby = stored.lobby_message
        self._question = stored.question_message
        self._number = stored.game.number

    def shows(self, message: int) -> bool:
        return message in (self._lobby, self._question)

    async def show_lobby(self, game: Game) -> int:
        """Show the lobby, in place where it is there already."""
        self._lobby = await self._put(self._lobby, screens.lobby(game, self._name))
        return self._lobby

    async def show_question(self, game: Game) -> int:
        """Show the question in a new message, at the end of the channel."""
        if game.number == 0 and self._lobby is not None:
            lobby, self._lobby = self._lobby, None
            await self._try_delete(lobby)
        self._number = game.number
        self._question = await self._send(screens.question(game))
        return self._question

    async def show_count(self, game: Game) -> None:
        """Show the count in the question's message; where that was removed, in a new one."""
        if game.number == self._number:
            self._question = await self._put(self._question, screens.question(game))

    async def show_result(self, game: Game) -> None:
        """Take the buttons off the question, and show the result beneath."""
        if self._question is not None:
            await self._edit(self._question, screens.closed_question(game))
            self._question = None
        await self._send(screens.result(game, self._knowledge()))

    async def show_end(self, game: Game) -> None:
        """Show the podium; a question that was open when the game was stopped is taken down."""
        if self._lobby is not None:
            await self._try_delete(self._lobby)
        if self._question is not None and game.rounds:
            await self._edit(self._question, screens.closed_question(game))
        await self._send(screens.end(game))

    async def say(self, text: str, mentions: Sequence[int] = ()) -> None:
        """Say one sentence."""
        names = "".join(f"{screens.mention(member)} " for member in mentions)
        await _translated(lambda: self._channel.send(names + literal(text)))

    async def post(self, view: Layout) -> None:
        """Show something else about the game, such as an appeal."""
        await self._send(view)

    async def _put(self, message: int | None, view: Layout) -> int:
        if message is not None and await self._edit(message, view):
            return message
        return await self._send(view)

    async def _send(self, view: Layout) -> int:
        return (await _translated(lambda: self._channel.send(view=as_view(view)))).id

    async def _edit(self, message: int, view: Layout) -> bool:
        """Change a message; False where somebody removed it."""
        try:
            await _translated(
                lambda: self._channel.get_partial_message(message).edit(
                    view=as_view(view), allowed_mentions=discord.AllowedMentions.none()
                )
            )
        except _MessageGoneError:
            return False
        return True

    async def _try_delete(self, message: int) -> None:
        """Remove a message that is of no use any more; one that is gone is just as well."""
        try:
            await _translated(self._channel.get_partial_message(message).delete)
        except (_MessageGoneError, ChannelClosedError):
            return


class _MessageGoneError(Exception):
    """A message was removed."""


async def _translated(call: Callable[[], Awaitable[_Result]]) -> _Result:
    """Call Discord; raise what its refusal means for the game."""
    try:
        return await call()
    except discord.NotFound as error:
        if error.code == UNKNOWN_MESSAGE:
            raise _MessageGoneError from None
        raise ChannelGoneError("the channel is gone") from error
    except discord.Forbidden as error:
        raise ChannelClosedError("I may not write in the channel any more") from error
    except discord.HTTPException as error:
        raise ChannelClosedError(f"Discord refused a message: {error}") from error
    except OSError as error:
        raise ChannelClosedError(f"Discord cannot be reached: {error}") from error
