"""CPU of commands, autocomplete and a click against a bare discord.py handler, in one run.

    python -m tests.benchmarks.replies

Both bots run as processes of their own and are driven over loopback sockets in turns, so that
whatever else the machine does falls on both. CPU is user plus system time of the bot's process.
Also measured: seconds from process start to ready, and the memory resident after the run.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot.chat.page_ids import Open, page_id
from bot.lookups.queries import RoleQuery
from tests.benchmarks.payloads import CHANNEL, USER
from tests.benchmarks.standin import StandIn

ROOT = Path(__file__).parents[2]
WARM_UP, ROUNDS, BATCH = 60, 12, 200
PICTURES_DRAWN = 4.0
"""Seconds after which the first pictures are there; a picture is drawn once, not measured here."""
AUTOCOMPLETE = 4
CASES = {
    "/role": ("role", {"title": "sr ml eng"}, 2),
    "/compare": ("compare", {"first": "RE", "second": "reserch scientist"}, 2),
    "autocomplete": ("role", {"title": "research en"}, AUTOCOMPLETE),
}
CLICK = "a click"
CLICKED = page_id(Open, RoleQuery("research-engineer")) or ""
OURS, BARE = ("bot", "run"), ("tests.benchmarks.bare_bot",)


@dataclass(slots=True)
class Subject:
    """One bot under measurement."""

    standin: StandIn
    process: psutil.Process
    ready_after: float

    def cpu(self) -> float:
        """Give the CPU seconds used so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


@asynccontextmanager
async def running(module: tuple[str, ...]) -> AsyncIterator[Subject]:
    """Start a bot against a stand-in of its own; stop it at the end."""
    async with StandIn() as standin:
        folder = tempfile.TemporaryDirectory()
        environment = {
            **os.environ,
            **standin.environment,
            "LOG_LEVEL": "WARNING",
            "DATABASE_FILE": f"{folder.name}/careers.sqlite3",
        }
        started = time.perf_counter()
        child = subprocess.Popen(  # noqa: ASYNC220 - it only starts
            [sys.executable, "-m", *module], cwd=ROOT, env=environment
        )
        try:
            await asyncio.wait_for(standin.ready.wait(), 30)
            ready_after = time.perf_counter() - started
            await asyncio.sleep(0.5)
            yield Subject(standin, psutil.Process(child.pid), ready_after)
        finally:
            child.terminate()
            await asyncio.to_thread(child.wait, 15)
            folder.cleanup()


async def ask(standin: StandIn, case: str) -> float:
    """Send one interaction; return seconds to the reply."""
    if case == CLICK:
        return (await standin.click(CLICKED, CHANNEL, USER)).seconds
    name, options, kind = CASES[case]
    return await standin.command(name, options, kind)


async def batch(subject: Subject, case: str, count: int) -> tuple[float, float]:
    """Send interactions one after the other; return CPU ms each and median ms to the reply."""
    before = subject.cpu()
    delays = [await ask(subject.standin, case) for _ in range(count)]
    return (subject.cpu() - before) * 1000 / count, statistics.median(delays) * 1000


async def main() -> None:
    """Measure and print a table."""
    async with running(OURS) as ours, running(BARE) as bare:
        for subject in (ours, bare):
            for case in (*CASES, CLICK):
                await batch(subject, case, 1)
            await asyncio.sleep(PICTURES_DRAWN)
            for case in (*CASES, CLICK):
                await batch(subject, case, WARM_UP)
        for case in (*CASES, CLICK):
            figures: dict[str, list[float]] = {"ours": [], "bare": [], "delay": []}
            for _ in range(ROUNDS):
                cpu, delay = await batch(ours, case, BATCH)
                figures["ours"].append(cpu)
                figures["delay"].append(delay)
                figures["bare"].append((await batch(bare, case, BATCH))[0])
            # The system counts CPU by 10 ms, which the mean of all rounds evens out.
            mine, theirs = statistics.fmean(figures["ours"]), statistics.fmean(figures["bare"])
            sys.stdout.write(
                f"{case:14} {mine:6.2f} ms CPU, bare {theirs:6.2f} ms, ratio {mine / theirs:4.2f}, "
                f"reply after {statistics.median(figures['delay']):5.2f} ms\n"
            )
        for label, subject in (("ours", ours), ("bare", bare)):
            memory = subject.process.memory_info().rss / 1e6
            sys.stdout.write(f"{label}: ready after {subject.ready_after:.2f} s, {memory:.0f} MB\n")


if __name__ == "__main__":
    asyncio.run(main())
