"""What people asked in vain: settled in two clicks, as an alias or as none of our roles."""

from functools import partial
from typing import Any

import discord

from bot.chat.client import context_of
from bot.chat.kit.bridge import Form
from bot.chat.kit.components import button, card, fitted, menu, text
from bot.chat.kit.errors import tell
from bot.chat.kit.forms import Choice, Field
from bot.chat.kit.layout import FrameView
from bot.chat.kit.markup import literal
from bot.chat.knowledge.editing import Values
from bot.chat.knowledge.ids import Code, Verb, menu_id
from bot.chat.knowledge.proposing import is_operator
from bot.chat.knowledge.screens import refused
from bot.knowledge.history import Origin, OriginKind
from bot.language.reading import Missed
from bot.services.editing.changes import EditError, RefusedError
from bot.services.editing.edits import AliasEdit
from bot.store import misses
from bot.store.misses import Miss

Interaction = discord.Interaction[Any]
SHOWN = 20
SETTLED = "Somebody settled that one already."


async def send_misses(interaction: Interaction) -> None:
    """Send the list to operators."""
    if await is_operator(interaction):
        view = await show_misses(interaction)
        await interaction.response.send_message(view=view, ephemeral=True)


async def show_misses(interaction: Interaction, note: str | None = None) -> FrameView:
    """List what nobody settled, the most asked first."""
    found = await context_of(interaction).database.read(partial(misses.most_asked, limit=SHOWN))
    head = "## Asked in vain" + (f"\n{note}" if note else "")
    if not found:
        return card([text(f"{head}\nNothing is left to settle.")])
    lines = [f"- {it.asked} × {_said(it)}" for it in found]
    options = [(str(it.id), it.question, f"{it.kind}, asked {it.asked} times") for it in found]
    chooser = menu(menu_id(Verb.MISS), "Settle one…", options)
    return card([text(fitted([head, *lines]))], rows_after=[chooser])


def _said(miss: Miss) -> str:
    kind = "" if miss.kind is Missed.TITLE else " (question)"
    return f"“{literal(miss.question)}”{kind}, last <t:{int(miss.last_at.timestamp())}:R>"


async def show_miss(interaction: Interaction, number: str) -> None:
    """Show one, with what can be done about it."""
    if not await is_operator(interaction):
        return
    miss = await _miss(interaction, number)
    if miss is None:
        await interaction.response.edit_message(view=await show_misses(interaction, SETTLED))
        return
    roles = context_of(interaction).knowledge.roles.values()
    options = [(f"{miss.id}/{role.id}", role.name, None) for role in roles]
    chooser = menu(menu_id(Verb.MEANS), "Add it as an alias of…", options)
    buttons = [
        button("Not one of our roles", str(Code(Verb.NO_ROLE, str(miss.id)))),
        button("Part of it is a title…", str(Code(Verb.MISS, str(miss.id)))),
        button("Back", str(Code(Verb.MISSES))),
    ]
    view = card([text(f"## {_said(miss)}\nAsked {miss.asked} times.")], buttons, [chooser])
    await interaction.response.edit_message(view=view)


async def means(interaction: Interaction, chosen: str) -> None:
    """Propose a title as an alias of a role, and take it off the list."""
    number, _, role = chosen.partition("/")
    if await is_operator(interaction) and (miss := await _miss(interaction, number)) is not None:
        await _propose(interaction, miss, miss.question, role)


async def ask_title(interaction: Interaction, code: Code) -> None:
    """Ask which part of a question is a title, and of which role."""
    if not await is_operator(interaction):
        return
    if (miss := await _miss(interaction, code.about)) is None:
        await tell(interaction, SETTLED)
        return
    roles = [(role.id, role.name) for role in context_of(interaction).knowledge.roles.values()]
    fields = (
        Field("title", "The title in it", miss.question, required=True, most=100),
        Choice("role", "The role it means", roles),
    )
    await interaction.response.send_modal(Form("An alias", str(code), fields))


async def take_title(interaction: Interaction, code: Code, values: Values) -> None:
    """Propose a part of a question as an alias."""
    if await is_operator(interaction) and (miss := await _miss(interaction, code.about)):
        await _propose(interaction, miss, values.get("title", ""), values.get("role", ""))


async def _propose(interaction: Interaction, miss: Miss, title: str, role: str) -> None:
    """Let a title mean a role at once, and take it off the list; undoing it is one click."""
    context, now = context_of(interaction), context_of(interaction).clock()
    await interaction.response.defer(ephemeral=True, thinking=True)
    edit = AliasEdit(role=role, add=(" ".join(title.split()),))
    origin = Origin(OriginKind.MISS, interaction.user.id, f"asked {miss.asked} times in vain")
    files: list[discord.File] = []
    try:
        waiting = await context.repository.propose_edit(origin, edit)
        revision = await context.repository.apply(waiting.number)
    except RefusedError as error:
        view, files = refused(error)
    except EditError as error:
        view = card([text(literal(str(error)))])
    else:
        await context.database.write(partial(misses.settle, number=miss.id, now=now))
        name = context.knowledge.roles[role].name
        said = f"**Done.** “{literal(edit.add[0])}” means {literal(name)} from now on."
        view = card([text(said)], [button("Undo", str(Code(Verb.UNDO, str(revision))))])
    await interaction.edit_original_response(view=view, attachments=files)


async def no_role(interaction: Interaction, code: Code) -> None:
    """Take one off the list: it is none of our roles."""
    if not await is_operator(interaction):
        return
    context, now = context_of(interaction), context_of(interaction).clock()
    miss = await _miss(interaction, code.about)
    if miss is not None:
        await context.database.write(partial(misses.settle, number=miss.id, now=now))
    note = SETTLED if miss is None else f"“{literal(miss.question)}” is settled."
    await interaction.response.edit_message(view=await show_misses(interaction, note))


async def _miss(interaction: Interaction, number: str) -> Miss | None:
    if not number.isdecimal():
        return None
    wanted = int(number)
    return await context_of(interaction).database.read(
        lambda connection: misses.one(connection, wanted)
    )
