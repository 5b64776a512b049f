"""The line to Discord: how replies get there, what a refusal means, and whether it is open.

One adapter for replies knows respond, follow-up, edit and deferral. At the end stands what keeps
a client connected: discord.py ends the process over an event that is not what it expects, and
takes itself for ready while nobody is at the other end. What is looked at there has no public name.
"""

import asyncio
import io
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self, TypeVar

import aiohttp
import discord
from discord import ui
from discord.gateway import DiscordWebSocket

from bot.chat.kit.components import Component, Layout, text
from bot.chat.kit.forms import Form, as_modal
from bot.chat.kit.reply import Attachment, Reply, Visibility
from bot.errors import UserFacingError
from bot.services.sending import ForbiddenSendError, GoneSendError, PassingSendError, SendError

log = logging.getLogger(__name__)
_Result = TypeVar("_Result")
_Parser = Callable[[Any], None]
_KEY = "delivery"
PATIENCE = 1.5
"""Seconds without an answer after which Discord is asked for time; it allows three."""
LATE_SECONDS = 10.0
"""A heartbeat that Discord answers later than this is a lost line."""
UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MEMBER, UNKNOWN_MESSAGE = 10003, 10004, 10007, 10008
ARCHIVED_THREAD, LOCKED_THREAD = 50083, 160005
UNKNOWN_INTERACTION, ANSWERED_ALREADY, BAD_TOKEN = 10062, 40060, 50027

CONNECTION_FAULTS = (aiohttp.ClientError, OSError)
"""A request that broke off. Timeouts are OSErrors; what aiohttp raises mostly is none."""
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RuntimeError)
"""What discord.py stumbles over when an answer is not the JSON it should be, or it was closed."""


class MessageGoneError(SendError):
    """The message to be changed was removed."""


class TooSlowError(UserFacingError):
    """A form cannot be opened any more, since something else had to be answered in time."""

    text = "That took me too long."
    remedy = "Try it once more."


