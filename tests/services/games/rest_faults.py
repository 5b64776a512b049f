"""What can go wrong with a request to Discord, and when in a game it does."""

import asyncio
import json
import socket
import struct
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aiohttp import web

from tests.benchmarks.payloads import CHANNEL
from tests.benchmarks.standin import Channel, Fault

LONG = 10_000
FOR_EVER = 10**6


async def hang_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def reset(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    line = request.transport.get_extra_info("socket")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()
    return web.Response()


async def break_off(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    response.content_length = 1000
    await response.prepare(request)
    await response.write(b'{"id": "1')
    assert request.transport is not None
    request.transport.close()
    return response


async def say_nothing(request: web.Request) -> web.StreamResponse:
    del request
    await asyncio.sleep(LONG)
    return web.Response()


def page(status: int, text: str, kind: str = "text/html") -> Fault:
    async def answer(request: web.Request) -> web.StreamResponse:
        del request
        return web.Response(status=status, body=text, headers={"Content-Type": kind})

    return Fault(answer, takes_effect=status == 200)


def refusal(status: int, code: int, **more: object) -> Fault:
    async def answer(request: web.Request) -> web.StreamResponse:
        del request
        body = json.dumps({"message": "refused by the test", "code": code, **more})
        headers = {"Content-Type": "application/json", "Via": "1.1 google"}
        return web.Response(status=status, body=body, headers=headers)

    return Fault(answer)


@dataclass(frozen=True)
class Trouble:
    """A fault that lasts for so many requests, which is for ever where it is final."""

    fault: Fault
    requests: int

    @property
    def passes(self) -> bool:
        return self.requests < FOR_EVER


TROUBLES: Mapping[str, Trouble] = {
    "dropped": Trouble(Fault(hang_up), 2),
    "dropped late": Trouble(Fault(hang_up, takes_effect=True), 2),
    "reset": Trouble(Fault(reset), 2),
    "broken off": Trouble(Fault(break_off, takes_effect=True), 2),
    "silence": Trouble(Fault(say_nothing, takes_effect=True), 1),
    "a page": Trouble(page(200, "<html>"), 2),
    "bad JSON": Trouble(page(200, "{", "application/json"), 2),
    "502": Trouble(page(502, "Bad Gateway"), 12),
    "503": Trouble(page(503, "Unavailable"), 3),
    "banned": Trouble(page(429, "error code: 1015"), 2),
    "20028": Trouble(refusal(429, 20028, retry_after=0.5, **{"global": False}), 7),
    "bare 404": Trouble(refusal(404, 0), 3),
    "forbidden": Trouble(refusal(403, 50013), FOR_EVER),
    "gone": Trouble(refusal(404, 10003), FOR_EVER),
}


class Stage(StrEnum):
    """What is being shown when it goes wrong."""

    LOBBY = "lobby"
    QUESTION = "question"
    COUNT = "count"
    RESULT = "result"
    PODIUM = "podium"


_SHOWN = {
    "qb:": Stage.LOBBY,
    "qs:": Stage.QUESTION,
    "qp:": Stage.QUESTION,
    "qr:": Stage.RESULT,
    "qm:": Stage.PODIUM,
}


def stage_of(method: str, body: Mapping[str, Any]) -> Stage | None:
    """Tell what a request into a channel shows; None for what the game does not depend on."""
    text = json.dumps(body)
    stage = next((stage for prefix, stage in _SHOWN.items() if f'"{prefix}' in text), None)
    edited = {Stage.QUESTION: Stage.COUNT, Stage.RESULT: Stage.RESULT}
    return edited.get(stage) if method == "PATCH" and stage is not None else stage


def stages_of(channel: Channel) -> list[Stage]:
    """List what stands in a channel, or stood there, in order; each message is one thing once."""
    stages = dict.fromkeys((message, stage_of("POST", body)) for message, body in channel.shown)
    return [stage for _, stage in stages if stage is not None]


@dataclass
class TroubledChannel:
    """One channel whose game meets one trouble at one stage."""

    trouble: str
    stage: Stage
    met: int = 0

    def fault(self, method: str, body: Mapping[str, Any]) -> Fault | None:
        what = TROUBLES[self.trouble]
        if not self.met and stage_of(method, body) is not self.stage:
            return None
        if what.passes and stage_of(method, body) is not self.stage:
            return None
        self.met += 1
        return what.fault if self.met <= what.requests else None


@dataclass
class FaultPlan:
    """Which channel meets what: each trouble at each stage."""

    channels: dict[int, TroubledChannel] = field(default_factory=dict)

    @classmethod
    def of(cls, troubles: Iterable[str], stages: Collection[Stage]) -> "FaultPlan":
        pairs = [(name, stage) for name in troubles for stage in stages]
        return cls({CHANNEL + place: TroubledChannel(*pair) for place, pair in enumerate(pairs)})

    def __call__(self, method: str, path: str, body: Mapping[str, Any]) -> Fault | None:
        parts = path.split("/")
        if parts[0] != "channels" or (channel := self.channels.get(int(parts[1]))) is None:
            return None
        return channel.fault(method, body)
