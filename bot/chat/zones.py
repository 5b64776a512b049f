"""Time zones in a menu: a few that cover the world, each with what its clock shows now."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.kit.components import Option

OTHER = "other"
"""The value of the entry behind which a zone is typed."""
OFFERED = (
    *("Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver"),
    *("America/Chicago", "America/New_York", "America/Sao_Paulo", "UTC", "Europe/London"),
    *("Africa/Lagos", "Europe/Berlin", "Africa/Cairo", "Europe/Athens", "Africa/Nairobi"),
    *("Europe/Istanbul", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Dhaka"),
    *("Asia/Bangkok", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland"),
)


def zone_options(now: datetime, chosen: str | None = None) -> Iterator[Option]:
    """Offer the zones, the chosen one among them, and to type another."""
    kept = OFFERED if chosen is None or chosen in OFFERED else (chosen, *OFFERED[1:])
    for zone in kept:
        city = zone.rpartition("/")[2].replace("_", " ")
        yield Option(zone, f"{city}, where it is {now.astimezone(ZoneInfo(zone)):%H:%M}", zone)
    yield Option(OTHER, "Another one…", "Type it, such as Europe/Lisbon")
