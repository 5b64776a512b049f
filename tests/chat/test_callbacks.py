"""Answers that are sent as bytes say what discord.py's own say, and fare alike on a bad line."""

import asyncio
import hashlib
import inspect
import json
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import Any

import discord
import pytest
from aiohttp import web
from discord import app_commands
from discord.http import Route
from discord.interactions import InteractionCallbackResponse, InteractionResponse
from discord.webhook.async_ import (
    AsyncWebhookAdapter,
    async_context,
    interaction_message_response_params,
)

from bot.chat.client import CareersClient
from bot.chat.kit.actions import prefix_of
from bot.chat.kit.callbacks import KNOWN_RELEASE, CallbackAdapter, answer_in_bytes
from bot.services.editing.snapshot import KnowledgeSnapshot
from tests.benchmarks.payloads import message
from tests.benchmarks.standin import Fault, StandIn
from tests.loopback import connected, run_moved
from tests.services.games.rest_faults import TROUBLES, Trouble, refusal

MIRRORED = 10**9
"""What is added to an interaction's number where discord.py answers it in its own way too."""
COMMAND, CLICK, TYPED, FORM = 2, 3, 4, 5
OPENED = 9
BUTTON, LINE = 2, 4
OF_A_KIND = 3
ABOUT: Mapping[str, Any] = {"id": "77", "name": "about", "type": 1, "options": []}
FILE = {"id": "1", "filename": "a.csv", "size": 2, "proxy_url": ""}
MOST, ROUNDING = 12, 1.5
COMPARED = "756e21cb1d5f377d"
RESTS_ON: tuple[Callable[..., Any], ...] = (
    AsyncWebhookAdapter.request,
    AsyncWebhookAdapter.create_interaction_response,
    InteractionCallbackResponse._update,
    InteractionResponse.send_message,
    InteractionResponse.edit_message,
    InteractionResponse.autocomplete,
    interaction_message_response_params,
    Route,
)


