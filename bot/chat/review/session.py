"""One review after another: show the next card, its answer, and store how well it was known."""

import re
from collections.abc import Sequence
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import discord

from bot.chat.client import context_of
from bot.chat.context import Context
from bot.chat.kit.bridge import lasting
from bot.chat.kit.errors import tell
from bot.chat.kit.layout import FrameView
from bot.chat.quiz.screens import moment
from bot.chat.review import screens
from bot.chat.review.ids import PATTERN, Code, Verb, read
from bot.knowledge.decks import Item
from bot.quiz.items import ask
from bot.quiz.items.base import Question
from bot.quiz.review import Recall, day_start
from bot.store import cards, reminders
from bot.store.cards import Card

Interaction = discord.Interaction[Any]
GONE = "That card is no longer in your reviews."


async def show_next(interaction: Interaction) -> None:
    """Show the next card that is due, in a new private message."""
    view = await _next(context_of(interaction), interaction.user.id)
    await interaction.response.send_message(view=view, ephemeral=True)


async def _carry_out(interaction: Interaction, code: Code) -> None:
    context, member = context_of(interaction), interaction.user.id
    now = context.clock()
    await context.database.write(
        lambda connection: reminders.answered(connection, member, reminders.REVIEW)
    )
    if code.verb is Verb.NEXT:
        await show_next(interaction)
        return
    card = await context.database.read(
        lambda connection: cards.card_of(connection, member, code.card)
    )
    if card is None:
        await tell(interaction, GONE)
        return
    if code.verb is Verb.SHOW:
        view = await _back(context, member, card)
    else:
        if code.verb is Verb.DROP:
            await context.database.write(
                lambda connection: cards.remove(connection, member, [card.id])
            )
        elif code.recall is not None and card.reviews == code.reviews:
            memory = card.memory.after(Recall(code.recall), now)
            recall = code.recall
            await context.database.write(
                lambda connection: cards.record(connection, card, memory, recall, now)
            )
        view = await _next(context, member)
    await interaction.response.edit_message(view=view)


async def _next(context: Context, member: int) -> FrameView:
    """Give the next card; one whose fact changed asks the new item, one whose fact is gone goes."""
    now, zone = context.clock(), ZoneInfo("UTC")
    reviewer = await context.database.read(lambda connection: cards.reviewer_of(connection, member))
    if reviewer.paused_until is not None and reviewer.paused_until > now:
        until = moment(reviewer.paused_until)
        return screens.done([f"Your reviews rest until {until}. `/review resume` wakes them."])
    own = await context.database.read(
        lambda connection: reminders.reminder_of(connection, member, reminders.REVIEW)
    )
    if own is not None:
        zone = ZoneInfo(own.zone)
    start = day_start(now, zone)
    today = await context.database.read(
        lambda connection: cards.reviewed_since(connection, member, start)
    )
    if today >= reviewer.daily_cap:
        return screens.done(
            [f"That was {today} for today, your daily cap. The rest comes back tomorrow."]
        )
    return await _first_that_holds(context, member)


async def _first_that_holds(context: Context, member: int) -> FrameView:
    now = context.clock()
    while True:
        card = await context.database.read(
            lambda connection: cards.next_due(connection, member, now)
        )
        if card is None:
            return await _nothing_due(context, member)
        if await _brought_up_to_date(context, member, card):
            continue
        due = await context.database.read(lambda connection: cards.due_dates(connection, member))
        waiting = sum(when <= now for when in due)
        return screens.front(card, await _question(context, card), waiting)


async def _brought_up_to_date(context: Context, member: int, card: Card) -> bool:
    """Follow a fact that changed since the card was made; False where it did not."""
    item, now = await context.item(card.item), context.clock()
    if item is None:
        await context.database.write(lambda connection: cards.remove(connection, member, [card.id]))
        return True
    if item.id != card.item:
        await context.database.write(
            lambda connection: cards.replace_item(connection, card, item.id, now)
        )
        return True
    return False


async def _nothing_due(context: Context, member: int) -> FrameView:
    due = await context.database.read(lambda connection: cards.due_dates(connection, member))
    if not due:
        return screens.done(
            [
                "## Nothing to review",
                (
                    "What you miss in a quiz comes here by itself. “Remind me of this” under an "
                    "answer adds questions about it."
                ),
            ]
        )
    return screens.done(
        ["## Nothing is due", f"{len(due)} wait for you; the next comes {moment(due[0])}."]
    )


async def _back(context: Context, member: int, card: Card) -> FrameView:
    now = context.clock()
    item = await context.item(card.item)
    if item is None or item.id != card.item:
        return await _next(context, member)
    return screens.back(card, _shuffled(card, item), context.knowledge, now)


async def _question(context: Context, card: Card) -> Question:
    item = await context.item(card.item)
    if item is None:
        raise LookupError(card.item)
    return _shuffled(card, item)


def _shuffled(card: Card, item: Item) -> Question:
    """Ask the item of a card; front and back of one review show the same order of options."""
    return ask(item, Random(f"{card.id}.{card.reviews}"))  # noqa: S311 - a game


async def _clicked(interaction: Interaction, match: re.Match[str], chosen: Sequence[Any]) -> None:
    """Do what a custom id says."""
    del chosen
    if (code := read(match[0])) is not None:
        await _carry_out(interaction, code)


ReviewButton = lasting(PATTERN, _clicked)
