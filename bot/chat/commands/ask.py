"""/ask and the message menu "Answer this": questions in anybody's words."""

import discord
from discord import app_commands

from bot.chat.asking import LONGEST, answer_question
from bot.chat.kit.context import Context, takes_context

NO_TEXT = "There is no text in that message. Use /ask and type the question instead."
Question = app_commands.Range[str, 1, LONGEST]


@app_commands.command()
@app_commands.describe(question="Anything about AI jobs, as you would ask a person")
@takes_context
async def ask(context: Context, question: Question) -> None:
    """Ask in your own words: what a role is, how two differ, pay, interviews, getting in."""
    await answer_question(context, question)


@app_commands.context_menu(name="Answer this")
@takes_context
async def answer_this(context: Context, message: discord.Message) -> None:
    """Answer the question in a message, for whoever asks for it."""
    if not message.content.strip():
        await context.tell(NO_TEXT)
        return
    await answer_question(context, message.content)
