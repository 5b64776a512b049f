"""Times of day and time zones as people type them."""

import re
from typing import Any
from zoneinfo import available_timezones

import discord
from discord import app_commands

MAX_CHOICES = 25

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})?)?\s*(?P<half>am|pm)?", re.IGNORECASE
)
HOURS, MINUTES, NOON = 24, 60, 12


def read_minute(typed: str) -> int | None:
    """Read 18:30, 6.30 pm, 7am or 19h as a minute of the day; None where it is no time."""
    match = _TIME.fullmatch(typed.strip())
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if half := (match["half"] or "").lower():
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half == "pm" else 0)
    if hour >= HOURS or minute >= MINUTES:
        return None
    return hour * MINUTES + minute


async def offer_zones(
    interaction: discord.Interaction[Any], typed: str
) -> list[app_commands.Choice[str]]:
    """Offer time zones."""
    del interaction
    wanted = typed.casefold().strip().replace(" ", "_")
    found = sorted(zone for zone in available_timezones() if wanted in zone.casefold())
    return [app_commands.Choice(name=zone, value=zone) for zone in found[:MAX_CHOICES]]
