"""The stand-in for Discord answers as Discord's OpenAPI description says."""

import aiohttp
import pytest

from tests.benchmarks.payloads import APPLICATION, CHANNEL, USER
from tests.benchmarks.standin import StandIn
from tests.chat.discord_api import DiscordApi
from tests.conftest import SHARED

SPEC = SHARED / "discord-api-spec" / "openapi.json"
pytestmark = pytest.mark.skipif(not SPEC.exists(), reason="Discord's description is not here")

COMMANDS = f"/applications/{APPLICATION}/commands"
MESSAGES = f"/channels/{CHANNEL}/messages"
COMMAND = {"name": "settings", "type": 1, "description": "x", "default_member_permissions": 32}
ASKED = [
    ("GET", "/users/@me", None),
    ("GET", "/oauth2/applications/@me", None),
    ("GET", COMMANDS, None),
    ("PUT", COMMANDS, [COMMAND, {"name": "Answer this", "type": 3}]),
    ("POST", "/users/@me/channels", {"recipient_id": str(USER)}),
    ("POST", MESSAGES, {"content": "x", "nonce": "l1-0", "enforce_nonce": True}),
    ("PATCH", f"{MESSAGES}/1000001", {"content": "y"}),
    ("POST", f"/webhooks/{APPLICATION}/token-7", {"content": "x"}),
    ("PATCH", f"/webhooks/{APPLICATION}/token-7/messages/@original", {"content": "x"}),
]


async def test_it_answers_as_the_description_says() -> None:
    api = DiscordApi(SPEC)
    async with StandIn() as standin, aiohttp.ClientSession() as session:
        base = standin.environment["DISCORD_API_URL"]
        for method, path, body in ASKED:
            async with session.request(method, base + path, json=body) as answer:
                assert answer.status == 200
                api.check_answer(method, path, await answer.json())
        async with session.delete(f"{base}{MESSAGES}/1000001") as answer:
            assert answer.status == 204
