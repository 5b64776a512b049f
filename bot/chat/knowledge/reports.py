"""Quiz questions that members reported: how they fared, and what becomes of them."""

from functools import partial
from typing import Any

import discord

from bot.chat.client import context_of
from bot.chat.kit.bridge import Form
from bot.chat.kit.components import button, card, fitted, menu, text
from bot.chat.kit.errors import tell
from bot.chat.kit.forms import Field
from bot.chat.kit.layout import FrameView
from bot.chat.kit.markup import literal
from bot.chat.knowledge.editing import Values
from bot.chat.knowledge.ids import Code, Verb, menu_id, short
from bot.chat.knowledge.proposing import is_operator, propose_edit
from bot.knowledge.decks import ChoiceItem
from bot.knowledge.history import OriginKind
from bot.quiz.items import unshuffled
from bot.quiz.scoring import ItemFigures
from bot.services.editing.edits import ItemEdit
from bot.services.servers.server_decks import PREFIX
from bot.store import reports, scores
from bot.store.reports import OUT_OF_PLAY, Reported

Interaction = discord.Interaction[Any]
SETTLED = "No reports are open on that question any more."
MAX_GIVEN = 8
SHOWN = 20


async def send_reports(interaction: Interaction) -> None:
    """Send the list to operators."""
    if await is_operator(interaction):
        view = await show_reports(interaction)
        await interaction.response.send_message(view=view, ephemeral=True)


async def show_reports(interaction: Interaction, note: str | None = None) -> FrameView:
    """List the reported questions, the most reported first, and those that were retired."""
    found = await _reported(interaction)
    retired = await context_of(interaction).database.read(reports.retired)
    lines = ["## Reported questions", *([note] if note else [])]
    lines += [_line(interaction, it) for it in found[:SHOWN]] or ["Nothing is reported."]
    menus = []
    if found:
        options = [
            (short(it.item), _asked(interaction, it.item), f"{it.reports} reports") for it in found
        ]
        menus.append(menu(menu_id(Verb.REPORTED), "Look at…", options))
    if retired:
        lines.append(f"{len(retired)} retired.")
        options = [(short(it), _asked(interaction, it), "retired") for it in retired]
        menus.append(menu(menu_id(Verb.BRING_BACK), "Bring back…", options))
    return card([text(fitted(lines))], rows_after=menus)


def _line(interaction: Interaction, one: Reported) -> str:
    away = " · **out of play**" if one.reports >= OUT_OF_PLAY else ""
    return f"- {one.reports} × {literal(_asked(interaction, one.item))}{away}"


def _asked(interaction: Interaction, item: str) -> str:
    """Give what an item asks, or its id where nothing asks it any more."""
    current = context_of(interaction).pool().current(item)
    return current.question if current is not None else item


async def bring_back(interaction: Interaction, code: str) -> None:
    """Ask a retired item again."""
    if not await is_operator(interaction):
        return
    database = context_of(interaction).database
    for item in await database.read(reports.retired):
        if short(item) == code:
            await database.write(partial(reports.bring_back, item=item))
    view = await show_reports(interaction, "It is in play again.")
    await interaction.response.edit_message(view=view)


async def _reported(interaction: Interaction) -> list[Reported]:
    """Give the reported items of the shared decks; those of servers are their moderators'."""
    found = await context_of(interaction).database.read(reports.reported)
    return [it for it in found if not it.item.startswith(PREFIX)]


async def _one(interaction: Interaction, code: str) -> Reported | None:
    """Give a reported item to operators; tell where that cannot be."""
    if not await is_operator(interaction):
        return None
    found = [it for it in await _reported(interaction) if short(it.item) == code]
    if not found:
        await tell(interaction, SETTLED)
        return None
    return found[0]


async def show_reported(interaction: Interaction, code: str) -> None:
    """Show how an item fared, and what can be done."""
    if (found := await _one(interaction, code)) is not None:
        await interaction.response.edit_message(view=await _card(interaction, found))


async def _card(interaction: Interaction, found: Reported, note: str | None = None) -> FrameView:
    context = context_of(interaction)
    item = context.pool().current(found.item)
    figures = await context.database.read(
        lambda connection: scores.figures_of_item(
            connection, found.item, item, context.knowledge.role_names
        )
    )
    lines = [f"## Reported {found.reports} times"] + ([note] if note else [])
    if item is None:
        lines.append(f"`{found.item}` is no longer asked: its fact or its deck has changed.")
    else:
        asked = unshuffled(item)
        answer = asked.meaning(asked.right, context.knowledge.role_names)
        lines += [literal(item.question), f"**Right:** {literal(answer)}"]
        lines.append(f"-# {literal(item.explanation)} Source: {literal(item.source)}")
    lines += _fared(figures)
    code = short(found.item)
    buttons = [button("Keep it", str(Code(Verb.KEEP, code)))]
    if item is not None and _deck_of(interaction, item.id) is not None:
        buttons.append(button("Mend it…", str(Code(Verb.MEND, code))))
    if item is not None:
        buttons.append(button("Retire it", str(Code(Verb.RETIRE, code))))
    if figures.answered:
        buttons.append(button("Take it out of past scores", str(Code(Verb.VOID, code))))
        if isinstance(item, ChoiceItem):
            buttons.append(button("Judge past answers again", str(Code(Verb.AGAIN, code))))
    buttons.append(button("Back", str(Code(Verb.REPORTS))))
    return card([text("\n".join(lines))], buttons)


