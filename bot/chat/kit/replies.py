"""Send answers: private or for everyone, new or in place, with pictures, within the deadlines."""

import io
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.chat.context import Context
from bot.chat.kit.layout import FrameView
from bot.chat.kit.markup import literal
from bot.chat.kit.rendering import Wanted
from bot.chat.local_knowledge import LocalKnowledge
from bot.lookups.by_title import Asked, unknown_title
from bot.lookups.charts import Chart
from bot.lookups.model import Answer
from bot.lookups.plain import plain
from bot.lookups.registry import is_personal
from bot.lookups.title import TitleQuery

log = logging.getLogger(__name__)
Interaction = discord.Interaction[Any]
MESSAGE_LIMIT = 2000


async def reply(
    context: Context,
    interaction: Interaction,
    asked: Asked | Answer,
    known: LocalKnowledge | None = None,
) -> None:
    """Answer a command in a new message: the asker alone, or all where a server wants that so."""
    known = known or context.view(interaction.guild_id)
    wanted_public = context.servers.settings(interaction.guild_id).replies == "public"
    public = wanted_public and not (isinstance(asked, Asked) and is_personal(asked.query))
    wanted = Wanted(asked, 0, _others_read(interaction) and not public)
    await _answer(context, interaction, known, wanted, public=public)
    if (title := _unknown_title(asked, known)) is not None:
        await context.conversations().missed_title(title)


def _unknown_title(asked: Asked | Answer, known: LocalKnowledge) -> str | None:
    """Give the title that was asked for in vain."""
    if isinstance(asked, Answer):
        return asked.missed
    if isinstance(asked.query, TitleQuery):
        titles = known.knowledge.titles
        return unknown_title(titles.resolve(asked.query.text, asked.query.employer))
    return None


async def _answer(
    context: Context,
    interaction: Interaction,
    known: LocalKnowledge,
    wanted: Wanted,
    *,
    public: bool,
) -> None:
    response = interaction.response

    async def ask_for_time() -> None:
        await response.defer(ephemeral=not public, thinking=True)

    view, files = await prepare(context, known, wanted, ask_for_time)
    if response.is_done():
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await response.send_message(view=view, files=files, ephemeral=not public)


async def turn(context: Context, interaction: Interaction, asked: Asked, number: int = 0) -> None:
    """Show another answer in place of the one that was clicked.

    Only the clicker's own message is changed; a click on a shared one gets a private reply.
    """
    known = context.view(interaction.guild_id)
    wanted = Wanted(asked, number, _others_read(interaction))
    if not _own(interaction):
        await _answer(context, interaction, known, wanted, public=False)
        return
    response = interaction.response
    view, files = await prepare(context, known, wanted, response.defer)
    if response.is_done():
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await response.edit_message(view=view, attachments=files)


async def share(context: Context, interaction: Interaction, asked: Asked, number: int) -> None:
    """Post an answer where everyone here can read it, with the name of who shared it."""
    response = interaction.response

    async def ask_for_time() -> None:
        await response.defer(ephemeral=False, thinking=True)

    footer = f"Shared by {interaction.user.display_name}"
    wanted = Wanted(asked, number, shareable=False)
    known = context.view(interaction.guild_id)
    view, files = await prepare(context, known, wanted, ask_for_time, footer)
    if response.is_done():
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await response.send_message(view=view, files=files, ephemeral=False)


async def as_text(interaction: Interaction, answer: Answer) -> None:
    """Send the plain-text form, which can be copied on a phone; as a file where it is long."""
    text = plain(answer)
    if len(escaped := literal(text)) <= MESSAGE_LIMIT:
        await interaction.response.send_message(escaped, ephemeral=True, suppress_embeds=True)
        return
    file = discord.File(io.BytesIO(text.encode()), "answer.txt")
    await interaction.response.send_message("The whole answer as text:", file=file, ephemeral=True)


async def prepare(
    context: Context,
    known: LocalKnowledge,
    wanted: Wanted,
    ask_for_time: Callable[[], Awaitable[object]],
    footer: str | None = None,
) -> tuple[FrameView, list[discord.File]]:
    """Get a page and its pictures; ask Discord for time only where one must be drawn first."""
    renderer = known.renderer
    frame = renderer.frame(wanted)
    if any(context.charts.cached(chart) is None for chart in frame.charts):
        await ask_for_time()
    pictures = {chart: await _picture(context, chart) for chart in frame.charts}
    missing = [chart for chart, data in pictures.items() if data is None]
    if missing:
        frame = renderer.frame_without(wanted, missing)
    files = [
        discord.File(io.BytesIO(data), context.charts.name(chart))
        for chart, data in pictures.items()
        if data is not None
    ]
    return frame.view(wanted.lead, footer, wanted.more), files


async def _picture(context: Context, chart: Chart) -> bytes | None:
    """Draw a chart; one that fails is left to the words beside it."""
    try:
        return await context.charts.picture(chart)
    except Exception:
        log.exception("a chart could not be drawn: %s", chart.title)
        return None


def _own(interaction: Interaction) -> bool:
    """Tell whether the clicked message is the clicker's own: private, or between us two."""
    message = interaction.message
    return message is not None and (message.flags.ephemeral or not _others_read(interaction))


def _others_read(interaction: Interaction) -> bool:
    """Tell whether others could read along here."""
    return interaction.guild_id is not None or interaction.context.private_channel
