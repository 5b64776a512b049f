"""Questions in anybody's words: answered, and asked for in a form."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.kit.actions import Action
from bot.chat.kit.context import Context
from bot.chat.kit.dispatch import on, on_form
from bot.chat.kit.failures import SLOW_DOWN
from bot.chat.kit.forms import Field, Form
from bot.chat.page_replies import send_answer
from bot.services.asking.conversations import Conversation

FIELD = "question"
LONGEST = 1000
"""Characters of a question."""
EXAMPLE = "Do I need a PhD to be a research engineer?"


@dataclass(frozen=True, slots=True)
class AskAnything(Action, prefix="task"):
    """Open a form with room for a question."""


@dataclass(frozen=True, slots=True)
class AskQuestion(Action, prefix="tasked"):
    """Answer the question that a form was filled in with."""


async def slowed_down(context: Context) -> bool:
    """Ask for patience where a member asked too much in a minute; say whether that was so."""
    place = Conversation(context.member, context.channel)
    if wait := context.services.conversations.admit(place):
        seconds = max(1, math.ceil(wait.total_seconds()))
        await context.tell(SLOW_DOWN.format(seconds=seconds))
    return bool(wait)


async def answer_question(context: Context, question: str) -> None:
    """Answer a question, or ask for patience where there were too many."""
    if await slowed_down(context):
        return
    place = Conversation(context.member, context.channel)
    asker = context.local.asker
    answered = await context.services.conversations.ask(asker, place, question)
    await send_answer(context, answered.shown)


async def _open(context: Context, action: AskAnything) -> None:
    del action
    field = Field(FIELD, "Your question", hint=EXAMPLE, long=True, required=True, most=LONGEST)
    await context.open_form(Form("Ask me anything about AI jobs", AskQuestion(), (field,)))


async def _asked(context: Context, action: AskQuestion, fields: Mapping[str, str]) -> None:
    del action
    await answer_question(context, fields.get(FIELD, ""))


ACTIONS = (on(AskAnything, _open), on_form(AskQuestion, _asked))
