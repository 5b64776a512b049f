"""“Remind me of this”: put questions about an answer into the asker's reviews."""

from random import Random
from typing import Any

import discord

from bot.chat.client import context_of
from bot.chat.kit.errors import tell
from bot.lookups.queries import Query
from bot.lookups.registry import roles_of
from bot.store import cards

ADDED = 5
"""Questions that one click adds."""


async def remind(interaction: discord.Interaction[Any], query: Query) -> None:
    """Add a few questions about the roles of an answer."""
    context, member = context_of(interaction), interaction.user.id
    now = context.clock()
    random = Random(f"{member} {now.date()}")  # noqa: S311 - a game
    items = context.pool().about(roles_of(query), ADDED, random)
    if not items:
        await tell(interaction, "I have no questions about this yet.")
        return
    pairs = [(member, item.id) for item in items]
    new = await context.database.write(lambda connection: cards.add(connection, pairs, now))
    count = f"{new} questions" if new != 1 else "1 question"
    await tell(
        interaction,
        f"{count} about this entered your reviews; only you see them. `/review start` begins.",
    )
