"""Fourteen faults of Discord's REST at five stages of a game: none hangs, nothing stands twice."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.quiz.phases import Outcome
from bot.quiz.rules import Mode
from bot.quiz.saved import SavedGame
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.store import saved_games
from bot.store.connection import Connection
from bot.store.database import Store
from bot.store.tables.quizzes import GAMES
from tests.benchmarks.standin import Reply, StandIn
from tests.conftest import store_of
from tests.loopback import connected, run_moved
from tests.services.games.rest_faults import (
    TROUBLES,
    FaultPlan,
    Stage,
    TroubledChannel,
    stages_of,
)

QUESTIONS = 2
OTHER_MODES = [it for it in Mode if it is not Mode.CLASSIC]
WHOLE_GAME = [Stage.LOBBY, *[Stage.QUESTION, Stage.RESULT] * QUESTIONS, Stage.PODIUM]
WHOLE_ROUND = [Stage.LOBBY, Stage.QUESTION, Stage.PODIUM]
"""What is shown of a lightning round."""
LONGEST = 1200
"""Seconds of moved time after which a game that is not over counts as hanging."""


@dataclass
class Player:
    """Two members who play in one channel: one at once, the other a little later."""

    standin: StandIn
    channel: int
    mode: Mode
    started: Reply | None = None

    @property
    def host(self) -> int:
        return 10 * self.channel

    async def play(self) -> None:
        options = {"questions": QUESTIONS, "seconds": 10, "topic": "labs", "mode": self.mode.value}
        self.started = await self.standin.quiz("start", self.channel, self.host, **options)
        place, answered = self.standin.channels[self.channel], set[str]()
        while True:
            await asyncio.sleep(1)
            if (lobby := place.custom_ids("qj:")) and lobby[0] not in answered:
                answered.add(lobby[0])
                await self.standin.click(lobby[0], self.channel, self.host + 1)
            codes = place.custom_ids("qc:")
            question = codes[0].rpartition(":")[0] if codes else ""
            if codes and question not in answered:
                answered.add(question)
                for member in (self.host, self.host + 1):
                    await self.standin.click(codes[0], self.channel, member)
                    await asyncio.sleep(4)
            if (codes := place.custom_ids("qp:")) and codes[0] not in answered:
                answered.add(codes[0])
                for member in (self.host, self.host + 1):
                    pick = codes[0].replace("qp:", "qy:") + ":0:A"
                    await self.standin.click(pick, self.channel, member)
                    await asyncio.sleep(4)

    @property
    def told_at_start(self) -> str:
        assert self.started is not None
        return self.started.text + self.standin.said_later(self.started)

    @property
    def told_directly(self) -> list[str]:
        direct = self.standin.direct.get(self.host)
        return [] if direct is None else direct.said

    @property
    def shown(self) -> list[Stage]:
        return stages_of(self.standin.channels[self.channel])


async def _play_all(
    snapshot: KnowledgeSnapshot, file: Path, mode: Mode, troubles: Iterable[str]
) -> list[str]:
    """Play a game for each trouble and stage; list what went wrong beyond the faults."""
    is_lightning = mode is Mode.LIGHTNING
    stages = [it for it in Stage if it is not Stage.RESULT or not is_lightning]
    plan = FaultPlan.of(troubles, stages)
    async with (
        StandIn(channels=len(plan.channels), fault=plan) as standin,
        connected(standin, snapshot, file) as client,
    ):
        players = [Player(standin, channel, mode) for channel in plan.channels]
        playing = [asyncio.create_task(player.play()) for player in players]
        await asyncio.sleep(60)
        store, waited = store_of(client), 0
        while waited < LONGEST and await _open_games(store):
            await asyncio.sleep(10)
            waited += 10
        for task in playing:
            assert not task.done(), task
            task.cancel()
        found = {it.place.channel: it for it in await store.read(_all_games)}
        return [
            f"{plan.channels[it.channel]}: {problem}"
            for it in players
            for problem in _problems(it, plan.channels[it.channel], found[it.channel])
        ]


async def _open_games(store: Store) -> bool:
    """Tell whether a game is open that is not paused, or an end is still to be shown."""
    return any(not it.game.paused for it in await store.read(saved_games.read_open))


async def _all_games(connection: Connection) -> list[SavedGame]:
    numbers = (await connection.execute(select(GAMES.c.id))).scalars()
    found = [await saved_games.read_game(connection, number) for number in numbers]
    return [it for it in found if it is not None]


def _problems(player: Player, met: TroubledChannel, saved: SavedGame) -> Iterator[str]:
    game = saved.game
    if not met.met:
        yield "the trouble was not met"
    if TROUBLES[met.trouble].passes:
        if game.outcome is not Outcome.PLAYED or not saved.end_shown:
            yield f"it hangs: {game.phase}, paused: {game.paused}, end shown: {saved.end_shown}"
        if player.shown != (WHOLE_ROUND if player.mode is Mode.LIGHTNING else WHOLE_GAME):
            yield f"it was shown as {player.shown}"
        if not player.told_at_start.startswith(("The quiz is open", "Discord does not take")):
            yield f"the host was told {player.told_at_start!r}"
        return
    if game.outcome is None and not game.paused:
        yield f"it hangs: {game.phase}"
    if met.stage is Stage.LOBBY:
        if "I may not write in this channel" not in player.told_at_start:
            yield f"the host was told {player.told_at_start!r}"
    elif len(player.told_directly) != 1:
        yield f"the host was told {player.told_directly}"


def test_no_fault_of_rest_hangs_a_game(snapshot: KnowledgeSnapshot, tmp_path: Path) -> None:
    _try(snapshot, tmp_path, Mode.CLASSIC, TROUBLES)


@pytest.mark.parametrize("mode", OTHER_MODES)
def test_no_fault_of_rest_hangs_another_mode(
    snapshot: KnowledgeSnapshot, tmp_path: Path, mode: Mode
) -> None:
    _try(snapshot, tmp_path, mode, ("dropped late", "forbidden"))


@pytest.mark.soak
@pytest.mark.parametrize("mode", OTHER_MODES)
def test_no_fault_of_rest_hangs_any_mode(
    snapshot: KnowledgeSnapshot, tmp_path: Path, mode: Mode
) -> None:
    _try(snapshot, tmp_path, mode, TROUBLES)


def _try(snapshot: KnowledgeSnapshot, folder: Path, mode: Mode, troubles: Iterable[str]) -> None:
    problems = run_moved(_play_all(snapshot, folder / "careers.sqlite3", mode, troubles))
    assert not problems, f"{len(problems)} problems:\n" + "\n".join(problems)
