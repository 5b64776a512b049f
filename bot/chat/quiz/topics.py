"""How topics and decks are called, and what is offered while a host types one."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import context_of
from bot.chat.context import Context
from bot.chat.quiz.screens import TOPIC_NAMES
from bot.knowledge.decks import Topic
from bot.quiz.pool import DECK_PREFIX, Wish

MAX_CHOICES = 25
EVERYTHING = "Everything"
OWN_PREFIX = "own:"
OWN_MARK = "Our deck: "
LOST_DECK = "a deck that is no longer there"


def game_name(context: Context, topic: str | None, guild: int | None = None) -> str:
    """Name what a game in a server is about."""
    if topic is None:
        return EVERYTHING
    if topic.startswith(OWN_PREFIX):
        own = context.servers.deck_titles(guild).get(topic.removeprefix(OWN_PREFIX))
        return LOST_DECK if own is None else own.title
    deck = context.knowledge.decks.get(topic.removeprefix(DECK_PREFIX))
    if topic.startswith(DECK_PREFIX):
        return deck.name if deck is not None else LOST_DECK
    return TOPIC_NAMES[Topic(topic)]


def topics_of(context: Context, guild: int | None) -> dict[str, str]:
    """Map what a host may choose to its name, with how many questions it has.

    The server's own decks come first: those who made them look for them.
    """
    pool = context.pool()
    found = {
        OWN_PREFIX + name: f"{OWN_MARK}{it.title} ({it.items} questions)"
        for name, it in context.servers.deck_titles(guild).items()
    }
    for topic in Topic:
        if count := sum(1 for _ in pool.fitting(Wish(1, topic))):
            found[topic.value] = f"{TOPIC_NAMES[topic]} ({count} questions)"
    for name, deck in context.knowledge.decks.items():
        found[DECK_PREFIX + name] = f"Deck: {deck.name} ({len(deck.items)} questions)"
    return found


def read_topic(context: Context, typed: str | None, guild: int | None) -> str | None:
    """Read a topic or deck as it was typed or chosen; raise LookupError for an unknown one."""
    if typed is None or typed.casefold().strip() in ("", EVERYTHING.casefold()):
        return None
    wanted = typed.casefold().strip()
    names = topics_of(context, guild)
    for value, name in names.items():
        plain = name.rpartition(" (")[0].removeprefix("Deck: ").removeprefix(OWN_MARK)
        if wanted in (value.casefold(), name.casefold(), plain.casefold()):
            return value
    raise LookupError(typed)


async def offer_topics(
    interaction: discord.Interaction[Any], typed: str
) -> list[app_commands.Choice[str]]:
    """Offer topics and decks."""
    wanted = typed.casefold().strip()
    return [
        app_commands.Choice(name=name[:100], value=value)
        for value, name in topics_of(context_of(interaction), interaction.guild_id).items()
        if wanted in name.casefold()
    ][:MAX_CHOICES]
