"""The one adapter between replies and Discord: it knows respond, follow-up, edit and deferral."""

import io
import logging
from collections.abc import Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.chat.kit.components import Component, Layout, text
from bot.chat.kit.forms import Form, as_modal
from bot.chat.kit.reply import Attachment, Reply, Visibility

log = logging.getLogger(__name__)
_KEY = "delivery"


class Delivery:
    """Answers one interaction, however far its answer got.

    A first message is the response. After “thinking…” it takes the place of that; all further
    ones are follow-ups. Nothing mentions anybody: the client allows no mentions.
    """

    __slots__ = ("_interaction", "_thinking")

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._interaction = interaction
        self._thinking = False

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
        return self._interaction.response.is_done()

    async def send(self, reply: Reply) -> None:
        """Send a new message."""
        if self._thinking:
            await self._fill(reply)
        elif self.answered:
            await self._follow_up(reply)
        else:
            send = self._interaction.response.send_message
            private, files = reply.visibility is Visibility.PRIVATE, as_files(reply.files)
            if isinstance(reply.view, str):
                await send(reply.view, files=files, ephemeral=private, suppress_embeds=True)
            else:
                await send(view=as_view(reply.view), files=files, ephemeral=private)

    async def replace(self, reply: Reply) -> None:
        """Put a reply in place of the message that was clicked; after a command, send it."""
        if self._interaction.message is None or self._thinking:
            await self.send(reply)
            return
        # Discord takes no plain text in place of components.
        layout = Layout((text(reply.view),)) if isinstance(reply.view, str) else reply.view
        files = as_files(reply.files)
        if self.answered:
            await self._interaction.edit_original_response(view=as_view(layout), attachments=files)
        else:
            await self._interaction.response.edit_message(view=as_view(layout), attachments=files)

    async def tell(self, sentence: str) -> None:
        """Tell the asker alone one sentence; one that can no longer be sent is logged."""
        try:
            await self.send(Reply(sentence))
        except Exception:  # the last thing that can be done for a person has failed as well
            log.exception("could not tell a person a sentence")

    async def defer(self, visibility: Visibility = Visibility.PRIVATE) -> None:
        """Ask for time: Discord shows “thinking…” until the next message is sent."""
        if not self.answered:
            private = visibility is Visibility.PRIVATE
            await self._interaction.response.defer(ephemeral=private, thinking=True)
            self._thinking = True

    async def defer_update(self) -> None:
        """Ask for time after a click: nothing is shown until its message is replaced."""
        if not self.answered:
            await self._interaction.response.defer()

    async def open_form(self, form: Form) -> None:
        """Open a form; it has to be the first answer to a command or click."""
        await self._interaction.response.send_modal(as_modal(form))

    async def _fill(self, reply: Reply) -> None:
        """Put a reply in place of “thinking…”; those who see that see the reply as well."""
        self._thinking = False
        files = as_files(reply.files)
        if isinstance(reply.view, str):
            await self._interaction.edit_original_response(content=reply.view, attachments=files)
        else:
            await self._interaction.edit_original_response(
                view=as_view(reply.view), attachments=files
            )

    async def _follow_up(self, reply: Reply) -> None:
        send, private = self._interaction.followup.send, reply.visibility is Visibility.PRIVATE
        files = as_files(reply.files)
        if isinstance(reply.view, str):
            await send(reply.view, files=files, ephemeral=private, suppress_embeds=True)
        else:
            await send(view=as_view(reply.view), files=files, ephemeral=private)


async def post(
    channel: discord.abc.Messageable, reply: Reply, answered: discord.Message | None = None
) -> discord.Message:
    """Send a message of the bot's own to a channel, as a reply to another where one is given."""
    reference = answered.to_reference(fail_if_not_exists=False) if answered is not None else None
    files = as_files(reply.files)
    if isinstance(reply.view, str):
        return await channel.send(
            reply.view,
            files=files,
            reference=reference,  # type: ignore[arg-type] # None is taken as well
            mention_author=False,
        )
    return await channel.send(
        view=as_view(reply.view),
        files=files,
        reference=reference,  # type: ignore[arg-type]
        mention_author=False,
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
