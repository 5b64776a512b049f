"""Check requests against Discord's own OpenAPI description of its HTTP API."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from simcord import HttpLogEntry


class DiscordApi:
    """The description, ready to check request bodies by method and path."""

    def __init__(self, path: Path) -> None:
        spec = json.loads(path.read_text(encoding="utf-8"))
        self._components = spec["components"]
        self._routes = [
            (re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(route)) + "$"), methods)
            for route, methods in spec["paths"].items()
        ]
        self._validator = cache(self._build)

    def check(self, requests: Iterable[HttpLogEntry]) -> int:
        """Check the bodies of requests; return how many were checked."""
        checked = 0
        for request in requests:
            if request.json is None:
                continue
            validator = self._validator(request.method, request.path)
            assert validator is not None, f"no such route: {request.method} {request.path}"
            errors = [
                f"{error.json_path}: {error.message[:300]}"
                for error in validator.iter_errors(_bare(request.json))
            ]
            assert not errors, f"{request.method} {request.path}: {errors[:3]}"
            checked += 1
        return checked

    def check_answer(self, method: str, path: str, answer: Any) -> None:
        """Check what was answered with success."""
        for pattern, methods in self._routes:
            if pattern.fullmatch(path) and method.lower() in methods:
                schema = methods[method.lower()]["responses"]["200"]["content"]["application/json"]
                checked = {**schema["schema"], "components": self._components}
                found = Draft202012Validator(checked).iter_errors(answer)
                errors = [f"{error.json_path}: {error.message[:300]}" for error in found]
                assert not errors, f"{method} {path}: {errors}"
                return
        raise AssertionError(f"no such route: {method} {path}")

    def _build(self, method: str, path: str) -> Draft202012Validator | None:
        for pattern, methods in self._routes:
            if pattern.fullmatch(path) and method.lower() in methods:
                body = methods[method.lower()]["requestBody"]["content"]["application/json"]
                return Draft202012Validator({**body["schema"], "components": self._components})
        return None


def _bare(value: Any) -> Any:
    """Give what is sent, with the numbers of uploaded files as the text that the schema wants.

    discord.py sends those numbers as numbers, which Discord takes as well.
    """
    if isinstance(value, Mapping):
        bare = {str(key): _bare(item) for key, item in value.items()}
        if "filename" in bare and "id" in bare:
            bare["id"] = str(bare["id"])
        return bare
    if isinstance(value, list | tuple):
        return [_bare(item) for item in value]
    return value
