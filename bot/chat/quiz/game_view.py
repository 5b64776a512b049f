"""A game shown in a channel. It speaks in messages of its own, not in replies."""

import logging
from collections.abc import Callable, Sequence
from functools import partial

import discord

from bot.chat.kit.components import Component, Layout, literal, mention, picture
from bot.chat.kit.context import AppClient
from bot.chat.kit.delivery import MessageGoneError, as_files, as_view, post, sending
from bot.chat.kit.rendering import PageRenderer
from bot.chat.kit.reply import Attachment, Reply
from bot.chat.quiz import end_screen, question_screens
from bot.chat.quiz.lobby import lobby
from bot.chat.quiz.portraits import portraits
from bot.chat.quiz.question_screens import Drawing, drawing_of, drawn_in_time
from bot.knowledge.base import Knowledge
from bot.lookups.charts import PodiumChart
from bot.quiz.game import Game
from bot.quiz.rules import Mode
from bot.quiz.saved import SavedGame
from bot.services.sending import SendError

log = logging.getLogger(__name__)
Files = tuple[Attachment, ...]
NONCE_DIGITS = 10**8


class ChannelGameView:
    """Show one game in its channel: the lobby, one message a question, and the end.

    Each message has a nonce made of game, question and kind, which Discord takes once in some
    minutes: what is sent again since nobody knows whether it arrived gives the message that did.
    """

    def __init__(
        self,
        client: AppClient,
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
        self._question = None if stored.result_shown else stored.question_message
        # The first question takes the place of the lobby.
        closed = any(it.ending for it in stored.game.rounds)
        begun = closed or stored.question_message is not None
        self._lobby = None if begun else stored.lobby_message
        self._number = stored.game.number
        self._is_pictured = False
        """Whether the question's message is known to hold its picture, and keeps it when edited."""

    def shows(self, message: int) -> bool:
        return message in (self._lobby, self._question)

    async def show_lobby(self, game: Game) -> int:
        """Show the lobby, in place where it is there already."""
        nonce = _nonce("l", game, self._lobby)
        view = lobby(game, self._name(game.wish.topic))
        self._lobby = await self._put(self._lobby, view, nonce)
        return self._lobby

    async def show_question(self, game: Game) -> int:
        """Show the question in a new message, at the end of the channel."""
        await self._drop_lobby()
        known = self._question if self._number == game.number else None
        asked = partial(question_screens.open_question, game)
        self._question = await self._put_question(game, None, asked, _nonce("q", game, known))
        self._number = game.number
        return self._question

    async def show_count(self, game: Game) -> None:
        """Show the count in the question's message; where that was removed, in a new one."""
        if game.number == self._number:
            nonce = _nonce("q", game, self._question)
            asked = partial(question_screens.open_question, game)
            self._question = await self._put_question(game, self._question, asked, nonce)

    async def show_result(self, game: Game) -> None:
        """Show the answer in the question's message; where that was removed, in a new one."""
        shown = self._question if self._number == game.number else None
        told = partial(question_screens.reveal, game, self._knowledge())
        await self._put_question(game, shown, told, _nonce("r", game))
        self._question, self._is_pictured = None, False

    async def show_end(self, game: Game) -> None:
        """Show who won; a question that was open when the game was stopped is taken down."""
        await self._drop_lobby()
        if self._question is not None and game.rounds:
            await self._edit(self._question, question_screens.dropped_question(game))
        await self._send(await self._end(game), _nonce("e", game))

    async def say(self, text: str, mentions: Sequence[int] = ()) -> None:
        """Say one sentence."""
        names = "".join(f"{mention(member)} " for member in mentions)
        await sending(lambda: self._channel.send(names + literal(text)))

    async def tell_host(self, host: int, text: str) -> None:
        """Send the host a direct message."""
        said = literal(text).replace("{channel}", f"<#{self._place.channel}>")

        async def tell() -> None:
            channel = await self._client.create_dm(discord.Object(host))
            await channel.send(said)

        await sending(tell)

    async def _put_question(
        self,
        game: Game,
        message: int | None,
        screen: Callable[[Sequence[Component]], Layout],
        nonce: str,
    ) -> int:
        """Show a question in a message or in a new one, with its picture where it has one."""
        is_private = game.rules.mode is Mode.LIGHTNING
        shown = Drawing() if is_private else await drawing_of(game.question, self._pages)
        view, added = screen(shown.parts), () if self._is_pictured else shown.files
        if message is None or not await self._edit(message, view, added):
            message = await self._send(Reply(view, shown.files), nonce)
        self._is_pictured = bool(shown.files)
        return message

    async def _end(self, game: Game) -> Reply:
        """Write the end, with its picture where that is drawn in time."""
        chart = await self._podium(game)
        file = None if chart is None else await drawn_in_time(chart, self._pages)
        if chart is None or file is None:
            return Reply(end_screen.end(game))
        return Reply(end_screen.end(game, picture(file.name, chart.describe())), (file,))

    async def _podium(self, game: Game) -> PodiumChart | None:
        """Make the picture of the end; None where nobody won, or nobody's name is known."""
        if not end_screen.on_podium(game):
            return None
        named = end_screen.remembered(game)
        faces = await portraits(self._client, self._place.guild, named)
        return end_screen.podium_chart(game, self._name(game.wish.topic), faces) if faces else None

    @property
    def _pages(self) -> PageRenderer:
        return self._client.app.pages

    async def _put(self, message: int | None, view: Layout, nonce: str) -> int:
        if message is not None and await self._edit(message, view):
            return message
        return await self._send(Reply(view), nonce)

    async def _send(self, reply: Reply, nonce: str) -> int:
        return (await sending(lambda: post(self._channel, reply, nonce=nonce))).id

    async def _edit(self, message: int, view: Layout, files: Files = ()) -> bool:
        """Change a message, which keeps its files where there are no others.

        False where somebody removed it.
        """
        attachments = as_files(files) if files else discord.utils.MISSING
        try:
            await sending(
                lambda: self._channel.get_partial_message(message).edit(
                    view=as_view(view),
                    attachments=attachments,
                    allowed_mentions=discord.AllowedMentions.none(),
                )
            )
        except MessageGoneError:
            return False
        return True

    async def _drop_lobby(self) -> None:
        """Remove the lobby, which is of no use any more; one that is gone is just as well."""
        if (message := self._lobby) is None:
            return
        self._lobby = None
        try:
            await sending(self._channel.get_partial_message(message).delete)
        except SendError as error:
            log.info("message %d stays where it is: %s", message, error)


def _nonce(kind: str, game: Game, replaced: int | None = None) -> str:
    """Name what is sent, in up to 25 characters; what replaces a message is another thing."""
    nonce = f"{kind}{game.id}-{game.number}"
    return nonce if replaced is None else f"{nonce}-{replaced % NONCE_DIGITS}"
