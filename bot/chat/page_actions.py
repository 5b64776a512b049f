"""Buttons and menus that outlive the process: all they are is in their custom ids."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.chat.client import answers_for, context_of
from bot.chat.kit.errors import tell
from bot.chat.kit.persistent import lasting
from bot.chat.kit.replies import as_text, share, turn
from bot.chat.page_ids import MENU_PATTERN, PATTERN, Click, Verb, read
from bot.chat.review.adding import remind
from bot.chat.tools.results import kept
from bot.lookups.by_title import Asked
from bot.services.asking.conversations import Place

Interaction = discord.Interaction[Any]
OUTDATED = "This button is from an older version of me. Ask again with a command, such as /help."


async def _clicked(interaction: Interaction, match: re.Match[str], chosen: Sequence[Any]) -> None:
    """Do what the custom id of a button says, or the value that was chosen in a menu."""
    click = read(str(chosen[0]) if chosen else match[0])
    if click is None:
        await tell(interaction, OUTDATED)
    else:
        await _answer(interaction, click)


async def _answer(interaction: Interaction, click: Click) -> None:
    context = context_of(interaction)
    asked = Asked(click.query)
    match click.verb:
        case Verb.GO:
            place = Place(interaction.user.id, interaction.channel_id or 0)
            context.conversations().chose(place, click.query)
            lead = await kept(context, interaction.user.id, click.query) if click.page == 0 else ()
            await turn(context, interaction, replace(asked, lead=lead), click.page)
        case Verb.SHARE:
            await share(context, interaction, asked, click.page)
        case Verb.TEXT:
            await as_text(interaction, answers_for(interaction).answer(click.query))
        case Verb.REMIND:
            await remind(interaction, click.query)


CLICKS = (lasting(PATTERN, _clicked), lasting(MENU_PATTERN, _clicked))
