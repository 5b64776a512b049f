"""Answers that are typed: the form that asks for one, and what it sends.

A form is read from the interaction itself, so one that was open on a phone while the bot
restarted is taken all the same.
"""

from typing import Any

import discord

from bot.chat.kit.forms import Field, Form, submitted
from bot.chat.quiz.ids import Code, Verb, read
from bot.knowledge.decks import NumberItem, OrderItem
from bot.quiz.judging import ANSWER_LIMIT
from bot.quiz.questions import Question

FIELD = "answer"


def answer_form(code: Code, question: Question) -> Form:
    """Make a form with one line to type."""
    label, hint = _asked(question)
    field = Field(FIELD, label, hint=hint, required=True, most=ANSWER_LIMIT)
    return Form(f"Question {code.number + 1}", str(code), (field,))


def _asked(question: Question) -> tuple[str, str]:
    match question.item:
        case NumberItem() as item:
            return f"Number ({item.unit})", "such as 45, 300k or 1.2m"
        case OrderItem() as item:
            letters = "".join(letter for letter, _ in reversed(question.lettered))
            return f"Letters in order: {item.by}", f"such as {letters}"
        case _:
            return "Which role?", "in any words people use for it"


def typed_answer(interaction: discord.Interaction[Any]) -> tuple[Code, str] | None:
    """Read a typed answer; None where the interaction is no such form."""
    if (form := submitted(interaction)) is None:
        return None
    code = read(form[0])
    if code is None or code.verb is not Verb.TYPE:
        return None
    return code, form[1].get(FIELD, "")
