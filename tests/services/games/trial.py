"""Kill the real process in the middle of a game, and look whether anything was lost."""

import asyncio
import contextlib
import os
import random
import re
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.knowledge.loader import load
from bot.quiz.phases import Phase
from bot.quiz.rules import Mode
from bot.quiz.saved import SavedGame
from bot.quiz.scoring import Standing
from bot.services.games.display import GOES_ON
from bot.store import saved_games, scores
from bot.store.database import open_database
from tests.benchmarks.payloads import CHANNEL
from tests.benchmarks.standin import Channel, StandIn
from tests.conftest import ROOT, SHIPPED

HOST = 5000
MEMBERS = range(HOST, HOST + 8)
LATEST_KILL = 0.35


def _role_names() -> Mapping[str, str]:
    return load(SHIPPED).role_names


@dataclass
class Trial:
    """One channel, one database, and all that the bot acknowledged so far."""

    standin: StandIn
    file: Path
    seed: int
    mode: Mode = Mode.CLASSIC
    progress: dict[tuple[int, int], int] = field(default_factory=dict)
    """Which question of a lightning round each member is at, by the game and the member."""
    acknowledged: dict[tuple[int, int, int], str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None
    role_names: Mapping[str, str] = field(default_factory=_role_names)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    @property
    def channel(self) -> Channel:
        return self.standin.channels[CHANNEL]

    async def start(self) -> None:
        """Start the bot, and wait until it is connected."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            cwd=ROOT,
            env={
                **os.environ,
                **self.standin.environment,
                "DATABASE_FILE": str(self.file),
                "LOG_LEVEL": "ERROR",
            },
        )
        await asyncio.wait_for(self.standin.ready.wait(), 30)

    async def kill(self) -> None:
        """Kill the bot as a power switch would."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()
            self.process = None
        self.standin.hang_up()

    async def play_until_killed(self) -> None:
        """Let everybody answer and the host go on, until the process dies at a random instant."""
        playing = [asyncio.create_task(self._member(member)) for member in MEMBERS]
        playing.append(asyncio.create_task(self._host()))
        await asyncio.sleep(self.random.uniform(0, LATEST_KILL))
        await self.kill()
        for task in playing:
            task.cancel()
        await asyncio.gather(*playing, return_exceptions=True)

    async def open_game(self) -> None:
        """Open and begin a game, unless one is running."""
        if (await self.standin.quiz("scores", CHANNEL, HOST)).text.startswith("No quiz"):
            options = {"questions": 30, "seconds": 60, "mode": self.mode.value}
            await self.standin.quiz("start", CHANNEL, HOST, **options)
            await self._until(lambda: self.channel.custom_ids("qb:"))
            await self.standin.click(self.channel.custom_ids("qb:")[0], CHANNEL, HOST)
        await self._until(lambda: any(map(self.channel.custom_ids, ("qs:", "qn:", "qp:", "qo:"))))

    async def _until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                changed = self.channel.changed
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), 0.05)

    async def _member(self, member: int) -> None:
        """Answer whatever is open, at once or a moment later, again and again."""
        mine = random.Random(f"{self.seed} {member} {self.random.random()}")
        while True:
            await asyncio.sleep(mine.uniform(0, 0.08))
            if codes := self.channel.custom_ids("qp:"):
                await self._pick(int(codes[0].split(":")[1]), member, mine.choice("AB"))
                continue
            choices = self.channel.custom_ids("qc:")
            typed = self.channel.custom_ids("qt:")
            newest = max([*choices[:1], *typed[:1]], key=_number, default=None)
            if newest is None:
                continue
            if newest.startswith("qt:"):
                form = newest.replace("qt:", "qw:")
                reply = await self.standin.type(form, str(mine.randrange(100)), CHANNEL, member)
                code = newest
            else:
                code = mine.choice(choices)
                reply = await self.standin.click(code, CHANNEL, member)
            if reply.text.startswith("Locked in: "):
                _, game, number, *_ = code.split(":")
                given = reply.text.removeprefix("Locked in: ").split("\n")[0].strip("*")
                self.acknowledged[int(game), int(number), member] = given

    async def _pick(self, game: int, member: int, letter: str) -> None:
        """Answer the question of a lightning round that the member is at."""
        number = self.progress.get((game, member), 0)
        reply = await self.standin.click(f"qy:{game}:{number}:{letter}", CHANNEL, member)
        said = str(reply.body)
        if found := re.search(r"Locked in: (.*?) · ", said):
            self.acknowledged[game, number, member] = found.group(1)
        if found := re.search(r"Question (\d+)", said):
            self.progress[game, member] = int(found.group(1)) - 1

    async def _host(self) -> None:
        """Skip and go on now and then, so that kills hit every kind of move."""
        while True:
            await asyncio.sleep(self.random.uniform(0.02, 0.15))
            for prefix in ("qn:", "qs:"):
                codes = self.channel.custom_ids(prefix)
                if codes and self.random.random() < 0.5:
                    await self.standin.click(codes[0], CHANNEL, HOST)

    async def look(self) -> "Seen":
        """Read what is on disk, while no process has it open."""
        async with open_database(self.file) as database:
            stored = await database.read(saved_games.read_open)
            known = {key[0] for key in self.acknowledged}
            found: dict[tuple[int, int, int], str] = {}
            points: dict[int, tuple[Standing, ...]] = {}
            for number in known | {item.game.id for item in stored}:
                item = await database.read(partial(saved_games.read_game, number=number))
                points[number] = await database.read(partial(scores.standings, game=number))
                assert item is not None, f"game {number} is lost"
                assert item.game.standings() == points[number]
                for index, played in enumerate(item.game.rounds):
                    members = [answer.member for answer in played.answers]
                    assert len(members) == len(set(members)), "an answer counts twice"
                    asked = item.game.questions[index]
                    for answer in played.answers:
                        said = asked.words(answer.given, self.role_names)
                        found[number, index, answer.member] = said
        return Seen(
            [item for item in stored if item.game.phase is not Phase.FINISHED], found, points
        )

    async def check_after_restart(self, before: "Seen", said: int) -> None:
        """Check that the game goes on where it was, its buttons work, and all were told once."""
        if not before.open:
            return
        await self._until(lambda: self.channel.said[said:].count(GOES_ON))
        told = self.channel.said[said:].count(GOES_ON)
        assert told == 1, f"told {told} times"
        game = before.open[0].game
        if game.phase is Phase.OPEN and game.rules.mode is Mode.LIGHTNING:
            await self._until(lambda: self.channel.custom_ids(f"qp:{game.id}"))
            newcomer = 9000 + self.random.randrange(10**6)
            reply = await self.standin.click(f"qy:{game.id}:0:A", CHANNEL, newcomer)
            assert "Locked in" in str(reply.body), reply.body
        elif game.phase is Phase.OPEN and not game.all_answered:  # that closes at once
            await self._until(lambda: self.channel.custom_ids(f"qs:{game.id}:{game.number}"))
            newcomer = 9000 + self.random.randrange(10**6)
            codes = self.channel.custom_ids(f"qc:{game.id}:{game.number}")
            if codes:
                reply = await self.standin.click(codes[0], CHANNEL, newcomer)
            else:
                code = f"qw:{game.id}:{game.number}"
                reply = await self.standin.type(code, "50", CHANNEL, newcomer)
            taken = ("Locked in", "Nothing is locked in yet", "You have no lives left")
            assert any(words in reply.text for words in taken), reply.text
            assert game.due is None or game.due > datetime.now(UTC)


