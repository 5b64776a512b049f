"""Faces for a podium, over real sockets in moved time."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.chat.quiz.portraits import PATIENCE, Portrait, portraits
from bot.services.editing.snapshot import KnowledgeSnapshot
from tests.benchmarks import payloads
from tests.benchmarks.payloads import GUILD
from tests.benchmarks.standin import Fault, StandIn
from tests.loopback import connected, run_moved
from tests.services.games.rest_faults import page, say_nothing

FAULTS: Mapping[str, Fault] = {
    "silence": Fault(say_nothing),
    "a page": page(502, "Bad Gateway"),
    "no member": page(200, "{}", "application/json"),
}


async def _find(
    snapshot: KnowledgeSnapshot, file: Path, fault: Fault
) -> tuple[float, Mapping[int, Portrait]]:
    """Ask for two members of whom the second meets a fault; give the seconds that took."""

    def meets(method: str, path: str, body: object) -> Fault | None:
        del method, body
        return fault if path.endswith("members/8") else None

    async with (
        StandIn(fault=meets) as standin,
        connected(standin, snapshot, file) as client,
    ):
        standin.members[7] = payloads.member(7)
        began = asyncio.get_running_loop().time()
        found = await portraits(client, GUILD, [7, 8])
        return asyncio.get_running_loop().time() - began, found


@pytest.mark.parametrize("fault", FAULTS)
def test_who_cannot_be_had_is_missing_and_nobody_waits_longer(
    snapshot: KnowledgeSnapshot, tmp_path: Path, fault: str
) -> None:
    took, found = run_moved(_find(snapshot, tmp_path / "careers.sqlite3", FAULTS[fault]))
    assert found == {7: Portrait("ann")}
    assert took < PATIENCE + 1
