"""A stand-in for Discord's gateway and REST on loopback, for measuring, kills and faults.

It sends interactions over a real websocket, takes the replies over real HTTP, and times them.
It checks nothing: what the bot sends is checked by the tests that run in SimCord. Ids and
permissions are text, and a nonce is taken once, as Discord's OpenAPI description says.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import WSMsgType, web

from tests.benchmarks import payloads
from tests.benchmarks.payloads import APPLICATION, CHANNEL, GUILD, USER

HELLO, HEARTBEAT, IDENTIFY, ACK, DISPATCH = 10, 1, 2, 11, 0


@dataclass
class Reply:
    """What came back to an interaction, and how many seconds that took."""

    seconds: float
    body: dict[str, Any]
    number: int = 0
    """Of the interaction, for what is said later."""

    @property
    def text(self) -> str:
        """The plain content of a message that answered."""
        return str((self.body.get("data") or {}).get("content") or "")


@dataclass(frozen=True)
class Fault:
    """What goes wrong with a request: how it is answered, and whether it took effect before."""

    answer: Callable[[web.Request], Awaitable[web.StreamResponse]]
    takes_effect: bool = False


FaultOf = Callable[[str, str, Mapping[str, Any]], Fault | None]
"""Choose what goes wrong, by method, path (without the version) and body; None for nothing."""


@dataclass
class Channel:
    """The messages that the bot sent into one channel, by id, as they are now."""

    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    nonces: dict[str, int] = field(default_factory=dict)
    shown: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    """What each message said, from its first version on, in the order in which that changed."""
    said: list[str] = field(default_factory=list)
    edits: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def custom_ids(self, prefix: str) -> list[str]:
        """List the custom ids that begin so in the newest message that has any."""
        for number in sorted(self.messages, reverse=True):
            found = [it for it in custom_ids(self.messages[number]) if it.startswith(prefix)]
            if found:
                return found
        return []


class StandIn:
    """Serve one bot; use as an async context manager."""

    def __init__(
        self, *, accepts_token: bool = True, channels: int = 1, fault: FaultOf | None = None
    ) -> None:
        self._accepts_token = accepts_token
        self.fault = fault
        self.everybody_moderates = True
        self.heartbeat_ms = 41250
        self.requests = 0
        self._is_silent = False
        self._connections: list[asyncio.Transport] = []
        self.later: dict[int, list[dict[str, Any]]] = {}
        self.direct: dict[int, Channel] = {}
        self.members: dict[int, dict[str, Any]] = {}
        """Whom the server says it has, when asked for one."""
        self.answers: dict[int, tuple[str, bytes]] | None = None
        """The first answers as they came, by interaction, where somebody wants them kept."""
        self.latest = ("", "")
        """How the last reply after a deferral came: the method, and what follows the token."""
        self.channels = {CHANNEL + number: Channel() for number in range(channels)}
        self.registrations = 0
        self.ready = asyncio.Event()
        self.commands: list[Any] = []
        self._socket: web.WebSocketResponse | None = None
        self._sequence = 0
        self._next_id = 10**6
        self._waiting: dict[str, asyncio.Future[tuple[float, dict[str, Any]]]] = {}
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def environment(self) -> dict[str, str]:
        """The settings that make a bot talk to this instead of Discord."""
        return {
            "DISCORD_TOKEN": "loopback.only.token",
            "DISCORD_API_URL": f"http://127.0.0.1:{self._port}/api/v10",
            "DISCORD_GATEWAY_URL": f"ws://127.0.0.1:{self._port}/gateway",
        }

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=16 * 1024 * 1024)
        app.router.add_get("/gateway", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def command(self, name: str, options: Mapping[str, str], kind: int = 2) -> float:
        """Send a command (kind 2) or an autocomplete (kind 4); return seconds to the reply."""
        given: list[dict[str, Any]] = [
            {"name": key, "type": 3, "value": value} for key, value in options.items()
        ]
        if kind == 4:
            given[0]["focused"] = True
        data = {"id": "77", "name": name, "type": 1, "options": given}
        return (await self.interaction(kind, data)).seconds

    async def quiz(self, subcommand: str, channel: int, user: int, **options: Any) -> Reply:
        """Send /quiz and a subcommand."""
        kinds = {int: 4, str: 3}
        given = [
            {"name": key, "type": kinds[type(value)], "value": value}
            for key, value in options.items()
        ]
        inner = {"name": subcommand, "type": 1, "options": given}
        data = {"id": "78", "name": "quiz", "type": 1, "options": [inner]}
        return await self.interaction(2, data, channel, user)

    async def click(self, custom_id: str, channel: int, user: int) -> Reply:
        """Click a button."""
        return await self.interaction(
            3, {"custom_id": custom_id, "component_type": 2}, channel, user
        )

    async def choose(self, custom_id: str, values: list[str], channel: int, user: int) -> Reply:
        """Choose in a menu."""
        data = {"custom_id": custom_id, "component_type": 3, "values": values}
        return await self.interaction(3, data, channel, user)

    async def type(self, custom_id: str, text: str, channel: int, user: int) -> Reply:
        """Submit a form with one line."""
        line = {"type": 4, "id": 2, "custom_id": "answer", "value": text}
        label = {"type": 18, "id": 1, "component": line}
        data = {"custom_id": custom_id, "components": [label]}
        return await self.interaction(5, data, channel, user)

    def hang_up(self) -> None:
        """Forget a bot that died: nobody waits for what it did not answer."""
        for future in self._waiting.values():
            future.cancel()
        self._waiting.clear()
        self._socket = None
        self.ready.clear()

    async def interaction(
        self, kind: int, data: Mapping[str, Any], channel: int = CHANNEL, user: int = USER
    ) -> Reply:
        """Send an interaction, and wait for what comes back."""
        self._next_id += 1
        number = str(self._next_id)
        answered = self.expect(self._next_id)
        started = time.perf_counter()
        await self._dispatch(
            "INTERACTION_CREATE",
            {
                "id": number,
                "application_id": str(APPLICATION),
                "type": kind,
                "token": f"token-{number}",
                "version": 1,
                "data": data,
                "guild_id": str(GUILD),
                "channel_id": str(channel),
                "channel": {"id": str(channel), "type": 0, "name": "which-job"},
                "member": payloads.member(user, moderates=self.everybody_moderates),
                **({"message": payloads.clicked(channel, data["custom_id"])} if kind == 3 else {}),
                "locale": "en-US",
                "app_permissions": "2147483647",
                "entitlements": [],
                "authorizing_integration_owners": {"0": str(GUILD)},
                "context": 0,
                "attachment_size_limit": 10485760,
            },
        )
        ended, body = await asyncio.wait_for(answered, 30)
        return Reply(ended - started, body, int(number))

    def expect(self, number: int) -> "asyncio.Future[tuple[float, dict[str, Any]]]":
        """Wait for the first answer to an interaction."""
        answered = asyncio.get_running_loop().create_future()
        self._waiting[str(number)] = answered
        return answered

    def said_later(self, reply: Reply) -> str:
        """Give the plain words that took the place of “thinking…”, or followed."""
        return " ".join(str(it.get("content") or "") for it in self.later.get(reply.number, ()))

    async def keep_alive(self) -> None:
        """Show a connected bot that the gateway is there, as heartbeats would."""
        if self._socket is not None:
            await self._socket.send_str(json.dumps({"op": ACK}))

    async def go_away(self) -> None:
        """Break all connections off, and take no new ones."""
        await self.__aexit__()

    def fall_silent(self) -> None:
        """Take what comes and answer nothing, as a line that broke far away."""
        self._is_silent = True
        for reading in self._connections:
            reading.pause_reading()

    async def send_raw(self, frame: str | bytes) -> None:
        """Send a frame as it is, whatever it is."""
        if self._socket is None:
            raise RuntimeError("no bot is connected")
        if isinstance(frame, bytes):
            await self._socket.send_bytes(frame)
        else:
            await self._socket.send_str(frame)

    async def _dispatch(self, event: str, data: Mapping[str, Any]) -> None:
        self._sequence += 1
        frame = {"op": DISPATCH, "s": self._sequence, "t": event, "d": data}
        await self.send_raw(json.dumps(frame))

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        self._socket = socket
        if isinstance(request.transport, asyncio.Transport):
            self._connections.append(request.transport)
        hello = {"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}}
        await socket.send_str(json.dumps(hello))
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            operation = json.loads(message.data)["op"]
            if operation == HEARTBEAT:
                await socket.send_str(json.dumps({"op": ACK}))
            elif operation == IDENTIFY:
                await self._greet()
        return socket

    async def _greet(self) -> None:
        guilds = [{"id": str(GUILD), "unavailable": True}]
        await self._dispatch(
            "READY",
            {
                "v": 10,
                "user": payloads.BOT_USER,
                "guilds": guilds,
                "session_id": "loopback",
                "resume_gateway_url": f"ws://127.0.0.1:{self._port}/gateway",
                "application": {"id": str(APPLICATION), "flags": 0},
            },
        )
        await self._dispatch("GUILD_CREATE", payloads.guild(list(self.channels)))
        self.ready.set()

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        body, path = await request.read(), request.match_info["path"]
        self.requests += 1
        if self._is_silent:
            await asyncio.Event().wait()
        fault = None if self.fault is None else self.fault(request.method, path, _json_of(body))
        if fault is None:
            return self._answer(request, path, body)
        if fault.takes_effect:
            self._answer(request, path, body)
        return await fault.answer(request)

    def _answer(self, request: web.Request, path: str, body: bytes) -> web.Response:
        if not self._accepts_token:
            return web.Response(status=401)
        if path.startswith("interactions/"):
            return self._callback(request, path.split("/")[1], body)
        if path.endswith("/commands"):
            if request.method == "PUT":
                self.registrations += 1
                self.commands = [
                    payloads.registered(number, it)
                    for number, it in enumerate(json.loads(body), 7000)
                ]
            return _json(self.commands)
        if path.startswith("webhooks/"):
            _, _, token, *rest = path.split("/")
            self.latest = request.method, "/".join(rest)
            self.later.setdefault(int(token.split("-")[1]), []).append(_json_of(body))
            return _json(payloads.message())
        if path.startswith("channels/"):
            return self._channel(request.method, path.split("/"), _json_of(body))
        return _json(self._known(path, body))

    def _callback(self, request: web.Request, number: str, body: bytes) -> web.Response:
        """Take the first answer to an interaction; give it back only where that is asked for."""
        if self.answers is not None:
            self.answers[int(number)] = (request.headers["Content-Type"], body)
        if (future := self._waiting.pop(number, None)) is None:
            return _json({"code": 40060, "message": "acknowledged already"}, 400)
        answer = _json_of(body)
        if not future.done():
            future.set_result((time.perf_counter(), answer))
        if request.query.get("with_response") not in ("1", "true"):
            return web.Response(status=204)
        return _json(payloads.callback(number, answer))

    def _known(self, path: str, body: bytes) -> dict[str, Any]:
        """Give what is there without any message."""
        if path == "users/@me/channels":
            return payloads.direct_channel(int(_json_of(body)["recipient_id"]))
        if path.startswith(f"guilds/{GUILD}/members/"):
            return self.members.get(int(path.rpartition("/")[2]), {})
        known = {"users/@me": payloads.OWN_USER, "oauth2/applications/@me": payloads.application()}
        return known.get(path, {})

    def _channel(self, method: str, path: list[str], body: dict[str, Any]) -> web.Response:
        """Take a message into a channel, or change or remove one."""
        number = int(path[1])
        found = self.channels.get(number)
        channel = self.direct.setdefault(number, Channel()) if found is None else found
        if method == "POST":
            nonce = str(body.get("nonce")) if body.get("enforce_nonce") else ""
            if (known := channel.nonces.get(nonce)) is not None:
                return _json(payloads.message(known, number))
            self._next_id += 1
            message = self._next_id
            if nonce:
                channel.nonces[nonce] = message
            channel.messages[message] = body
            channel.said.append(str(body.get("content") or body.get("components")))
        else:
            message = int(path[3])
            channel.edits += 1
            if method == "DELETE":
                channel.messages.pop(message, None)
                return web.Response(status=204)
            channel.messages[message] = body
        channel.shown.append((message, body))
        channel.changed.set()
        channel.changed = asyncio.Event()
        return _json(payloads.message(message, number))


def _json_of(body: bytes) -> dict[str, Any]:
    """Read a body; with files attached, its JSON part."""
    if body.startswith(b"--"):
        start = body.find(b"\r\n\r\n") + 4
        body = body[start : body.find(b"\r\n--", start)]
    found = json.loads(body) if body else {}
    return found if isinstance(found, dict) else {}


def custom_ids(part: Mapping[str, Any]) -> list[str]:
    """List the custom ids of a message's components, in order."""
    own = [str(part["custom_id"])] if "custom_id" in part else []
    return own + [it for child in part.get("components") or () for it in custom_ids(child)]


def _json(value: Any, status: int = 200) -> web.Response:
    """Reply as discord.py wants it: it reads JSON only of exactly this content type."""
    headers = {"Content-Type": "application/json"}
    return web.Response(status=status, body=json.dumps(value), headers=headers)
