"""200 quizzes at once with 25 people each, beside a bare handler that writes one row and replies.

    python -m tests.benchmarks.quizzes [games]

The bots run as processes of their own, over loopback sockets. Measured: the time from a click to
its acknowledgement at rising rates, the highest rate at which 95 of 100 come within 100 ms, the
memory of a running game, and the time until all games go on after a kill.
"""

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from bot.services.games.display import GOES_ON
from tests.benchmarks.payloads import CHANNEL
from tests.benchmarks.standin import StandIn

ROOT = Path(__file__).parents[2]
GAMES, PEOPLE = 200, 25
RATES = (300, 350, 400, 450, 500, 600)
BARE_RATES = (*RATES, 800, 1000, 1500)
TARGET = 0.1
BARE_CLICKS = 2000
HOST = 10_000_000
OURS, BARE = ("bot", "run"), ("tests.benchmarks.bare_writer",)


@dataclass(frozen=True, slots=True)
class Measured:
    """One rate: what was asked for, what was reached, and the delays in milliseconds."""

    asked: int
    reached: float
    median: float
    p95: float
    worst: float

    @property
    def good(self) -> bool:
        """Tell whether the rate was kept up, and 95 of 100 clicks were acknowledged in time."""
        return self.p95 <= TARGET * 1000 and self.reached >= 0.95 * self.asked

    def __str__(self) -> str:
        """Write a line of the table."""
        return (
            f"{self.asked:5d}/s asked, {self.reached:6.0f}/s reached; ms: "
            f"median {self.median:5.1f}, 95 % {self.p95:6.1f}, worst {self.worst:6.1f}"
        )


@asynccontextmanager
async def running(
    standin: StandIn, module: tuple[str, ...], database: Path
) -> AsyncIterator[psutil.Process]:
    """Run a bot against a stand-in; kill it at the end, as a power switch would."""
    environment = {
        **os.environ,
        **standin.environment,
        "LOG_LEVEL": "ERROR",
        "DATABASE_FILE": str(database),
    }
    child = subprocess.Popen(  # noqa: ASYNC220 - it only starts
        [sys.executable, "-m", *module], cwd=ROOT, env=environment
    )
    try:
        await asyncio.wait_for(standin.ready.wait(), 30)
        yield psutil.Process(child.pid)
    finally:
        child.kill()
        await asyncio.to_thread(child.wait, 15)
        standin.hang_up()


async def at_rate(standin: StandIn, rate: int, clicks: Iterable[tuple[str, int, int]]) -> Measured:
    """Send clicks at a steady rate; each is a custom id, a channel and a member."""
    began = time.perf_counter()
    waiting = []
    for number, (code, channel, member) in enumerate(clicks):
        pause = began + number / rate - time.perf_counter()
        if pause > 0:
            await asyncio.sleep(pause)
        waiting.append(asyncio.create_task(standin.click(code, channel, member)))
    replies = await asyncio.gather(*waiting)
    took = time.perf_counter() - began
    refused = [reply.text for reply in replies if not reply.text.startswith("Locked in")]
    if refused:
        raise RuntimeError(f"{len(refused)} answers were refused: {refused[0]}")
    delays = sorted(reply.seconds * 1000 for reply in replies)
    return Measured(
        rate,
        len(delays) / took,
        delays[len(delays) // 2],
        delays[int(0.95 * len(delays))],
        delays[-1],
    )


def host_of(channel: int) -> int:
    """Give each game a host of its own; a member may have only so many open."""
    return HOST + channel


async def open_games(standin: StandIn, channels: list[int]) -> None:
    """Open and begin a game in every channel."""
    for channel in channels:
        await standin.quiz("start", channel, host_of(channel), questions=7, seconds=0, topic="labs")
    await until(lambda: all(standin.channels[it].custom_ids("qb:") for it in channels))
    for channel in channels:
        await standin.click(
            standin.channels[channel].custom_ids("qb:")[0], channel, host_of(channel)
        )


async def until(condition: Callable[[], bool], seconds: float = 90) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - it looks at what two hundred channels show
            await asyncio.sleep(0.02)


def answers(standin: StandIn, channels: list[int], question: int) -> list[tuple[str, int, int]]:
    """Let everybody answer a question, the host last, spread over all games."""
    return [
        (
            standin.channels[channel].custom_ids("qc:")[0],
            channel,
            host_of(channel) if person == PEOPLE - 1 else 20_000_000 + 1000 * channel + person,
        )
        for person in range(PEOPLE)
        for channel in channels
        if f":{question}:" in standin.channels[channel].custom_ids("qc:")[0]
    ]


async def measure_ours(folder: Path, count: int) -> None:
    """Play in all channels at rising rates; kill; take all games up again."""
    async with StandIn(channels=count) as standin:
        channels = [CHANNEL + number for number in range(count)]
        database = folder / "ours.sqlite3"
        acknowledged = 0
        async with running(standin, OURS, database) as process:
            await asyncio.sleep(1)
            before = process.memory_info().rss
            await open_games(standin, channels)
            await until(lambda: _all_show(standin, channels, 0))
            grown = (process.memory_info().rss - before) / count / 1024
            print(f"memory of a running game: {grown:.0f} kB ({count} games)")  # noqa: T201
            best = 0
            for question, rate in enumerate(RATES):
                clicks = answers(standin, channels, question)
                measured = await at_rate(standin, rate, clicks)
                acknowledged += len(clicks)
                print(f"ours: {measured}")  # noqa: T201
                if not measured.good:
                    break
                best = rate
                following = question + 1
                await until(lambda: _all_show(standin, channels, following))  # noqa: B023
            print(f"highest rate kept up by ours: {best}/s")  # noqa: T201
            await asyncio.sleep(12)
        _check(database, acknowledged)
        began = time.perf_counter()
        async with running(standin, OURS, database):
            await until(lambda: all(GOES_ON in standin.channels[it].said for it in channels))
            took = time.perf_counter() - began
        print(f"{count} games go on after a kill: {took:.2f} s from the start of the process")  # noqa: T201


def _all_show(standin: StandIn, channels: list[int], question: int) -> bool:
    return all(
        any(f":{question}:" in code for code in standin.channels[it].custom_ids("qc:"))
        for it in channels
    )


def _check(database: Path, acknowledged: int) -> None:
    """Compare what was acknowledged with what is on disk after the kill."""
    with closing(sqlite3.connect(database)) as connection:
        stored = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
    print(f"acknowledged {acknowledged}, on disk after the kill {stored}")  # noqa: T201
    if stored != acknowledged:
        raise RuntimeError("answers were lost")


async def measure_bare(folder: Path) -> None:
    """Measure the baseline at the same rates."""
    async with StandIn() as standin, running(standin, BARE, folder / "bare.sqlite3"):
        await asyncio.sleep(1)
        best = 0
        for rate in BARE_RATES:
            clicks = islice(cycle([("qc:1:0:A", CHANNEL, HOST)]), BARE_CLICKS)
            measured = await at_rate(standin, rate, clicks)
            print(f"bare: {measured}")  # noqa: T201
            if not measured.good:
                break
            best = rate
        print(f"highest rate kept up by the bare handler: {best}/s")  # noqa: T201


async def main() -> None:
    """Measure both, and print what was found."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else GAMES
    with TemporaryDirectory() as name:
        await measure_bare(Path(name))
        await measure_ours(Path(name), count)


if __name__ == "__main__":
    asyncio.run(main())
