"""Kill the real process at one instant of a game, and play on: nothing twice, nothing waits."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.benchmarks.payloads import CHANNEL
from tests.benchmarks.standin import Fault
from tests.services.games.rest_faults import Stage, hang_up, stage_of, stages_of
from tests.services.games.trial import HOST, Trial, open_trial

OTHER = HOST + 1
WHOLE = [Stage.LOBBY, Stage.QUESTION, Stage.RESULT, Stage.PODIUM]
PATIENCE = 25
"""Seconds in which a game is over after a restart; its question alone would take 120."""


class Instant(StrEnum):
    """When the process dies: its message stands, or its answer is on disk, and it knows neither."""

    LOBBY = "lobby"
    QUESTION = "question"
    LAST_ANSWER = "last answer"
    RESULT = "result"
    PODIUM = "podium"


@dataclass
class Killer:
    """Kills the process of a trial once, at one instant."""

    trial: Trial
    instant: Instant
    killed: asyncio.Event
    locked: int = 0

    def fault(self, method: str, path: str, body: Mapping[str, Any]) -> Fault | None:
        if self.killed.is_set() or not self._is_now(method, path, body):
            return None
        self.killed.set()
        if self.trial.process is not None:
            self.trial.process.kill()
        return Fault(self._die, takes_effect=True)

    def _is_now(self, method: str, path: str, body: Mapping[str, Any]) -> bool:
        if self.instant is not Instant.LAST_ANSWER:
            stage = stage_of(method, body) if path.startswith("channels/") else None
            return stage is not None and stage.value == self.instant.value
        self.locked += path.startswith("interactions/") and "Locked in" in str(body)
        return self.locked == 2

    async def _die(self, request: web.Request) -> web.StreamResponse:
        return await hang_up(request)


async def play(trial: Trial) -> None:
    """Do what is to be done next in the channel, until the process dies or the game is over."""
    place, standin = trial.channel, trial.standin
    if not place.shown:
        await standin.quiz("start", CHANNEL, HOST, questions=1, seconds=120, topic="labs")
    while not place.custom_ids("qm:"):
        for prefix, members in (("qj:", [OTHER]), ("qb:", [HOST]), ("qc:", [HOST, OTHER])):
            for member in members:
                if codes := place.custom_ids(prefix):
                    await standin.click(codes[0], CHANNEL, member)
        if (codes := place.custom_ids("qn:")) and stage_of("POST", place.shown[-1][1]) is not None:
            await standin.click(codes[0], CHANNEL, HOST)
        await asyncio.sleep(0.05)


async def run_instant(file: Path, instant: Instant) -> list[Stage]:
    """Kill the process at an instant, start it again and play on; give all that was shown."""
    async with open_trial(file, seed=1) as trial:
        killer = Killer(trial, instant, asyncio.Event())
        trial.standin.fault = killer.fault
        await trial.start()
        playing = asyncio.create_task(play(trial))
        await asyncio.wait_for(killer.killed.wait(), 20)
        playing.cancel()
        await asyncio.wait([playing])
        await trial.kill()
        await trial.start()
        async with asyncio.timeout(PATIENCE):
            await play(trial)
        return stages_of(trial.channel)
