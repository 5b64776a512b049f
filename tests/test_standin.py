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


CALLBACK = "/interactions/1000001/token-1000001/callback"
PICTURE = {"media": {"url": "attachment://a.png"}, "description": "A"}
BUTTON = {"type": 2, "style": 2, "label": "Go on", "custom_id": "b"}
OPTION = {"label": "One", "value": "1", "description": None}
MENU = {"type": 3, "custom_id": "m", "options": [OPTION], "min_values": 1, "max_values": 1}
PARTS = [{"type": 10, "content": "x"}, {"type": 12, "items": [PICTURE]}]
SHOWN = [
    {"type": 17, "accent_color": 1, "components": PARTS},
    *({"type": 1, "components": [it]} for it in (BUTTON, MENU)),
]
ANSWERS = [
    {"type": 4, "data": {"components": SHOWN, "attachments": [{"id": 0, "filename": "a.png"}]}},
    {"type": 7, "data": {"components": SHOWN}},
    {"type": 8, "data": {"choices": []}},
]


async def test_an_answer_comes_back_only_where_that_is_asked_for() -> None:
    api = DiscordApi(SPEC)
    async with StandIn() as standin, aiohttp.ClientSession() as session:
        url = standin.environment["DISCORD_API_URL"] + CALLBACK
        for answer in ANSWERS:
            standin.expect(1000001)
            async with session.post(url, json=answer, params={"with_response": "1"}) as told:
                assert told.status == 200
                api.check_answer("POST", CALLBACK, await told.json())
            standin.expect(1000001)
            async with session.post(url, json=answer) as told:
                assert told.status == 204


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