def _fared(figures: ItemFigures) -> list[str]:
    """Say how an item fared: right ones, by option, by time."""
    if not figures.answered:
        return ["Nobody has answered it in a game that counts."]
    share = round(100 * figures.right / figures.answered)
    lines = [f"Answered {figures.answered} times, {figures.right} right ({share} %)."]
    for given, times in figures.given[:MAX_GIVEN]:
        lines.append(f"- {times} × {literal(given)}")
    spans = (("right", figures.right_ms), ("wrong", figures.wrong_ms))
    said = [f"{what} after {ms / 1000:.1f} s" for what, ms in spans if ms is not None]
    lines.append(f"-# On average {', '.join(said)}.")
    return lines


def _deck_of(interaction: Interaction, item: str) -> str | None:
    """Name the file of a written item; None for one that is generated."""
    decks = context_of(interaction).knowledge.decks
    for name, deck in decks.items():
        if any(it.id == item for it in deck.items):
            return f"quiz/{name}.yaml"
    return None


async def keep(interaction: Interaction, code: Code) -> None:
    """Close the reports: the question is fine, and comes back into play."""
    if (found := await _one(interaction, code.about)) is not None:
        await _settle(interaction, found, "Kept; it is in play.")


async def _settle(interaction: Interaction, found: Reported, note: str) -> None:
    context, now = context_of(interaction), context_of(interaction).clock()
    member = interaction.user.id
    await context.database.write(
        lambda connection: reports.settle(connection, found.item, member, now)
    )
    view = await show_reports(interaction, note)
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=True)
    else:
        await interaction.response.edit_message(view=view)


async def ask_mend(interaction: Interaction, code: Code) -> None:
    """Ask for other words of a written item."""
    if (found := await _one(interaction, code.about)) is None:
        return
    item = context_of(interaction).pool().current(found.item)
    if item is None:
        await tell(interaction, SETTLED)
        return
    fields = [Field("question", "Question", item.question, long=True, required=True, most=300)]
    if isinstance(item, ChoiceItem):
        fields.append(Field("right", "Right option", item.right, required=True, most=80))
        wrong = "\n".join(item.wrong)
        fields.append(
            Field("wrong", "Wrong, one a line", wrong, long=True, required=True, most=400)
        )
    explained = item.explanation
    fields.append(Field("explanation", "Why", explained, long=True, required=True, most=400))
    await interaction.response.send_modal(Form("Mend the question", str(code), fields))


async def take_mend(interaction: Interaction, code: Code, values: Values) -> None:
    """Propose other words of a written item, and close its reports."""
    if (found := await _one(interaction, code.about)) is None:
        return
    file = _deck_of(interaction, found.item)
    if file is None:
        await tell(interaction, SETTLED)
        return
    edit = ItemEdit(
        file=file,
        item=found.item,
        question=" ".join(values.get("question", "").split()),
        right=values.get("right"),
        wrong=tuple(filter(None, map(str.strip, values.get("wrong", "").splitlines()))),
        explanation=" ".join(values.get("explanation", "").split()),
    )
    await propose_edit(interaction, edit, f"reported {found.reports} times", OriginKind.REPORT)


async def retire(interaction: Interaction, code: Code) -> None:
    """Ask an item no more: a written one leaves its deck, a generated one is remembered."""
    if (found := await _one(interaction, code.about)) is None:
        return
    context, now, member = (
        context_of(interaction),
        context_of(interaction).clock(),
        interaction.user.id,
    )
    if (file := _deck_of(interaction, found.item)) is not None:
        edit = ItemEdit(file=file, item=found.item)
        await propose_edit(interaction, edit, f"reported {found.reports} times", OriginKind.REPORT)
        return
    await context.database.write(
        lambda connection: reports.retire(connection, found.item, member, now)
    )
    await _settle(interaction, found, "Retired; it is asked no more, until its fact changes.")


async def void(interaction: Interaction, code: Code) -> None:
    """Let an item count in no ended game."""
    if (found := await _one(interaction, code.about)) is None:
        return
    games = await context_of(interaction).database.write(
        partial(reports.take_out_of_scores, item=found.item)
    )
    note = f"Taken out of the scores of {games} past game{'' if games == 1 else 's'}."
    await interaction.response.edit_message(view=await _card(interaction, found, note))


async def judge_again(interaction: Interaction, code: Code) -> None:
    """Judge past answers by the item as it stands now."""
    if (found := await _one(interaction, code.about)) is None:
        return
    context = context_of(interaction)
    item = context.pool().current(found.item)
    if not isinstance(item, ChoiceItem):
        await tell(interaction, SETTLED)
        return
    changed = await context.database.write(
        partial(reports.judge_again, item=found.item, current=item)
    )
    note = f"Judged again: {changed} answer{'' if changed == 1 else 's'} changed."
    await interaction.response.edit_message(view=await _card(interaction, found, note))
