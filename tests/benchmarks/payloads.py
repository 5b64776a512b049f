"""What the stand-in answers and tells, as Discord's OpenAPI description says where it says it."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

APPLICATION, GUILD, CHANNEL, USER = 1001, 2002, 3003, 4004


def user(number: int, name: str = "ann") -> dict[str, Any]:
    return {
        "id": str(number),
        "username": name,
        "global_name": None,
        "discriminator": "0",
        "avatar": None,
        "primary_guild": None,
        "public_flags": 0,
        "flags": 0,
    }


BOT_USER = {**user(APPLICATION, "careers"), "bot": True}
OWN_USER = {**BOT_USER, "mfa_enabled": True, "locale": "en-US"}
"""The same, as it is told to itself."""


def message(number: int = 9, channel: int = CHANNEL) -> dict[str, Any]:
    """Give what Discord answers to a message or an edit, as far as discord.py reads it."""
    now = "2026-01-01T00:00:00+00:00"
    return {
        "id": str(number),
        "channel_id": str(channel),
        "author": BOT_USER,
        "content": "",
        "timestamp": now,
        "edited_timestamp": now,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 20,
        "flags": 64,
        "components": [],
    }


def callback(interaction: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    """Give what Discord gives back to the first answer, with the message where there is one."""
    told = {"id": interaction, "type": 2, "response_message_id": "9"}
    if answer["type"] not in (4, 7):
        return {"interaction": told}
    data, numbers = answer["data"], count(1)
    sent = {
        "content": data.get("content") or "",
        "flags": data.get("flags", 0),
        "components": [shown(it, numbers) for it in data.get("components", ())],
        "attachments": [attached(it["filename"]) for it in data.get("attachments", ())],
    }
    resource = {"type": answer["type"], "message": {**message(), **sent}}
    return {"interaction": told, "resource": resource}


def shown(component: Mapping[str, Any], numbers: Iterator[int]) -> dict[str, Any]:
    """Give a component as Discord gives it back: numbered, with what was left out."""
    found = {"id": next(numbers), **component}
    if component["type"] == 17:
        found["spoiler"] = False
    if "components" in component:
        found["components"] = [shown(it, numbers) for it in component["components"]]
    if "options" in component:
        found["options"] = [
            {key: value for key, value in it.items() if value is not None}
            for it in component["options"]
        ]
    if "items" in component:
        found["items"] = [
            {**it, "media": media(it["media"]["url"]), "spoiler": False}
            for it in component["items"]
        ]
    return found


def media(url: str) -> dict[str, Any]:
    file = attached(url.removeprefix("attachment://"))
    sizes = {"width": 800, "height": 500, "content_type": "image/png"}
    return {"id": "5", "url": file["url"], "proxy_url": file["url"], **sizes}


def attached(name: str) -> dict[str, Any]:
    url = f"https://cdn.discord.test/attachments/{CHANNEL}/5/{name}"
    return {"id": "5", "filename": name, "size": 20_000, "url": url, "proxy_url": url}


def registered(number: int, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Give a registered command as Discord does: it has a number, and permissions are text."""
    needed = wanted.get("default_member_permissions")
    return {
        "description": "",
        **wanted,
        "id": str(number),
        "application_id": str(APPLICATION),
        "version": str(number),
        "default_member_permissions": None if needed is None else str(needed),
    }


def direct_channel(member: int) -> dict[str, Any]:
    """Give the channel of direct messages with a member; its number is the member's own."""
    return {
        "id": str(member),
        "type": 1,
        "flags": 0,
        "last_message_id": None,
        "recipients": [user(member)],
    }


def clicked(channel: int, custom_id: str) -> dict[str, Any]:
    """Give the message that a click came from, as far as discord.py looks at it."""
    button = {"type": 2, "id": 2, "style": 2, "label": "…", "custom_id": custom_id}
    row = {"type": 1, "id": 1, "components": [button]}
    return {**message(9, channel), "components": [row]}


def member(number: int, *, moderates: bool = True) -> dict[str, Any]:
    return {
        "user": user(number),
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "permissions": "2147483647" if moderates else "0",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }


def guild(channels: list[int]) -> dict[str, Any]:
    everyone = {"id": str(GUILD), "name": "@everyone", "permissions": "0", "position": 0}
    role = {**everyone, "color": 0, "hoist": False, "managed": False, "mentionable": False}
    return {
        "id": str(GUILD),
        "name": "Careers",
        "owner_id": str(USER),
        "roles": [{**role, "flags": 0, "colors": {"primary_color": 0}}],
        "emojis": [],
        "stickers": [],
        "features": [],
        "channels": [
            {"id": str(number), "type": 0, "name": "which-job", "position": 0}
            for number in channels
        ],
        "members": [],
        "member_count": 2,
        "threads": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "premium_tier": 0,
        "nsfw_level": 0,
        "preferred_locale": "en-US",
        "system_channel_flags": 0,
        "afk_timeout": 300,
    }


def application() -> dict[str, Any]:
    return {
        "id": str(APPLICATION),
        "name": "careers",
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "type": None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "owner": user(USER),
        "team": None,
    }
