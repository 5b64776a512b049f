"""Send answers: private or for everyone, new or in place, with pictures, within the deadlines."""

import io
import logging
from collections.abc import Mapping

import discord

from bot.answers.charts import Chart
from bot.answers.model import Answer
from bot.answers.plain import plain
from bot.charts.studio import ChartStudio
from bot.chat.desk import Desk
from bot.chat.layout import lay_out
from bot.chat.markup import literal
from bot.chat.pages import Page, paginate

log = logging.getLogger(__name__)
MESSAGE_LIMIT = 2000


async def reply(
    desk: Desk, interaction: discord.Interaction, answer: Answer, number: int = 0
) -> None:
    """Answer the asker alone, in a new message."""
    page = _page(answer, number)
    waits = await _defer_for_pictures(desk, interaction, page, in_place=False)
    files, pictures = await _pictures(desk.studio, page)
    view = lay_out(answer, page, pictures, shareable=_shareable(interaction))
    if waits:
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await interaction.response.send_message(view=view, files=files, ephemeral=True)


async def turn(
    desk: Desk, interaction: discord.Interaction, answer: Answer, number: int = 0
) -> None:
    """Show another answer in place of the one that was clicked.

    Only the asker's own message is changed; a click on a shared one gets a private reply.
    """
    if interaction.message is None or not _own(interaction):
        await reply(desk, interaction, answer, number)
        return
    page = _page(answer, number)
    waits = await _defer_for_pictures(desk, interaction, page, in_place=True)
    files, pictures = await _pictures(desk.studio, page)
    view = lay_out(answer, page, pictures, shareable=_shareable(interaction))
    if waits:
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await interaction.response.edit_message(view=view, attachments=files)


async def share(desk: Desk, interaction: discord.Interaction, answer: Answer, number: int) -> None:
    """Post an answer where everyone here can read it, with the name of who shared it."""
    page = _page(answer, number)
    if _undrawn(desk.studio, page):
        await interaction.response.defer(ephemeral=False, thinking=True)
    files, pictures = await _pictures(desk.studio, page)
    footer = f"Shared by {literal(interaction.user.display_name)}"
    view = lay_out(answer, page, pictures, shareable=False, footer=footer)
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await interaction.response.send_message(view=view, files=files, ephemeral=False)


async def as_text(interaction: discord.Interaction, answer: Answer) -> None:
    """Send the plain-text form, which can be copied on a phone; as a file where it is long."""
    text = plain(answer)
    if len(escaped := literal(text)) <= MESSAGE_LIMIT:
        await interaction.response.send_message(escaped, ephemeral=True, suppress_embeds=True)
        return
    file = discord.File(io.BytesIO(text.encode()), "answer.txt")
    await interaction.response.send_message(
        "The whole answer as text:", file=file, ephemeral=True
    )


def _page(answer: Answer, number: int) -> Page:
    """Take a page; a number past the end, from before a change of facts, gives the last."""
    pages = paginate(answer)
    return pages[min(number, len(pages) - 1)]


def _charts(page: Page) -> list[Chart]:
    return [part for part in page.parts if not isinstance(part, str)]


def _undrawn(studio: ChartStudio, page: Page) -> bool:
    return any(studio.cached(chart) is None for chart in _charts(page))


async def _defer_for_pictures(
    desk: Desk, interaction: discord.Interaction, page: Page, *, in_place: bool
) -> bool:
    """Ask Discord for time where a picture must be drawn first; tell whether it was asked."""
    if not _undrawn(desk.studio, page):
        return False
    if in_place:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)
    return True


async def _pictures(
    studio: ChartStudio, page: Page
) -> tuple[list[discord.File], Mapping[Chart, str]]:
    """Draw the charts of a page; one that fails is left to the words beside it."""
    files: list[discord.File] = []
    names: dict[Chart, str] = {}
    for chart in _charts(page):
        try:
            data = await studio.picture(chart)
        except Exception:
            log.exception("a chart could not be drawn: %s", chart.title)
            continue
        names[chart] = studio.name(chart)
        files.append(
            discord.File(io.BytesIO(data), names[chart], description=chart.describe())
        )
    return files, names


def _own(interaction: discord.Interaction) -> bool:
    """Tell whether the clicked message is the clicker's own: private, or in a direct message."""
    message = interaction.message
    return message is not None and (message.flags.ephemeral or not _shareable(interaction))


def _shareable(interaction: discord.Interaction) -> bool:
    """Tell whether others could read along here."""
    return interaction.guild_id is not None or interaction.context.private_channel
