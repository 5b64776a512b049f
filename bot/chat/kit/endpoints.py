"""Point discord.py at another REST or gateway address: a proxy, or a compatible server.

Apart from the client, so that the bots that ours is measured against can use it alone.
"""

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

API_PATH = "api/v10"


def use_endpoints(api: str | None, gateway: str | None) -> None:
    """Use these addresses from now on; discord.py keeps them on its classes, not on a client.

    A REST address without a path gets the one that Discord uses.
    """
    if api is not None:
        url = yarl.URL(api)
        Route.BASE = str(url / API_PATH if url.path == "/" else url).rstrip("/")
    if gateway is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
