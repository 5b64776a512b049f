"""The first answer to an interaction, sent as one body of bytes; nothing is asked back.

discord.py writes a message with a picture in eight pieces, and has Discord send back what it just
got. This stands in the place of discord.py's own adapter for whatever answers an interaction:
messages, edits, choices, forms, requests for time. Where Discord does not simply take the answer,
discord.py goes on: its waiting, its repetition, its errors.

What this rests on is private there; `tests/chat/test_callbacks.py` says when a release changes it.
"""

import logging
import secrets
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Any

import aiohttp
import discord
import orjson
from discord.http import MultipartParameters, Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

log = logging.getLogger(__name__)
KNOWN_RELEASE = "2.7.1"
"""The release of discord.py that this was compared with; with another one it is left out."""
TAKEN = 204
_LEFT = "X-Ratelimit-Remaining"
_JSON = "application/json"
_NAMES = ("name", "filename")
_QUOTED = str.maketrans({'"': '\\"', "\\": "\\\\", "\r": " ", "\n": " "})
_Post = Callable[[], AbstractAsyncContextManager[aiohttp.ClientResponse]]


def answer_in_bytes() -> None:
    """Answer interactions so, in this context and the tasks that it starts."""
    if discord.__version__ == KNOWN_RELEASE:
        async_context.set(CallbackAdapter())
    else:
        log.warning("discord.py %s answers interactions in its own way", discord.__version__)


class CallbackAdapter(AsyncWebhookAdapter):
    """Sends to Discord what discord.py says."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    async def create_interaction_response(  # noqa: PLR0913 - as discord.py has it
        self,
        interaction_id: int,
        token: str,
        *,
        session: aiohttp.ClientSession,
        proxy: str | None = None,
        proxy_auth: aiohttp.BasicAuth | None = None,
        params: MultipartParameters,
    ) -> Any:
        route = Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=interaction_id,
            webhook_token=token,
        )
        told = {"interaction": {"id": interaction_id, "type": 0}}
        kind, body = _written(params)
        post = partial(
            session.request,
            route.method,
            route.url,
            data=body,
            headers={"Content-Type": kind},
            proxy=proxy,
            proxy_auth=proxy_auth,
        )
        response = await post()
        if response.status == TAKEN and response.headers.get(_LEFT) != "0":
            response.release()
            return told
        return await self.request(route, _Begun(response, post)) or told  # type: ignore[arg-type]


class _Begun:
    """What discord.py takes for a session, in which the first request was made already."""

    def __init__(self, first: aiohttp.ClientResponse, post: _Post) -> None:
        self._first: aiohttp.ClientResponse | None = first
        self._post = post

    def request(
        self, *_: object, **__: object
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        first, self._first = self._first, None
        return self._post() if first is None else first


def _written(params: MultipartParameters) -> tuple[str, bytes]:
    """Write out what is to be sent: its content type, and the body."""
    if not params.multipart:
        return _JSON, orjson.dumps(params.payload)
    boundary = secrets.token_hex(16)
    pieces: list[bytes] = []
    for part in params.multipart:
        named = "".join(
            f'; {key}="{part[key].translate(_QUOTED)}"' for key in _NAMES if key in part
        )
        kind = part.get("content_type", _JSON)
        head = f"Content-Disposition: form-data{named}\r\nContent-Type: {kind}"
        value = part["value"]
        content = value.encode() if isinstance(value, str) else value.read()
        pieces += (f"--{boundary}\r\n{head}\r\n\r\n".encode(), content, b"\r\n")
    pieces.append(f"--{boundary}--\r\n".encode())
    return f"multipart/form-data; boundary={boundary}", b"".join(pieces)
