"""SIGTERM: running games are told, everything is stored, the process ends in time."""

import asyncio
import signal
import sys
import time
from pathlib import Path

import pytest

from bot.services.games.display import GOES_ON, RESTARTING
from tests.benchmarks.payloads import CHANNEL
from tests.services.games.trial import HOST, open_trial

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")


async def test_a_stop_tells_running_games_and_ends_within_five_seconds(tmp_path: Path) -> None:
    async with open_trial(tmp_path / "careers.sqlite3", seed=1) as trial:
        await trial.start()
        await trial.open_game()
        assert trial.process is not None
        began = time.monotonic()
        trial.process.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(trial.process.wait(), 5)
        assert code == 0
        assert time.monotonic() - began < 5
        assert trial.channel.said.count(RESTARTING) == 1
        before = await trial.look()
        assert len(before.open) == 1
        await trial.kill()
        await trial.start()
        await trial.check_after_restart(before, 0)
        assert trial.channel.said.count(GOES_ON) == 1
        assert (await trial.standin.quiz("stop", CHANNEL, HOST)).body["type"] == 5
