"""What people asked in vain: settled as an alias, an example, or none of our roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from bot.chat.kit.actions import Action, read_number
from bot.chat.kit.components import Layout, button, card, fitted, literal, menu, text
from bot.chat.kit.context import Context, on, on_form, on_menu
from bot.chat.kit.forms import Choice, Field, Form
from bot.chat.kit.reply import Reply
from bot.chat.knowledge.change_review import carry_out, change_reply, undo_button
from bot.chat.rights import for_operators
from bot.knowledge.asking import Intent
from bot.language.reading import Missed
from bot.lookups.wording import capital
from bot.services.editing.editing_service import RefusedChange
from bot.services.misses import MissSettledError, OpenMiss

SHOWN = 20


@dataclass(frozen=True, slots=True)
class ShowMisses(Action, prefix="km"):
    """List what nobody settled."""


@dataclass(frozen=True, slots=True)
class ChooseMiss(Action, prefix="kml"):
    """Show one, with what can be done about it; a menu of numbers."""


@dataclass(frozen=True, slots=True)
class MissMeans(Action, prefix="kmm"):
    """Let a title mean a role; a menu of role ids."""

    miss: int


@dataclass(frozen=True, slots=True)
class MissIsExample(Action, prefix="kme"):
    """Propose a question as an example; a menu of intents."""

    miss: int


@dataclass(frozen=True, slots=True)
class ApplyExample(Action, prefix="kmx"):
    """Let a proposed example live, which settles the miss."""

    miss: int
    change: int


@dataclass(frozen=True, slots=True)
class MissNoRole(Action, prefix="kmn"):
    """Take one off the list: it is none of our roles."""

    miss: int


@dataclass(frozen=True, slots=True)
class AskMissTitle(Action, prefix="kma"):
    """Ask which part of a question is a title."""

    miss: int


@dataclass(frozen=True, slots=True)
class MissTitleForm(Action, prefix="kmf"):
    """Let a part of a question mean a role."""

    miss: int


async def miss_list(context: Context, note: str | None = None) -> Layout:
    """List what nobody settled, what most members want first."""
    found = await context.services.misses.open(SHOWN)
    head = "## Asked in vain" + (f"\n{note}" if note else "")
    if not found:
        return card([text(f"{head}\nNothing is left to settle.")])
    lines = [f"- {_counts(it)}: {_said(it)}" for it in found]
    options = [(str(it.id), it.question, f"{it.kind}, {_counts(it)}") for it in found]
    chooser = menu(ChooseMiss(), "Settle one…", options)
    return card([text(fitted([head, *lines]))], rows_after=[chooser])


def _said(miss: OpenMiss) -> str:
    kind = "" if miss.kind is Missed.TITLE else f" ({miss.kind})"
    return f"“{literal(miss.question)}”{kind}, last <t:{int(miss.last_at.timestamp())}:R>"


def _counts(miss: OpenMiss) -> str:
    wanted = f"{miss.wanted} want it, " if miss.wanted else ""
    return f"{wanted}asked {miss.asked} ×"


async def show_misses(context: Context, action: ShowMisses) -> None:
    del action
    await context.send(Reply(await miss_list(context)))


async def choose_miss(context: Context, action: ChooseMiss, chosen: tuple[str, ...]) -> None:
    del action
    try:
        miss = await context.services.misses.one(read_number(chosen[0]))
    except (MissSettledError, ValueError):
        await context.replace(Reply(await miss_list(context, MissSettledError.text)))
        return
    knowledge = context.services.knowledge
    options = [(role.id, role.name, None) for role in knowledge.roles.values()]
    menus = [menu(MissMeans(miss.id), "Add it as an alias of…", options)]
    if miss.kind is Missed.QUESTION:
        intents = [(it.id, capital(it.name), None) for it in knowledge.asking.intents.intents]
        menus.insert(0, menu(MissIsExample(miss.id), "It is an example of…", intents))
    buttons = [
        button("Not one of our roles", MissNoRole(miss.id)),
        button("Part of it is a title…", AskMissTitle(miss.id)),
        button("Back", ShowMisses()),
    ]
    head = f"## {_said(miss)}\n{capital(_counts(miss))}."
    view = card([text(head)], buttons, menus)
    await context.replace(Reply(view))


async def means(context: Context, action: MissMeans, chosen: tuple[str, ...]) -> None:
    await _settle(context, action.miss, chosen[0], None)


async def is_example(context: Context, action: MissIsExample, chosen: tuple[str, ...]) -> None:
    misses = context.services.misses
    try:
        intent = Intent(chosen[0])
    except ValueError:
        await context.replace(Reply(await miss_list(context)))
        return
    await context.defer()
    outcome = await misses.propose_example(context.member, action.miss, intent)
    await context.send(change_reply(outcome, partial(ApplyExample, action.miss)))


async def apply_example(context: Context, action: ApplyExample) -> None:
    await context.defer_update()
    work = context.services.misses.apply_example(action.miss, action.change)
    await carry_out(context, work, partial(ApplyExample, action.miss))


async def ask_title(context: Context, action: AskMissTitle) -> None:
    miss = await context.services.misses.one(action.miss)
    roles = [(role.id, role.name) for role in context.services.knowledge.roles.values()]
    fields = (
        Field("title", "The title in it", miss.question, required=True, most=100),
        Choice("role", "The role it means", roles),
    )
    await context.open_form(Form("An alias", MissTitleForm(action.miss), fields))


async def take_title(context: Context, action: MissTitleForm, fields: Mapping[str, str]) -> None:
    await _settle(context, action.miss, fields.get("role", ""), fields.get("title", ""))


async def _settle(context: Context, miss: int, role: str, title: str | None) -> None:
    """Let a title mean a role at once; undoing it is one click."""
    await context.defer()
    settled = await context.services.misses.settle_as_alias(context.member, miss, role, title)
    if isinstance(settled, RefusedChange):
        await context.send(change_reply(settled))
        return
    meaning = f"“{literal(settled.title)}” means {literal(settled.role_name)} from now on."
    view = card([text(f"**Done.** {meaning}")], [undo_button(settled.revision)])
    await context.send(Reply(view))


async def no_role(context: Context, action: MissNoRole) -> None:
    try:
        miss = await context.services.misses.settle_as_no_role(action.miss)
        note = f"“{literal(miss.question)}” is settled."
    except MissSettledError as error:
        note = error.text
    await context.replace(Reply(await miss_list(context, note)))


ACTIONS = for_operators(
    on(ShowMisses, show_misses),
    on_menu(ChooseMiss, choose_miss),
    on_menu(MissMeans, means),
    on_menu(MissIsExample, is_example),
    on(ApplyExample, apply_example),
    on(MissNoRole, no_role),
    on(AskMissTitle, ask_title),
    on_form(MissTitleForm, take_title),
)