class Delivery:
    """Answers one interaction, however far its answer got.

    A first message is the response. After “thinking…” it takes the place of that; all further
    ones are follow-ups. Nothing mentions anybody: the client allows no mentions. What is lost on
    the way is sent once more.
    """

    __slots__ = ("_answered", "_asked_by_itself", "_interaction", "_thinking", "_turn")

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._interaction = interaction
        self._answered = False
        self._thinking = False
        self._asked_by_itself = False
        self._turn = asyncio.Lock()

    @classmethod
    def of(cls, interaction: discord.Interaction[Any]) -> Self:
        """Take the delivery of an interaction, which is made once: it knows what was deferred."""
        found = interaction.extras.get(_KEY)
        if not isinstance(found, cls):
            found = interaction.extras[_KEY] = cls(interaction)
        return found

    @property
    def answered(self) -> bool:
        """Tell whether anything was sent, if only a request for time."""
        return self._answered or self._interaction.response.is_done()

    @asynccontextmanager
    async def in_time(self) -> AsyncIterator[None]:
        """Ask Discord for time where what is done inside has not answered for a while.

        What asked so and then had nothing to say leaves nothing behind.
        """
        asking: list[asyncio.Task[None]] = []

        def ask() -> None:
            asking.append(asyncio.create_task(self._ask_for_time(), name="ask Discord for time"))

        timer = asyncio.get_running_loop().call_later(PATIENCE, ask)
        try:
            yield
        finally:
            timer.cancel()
            if asking:
                await asyncio.wait(asking)
        if self._asked_by_itself and self._thinking:
            self._thinking = False
            await self._call(self._interaction.delete_original_response)

    async def send(self, reply: Reply) -> None:
        """Send a new message."""
        async with self._turn:
            await self._send(reply)

    async def replace(self, reply: Reply) -> None:
        """Put a reply in place of the message that was clicked; after a command, send it."""
        async with self._turn:
            if self._interaction.message is None or self._thinking:
                await self._send(reply)
                return
            # Discord takes no plain text in place of components.
            layout = Layout((text(reply.view),)) if isinstance(reply.view, str) else reply.view
            edit: Callable[..., Awaitable[object]] = self._interaction.response.edit_message
            if self.answered:
                edit = self._interaction.edit_original_response
            await self._call(lambda: edit(view=as_view(layout), attachments=as_files(reply.files)))

    async def tell(self, sentence: str) -> None:
        """Tell the asker alone one sentence; one that can no longer be sent is logged."""
        try:
            await self.send(Reply(sentence))
        except Exception as error:
            # The last thing that can be done for a person has failed as well.
            if came_too_late(error) or is_lost(error):
                log.info("could not tell a person a sentence: %s", error)
            else:
                log.exception("could not tell a person a sentence")

    async def defer(self, visibility: Visibility = Visibility.PRIVATE) -> None:
        """Ask for time: Discord shows “thinking…” until the next message is sent."""
        async with self._turn:
            if not self.answered:
                private = visibility is Visibility.PRIVATE
                defer = self._interaction.response.defer
                await self._call(lambda: defer(ephemeral=private, thinking=True))
                self._thinking = True

    async def defer_update(self) -> None:
        """Ask for time after a click: nothing is shown until its message is replaced."""
        async with self._turn:
            if not self.answered:
                await self._call(self._interaction.response.defer)

    async def open_form(self, form: Form) -> None:
        """Open a form; it has to be the first answer to a command or click."""
        async with self._turn:
            if self._asked_by_itself:
                raise TooSlowError
            await self._call(lambda: self._interaction.response.send_modal(as_modal(form)))

    async def _ask_for_time(self) -> None:
        if not self.answered and not self._turn.locked():
            self._asked_by_itself = True
            try:
                await self.defer()
            except (discord.HTTPException, SendError) as error:
                log.info("could not ask Discord for time: %s", error)

    async def _send(self, reply: Reply) -> None:
        private = reply.visibility is Visibility.PRIVATE
        if self._thinking and self._asked_by_itself and not private:
            # What was shown to the asker alone cannot be shown to all.
            await self._call(self._interaction.delete_original_response)
            self._thinking = False
        if self._thinking:
            await self._fill(reply)
            return
        send: Callable[..., Awaitable[object]] = self._interaction.response.send_message
        if self.answered:
            send = self._interaction.followup.send
        if isinstance(words := reply.view, str):
            await self._call(
                lambda: send(
                    words, files=as_files(reply.files), ephemeral=private, suppress_embeds=True
                )
            )
        else:
            await self._call(
                lambda: send(view=as_view(words), files=as_files(reply.files), ephemeral=private)
            )

    async def _fill(self, reply: Reply) -> None:
        """Put a reply in place of “thinking…”; those who see that see the reply as well."""
        edit = self._interaction.edit_original_response
        if isinstance(words := reply.view, str):
            await self._call(lambda: edit(content=words, attachments=as_files(reply.files)))
        else:
            await self._call(lambda: edit(view=as_view(words), attachments=as_files(reply.files)))
        self._thinking = False

    async def _call(self, call: Callable[[], Awaitable[object]]) -> None:
        """Call Discord; where nobody knows whether that arrived, once more.

        :raises PassingSendError: where the line, or what comes over it, is no better then.
        """
        answered = self.answered
        try:
            await call()
        except (*CONNECTION_FAULTS, *UNREADABLE) as error:
            log.info("a reply is sent once more: %r", error)
            if answered or not self.answered:
                await self._call_again(call)
        self._answered = True

    async def _call_again(self, call: Callable[[], Awaitable[object]]) -> None:
        try:
            await call()
        except discord.HTTPException as error:
            if error.code != ANSWERED_ALREADY:  # the first one did arrive
                raise
        except (*CONNECTION_FAULTS, *UNREADABLE) as error:
            raise PassingSendError(f"a reply is lost: {error!r}") from error


async def post(
    channel: discord.abc.Messageable,
    reply: Reply,
    answered: discord.Message | None = None,
    nonce: str | None = None,
    pinged: discord.AllowedMentions | None = None,
) -> discord.Message:
    """Send a message of the bot's own to a channel, as a reply to another where one is given.

    Discord takes a nonce, of up to 25 characters, once in some minutes. Nobody is `pinged` by
    default, whoever is named.
    """
    pinged = pinged or discord.AllowedMentions.none()
    reference = answered.to_reference(fail_if_not_exists=False) if answered is not None else None
    files = as_files(reply.files)
    if isinstance(reply.view, str):
        return await channel.send(
            reply.view,
            files=files,
            reference=reference,  # type: ignore[arg-type] # None is taken as well
            mention_author=False,
            allowed_mentions=pinged,
            nonce=nonce,  # type: ignore[arg-type] # the same
        )
    return await channel.send(
        view=as_view(reply.view),
        files=files,
        reference=reference,  # type: ignore[arg-type]
        mention_author=False,
        allowed_mentions=pinged,
        nonce=nonce,  # type: ignore[arg-type]
    )