async def slowly(request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(5)
    return taken(request)


async def used_up(request: web.Request) -> web.StreamResponse:
    answer = taken(request)
    answer.headers.update({"X-Ratelimit-Remaining": "0", "X-Ratelimit-Reset-After": "6"})
    return answer


def taken(request: web.Request) -> web.Response:
    if "with_response" not in request.query:
        return web.Response(status=204)
    told = json.dumps({"interaction": {"id": "1", "type": 2}})
    return web.Response(body=told, headers={"Content-Type": "application/json"})


FAULTS = {name: it for name, it in TROUBLES.items() if name != "silence"} | {
    "slow": Trouble(Fault(slowly, takes_effect=True), 1),
    "used up": Trouble(Fault(used_up, takes_effect=True), 1),
    "limited": Trouble(refusal(429, 0, retry_after=3, **{"global": True}), 2),
    "500": Trouble(refusal(500, 0), 1),
    "too late": Trouble(refusal(404, 10062), 1),
    "answered": Trouble(refusal(400, 40060), 1),
    "bad token": Trouble(refusal(401, 50027), 1),
    "bad form": Trouble(refusal(400, 50035), 1),
}


class Both(CallbackAdapter):
    """Answers in bytes, and then once more as discord.py does by itself."""

    async def create_interaction_response(
        self, interaction_id: int, *args: Any, **named: Any
    ) -> Any:
        told = await super().create_interaction_response(interaction_id, *args, **named)
        for file in named["params"].files or ():
            file.reset()
        with suppress(discord.HTTPException):  # nobody waits for that answer
            await AsyncWebhookAdapter.create_interaction_response(
                self, interaction_id + MIRRORED, *args, **named
            )
        return told


def test_each_command_and_click_is_answered_as_discord_py_does(
    snapshot: KnowledgeSnapshot, tmp_path: Path
) -> None:
    async def compare() -> tuple[int, int]:
        async with (
            StandIn() as standin,
            connected(standin, snapshot, tmp_path / "bot.sqlite3", adapter=Both()) as client,
        ):
            kept = standin.answers = {}
            walk = Walk(standin, client)
            for _ in range(2):  # the second time without waiting for pictures
                await walk.take_commands()
            await walk.take_clicks()
            await asyncio.sleep(1)
            ours = {number: it for number, it in kept.items() if number < MIRRORED}
            files = 0
            for number, answer in ours.items():
                assert read(*answer) == read(*kept[number + MIRRORED])
                files += len(read(*answer)[1])
            assert len(walk.clicked) > 40
            return len(ours), files

    answers, files = run_moved(compare())
    assert answers > 300
    assert files > 10


@dataclass(frozen=True)
class Outcome:
    """What came of a command while something was out of order."""

    requests: int
    said: list[str]
    logged: list[str]
    seconds: float


def test_what_goes_wrong_is_met_as_by_discord_py(
    snapshot: KnowledgeSnapshot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")

    async def meet(adapter: AsyncWebhookAdapter) -> dict[str, Outcome]:
        file = tmp_path / f"{type(adapter).__name__}.sqlite3"
        async with (
            StandIn() as standin,
            connected(standin, snapshot, file, adapter=adapter) as client,
        ):
            return {name: await outcome(standin, client, it) for name, it in FAULTS.items()}

    async def outcome(standin: StandIn, client: CareersClient, trouble: Trouble) -> Outcome:
        caplog.clear()
        standin.later.clear()
        loop = asyncio.get_running_loop()
        began, met = loop.time(), 0
        left = [trouble.fault] * min(trouble.requests, MOST)

        def fault(method: str, path: str, body: Mapping[str, Any]) -> Fault | None:
            nonlocal met
            del method, body
            met += path.startswith("interactions/")
            return left.pop() if left and path.startswith("interactions/") else None

        standin.fault = fault
        asked = asyncio.create_task(standin.interaction(COMMAND, ABOUT))
        while not met or client.running._tasks:  # noqa: ASYNC110 - moved time
            await asyncio.sleep(0.25)
        said = [str(asked.result().body)] if asked.done() and not asked.exception() else []
        said += [str(it) for later in standin.later.values() for it in later]
        asked.cancel()
        logged = [f"{it.levelname} {it.getMessage()}" for it in caplog.records]
        return Outcome(met, bare(said), bare(logged), loop.time() - began)

    ours = run_moved(meet(CallbackAdapter()))
    theirs = run_moved(meet(AsyncWebhookAdapter()))  # type: ignore[no-untyped-call]
    for name, it in theirs.items():
        mine = ours[name]
        assert (mine.requests, mine.said, mine.logged) == (it.requests, it.said, it.logged), name
        assert abs(mine.seconds - it.seconds) < ROUNDING, name


def bare(lines: list[str]) -> list[str]:
    """Leave out what is different each time: numbers."""
    return [re.sub(r"\b[0-9a-f]{6,}\b|[0-9]+", "…", it) for it in lines]


def test_with_another_release_discord_py_answers_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def chosen() -> type[AsyncWebhookAdapter]:
        answer_in_bytes()
        return type(async_context.get())

    assert copy_context().run(chosen) is CallbackAdapter
    monkeypatch.setattr(discord, "__version__", "2.8.0")
    assert copy_context().run(chosen) is not CallbackAdapter


def test_discord_py_is_what_it_was_when_this_was_compared() -> None:
    """Where this fails, read what changed there, then mend `callbacks.py` and note it here."""
    source = "".join(inspect.getsource(it) for it in RESTS_ON)
    assert hashlib.sha256(source.encode()).hexdigest()[:16] == COMPARED
    assert discord.__version__ == KNOWN_RELEASE


class Walk:
    """Gives every command, and then clicks whatever appears, a few of each kind."""

    def __init__(self, standin: StandIn, client: CareersClient) -> None:
        self._standin = standin
        self._client = client
        self._known = {it.action.prefix for it in client.actions.bindings}
        self._found: dict[str, dict[str, Any]] = {}
        self._seen: set[str] = set()
        self.clicked: Counter[str] = Counter()

    async def take_commands(self) -> None:
        for command in self._client.tree.walk_commands():
            if isinstance(command, app_commands.Command):
                await self._take_command(command)
        for menu in self._client.tree.get_commands(type=discord.AppCommandType.message):
            resolved = {"messages": {"9": {**message(), "content": "Member of Technical Staff"}}}
            data = {
                "id": "77",
                "name": menu.name,
                "type": 3,
                "target_id": "9",
                "resolved": resolved,
            }
            await self._take(COMMAND, data)

    async def _take_command(self, command: app_commands.Command[Any, ..., Any]) -> None:
        given: list[dict[str, Any]] = []
        for option in command.parameters:
            one: dict[str, Any] = {
                "name": option.display_name,
                "type": option.type.value,
                "value": "RE",
            }
            if option.autocomplete:
                typing = self._data(command, [*given, {**one, "value": "", "focused": True}])
                offered = await self._standin.interaction(TYPED, typing)
                choices = offered.body["data"]["choices"]
                one["value"] = choices[0]["value"] if choices else "RE"
            elif option.type is discord.AppCommandOptionType.integer:
                one["value"] = 5
            elif option.type is discord.AppCommandOptionType.attachment:
                one["value"] = "1"
            if option.required:
                given.append(one)
        await self._take(COMMAND, self._data(command, given))

    def _data(
        self, command: app_commands.Command[Any, ..., Any], given: list[dict[str, Any]]
    ) -> dict[str, Any]:
        first, *inner = command.qualified_name.split()
        for name in reversed(inner):
            given = [{"name": name, "type": 1, "options": given}]
        url = self._standin.environment["DISCORD_API_URL"] + "/a.csv"
        resolved = {"attachments": {"1": {**FILE, "url": url}}}
        return {"id": "77", "name": first, "type": 1, "options": given, "resolved": resolved}

    async def take_clicks(self) -> None:
        """Click what is in any message by now and was not clicked, a few of each kind."""
        while (control := self._next()) is not None:
            self.clicked[prefix_of(control["custom_id"])] += 1
            data = {"custom_id": control["custom_id"], "component_type": control["type"]}
            if control["type"] != BUTTON:
                data["values"] = [it["value"] for it in control.get("options", ())][:1]
            await self._take(CLICK, data)

    def _next(self) -> dict[str, Any] | None:
        for channel in self._standin.channels.values():
            self._note(*channel.messages.values())
        for later in self._standin.later.values():
            self._note(*later)
        kinds = {it: prefix_of(it) for it in self._found}
        wanted = (it for it, kind in kinds.items() if self.clicked[kind] < OF_A_KIND)
        return self._found.pop(next(wanted, ""), None)

    async def _take(self, kind: int, data: Mapping[str, Any]) -> None:
        """Send something; fill a form in where that is the answer."""
        with suppress(TimeoutError):
            reply = await self._standin.interaction(kind, data)
            said = reply.body.get("data") or {}
            self._note(said)
            if reply.body["type"] == OPENED:
                fields = [{**it, "component": filled(it["component"])} for it in said["components"]]
                form = {"custom_id": said["custom_id"], "components": fields}
                await self._standin.interaction(FORM, form)

    def _note(self, *messages: Mapping[str, Any]) -> None:
        for said in messages:
            for found in controls(said):
                kind = prefix_of(found["custom_id"])
                if kind in self._known and found["custom_id"] not in self._seen:
                    self._seen.add(found["custom_id"])
                    self._found[found["custom_id"]] = found


def filled(field: Mapping[str, Any]) -> dict[str, Any]:
    options = [it["value"] for it in field.get("options", ())][:1]
    return (
        {**field, "id": 2, "value": "12:30"}
        if field["type"] == LINE
        else {**field, "id": 2, "values": options}
    )


def controls(part: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the buttons and menus of a message; a menu of buttons' ids gives these too."""
    for it in part.get("components") or ():
        if "custom_id" in it:
            yield it
            for option in it.get("options", ()):
                yield {"type": BUTTON, "custom_id": option["value"]}
        yield from controls(it)


def read(kind: str, body: bytes) -> tuple[Any, dict[str, tuple[str | None, str, bytes]]]:
    """Give what is said in a body: its JSON, and its files by the names of their fields."""
    if kind == "application/json":
        return json.loads(body), {}
    whole = BytesParser(EmailMessage, policy=HTTP).parsebytes(
        f"Content-Type: {kind}\r\n\r\n".encode() + body
    )
    files = {}
    for part in whole.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        files[str(name)] = (part.get_filename(), part.get_content_type(), content)
    return json.loads(files.pop("payload_json")[2]), files
