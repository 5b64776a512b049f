"""Answers that are typed: the form that asks for one, and what it sends.

A form is read from the interaction itself, so one that was open on a phone while the bot
restarted is taken all the same.
"""

from typing import Any

import discord

from bot.chat.kit.bridge import Form, submitted
from bot.chat.kit.forms import Field
from bot.chat.quiz.ids import Code, Verb, read
from bot.quiz.items.base import ANSWER_LIMIT, ByForm, Question, UnreadableAnswerError

FIELD = "answer"


def answer_form(code: Code, question: Question) -> Form:
    """Make a form with one line to type."""
    asked = question.answered
    if not isinstance(asked, ByForm):
        raise UnreadableAnswerError("Answer with one of the buttons.")
    field = Field(FIELD, asked.label, hint=asked.hint, required=True, most=ANSWER_LIMIT)
    return Form(f"Question {code.number + 1}", str(code), (field,))


def typed_answer(interaction: discord.Interaction[Any]) -> tuple[Code, str] | None:
    """Read a typed answer; None where the interaction is no such form."""
    if (form := submitted(interaction)) is None:
        return None
    code = read(form[0])
    if code is None or code.verb is not Verb.TYPE:
        return None
    return code, form[1].get(FIELD, "")
