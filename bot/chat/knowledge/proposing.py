"""From a change to its being live: looked at, then applied or dropped; rights asked every time."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import discord

from bot.chat.client import context_of
from bot.chat.kit.components import button, card, text
from bot.chat.kit.errors import tell
from bot.chat.kit.markup import literal
from bot.chat.knowledge import screens
from bot.chat.knowledge.ids import Code, Verb
from bot.chat.operators import ONLY_OPERATORS
from bot.knowledge.history import Origin, OriginKind, Revision
from bot.services.editing.changes import (
    EditError,
    FileContents,
    OutdatedError,
    PendingChange,
    RefusedError,
)
from bot.services.editing.edits import Edit

Interaction = discord.Interaction[Any]
CANCELLED = "Cancelled. Nothing was changed."
UNWRITABLE = (
    "I cannot write the files: {reason}. Nothing was changed. Whoever runs me can let me write to "
    "the knowledge directory."
)


async def is_operator(interaction: Interaction) -> bool:
    """Tell whether somebody is an operator now; tell them where they are not."""
    if await context_of(interaction).operators.include(interaction):
        return True
    await tell(interaction, ONLY_OPERATORS)
    return False


async def propose(
    interaction: Interaction, how: OriginKind, bodies: FileContents, why: str | None
) -> None:
    """Check whole files, and show what they would change."""
    repository = context_of(interaction).repository
    origin = Origin(how, interaction.user.id, why)
    await _show(interaction, lambda: repository.propose(origin, bodies))


async def propose_edit(
    interaction: Interaction, edit: Edit, why: str | None, how: OriginKind = OriginKind.EDIT
) -> None:
    """Check a small edit, and show what it would change."""
    repository = context_of(interaction).repository
    origin = Origin(how, interaction.user.id, why)
    await _show(interaction, lambda: repository.propose_edit(origin, edit))


async def _show(
    interaction: Interaction,
    work: Callable[[], Awaitable[PendingChange]],
    since: tuple[Revision, ...] = (),
) -> None:
    """Show what a change would do in the reply that was asked time for; or why it cannot be."""
    context = context_of(interaction)
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        waiting = await work()
    except RefusedError as error:
        view, files = screens.refused(error)
    except EditError as error:
        view, files = card([text(literal(str(error)))]), []
    else:
        today = context.clock().date()
        drawn = await context.repository.in_background(partial(screens.sketch, waiting, today))
        view, files = screens.proposed(waiting, drawn, since)
    await interaction.edit_original_response(content=None, view=view, attachments=files)


async def apply(interaction: Interaction, code: Code) -> None:
    """Let a change live; where the file changed meanwhile, show what that means instead."""
    if not await is_operator(interaction):
        return
    await interaction.response.defer()
    repository = context_of(interaction).repository
    number = int(code.about)
    try:
        revision = await repository.apply(number)
    except OutdatedError as error:
        await _show(interaction, lambda: repository.renew(number), error.since)
    except RefusedError as error:
        view, files = screens.refused(error)
        await interaction.edit_original_response(view=view, attachments=files)
    except EditError as error:
        await _say(interaction, str(error))
    except OSError as error:
        said = UNWRITABLE.format(reason=error.strerror or error)
        again = [button("Try again", str(code), primary=True)]
        await interaction.edit_original_response(view=card([text(said)], again), attachments=[])
    else:
        said = f"**Applied.** Version `{repository.snapshot.version}` is live."
        undo = [button("Undo", str(Code(Verb.UNDO, str(revision))))]
        await interaction.edit_original_response(view=card([text(said)], undo), attachments=[])


async def cancel(interaction: Interaction, code: Code) -> None:
    """Drop a change."""
    if await is_operator(interaction):
        await context_of(interaction).repository.drop(int(code.about))
        await interaction.response.edit_message(view=card([text(CANCELLED)]), attachments=[])


async def undo(interaction: Interaction, code: Code) -> None:
    """Show what it would mean to put the files back to before a version."""
    if not await is_operator(interaction):
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    await undo_revision(interaction, int(code.about))


async def undo_revision(interaction: Interaction, number: int, why: str | None = None) -> None:
    """Propose the files as they were before a version of the history."""
    repository = context_of(interaction).repository
    origin = Origin(OriginKind.UNDO, interaction.user.id, why or f"undo of version {number}")

    async def work() -> PendingChange:
        if (revision := await repository.history.one(number)).is_first:
            raise EditError("The history begins with that version; there is nothing before it.")
        return await repository.propose(origin, await repository.history.before(revision))

    await _show(interaction, work)


async def _say(interaction: Interaction, said: str) -> None:
    await interaction.edit_original_response(view=card([text(literal(said))]), attachments=[])
