"""Answers that are typed: the form that asks for one, and what it sends.

A form is read from the interaction itself, so one that was open on a phone while the bot
restarted is taken all the same.
"""

from typing import Any

import discord
from discord import ui

from bot.chat.quiz.codes import Code, Verb, read
from bot.knowledge.decks import NumberItem, OrderItem
from bot.quiz.judging import ANSWER_LIMIT
from bot.quiz.questions import Question

FIELD = "answer"
TITLE_LIMIT = 45
LABEL_LIMIT = 45
PLACEHOLDER_LIMIT = 100


class AnswerForm(ui.Modal):
    """A form with one line to type."""

    def __init__(self, code: Code, question: Question) -> None:
        super().__init__(
            title=f"Question {code.number + 1}"[:TITLE_LIMIT], custom_id=str(code), timeout=None
        )
        label, hint = _asked(question)
        field: ui.TextInput[AnswerForm] = ui.TextInput(
            custom_id=FIELD, placeholder=hint[:PLACEHOLDER_LIMIT], max_length=ANSWER_LIMIT
        )
        self.add_item(ui.Label(text=label[:LABEL_LIMIT], component=field))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Leave the answer to `typed_answer`, which also reads forms from before a restart."""


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
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    data: Any = interaction.data or {}
    code = read(str(data.get("custom_id", "")))
    if code is None or code.verb is not Verb.TYPE:
        return None
    return code, _value(data.get("components", ()))


def _value(components: Any) -> str:
    """Find the typed line, whether it is in a row or under a label."""
    for component in components:
        if component.get("custom_id") == FIELD:
            return str(component.get("value") or "")
        inner = [*component.get("components", ())]
        if (one := component.get("component")) is not None:
            inner.append(one)
        if found := _value(inner):
            return found
    return ""
