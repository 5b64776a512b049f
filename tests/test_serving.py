"""The real process against a stand-in for Discord on loopback: login, registration, signals."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.benchmarks.standin import StandIn
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")


async def start(standin: StandIn, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        cwd=ROOT,
        env={**os.environ, **standin.environment, **environment},
        stderr=asyncio.subprocess.PIPE,
    )


async def test_it_serves_registers_once_and_stops_on_sigterm(tmp_path: Path) -> None:
    async with StandIn() as standin:
        file = tmp_path / "careers.sqlite3"
        for _ in range(2):
            standin.ready.clear()
            process = await start(standin, LOG_FORMAT="json", DATABASE_FILE=str(file))
            await asyncio.wait_for(standin.ready.wait(), 20)
            assert await standin.command("about", {}) < 3
            process.send_signal(signal.SIGTERM)
            _, log = await asyncio.wait_for(process.communicate(), 5)
            assert process.returncode == 0, log.decode()
            assert b"Traceback" not in log
            lines = [json.loads(line) for line in log.splitlines()]
            assert all({"time", "level", "logger", "message"} <= set(line) for line in lines)
            assert {"level": "INFO", "logger": "bot.serving", "message": "stopping"}.items() <= (
                lines[-1].items()
            )
            assert b"loopback.only.token" not in log
        assert {command["name"] for command in standin.commands} >= {"role", "compare", "salary"}
        assert standin.registrations == 1


async def test_a_wrong_token_ends_with_one_sentence(tmp_path: Path) -> None:
    async with StandIn(accepts_token=False) as standin:
        process = await start(standin, DATABASE_FILE=str(tmp_path / "careers.sqlite3"))
        _, log = await asyncio.wait_for(process.communicate(), 20)
        assert process.returncode == 2
        assert b"Discord does not accept DISCORD_TOKEN" in log
        assert b"Traceback" not in log