@dataclass(frozen=True)
class Seen:
    """What is on disk: open games, every answer, every score."""

    open: list[SavedGame]
    answers: dict[tuple[int, int, int], str]
    points: dict[int, tuple[Standing, ...]]


def _number(code: str) -> int:
    """Give the number of the question in a custom id."""
    return int(code.split(":")[2]) + 1000 * int(code.split(":")[1])


@asynccontextmanager
async def open_trial(file: Path, seed: int, mode: Mode = Mode.CLASSIC) -> AsyncIterator[Trial]:
    """Open a trial, and leave no process behind."""
    async with StandIn() as standin:
        trial = Trial(standin, file, seed, mode)
        try:
            yield trial
        finally:
            await trial.kill()


async def run_trials(file: Path, count: int, seed: int, mode: Mode = Mode.CLASSIC) -> int:
    """Kill the bot so many times in one long game after another; give the answers checked."""
    async with open_trial(file, seed, mode) as trial:
        await trial.start()
        for _ in range(count):
            await trial.open_game()
            await trial.play_until_killed()
            before = await trial.look()
            lost = {
                key: given
                for key, given in trial.acknowledged.items()
                if before.answers.get(key) != given
            }
            assert not lost, f"acknowledged but lost or changed: {lost}"
            said = len(trial.channel.said)
            await trial.start()
            await trial.check_after_restart(before, said)
        return len(trial.acknowledged)
