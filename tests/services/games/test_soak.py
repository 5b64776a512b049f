"""A fault every few seconds: no game hangs, nothing is lost, no task dies, memory stays flat."""

from pathlib import Path

import pytest

from bot.services.editing.snapshot import KnowledgeSnapshot
from tests.loopback import run_moved
from tests.services.games.soak import Soak

MORE_BLOCKS = 0.02
"""The share by which Python's blocks of memory may be more after the last quarter than after the
second: which games are open just then makes about half of that."""
MORE_BYTES = 8_000_000
"""How much more the process may hold, since what is freed is not given back whole."""


def check(soak: Soak) -> None:
    told = "\n".join(soak.problems[:50])
    assert not soak.problems, f"{len(soak.problems)} problems, {soak.figures}:\n{told}"


def test_minutes_of_games_with_a_fault_every_few_seconds(
    snapshot: KnowledgeSnapshot, tmp_path: Path
) -> None:
    soak = Soak(tmp_path / "careers.sqlite3", snapshot, seed=1, channels=4, seconds=40)
    run_moved(soak.run())
    check(soak)


@pytest.mark.soak
def test_two_hours_of_games_with_a_fault_every_few_seconds(
    snapshot: KnowledgeSnapshot, tmp_path: Path
) -> None:
    soak = Soak(tmp_path / "careers.sqlite3", snapshot, seed=2, channels=10, seconds=7200)
    run_moved(soak.run())
    (tmp_path / "figures").write_text(soak.figures)
    check(soak)
    _, second, _, last = soak.held
    assert last.blocks <= second.blocks * (1 + MORE_BLOCKS), soak.figures
    assert last.resident <= second.resident + MORE_BYTES, soak.figures
