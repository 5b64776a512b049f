"""SIGKILL at random and at chosen instants: no acknowledged answer is lost, nothing comes twice."""

import sys
from pathlib import Path

import pytest

from bot.quiz.rules import Mode
from tests.services.games.instants import WHOLE, Instant, run_instant
from tests.services.games.trial import run_trials

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to send")
LEAST = {Mode.SURVIVAL: 20}
"""Answers that so many kills have to be about; in survival most members are out soon."""


async def test_nothing_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    assert await run_trials(tmp_path / "careers.sqlite3", 4, seed=20261121) > 4


@pytest.mark.parametrize("mode", [Mode.SURVIVAL, Mode.TEAMS, Mode.LIGHTNING])
async def test_nothing_is_lost_in_any_mode(tmp_path: Path, mode: Mode) -> None:
    assert await run_trials(tmp_path / "careers.sqlite3", 1, seed=2, mode=mode) > 1


@pytest.mark.soak
@pytest.mark.parametrize("mode", Mode)
async def test_nothing_is_lost_in_two_hundred_kills(tmp_path: Path, mode: Mode) -> None:
    answers = await run_trials(tmp_path / "careers.sqlite3", 200, seed=7, mode=mode)
    assert answers > LEAST.get(mode, 200)


@pytest.mark.parametrize("instant", [Instant.LAST_ANSWER, Instant.RESULT])
async def test_a_kill_at_an_instant_shows_nothing_twice_and_leaves_nothing_waiting(
    tmp_path: Path, instant: Instant
) -> None:
    assert await run_instant(tmp_path / "careers.sqlite3", instant) == WHOLE


@pytest.mark.soak
@pytest.mark.parametrize("instant", Instant)
async def test_ten_kills_at_each_instant(tmp_path: Path, instant: Instant) -> None:
    for number in range(10):
        assert await run_instant(tmp_path / f"{number}.sqlite3", instant) == WHOLE
