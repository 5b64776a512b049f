"""Buttons and menus that outlive the process: all they are is in their custom ids."""

import re
from dataclasses import replace
from typing import Any, Self

import discord
from discord import ui

from bot.answers.service import Asked
from bot.chat.asking.conversations import Place
from bot.chat.client import answers_for, desk_of
from bot.chat.codes import MENU_PATTERN, PATTERN, Click, Verb, read
from bot.chat.errors import answer_failure, tell
from bot.chat.replies import as_text, share, turn
from bot.chat.review.adding import remind
from bot.chat.tools.keeping import kept

OUTDATED = "This button is from an older version of me. Ask again with a command, such as /help."


class AnswerButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=PATTERN):
    """A button that asks the query in its custom id."""

    def __init__(self, custom_id: str) -> None:
        super().__init__(ui.Button(label="…", custom_id=custom_id))
        self._code = custom_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button of a click."""
        del interaction, item
        return cls(match[0])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the custom id says."""
        await _carry_out(interaction, self._code)


class AnswerMenu(ui.DynamicItem[ui.Select[ui.LayoutView]], template=MENU_PATTERN):
    """A menu whose values are the custom ids of buttons."""

    def __init__(self, custom_id: str) -> None:
        super().__init__(ui.Select(custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the menu of a choice."""
        del interaction, item
        return cls(match[0])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the chosen value says."""
        await _carry_out(interaction, next(iter(self.item.values), ""))


async def _carry_out(interaction: discord.Interaction[Any], code: str) -> None:
    """Answer a click; errors of dynamic items reach no other handler, so they end here."""
    try:
        click = read(code)
        if click is None:
            await tell(interaction, OUTDATED)
        else:
            await _answer(interaction, click)
    except Exception as error:  # noqa: BLE001 - the last handler there is
        await answer_failure(interaction, error)


async def _answer(interaction: discord.Interaction[Any], click: Click) -> None:
    desk = desk_of(interaction)
    asked = Asked(click.query)
    match click.verb:
        case Verb.GO:
            place = Place(interaction.user.id, interaction.channel_id or 0)
            desk.conversations().chose(place, click.query)
            lead = await kept(desk, interaction.user.id, click.query) if click.page == 0 else ()
            await turn(desk, interaction, replace(asked, lead=lead), click.page)
        case Verb.SHARE:
            await share(desk, interaction, asked, click.page)
        case Verb.TEXT:
            await as_text(interaction, answers_for(interaction).answer(click.query))
        case Verb.REMIND:
            await remind(interaction, click.query)


CLICKS: tuple[type[ui.DynamicItem[Any]], ...] = (AnswerButton, AnswerMenu)