class _WrittenView(ui.LayoutView):
    """Components that are written out already, as discord.py takes them.

    It holds no callbacks and counts as finished, so the client keeps nothing of a sent message:
    clicks are answered from their custom ids alone.
    """

    def __init__(self, layout: Layout) -> None:
        super().__init__(timeout=None)
        self._written = list(layout.components)
        self.stop()

    def to_components(self) -> list[Component]:
        return self._written

    def has_components_v2(self) -> bool:
        return True


def as_view(layout: Layout) -> ui.LayoutView:
    return _WrittenView(layout)


def as_files(attachments: Sequence[Attachment]) -> list[discord.File]:
    return [discord.File(io.BytesIO(it.body), it.name) for it in attachments]


async def sending(call: Callable[[], Awaitable[_Result]]) -> _Result:
    """Call Discord; raise a SendError that says what its refusal means.

    Only what Discord says by a code of its own is final: a bare 404 comes from whatever stands
    before it, and passes.
    """
    try:
        return await call()
    except discord.HTTPException as error:
        raise meaning(error.status, error.code)(str(error)) from error
    except CONNECTION_FAULTS as error:
        raise PassingSendError(f"Discord cannot be reached: {error!r}") from error
    except (*UNREADABLE, discord.DiscordException) as error:
        raise PassingSendError(f"Discord's answer cannot be read: {error!r}") from error


def meaning(status: int, code: int) -> type[SendError]:
    """Name what an error of Discord means, by its status and its own code (0: none)."""
    if code == UNKNOWN_MESSAGE:
        return MessageGoneError
    if code in (UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MEMBER):
        return GoneSendError
    if status == 403 or code in (ARCHIVED_THREAD, LOCKED_THREAD):  # noqa: PLR2004 - "Forbidden"
        return ForbiddenSendError
    return PassingSendError


def came_too_late(error: BaseException) -> bool:
    """Tell whether an interaction can no longer be answered, or was answered already."""
    late = (UNKNOWN_INTERACTION, ANSWERED_ALREADY, BAD_TOKEN)
    return isinstance(error, discord.HTTPException) and error.code in late


def is_lost(error: BaseException) -> bool:
    """Tell whether Discord or the line to it failed, rather than what was asked of it.

    A bare 404 comes from whatever stands before Discord.
    """
    if isinstance(error, discord.HTTPException):
        out_of_order = error.status >= 500 or error.status == 429  # noqa: PLR2004 - as HTTP has it
        return out_of_order or (error.status == 404 and not error.code)  # noqa: PLR2004 - the same
    return isinstance(error, (SendError, *CONNECTION_FAULTS))


def shorten_reconnects(record: logging.LogRecord) -> bool:
    """Let discord.py say in one line that the connection broke off, which is nobody's mistake."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, discord.DiscordException | aiohttp.ClientError | OSError):
        record.msg, record.args = f"{record.getMessage()}: {error!r}", ()
        record.exc_info = None
    return True


def guard_events(client: discord.Client) -> None:
    """Let an event that cannot be read be skipped, and named in the log."""
    state = client._connection  # noqa: SLF001
    parsers: Mapping[str, _Parser] = state.parsers
    state.parsers = {event: _guarded(event, parse) for event, parse in parsers.items()}


def _guarded(event: str, parse: _Parser) -> _Parser:
    def guarded(data: Any) -> None:
        try:
            parse(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next event may be fine
            log.error("an event %s cannot be read, and is skipped: %r", event, error)  # noqa: TRY400

    return guarded


def is_open(client: discord.Client) -> bool:
    # discord.py says that there always is a socket; there is none before the first connection.
    socket: DiscordWebSocket | None = client.ws
    return socket is not None and socket.open


def is_connected(client: discord.Client) -> bool:
    """Tell whether Discord is at the other end of the line, and answers in time."""
    if not client.is_ready() or not is_open(client):
        return False
    heart = client.ws._keep_alive  # noqa: SLF001
    if heart is None:
        return False
    since_answer = time.perf_counter() - heart._last_ack  # noqa: SLF001
    overdue = since_answer - (heart.interval or 0)
    return max(heart.latency, overdue) < LATE_SECONDS
