"""Register commands with Discord only where what is registered there differs.

What Discord has is compared, not a hash kept on a disk: it is right after a lost disk, on a
second machine, and when somebody else registered something in between. Registering has a
daily limit; asking costs one request.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

log = logging.getLogger(__name__)
Payload = Mapping[str, Any]

_DEFAULTS: Mapping[str, Any] = {
    "nsfw": False,
    "required": False,
    "autocomplete": False,
    "description": "",
    "type": 1,
    "dm_permission": True,
    "default_member_permissions": None,
}


async def register_commands(
    tree: app_commands.CommandTree[Any], development_server: int | None = None
) -> bool:
    """Bring Discord's list up to date; tell whether it had to be changed."""
    server = discord.Object(development_server) if development_server else None
    if server is not None:
        tree.copy_global_to(guild=server)
    wanted = [command.to_dict(tree) for command in tree.get_commands(guild=server)]
    registered = await _registered(tree.client, server)
    if same_commands(wanted, registered):
        log.info("%d commands are registered as they are", len(wanted))
        return False
    await tree.sync(guild=server)
    log.info("registered %d commands", len(wanted))
    return True


async def _registered(client: discord.Client, server: discord.Object | None) -> Sequence[Payload]:
    application = client.application_id
    if application is None:
        raise RuntimeError("commands can be registered only after the login")
    if server is None:
        return await client.http.get_global_commands(application)
    return await client.http.get_guild_commands(application, server.id)


def same_commands(wanted: Sequence[Payload], registered: Sequence[Payload]) -> bool:
    """Tell whether Discord has just these commands, whatever it adds to each."""
    by_name = {(item["name"], item.get("type", 1)): item for item in registered}
    return len(wanted) == len(registered) and all(
        _covers(by_name.get((item["name"], item.get("type", 1))), item) for item in wanted
    )


def _covers(registered: Any, wanted: Any) -> bool:
    """Tell whether a registered value says all that is wanted."""
    if isinstance(wanted, Mapping):
        return isinstance(registered, Mapping) and all(
            _covers(registered.get(key, _DEFAULTS.get(key)), value) for key, value in wanted.items()
        )
    if isinstance(wanted, list | tuple):
        found = registered if registered is not None else []
        if len(found) != len(wanted):
            return False
        if all(isinstance(item, int) for item in wanted):
            return sorted(found) == sorted(wanted)
        return all(_covers(one, other) for one, other in zip(found, wanted, strict=True))
    if isinstance(wanted, int) and isinstance(registered, str):
        return registered == str(wanted)  # Discord writes permissions as text
    return bool(registered == wanted)
