"""What clicks on a quiz do. Custom ids carry all they need, so buttons outlive the process."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import discord

from bot.chat.client import context_of
from bot.chat.kit.bridge import lasting
from bot.chat.kit.context import Context
from bot.chat.kit.errors import answer_failure, tell
from bot.chat.kit.markup import literal
from bot.chat.quiz import appeals as flags
from bot.chat.quiz import leaderboard as board
from bot.chat.quiz.answer_form import answer_form
from bot.chat.quiz.ids import PATTERN, Code, Verb, read
from bot.chat.quiz.permissions import may_lead
from bot.chat.review import show_next
from bot.quiz.errors import GameOverError, QuestionClosedError
from bot.quiz.items.base import UnreadableAnswerError
from bot.quiz.phases import Phase
from bot.services.games.session import GameSession

Interaction = discord.Interaction[Any]
HOST_ONLY = "Only the host or a moderator can do that."


def running(interaction: Interaction, code: Code) -> GameSession:
    """Give the game of a click; raise GameOverError where it has ended."""
    table = context_of(interaction).games.session_of(code.game)
    if table is None:
        raise GameOverError
    return table


async def take_answer(interaction: Interaction, code: Code, given: str) -> None:
    """Lock an answer, and tell the member alone once it is on disk."""
    table = running(interaction, code)
    question = table.game.question
    try:
        verdict = await table.answer(interaction.user.id, code.number, given)
    except UnreadableAnswerError as error:
        await tell(interaction, literal(str(error)))
        return
    names = context_of(interaction).knowledge.role_names
    said = literal(question.words(verdict.given, names))
    note = f"\n-# {literal(verdict.read_as)}" if verdict.read_as else ""
    await tell(interaction, f"Locked in: **{said}**{note}")


async def _choose(interaction: Interaction, code: Code) -> None:
    await take_answer(interaction, code, code.extra or "")


async def _type(interaction: Interaction, code: Code) -> None:
    table = running(interaction, code)
    now = context_of(interaction).clock()
    table.game.check_answer(interaction.user.id, code.number, now)
    await interaction.response.send_modal(answer_form(code, table.game.question))


async def _join(interaction: Interaction, code: Code) -> None:
    await running(interaction, code).join(interaction.user.id)
    await tell(interaction, "You are in. Answers are private; your first one is locked.")


async def _leave(interaction: Interaction, code: Code) -> None:
    await running(interaction, code).leave(interaction.user.id)
    await tell(interaction, "You are out. What you answered stays.")


async def _begin(interaction: Interaction, code: Code) -> None:
    table = running(interaction, code)
    if not may_lead(interaction, table.game):
        await tell(interaction, HOST_ONLY)
        return
    await interaction.response.defer()
    await table.begin()


async def _next(interaction: Interaction, code: Code) -> None:
    table = running(interaction, code)
    if not may_lead(interaction, table.game):
        await tell(interaction, HOST_ONLY)
        return
    if table.game.number != code.number:
        raise QuestionClosedError
    await interaction.response.defer()
    await table.proceed()


async def _skip(interaction: Interaction, code: Code) -> None:
    table = running(interaction, code)
    if table.game.phase is not Phase.OPEN or table.game.number != code.number:
        raise QuestionClosedError
    await skip(interaction, table)


async def skip(interaction: Interaction, table: GameSession) -> None:
    """Skip the open question: at once for who leads, by majority for all others."""
    if may_lead(interaction, table.game):
        await tell(interaction, "Skipped.")
        await table.skip()
        return
    votes, needed = await table.vote_skip(interaction.user.id)
    await tell(interaction, f"Your vote to skip is counted: {votes} of {needed} needed.")


async def _misses(interaction: Interaction, code: Code) -> None:
    del code  # what a member missed entered their reviews when each question closed
    await show_next(Context.of(interaction))


async def _board(interaction: Interaction, code: Code) -> None:
    del code
    if context_of(interaction).servers.settings(interaction.guild_id).leaderboards:
        await board.show_leaderboard(interaction)
    else:
        await tell(interaction, board.SWITCHED_OFF)


Action = Callable[[Interaction, Code], Awaitable[None]]
ACTIONS: Mapping[Verb, Action] = {
    Verb.JOIN: _join,
    Verb.LEAVE: _leave,
    Verb.BEGIN: _begin,
    Verb.CHOOSE: _choose,
    Verb.TYPE: _type,
    Verb.SKIP: _skip,
    Verb.NEXT: _next,
    Verb.REPORT: flags.report,
    Verb.APPEAL: flags.appeal,
    Verb.GRANT: flags.grant,
    Verb.REFUSE: flags.refuse,
    Verb.MISSES: _misses,
    Verb.BOARD: _board,
}


async def on_form(interaction: Interaction, code: Code, given: str) -> None:
    """Take a typed answer."""
    try:
        await take_answer(interaction, code, given)
    except Exception as error:  # noqa: BLE001 - forms are read outside of any other handler
        await answer_failure(interaction, error)


async def _clicked(interaction: Interaction, match: re.Match[str], chosen: Sequence[Any]) -> None:
    """Do what a custom id says."""
    del chosen
    if (code := read(match[0])) is not None:
        await ACTIONS[code.verb](interaction, code)


QuizButton = lasting(PATTERN, _clicked)
