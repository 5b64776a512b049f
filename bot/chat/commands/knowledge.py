"""/knowledge: what operators see and change of what the bot knows."""

import io
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.chat.client import context_of
from bot.chat.kit.context import Choices
from bot.chat.kit.errors import tell
from bot.chat.kit.markup import literal
from bot.chat.kit.options import CHOICE_LIMIT, MAX_CHOICES, Title, matching, titles
from bot.chat.knowledge import editing, misses, reports, status
from bot.chat.knowledge.proposing import is_operator, undo_revision
from bot.chat.knowledge.uploading import NO_SUCH, UploadForm
from bot.chat.knowledge.uploading import upload as take_upload
from bot.services.editing.claims import claim_named, claims_of
from bot.store import revisions

Interaction = discord.Interaction[Any]
Why = app_commands.Range[str, 1, 300]
NO_ROLE = "I know no role by that name. Choose one that is offered."

knowledge = app_commands.Group(
    name="knowledge",
    description="For the operators of this bot: see and change what it knows.",
    default_permissions=discord.Permissions(manage_guild=True),
)
edit = app_commands.Group(
    name="edit", description="Change small things by a form.", parent=knowledge
)


async def offer_files(interaction: Interaction, typed: str) -> Choices:
    """Offer the knowledge files to operators."""
    context = context_of(interaction)
    if not context.operators.known_at_hand(interaction):
        return []
    return matching(((name, name) for name in context.repository.snapshot.raw), typed)


async def offer_claims(interaction: Interaction, typed: str) -> Choices:
    """Offer claims by their ids and words, to operators."""
    context = context_of(interaction)
    if not context.operators.known_at_hand(interaction):
        return []
    wanted = typed.casefold().split()
    found = (
        place
        for place in claims_of(context.repository.snapshot)
        if all(word in place.label.casefold() for word in wanted)
    )
    return [
        app_commands.Choice(name=place.label[:CHOICE_LIMIT], value=place.code)
        for _, place in zip(range(MAX_CHOICES), found, strict=False)
    ]


async def offer_versions(interaction: Interaction, typed: str) -> Choices:
    """Offer the latest versions, to operators."""
    context = context_of(interaction)
    if not context.operators.known_at_hand(interaction):
        return []
    found = await context.database.read(partial(revisions.history, limit=MAX_CHOICES))
    offered = []
    for it in found:
        names = ", ".join(file.name for file in it.files[:3])
        label = f"{it.version} · {it.at:%Y-%m-%d %H:%M} UTC · {it.origin.why or names}"
        if typed.casefold() in label.casefold():
            offered.append(app_commands.Choice(name=label[:CHOICE_LIMIT], value=str(it.id)))
    return offered


@knowledge.command(name="status")
async def show_status(interaction: Interaction) -> None:
    """Version, counts, what is stale, and what is wrong on disk."""
    if await is_operator(interaction):
        await interaction.response.defer(ephemeral=True, thinking=True)
        view, files = await status.status(interaction)
        await interaction.edit_original_response(view=view, attachments=files)


@knowledge.command()
@app_commands.describe(file="Which file")
@app_commands.autocomplete(file=offer_files)
async def download(interaction: Interaction, file: Title) -> None:
    """A knowledge file as it is live, to change and upload again."""
    if not await is_operator(interaction):
        return
    body = context_of(interaction).repository.snapshot.raw.get(file)
    if body is None:
        await tell(interaction, NO_SUCH.format(name=literal(file)))
        return
    attachment = discord.File(io.BytesIO(body), file.rpartition("/")[2])
    await interaction.response.send_message(f"`{file}`", file=attachment, ephemeral=True)


@knowledge.command()
@app_commands.describe(
    attachment="The file; without one you are asked for it",
    file="Which file it is, if its name does not say",
    why="Why it changes; kept in the history",
)
@app_commands.autocomplete(file=offer_files)
async def upload(
    interaction: Interaction,
    attachment: discord.Attachment | None = None,
    file: Title | None = None,
    why: Why | None = None,
) -> None:
    """Check a changed file against everything else, see what it does, and apply it."""
    if attachment is not None:
        await take_upload(interaction, attachment, file, why)
    elif await is_operator(interaction):
        await interaction.response.send_modal(UploadForm(file, why))


@edit.command(name="claim")
@app_commands.describe(claim="Its id, or words that stand in it")
@app_commands.autocomplete(claim=offer_claims)
async def edit_claim(interaction: Interaction, claim: Title) -> None:
    """A claim: change its figures or words, its source and date, or mark it as reviewed."""
    if not await is_operator(interaction):
        return
    snapshot = context_of(interaction).repository.snapshot
    place = claim_named(snapshot, claim)
    view = editing.claim_card(interaction, place)
    await interaction.response.send_message(view=view, ephemeral=True)


@edit.command(name="role")
@app_commands.describe(role="Which role")
@app_commands.autocomplete(role=titles)
async def edit_role(interaction: Interaction, role: Title) -> None:
    """A role: its name, its short name, its tier."""
    if await is_operator(interaction) and (found := await _role(interaction, role)):
        await editing.ask_role(interaction, found)


@edit.command(name="alias")
@app_commands.describe(role="The role that titles mean")
@app_commands.autocomplete(role=titles)
async def edit_alias(interaction: Interaction, role: Title) -> None:
    """Titles that mean a role, everywhere or at some employers."""
    if await is_operator(interaction) and (found := await _role(interaction, role)):
        await editing.ask_alias(interaction, found)


async def _role(interaction: Interaction, typed: str) -> str | None:
    found = context_of(interaction).knowledge.titles.resolve(typed)
    if found.status != "matched":
        await tell(interaction, NO_ROLE)
        return None
    return found.roles[0]


@knowledge.command()
@app_commands.describe(file="Of one file; all by default")
@app_commands.autocomplete(file=offer_files)
async def history(interaction: Interaction, file: Title | None = None) -> None:
    """Every version: who, when, why."""
    await status.send_history(interaction, file)


@knowledge.command()
@app_commands.describe(version="Which version; the newest by default")
@app_commands.autocomplete(version=offer_versions)
async def diff(interaction: Interaction, version: Title | None = None) -> None:
    """What a version changed."""
    if not await is_operator(interaction):
        return
    number = await _version(interaction, version)
    if number is not None:
        await status.send_diff(interaction, number)


@knowledge.command()
@app_commands.describe(version="Which version; the newest by default", why="Why; kept in history")
@app_commands.autocomplete(version=offer_versions)
async def undo(
    interaction: Interaction, version: Title | None = None, why: Why | None = None
) -> None:
    """Put files back to before a version; that is a version itself."""
    if not await is_operator(interaction):
        return
    number = await _version(interaction, version)
    if number is not None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await undo_revision(interaction, number, why)


async def _version(interaction: Interaction, typed: str | None) -> int | None:
    """Find a version by its number or its id; the newest where nothing is typed."""
    wanted = None if typed is None else typed.strip()
    found = await context_of(interaction).database.read(partial(revisions.find, typed=wanted))
    if found is None:
        await tell(interaction, "There is no such version. Choose one that is offered.")
    return found


@knowledge.command(name="misses")
async def show_misses(interaction: Interaction) -> None:
    """What people asked in vain, to settle with two clicks."""
    await misses.send_misses(interaction)


@knowledge.command(name="reports")
async def show_reports(interaction: Interaction) -> None:
    """Quiz questions that members reported, with how they fared."""
    await reports.send_reports(interaction)
