"""SIGKILL at random instants: no acknowledged answer is lost, none counts twice."""

import sys
from pathlib import Path

import pytest

from tests.services.games.trial import run_trials

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to send")


async def test_nothing_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    assert await run_trials(tmp_path / "careers.sqlite3", 10, seed=20261121) > 10


@pytest.mark.soak
async def test_nothing_is_lost_in_two_hundred_kills(tmp_path: Path) -> None:
    assert await run_trials(tmp_path / "careers.sqlite3", 200, seed=7) > 200
