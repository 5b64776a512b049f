"""What is logged, and what never is."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.monitoring import FRESH_SECONDS, beat, is_healthy, set_up_logging


@pytest.fixture(autouse=True)
def levels() -> Iterator[None]:
    """Leave logging as it was."""
    root = logging.getLogger()
    before = root.level, root.handlers[:]
    named = {name: logging.getLogger(name).level for name in ("bot", "discord", "alembic")}
    yield
    root.level, root.handlers[:] = before
    for name, level in named.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize("library", ["discord.gateway", "discord.http", "aiosqlite", "asyncio"])
def test_no_library_is_heard_at_debug(library: str) -> None:
    set_up_logging("DEBUG", "text")
    assert logging.getLogger("bot.chat").isEnabledFor(logging.DEBUG)
    assert not logging.getLogger(library).isEnabledFor(logging.DEBUG)
    assert logging.getLogger(library).isEnabledFor(logging.INFO)


def test_discord_py_is_heard_at_a_level_of_its_own() -> None:
    set_up_logging("ERROR", "text", "DEBUG")
    assert logging.getLogger("discord.gateway").isEnabledFor(logging.DEBUG)
    assert not logging.getLogger("bot.chat").isEnabledFor(logging.WARNING)
    set_up_logging("ERROR", "text")
    assert not logging.getLogger("discord.gateway").isEnabledFor(logging.WARNING)


async def test_the_sign_of_life_is_there_while_connected_and_fresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.monitoring.BEAT_SECONDS", 0)
    sign = tmp_path / "alive"
    connected, looked = [True], asyncio.Event()

    def is_connected() -> bool:
        looked.set()
        return connected[0]

    async def next_beat() -> None:
        for _ in range(2):
            looked.clear()
            await looked.wait()

    beating = asyncio.create_task(beat(is_connected, sign))
    await next_beat()
    now = sign.stat().st_mtime
    assert is_healthy(sign, now + FRESH_SECONDS - 1)
    assert not is_healthy(sign, now + FRESH_SECONDS + 1)
    connected[0] = False
    await next_beat()
    assert not is_healthy(sign, now)
    connected[0] = True
    await next_beat()
    beating.cancel()
    await asyncio.wait([beating])
    assert not sign.exists()
