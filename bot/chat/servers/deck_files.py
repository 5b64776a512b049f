"""A server's own decks: taken in, shown, and given out again."""

import io
from collections.abc import Sequence
from functools import partial
from typing import Any

import discord

from bot.chat.client import context_of
from bot.chat.kit.components import card, fitted, text
from bot.chat.kit.errors import tell
from bot.chat.kit.layout import FrameView
from bot.chat.kit.markup import literal
from bot.chat.knowledge.problems import listed
from bot.chat.knowledge.screens import attached
from bot.chat.knowledge.uploading import UploadError, read_attachment
from bot.chat.servers.permissions import moderated_guild
from bot.knowledge.decks import ChoiceItem, DeckFile
from bot.quiz.pool import TOPIC_NAMES
from bot.records.problems import Problem
from bot.services.servers.server_decks import (
    MAX_BYTES,
    MAX_DECKS,
    deck_prefix,
    export_deck,
    is_deck_name,
    read_deck,
)
from bot.services.servers.server_service import as_deck
from bot.store import reports
from bot.store.servers import OwnDeck

Interaction = discord.Interaction[Any]
PREVIEWED = 5
NO_DECK = "This server has no deck of that name. /deck list shows what it has."
BAD_NAME = (
    "A deck is called by lower-case letters, figures and hyphens, such as friday-night: by its "
    "file's name, or by the option `name`."
)


async def upload(
    interaction: Interaction, attachment: discord.Attachment, name: str | None
) -> None:
    """Take a deck in, or say everything that is wrong with it."""
    if (guild := await moderated_guild(interaction)) is None:
        return
    deck_name = (name or attachment.filename.rpartition(".")[0]).strip().lower().replace(" ", "-")
    if not is_deck_name(deck_name):
        await tell(interaction, BAD_NAME)
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    context = context_of(interaction)
    known = await context.servers.decks(guild)
    if deck_name not in known and len(known) >= MAX_DECKS:
        await tell(interaction, f"A server has up to {MAX_DECKS} decks. Remove one first.")
        return
    try:
        raw = await read_attachment(attachment, MAX_BYTES)
    except UploadError as error:
        await tell(interaction, str(error))
        return
    csv = attachment.filename.lower().endswith(".csv")
    file = f"{deck_name}.{'csv' if csv else 'yaml'}"
    found = await context.repository.in_background(partial(read_deck, file, raw, context.knowledge))
    if found.deck is None:
        lines, rest = listed(found.problems)
        view = card([text(f"## This deck cannot be taken yet\n{lines}")])
        await interaction.edit_original_response(
            view=view, attachments=attached("problems.txt", rest)
        )
        return
    await _keep(interaction, guild, deck_name, found.deck)
    view, files = _taken(deck_name, found.deck, found.advice, replaced=deck_name in known)
    await interaction.edit_original_response(view=view, attachments=files)


async def _keep(interaction: Interaction, guild: int, name: str, deck: DeckFile) -> None:
    context, now, member = (
        context_of(interaction),
        context_of(interaction).clock(),
        interaction.user.id,
    )
    body = await context.repository.in_background(partial(export_deck, deck))
    own = OwnDeck(name, deck.name, body, len(deck.items), member, now)
    await context.servers.set_deck(guild, own)
    # What members reported was this deck's former wording.
    prefix = deck_prefix(guild, name)
    await context.database.write(
        lambda connection: reports.settle_all(connection, prefix, member, now)
    )


def _taken(
    name: str, deck: DeckFile, advice: Sequence[Problem], *, replaced: bool
) -> tuple[FrameView, list[discord.File]]:
    verb = "Replaced" if replaced else "Taken in"
    lines = [
        f"## {verb}: {literal(deck.name)}",
        f"{len(deck.items)} questions. Play it with `/quiz start topic:{literal(deck.name)}`.",
    ]
    said, rest = listed(advice)
    if advice:
        lines.append(f"**Worth a look, and no obstacle**\n{said}")
    lines.append(f"-# Its name for /deck is `{name}`.")
    return card([text("\n".join(lines))]), attached("advice.txt", rest)


async def list_decks(interaction: Interaction) -> None:
    """List a server's decks, with what members reported of them."""
    if (guild := await moderated_guild(interaction)) is None:
        return
    context = context_of(interaction)
    flagged = await context.database.read(reports.reported)
    lines = ["## This server's own decks"]
    for name, deck in (await context.servers.decks(guild)).items():
        prefix = deck_prefix(guild, name)
        told = [it.item.removeprefix(prefix) for it in flagged if it.item.startswith(prefix)]
        note = f"; members reported {', '.join(f'`{it}`' for it in told[:5])}" if told else ""
        lines.append(
            f"- **{literal(deck.title)}** (`{name}`): {deck.items} questions, "
            f"<t:{int(deck.at.timestamp())}:d>{note}"
        )
    if len(lines) == 1:
        lines.append("None yet. /deck upload takes a YAML or CSV file.")
    await interaction.response.send_message(view=card([text(fitted(lines))]), ephemeral=True)


async def _deck(interaction: Interaction, name: str) -> tuple[int, OwnDeck] | None:
    """Give a deck of the server that somebody moderates; tell them where that cannot be."""
    if (guild := await moderated_guild(interaction)) is None:
        return None
    decks = await context_of(interaction).servers.decks(guild)
    wanted = name.strip().casefold()
    found = [it for it in decks.values() if wanted in (it.name, it.title.casefold())]
    if not found:
        await tell(interaction, NO_DECK)
        return None
    return guild, found[0]


async def preview(interaction: Interaction, name: str) -> None:
    """Show the first questions of a deck with their answers, to its moderators alone."""
    if (found := await _deck(interaction, name)) is None:
        return
    deck = await context_of(interaction).repository.in_background(partial(as_deck, found[1]))
    lines = [f"## {literal(deck.name)}", literal(deck.about)]
    for item in deck.items[:PREVIEWED]:
        right = item.right if isinstance(item, ChoiceItem) else item.explanation
        topic = TOPIC_NAMES[item.topic]
        lines.append(
            f"- {literal(item.question)}\n  -# {topic}, {item.difficulty} · {literal(right)}"
        )
    if len(deck.items) > PREVIEWED:
        lines.append(f"…and {len(deck.items) - PREVIEWED} more; /deck export gives all.")
    await interaction.response.send_message(view=card([text(fitted(lines))]), ephemeral=True)


async def export(interaction: Interaction, name: str) -> None:
    """Give a deck out as the file that can be changed and uploaded again."""
    if (found := await _deck(interaction, name)) is not None:
        deck = found[1]
        file = discord.File(io.BytesIO(deck.body), f"{deck.name}.yaml")
        await interaction.response.send_message(
            f"**{literal(deck.title)}**", file=file, ephemeral=True
        )


async def remove(interaction: Interaction, name: str) -> None:
    """Remove a deck, and give its file once more, so that nothing is lost by a slip."""
    if (found := await _deck(interaction, name)) is None:
        return
    guild, deck = found
    await context_of(interaction).servers.remove_deck(guild, deck.name)
    file = discord.File(io.BytesIO(deck.body), f"{deck.name}.yaml")
    said = f"Removed **{literal(deck.title)}**. Here it is, should you want it back: /deck upload."
    await interaction.response.send_message(said, file=file, ephemeral=True)
