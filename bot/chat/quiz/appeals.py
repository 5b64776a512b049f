"""What members say against a question: reports, and appeals that a host or moderator decides."""

import logging
from collections.abc import Mapping
from typing import Any

import discord

from bot.chat.client import context_of
from bot.chat.kit.errors import tell
from bot.chat.quiz import screens
from bot.chat.quiz.ids import Code
from bot.chat.quiz.permissions import may_lead
from bot.quiz.errors import NoAnswerToAppealError
from bot.quiz.game import Game
from bot.store import reports, saved_games, scores
from bot.store.reports import OUT_OF_PLAY

log = logging.getLogger(__name__)
Interaction = discord.Interaction[Any]
REPORTED = "Reported, thank you. Three reports take a question out of play until it is reviewed."
NO_GAME = "I no longer know that game."


async def report(interaction: Interaction, code: Code) -> None:
    """Flag the item of a question to moderators; enough reports take it out of play."""
    stored = await _game(interaction, code)
    if stored is None or code.number >= len(stored.questions):
        await tell(interaction, NO_GAME)
        return
    await report_item(interaction, stored.questions[code.number].item.id)


async def report_item(interaction: Interaction, item: str) -> None:
    """Flag an item."""
    context = context_of(interaction)
    now, member, guild = context.clock(), interaction.user.id, interaction.guild_id
    count = await context.database.write(
        lambda connection: reports.report(connection, item, guild, member, now)
    )
    if count is None:
        await tell(interaction, "You have reported this question already.")
    elif count >= OUT_OF_PLAY:
        log.warning("item %s is out of play after %d reports", item, count)
        await tell(interaction, "Reported. It is out of play until it has been reviewed.")
    else:
        await tell(
            interaction,
            "Reported, thank you. Three reports take a question out of play until it is reviewed.",
        )


async def appeal(interaction: Interaction, code: Code) -> None:
    """Ask for an answer to be judged again, where the host and moderators read it."""
    context, member = context_of(interaction), interaction.user.id
    game = await _game(interaction, code)
    if game is None:
        await tell(interaction, NO_GAME)
        return
    answer = _answer(game, code.number, member, context.knowledge.role_names)
    now = context.clock()
    new = await context.database.write(
        lambda connection: reports.appeal(connection, code.game, code.number, member, now)
    )
    if not new:
        await tell(interaction, "Your appeal is in the channel already.")
        return
    view = screens.appeal(code.game, code.number, member, answer)
    await interaction.response.send_message(
        view=view, allowed_mentions=discord.AllowedMentions.none()
    )


def _answer(game: Game, number: int, member: int, role_names: Mapping[str, str]) -> str:
    """Give what a member answered wrongly; raise NoAnswerToAppealError."""
    played = game.rounds[number] if number < len(game.rounds) else None
    answer = played.answer_of(member) if played is not None and played.ending else None
    if answer is None or answer.right or answer.granted:
        raise NoAnswerToAppealError
    return game.questions[number].words(answer.given, role_names)


async def grant(interaction: Interaction, code: Code) -> None:
    """Count an answer as right after all; the scores follow at once."""
    await _decide(interaction, code, granted=True)


async def refuse(interaction: Interaction, code: Code) -> None:
    """Leave an answer as it was judged."""
    await _decide(interaction, code, granted=False)


async def _decide(interaction: Interaction, code: Code, *, granted: bool) -> None:
    context = context_of(interaction)
    game, member = await _game(interaction, code), int(code.extra or 0)
    if game is None:
        await tell(interaction, NO_GAME)
        return
    if not may_lead(interaction, game):
        await tell(interaction, "Only the host or a moderator decides an appeal.")
        return
    now, judge, table = context.clock(), interaction.user.id, context.games.session_of(code.game)
    if granted and table is not None:
        await table.grant(member, code.number, judge)
    else:
        await context.database.write(
            lambda connection: reports.decide(
                connection, code.game, code.number, member, judge, now, granted=granted
            )
        )
    standings = await context.database.read(
        lambda connection: scores.standings(connection, code.game)
    )
    await interaction.response.edit_message(
        view=screens.verdict(code.number, member, judge, standings, granted=granted)
    )


async def _game(interaction: Interaction, code: Code) -> Game | None:
    """Give a game, running or ended."""
    context = context_of(interaction)
    if (table := context.games.session_of(code.game)) is not None:
        return table.game
    stored = await context.database.read(
        lambda connection: saved_games.read_game(connection, code.game)
    )
    return None if stored is None else stored.game
