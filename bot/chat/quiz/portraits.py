"""What drawings show of members: names and pictures, as far as Discord gives them; certificates."""

import asyncio
import logging
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import discord

from bot.chat.kit.context import Context
from bot.chat.kit.delivery import CONNECTION_FAULTS, UNREADABLE
from bot.lookups.charts import Certificate

log = logging.getLogger(__name__)
PATIENCE = 2.0
"""Seconds that a drawing waits for names and pictures."""
PIXELS = 256
SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "DIGIT")
"""What the charts' font has letters of."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A member as a drawing shows them; `avatar` is the file of a picture they chose."""

    name: str
    avatar: bytes | None = None


async def portraits(
    client: discord.Client, guild: int, members: Collection[int]
) -> Mapping[int, Portrait]:
    """Find members; those that Discord does not tell in time, or at all, are missing.

    Never raises: what is not told is drawn without.
    """
    found: dict[int, Portrait] = {}
    here = client.get_guild(guild)
    if here is None or not members:
        return found
    asked = [asyncio.create_task(_find(here, it, found), name="find a face") for it in members]
    _, late = await asyncio.wait(asked, timeout=PATIENCE)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    return found


async def _find(guild: discord.Guild, member: int, found: dict[int, Portrait]) -> None:
    """Note a member's name, and then their picture."""
    try:
        known = guild.get_member(member) or await guild.fetch_member(member)
        found[member] = Portrait(drawable(known.display_name, known.name))
        avatar = known.guild_avatar or known.avatar
        if avatar is not None:
            file = await avatar.replace(size=PIXELS, static_format="png").read()
            found[member] = replace(found[member], avatar=file)
    except (discord.DiscordException, *CONNECTION_FAULTS, *UNREADABLE) as error:
        log.info("a picture of member %d is not to be had: %r", member, error)


def drawable(name: str, handle: str) -> str:
    """Leave out of a name what the font lacks; give the handle where no letter is left."""
    kept = "".join(it for it in name if it.isascii() or _is_known(it)).strip()
    return kept if any(map(str.isalnum, kept)) else handle


def _is_known(character: str) -> bool:
    return unicodedata.name(character, "").startswith(SCRIPTS)


def certificate(name: str, deed: str, detail: str, server: str, at: datetime) -> Certificate:
    return Certificate(name, deed, detail, f"{server}, {at.day} {at:%B %Y}")


def own_name(context: Context) -> str:
    """Give the asker's name as far as it can be drawn."""
    user = context.interaction.user
    return drawable(user.display_name, user.name)


def server_name(context: Context) -> str:
    here = context.interaction.guild
    return "Discord" if here is None else drawable(here.name, "Discord")
