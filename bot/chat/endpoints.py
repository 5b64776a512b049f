"""Point discord.py at another REST or gateway address: a proxy, or a compatible server."""

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


def use_endpoints(api: str | None, gateway: str | None) -> None:
    """Use these addresses from now on; discord.py keeps them on its classes, not on a client."""
    if api is not None:
        Route.BASE = api.rstrip("/")
    if gateway is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
