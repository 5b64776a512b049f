"""The real process against a stand-in for Discord on loopback: login, registration, signals."""

import asyncio
import contextlib
import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.services.games.display import RESTARTING
from tests.benchmarks.payloads import CHANNEL, USER
from tests.benchmarks.standin import DISPATCH, StandIn
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
START_SECONDS, STOP_SECONDS = 60.0, 8.0


@dataclass
class Served:
    """A bot in a process of its own, connected to a stand-in."""

    standin: StandIn
    process: asyncio.subprocess.Process
    file: Path
    sign: Path

    async def stop(self) -> bytes:
        """Send SIGTERM; give what was logged from then on, once it ended well and in time."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(self.process.communicate(), START_SECONDS)
        assert self.process.returncode == 0, log.decode()
        assert time.monotonic() - began < STOP_SECONDS
        return log[log.index(b"stopping") :]


async def start(standin: StandIn, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        cwd=ROOT,
        env={**os.environ, **standin.environment, **environment},
        stderr=asyncio.subprocess.PIPE,
    )


@asynccontextmanager
async def serving(folder: Path, heartbeat_ms: int = 41250, **extra: str) -> AsyncIterator[Served]:
    async with StandIn() as discord:
        discord.heartbeat_ms = heartbeat_ms
        file, sign = folder / "careers.sqlite3", folder / "alive"
        process = await start(discord, DATABASE_FILE=str(file), HEALTH_FILE=str(sign), **extra)
        try:
            await asyncio.wait_for(discord.ready.wait(), START_SECONDS)
            yield Served(discord, process, file, sign)
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.communicate()


async def until(condition: Callable[[], object], seconds: float = START_SECONDS) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what another process does has no event here
            await asyncio.sleep(0.02)


async def test_it_serves_registers_once_and_stops_on_sigterm(tmp_path: Path) -> None:
    async with StandIn() as standin:
        file = tmp_path / "careers.sqlite3"
        for _ in range(2):
            standin.ready.clear()
            process = await start(standin, LOG_FORMAT="json", DATABASE_FILE=str(file))
            await asyncio.wait_for(standin.ready.wait(), START_SECONDS)
            assert await standin.command("about", {}) < 3
            process.send_signal(signal.SIGTERM)
            _, log = await asyncio.wait_for(process.communicate(), STOP_SECONDS)
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
        _, log = await asyncio.wait_for(process.communicate(), START_SECONDS)
        assert process.returncode == 2
        assert b"Discord does not accept DISCORD_TOKEN" in log
        assert b"Traceback" not in log


async def test_a_stop_answers_who_was_told_to_wait(tmp_path: Path) -> None:
    async with serving(tmp_path) as bot:
        await bot.standin.command("about", {})
        rival = sqlite3.connect(bot.file, isolation_level=None)
        rival.execute("BEGIN IMMEDIATE")
        reply = await bot.standin.quiz("start", CHANNEL, USER)
        assert reply.body["type"] == 5  # “thinking…”
        stopping = asyncio.create_task(bot.stop())
        assert b"Traceback" not in await stopping
        rival.close()
        assert bot.standin.said_later(reply)


@pytest.mark.parametrize("state", ["answers", "silent", "away"])
async def test_a_stop_comes_to_an_end_in_a_game(tmp_path: Path, state: str) -> None:
    async with serving(tmp_path) as bot:
        await bot.standin.quiz("start", CHANNEL, USER)
        channel = bot.standin.channels[CHANNEL]
        await until(lambda: channel.custom_ids("qb:"))
        waiting = None
        if state == "away":
            await bot.standin.go_away()
        elif state == "silent":
            bot.standin.fall_silent()
            waiting = asyncio.create_task(bot.standin.command("about", {}))
            await asyncio.sleep(0.1)
        assert b"Traceback" not in await bot.stop()
        if waiting is not None:
            waiting.cancel()
        if state == "answers":
            assert channel.said.count(RESTARTING) == 1


async def test_a_stop_comes_to_an_end_before_discord_was_reached(tmp_path: Path) -> None:
    async with StandIn() as standin:
        standin.fall_silent()
        file = tmp_path / "careers.sqlite3"
        process = await start(standin, DATABASE_FILE=str(file))
        await until(lambda: standin.requests)
        assert b"Traceback" not in await Served(standin, process, file, file).stop()


UNREADABLE_EVENTS: list[tuple[str, object]] = [
    ("INTERACTION_CREATE", {}),
    ("INTERACTION_CREATE", {"id": "1", "type": 2, "token": "t"}),
    ("GUILD_CREATE", None),
    ("MESSAGE_CREATE", {"id": "no number"}),
    ("CHANNEL_DELETE", []),
    ("GUILD_DELETE", {"id": {}}),
]


async def test_an_event_that_cannot_be_read_is_skipped(tmp_path: Path) -> None:
    async with serving(tmp_path) as bot:
        bot.standin.ready.clear()
        for name, data in UNREADABLE_EVENTS:
            frame = {"op": DISPATCH, "s": 9, "t": name, "d": data}
            await bot.standin.send_raw(json.dumps(frame))
            assert await bot.standin.command("about", {}) < 3
        assert not bot.standin.ready.is_set()  # the connection is the same
        assert b"Traceback" not in await bot.stop()


@pytest.mark.parametrize(
    "frame", ["no JSON", "[]", '{"op": 10, "d": {}}', b"not compressed\x00\x00\xff\xff"]
)
async def test_after_what_cannot_be_read_at_all_the_bot_connects_again(
    tmp_path: Path, frame: str | bytes
) -> None:
    async with serving(tmp_path) as bot:
        await bot.standin.command("about", {})
        bot.standin.ready.clear()
        await bot.standin.send_raw(frame)
        await asyncio.wait_for(bot.standin.ready.wait(), START_SECONDS)
        assert await bot.standin.command("about", {}) < 3
        assert b"Traceback" not in await bot.stop()


HANGING = """
import asyncio
from bot import serving

