"""What has not been moved to actions yet: deleted when all of it has."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.chat.kit.actions import Action
from bot.chat.kit.errors import answer_failure
from bot.chat.kit.forms import Choice, Field, as_modal, filled_in
from bot.chat.kit.forms import Form as FormValue

Interaction = discord.Interaction[Any]
Lasting = type[ui.DynamicItem[Any]]
Do = Callable[[Interaction, re.Match[str], Sequence[Any]], Awaitable[None]]
"""Answer a click: what was clicked by its custom id, and what was chosen in a menu."""


def lasting(template: re.Pattern[str], do: Do) -> Lasting:
    """Make the class of components with custom ids of one form.

    Errors of such components reach no other handler, so they end here.
    """

    class Component(ui.DynamicItem[Any], template=template):
        pattern = template

        def __init__(self, item: ui.Item[Any], match: re.Match[str]) -> None:
            super().__init__(item)
            self._match = match

        @classmethod
        async def from_custom_id(
            cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /
        ) -> Self:
            del interaction
            return cls(item, match)

        async def callback(self, interaction: Interaction) -> None:
            if interaction.client.actions.claims(self._match[0]):
                return
            try:
                await do(interaction, self._match, getattr(self.item, "values", ()))
            except Exception as error:  # noqa: BLE001 - the last handler there is
                await answer_failure(interaction, error)

    return Component


class _Written(Action):
    """A custom id that is no action yet."""

    __slots__ = ("_custom_id",)

    def __init__(self, custom_id: str) -> None:
        self._custom_id = custom_id

    @property
    def custom_id(self) -> str:
        return self._custom_id


class Form(ui.Modal):
    """A form of up to five fields, by its custom id."""

    def __new__(cls, title: str, custom_id: str, fields: Sequence[Field | Choice]) -> Self:
        return as_modal(FormValue(title, _Written(custom_id), fields))  # type: ignore[return-value]


def submitted(interaction: Interaction) -> tuple[str, Mapping[str, str]] | None:
    """Give the custom id and the values of a form that was sent; None for all else."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    data: Any = interaction.data or {}
    return str(data.get("custom_id", "")), filled_in(interaction)
