"""What clicks, choices and forms of operators do; each asks for their rights again."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import discord

from bot.chat.kit.bridge import lasting, submitted
from bot.chat.kit.errors import answer_failure
from bot.chat.knowledge import editing, misses, proposing, reports, status
from bot.chat.knowledge.ids import MENU_PATTERN, PATTERN, Code, Verb
from bot.chat.knowledge.proposing import is_operator

Interaction = discord.Interaction[Any]
Action = Callable[[Interaction, Code], Awaitable[None]]


async def on_knowledge_form(interaction: Interaction) -> None:
    """Take a form of operators."""
    if (form := submitted(interaction)) is None or (code := Code.read(form[0])) is None:
        return
    if (action := FORMS.get(code.verb)) is not None:
        await _carry_out(interaction, action(interaction, code, form[1]))


async def _carry_out(interaction: Interaction, action: Awaitable[None]) -> None:
    """Answer a click; errors of dynamic items reach no other handler, so they end here."""
    try:
        await action
    except Exception as error:  # noqa: BLE001 - the last handler there is
        await answer_failure(interaction, error)


async def _history(interaction: Interaction, code: Code) -> None:
    await status.send_history(interaction, code.about or None)


async def _diff(interaction: Interaction, code: Code) -> None:
    if await is_operator(interaction):
        await status.send_diff(interaction, int(code.about))


async def _misses(interaction: Interaction, code: Code) -> None:
    del code
    await misses.send_misses(interaction)


async def _reports(interaction: Interaction, code: Code) -> None:
    del code
    await reports.send_reports(interaction)


ACTIONS: Mapping[Verb, Action] = {
    Verb.APPLY: proposing.apply,
    Verb.CANCEL: proposing.cancel,
    Verb.UNDO: proposing.undo,
    Verb.HISTORY: _history,
    Verb.DIFF: _diff,
    Verb.FIGURES: editing.ask_figures,
    Verb.WORDS: editing.ask_words,
    Verb.REVIEWED: editing.mark_reviewed,
    Verb.MISSES: _misses,
    Verb.MISS: misses.ask_title,
    Verb.NO_ROLE: misses.no_role,
    Verb.REPORTS: _reports,
    Verb.KEEP: reports.keep,
    Verb.MEND: reports.ask_mend,
    Verb.RETIRE: reports.retire,
    Verb.VOID: reports.void,
    Verb.AGAIN: reports.judge_again,
}
CHOICES: Mapping[str, Callable[[Interaction, str], Awaitable[None]]] = {
    Verb.MISS: misses.show_miss,
    Verb.MEANS: misses.means,
    Verb.REPORTED: reports.show_reported,
    Verb.BRING_BACK: reports.bring_back,
}
FORMS: Mapping[Verb, Callable[[Interaction, Code, editing.Values], Awaitable[None]]] = {
    Verb.FIGURES: editing.take_figures,
    Verb.WORDS: editing.take_words,
    Verb.ROLE: editing.take_role,
    Verb.ALIAS: editing.take_alias,
    Verb.MISS: misses.take_title,
    Verb.MEND: reports.take_mend,
}


async def _clicked(interaction: Interaction, match: re.Match[str], chosen: Sequence[Any]) -> None:
    """Do what a custom id says."""
    del chosen
    if (code := Code.read(match[0])) is not None and code.verb in ACTIONS:
        await ACTIONS[code.verb](interaction, code)


async def _chosen(interaction: Interaction, match: re.Match[str], chosen: Sequence[Any]) -> None:
    """Do what was chosen: it is what the verb of the menu is about."""
    if chosen and (action := CHOICES.get(match["verb"])) is not None:
        await action(interaction, str(chosen[0]))


KnowledgeButton = lasting(PATTERN, _clicked)
KnowledgeMenu = lasting(MENU_PATTERN, _chosen)
