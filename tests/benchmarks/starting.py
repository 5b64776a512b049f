"""Seconds and CPU from the start of the process to ready, and to the first reply.

    python -m tests.benchmarks.starting

Both bots start as processes of their own against a stand-in over loopback sockets, in turns: ours
with a new database and nothing kept, ours again over what that left, and a bare discord.py
handler. The first command is sent as soon as the bot has identified itself.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.benchmarks.replies import BARE, CASES, OURS, ROOT
from tests.benchmarks.standin import StandIn

ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Start:
    """How long one start took, in seconds; and the CPU of the process up to the first reply."""

    ready: float
    replied: float
    cpu: float


async def start(module: tuple[str, ...], folder: Path, compiled: Path) -> Start:
    """Start a bot, ask it one thing as soon as it is there, and stop it."""
    async with StandIn() as standin:
        environment = {
            **os.environ,
            **standin.environment,
            "LOG_LEVEL": "WARNING",
            "DATABASE_FILE": str(folder / "careers.sqlite3"),
            # Modules are compiled once, in the round that is not counted, as where one installs.
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(compiled),
        }
        started = time.perf_counter()
        child = subprocess.Popen(  # noqa: ASYNC220 - it only starts
            [sys.executable, "-m", *module], cwd=ROOT, env=environment
        )
        try:
            await asyncio.wait_for(standin.ready.wait(), 60)
            ready = time.perf_counter() - started
            await standin.command(*CASES["/role"])
            replied = time.perf_counter() - started
            times = psutil.Process(child.pid).cpu_times()
        finally:
            child.terminate()
            await asyncio.to_thread(child.wait, 15)
        return Start(ready, replied, float(times.user + times.system))


async def main() -> None:
    """Measure in turns and print the medians."""
    found: dict[str, list[Start]] = {"new": [], "again": [], "bare": []}
    with tempfile.TemporaryDirectory() as compiled:
        for _ in range(ROUNDS + 1):
            with tempfile.TemporaryDirectory() as folder:
                for label, module in (("new", OURS), ("again", OURS), ("bare", BARE)):
                    found[label].append(await start(module, Path(folder), Path(compiled)))
    for label, (_, *starts) in found.items():
        ready, replied, cpu = (
            statistics.median(values)
            for values in zip(*((it.ready, it.replied, it.cpu) for it in starts), strict=True)
        )
        best = min(it.replied for it in starts)
        sys.stdout.write(
            f"{label:6} ready after {ready:.2f} s, first reply after {replied:.2f} s "
            f"(at best {best:.2f} s), CPU {cpu:.2f} s\n"
        )


if __name__ == "__main__":
    asyncio.run(main())