async def main():
    serving.STOP_SECONDS = 0.1
    serving._on_signals()
    print("up", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_what_hangs_at_a_stop_is_ended() -> None:
    pipe = asyncio.subprocess.PIPE
    hanging = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HANGING, cwd=ROOT, stdout=pipe, stderr=pipe
    )
    assert hanging.stdout is not None
    await asyncio.wait_for(hanging.stdout.readline(), START_SECONDS)
    hanging.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(hanging.wait(), STOP_SECONDS) == -signal.SIGALRM
    await hanging.communicate()


@pytest.mark.parametrize("lost", ["broken off", "silent"])
async def test_the_sign_of_life_goes_with_the_connection(tmp_path: Path, lost: str) -> None:
    async with serving(tmp_path, heartbeat_ms=500) as bot:
        await until(bot.sign.exists)
        if lost == "silent":
            bot.standin.fall_silent()
        else:
            await bot.standin.go_away()
        await until(lambda: not bot.sign.exists(), 40)


async def test_a_database_that_is_deleted_is_said_and_opened_anew(tmp_path: Path) -> None:
    async with serving(tmp_path) as bot:
        await bot.standin.quiz("start", CHANNEL, USER)
        channel = bot.standin.channels[CHANNEL]
        await until(lambda: channel.custom_ids("qb:"))
        bot.file.unlink()
        refused = await bot.standin.quiz("stop", CHANNEL, USER)
        await until(lambda: bot.standin.said_later(refused))
        said = bot.standin.said_later(refused)
        assert "the database file was deleted or replaced while I ran" in said
        assert str(bot.file) not in said
        await until(bot.file.exists)
        await until(lambda: any("My database was taken away" in it for it in channel.said))
        lobbies = len(channel.shown)
        await bot.standin.quiz("start", CHANNEL, USER)
        await until(lambda: len(channel.shown) > lobbies)
        log = await bot.stop()
        assert b"Traceback" not in log
        with sqlite3.connect(bot.file) as connection:
            assert connection.execute("SELECT count(*) FROM games").fetchone() == (1,)
        connection.close()


async def test_the_log_holds_no_token_and_no_words_of_members(tmp_path: Path) -> None:
    async with serving(tmp_path, LOG_LEVEL="DEBUG") as bot:
        await bot.standin.command("ask", {"question": "my boss Jane Roe of Acme"})
        await bot.standin.command("role", {"title": "Jane Roes helper"}, kind=4)
        bot.process.send_signal(signal.SIGTERM)
        _, log = await bot.process.communicate()
        assert b"DEBUG" in log or b"INFO" in log
        for private in (b"Jane", b"loopback.only.token", b"token-"):
            assert private not in log
