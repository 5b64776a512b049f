"""/ask and the message menu "Answer this": questions in anybody's words."""

import math
from typing import Any

import discord
from discord import app_commands

from bot.chat.client import context_of
from bot.chat.kit.errors import SLOW_DOWN, tell
from bot.chat.kit.replies import reply
from bot.services.asking.conversations import Place

NO_TEXT = "There is no text in that message. Use /ask and type the question instead."
Question = app_commands.Range[str, 1, 1000]


@app_commands.command()
@app_commands.describe(question="Anything about AI jobs, as you would ask a person")
async def ask(interaction: discord.Interaction[Any], question: Question) -> None:
    """Ask in your own words: what a role is, how two differ, pay, interviews, getting in."""
    await _answer(interaction, question)


@app_commands.context_menu(name="Answer this")
async def answer_this(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Answer the question in a message, for whoever asks for it."""
    if not message.content.strip():
        await tell(interaction, NO_TEXT)
        return
    await _answer(interaction, message.content)


async def _answer(interaction: discord.Interaction[Any], question: str) -> None:
    context = context_of(interaction)
    conversations = context.conversations()
    place = Place(interaction.user.id, interaction.channel_id or 0)
    if wait := conversations.admit(place):
        seconds = max(1, math.ceil(wait.total_seconds()))
        await tell(interaction, SLOW_DOWN.format(seconds=seconds))
        return
    view = context.view(interaction.guild_id)
    answered = await conversations.ask(view.asker, place, question)
    await reply(context, interaction, answered.shown, view)


def add(tree: app_commands.CommandTree[Any]) -> None:
    """Add both commands to a tree."""
    tree.add_command(ask)
    tree.add_command(answer_this)
