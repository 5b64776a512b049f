"""Questions in anybody's words: answered, asked for in a form, and wanted where they are missed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from bot.chat.answers import send_answer
from bot.chat.kit.actions import Action
from bot.chat.kit.context import Context, on, on_form
from bot.chat.kit.failures import SLOW_DOWN
from bot.chat.kit.forms import Field, Form
from bot.language.reading import Missed
from bot.services.asking.conversations import Conversation
from bot.services.misses import RequestNoted, RequestRefused

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


@dataclass(frozen=True, slots=True)
class WantAnswer(Action, prefix="twant"):
    """Count that the clicker wants something to be added."""

    kind: Missed
    text: str


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


async def want(context: Context, action: WantAnswer) -> None:
    if await slowed_down(context):
        return
    asker = context.local.asker
    outcome = await context.services.misses.want(asker, context.member, action.text, action.kind)
    await context.tell(_said(outcome))


def _said(outcome: RequestNoted | RequestRefused) -> str:
    match outcome:
        case RequestNoted(wanted, is_new=True):
            others = f" {wanted} members want it by now." if wanted > 1 else ""
            return f"Noted: the people who look after what I know see your request.{others}"
        case RequestNoted():
            return "You asked for this already, and it still counts."
        case RequestRefused.SETTLED:
            return "The people who look after what I know have looked at this one already."
        case RequestRefused.NOTHING_KEPT:
            return (
                "I keep only words of the field and found none in this. Ask with the name of a "
                "job, a level or a lab, and I can pass it on."
            )
        case _:
            assert_never(outcome)


ACTIONS = (on(AskAnything, _open), on_form(AskQuestion, _asked), on(WantAnswer, want))
