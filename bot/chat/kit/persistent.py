"""Buttons and menus that outlive the process: all they are is in their custom ids."""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.chat.kit.errors import answer_failure

Interaction = discord.Interaction[Any]
Lasting = type[ui.DynamicItem[Any]]
Do = Callable[[Interaction, re.Match[str], Sequence[Any]], Awaitable[None]]
"""Answer a click: what was clicked by its custom id, and what was chosen in a menu."""


def lasting(template: re.Pattern[str], do: Do) -> Lasting:
    """Make the class of components with custom ids of one form.

    Errors of such components reach no other handler, so they end here.
    """

    class Component(ui.DynamicItem[Any], template=template):
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
            try:
                await do(interaction, self._match, getattr(self.item, "values", ()))
            except Exception as error:  # noqa: BLE001 - the last handler there is
                await answer_failure(interaction, error)

    return Component
