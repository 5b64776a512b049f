"""What is logged, and what never is."""

import logging
from collections.abc import Iterator

import pytest

from bot.monitoring import set_up_logging


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
