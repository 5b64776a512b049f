"""/ask and the message menu "Answer this": questions in anybody's words."""

import math

import discord
from discord import app_commands

from bot.chat.kit.context import Context, takes_context
from bot.chat.kit.failures import SLOW_DOWN
from bot.chat.page_replies import send_answer
from bot.services.asking.conversations import Conversation

NO_TEXT = "There is no text in that message. Use /ask and type the question instead."
Question = app_commands.Range[str, 1, 1000]


@app_commands.command()
@app_commands.describe(question="Anything about AI jobs, as you would ask a person")
@takes_context
async def ask(context: Context, question: Question) -> None:
    """Ask in your own words: what a role is, how two differ, pay, interviews, getting in."""
    await _answer(context, question)


@app_commands.context_menu(name="Answer this")
@takes_context
async def answer_this(context: Context, message: discord.Message) -> None:
    """Answer the question in a message, for whoever asks for it."""
    if not message.content.strip():
        await context.tell(NO_TEXT)
        return
    await _answer(context, message.content)


async def _answer(context: Context, question: str) -> None:
    conversations = context.services.conversations
    place = Conversation(context.member, context.channel)
    if wait := conversations.admit(place):
        seconds = max(1, math.ceil(wait.total_seconds()))
        await context.tell(SLOW_DOWN.format(seconds=seconds))
        return
    answered = await conversations.ask(context.local.asker, place, question)
    await send_answer(context, answered.shown)
