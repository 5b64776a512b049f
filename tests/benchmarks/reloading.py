"""What a reload costs: its own time, the time from save to live, and the pauses of replies.

    python -m tests.benchmarks.reloading

The time of a reload is measured for the shipped knowledge, ten and a hundred times as much: all of
it anew, with one pay figure changed, and with one alias changed. Pauses are those of a bot as a
process of its own that answers a steady load over loopback sockets, once with and once without a
hundred saves meanwhile.
"""

import asyncio
import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.knowledge.history import Origin, OriginKind
from bot.knowledge.loader import read_directory, version_of
from bot.services.editing.changes import LoadFailure, RefusedError
from bot.services.editing.repository import KnowledgeRepository, follow_directory
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.scheduler import Scheduler, utc_now
from bot.serving import TURN_SECONDS
from bot.store import revisions
from bot.store.database import NoDatabase, open_database
from tests.benchmarks.loading import times_as_much
from tests.benchmarks.standin import StandIn
from tests.conftest import ROOT, SHIPPED

SAVES, BETWEEN = 100, 0.7
RATE = 50
"""Replies asked for in a second."""
FIGURE, ALIAS = ("pay.yaml", b"high: 1470000"), ("titles/aliases.yaml", b"titles: [RE, ")


def changed(raw: Mapping[str, bytes], number: int, what: tuple[str, bytes]) -> tuple[str, bytes]:
    """Change one figure or alias; give the file and its content."""
    name, old = what
    new = b"high: %d" % (1_480_000 + number)
    if what is ALIAS:
        new = b"titles: [Prompt Wizard %d, RE, " % number
    return name, raw[name].replace(old, new, 1)


def reload_times() -> None:
    """Print how long it takes to build a version, at three sizes."""
    shipped = read_directory(SHIPPED)
    for factor in (1, 10, 100):
        raw = times_as_much(shipped, factor)
        started = time.perf_counter()
        whole = KnowledgeSnapshot.of(raw, datetime.now(UTC)).complete()
        cold = time.perf_counter() - started
        parts = [f"all anew {cold:6.2f} s"]
        for label, what in (("a figure", FIGURE), ("an alias", ALIAS)):
            name, body = _in(raw, what)
            assert body != raw[name]
            times = []
            for _ in range(3):
                started = time.perf_counter()
                KnowledgeSnapshot.of({**raw, name: body}, datetime.now(UTC), whole).complete()
                times.append(time.perf_counter() - started)
            parts.append(f"{label} {statistics.median(times):6.2f} s")
        sys.stdout.write(f"reload, {factor:3} times the knowledge: {', '.join(parts)}\n")


def _in(raw: Mapping[str, bytes], what: tuple[str, bytes]) -> tuple[str, bytes]:
    """Change a grown file, which is written in plain layout."""
    name = what[0]
    old, new = (b"1470000", b"1480000") if what is FIGURE else (b"- RE\n", b"- RE\n  - Wizard\n")
    return name, raw[name].replace(old, new, 1)


@asynccontextmanager
async def copied() -> AsyncIterator[Path]:
    """Give a copy of the shipped files."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "knowledge"
        shutil.copytree(SHIPPED, directory, ignore=shutil.ignore_patterns("schema"))
        yield directory


async def save_to_live() -> None:
    """Print how long it takes from a save until it is live."""

    async def tell(trouble: LoadFailure | None) -> None:
        del trouble

    async with copied() as directory:
        raw = read_directory(directory)
        store = NoDatabase("not needed", "nothing")
        repository = KnowledgeRepository(
            KnowledgeSnapshot.of(raw, utc_now()), store, utc_now, directory
        )
        async with follow_directory(directory, repository, Scheduler(), tell):
            await asyncio.sleep(0.5)
            times = []
            for number in range(20):
                name, body = changed(raw, number, FIGURE if number % 2 else ALIAS)
                wanted = version_of({**read_directory(directory), name: body})
                started = time.perf_counter()
                (directory / name).write_bytes(body)
                while repository.snapshot.version != wanted:  # noqa: ASYNC110 - it is measured
                    await asyncio.sleep(0.005)
                times.append(time.perf_counter() - started)
        repository.close()
    sys.stdout.write(
        f"from save to live: median {statistics.median(times):.2f} s, worst {max(times):.2f} s\n"
    )


@asynccontextmanager
async def serving(directory: Path, database: Path) -> AsyncIterator[StandIn]:
    """Serve a stand-in from a directory, and stop at the end."""
    async with StandIn() as standin:
        environment = {
            **os.environ,
            **standin.environment,
            "LOG_LEVEL": "ERROR",
            "KNOWLEDGE_DIR": str(directory),
            "DATABASE_FILE": str(database),
        }
        child = subprocess.Popen(  # noqa: ASYNC220 - it only starts
            [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=environment
        )
        try:
            await asyncio.wait_for(standin.ready.wait(), 30)
            yield standin
        finally:
            child.terminate()
            await asyncio.to_thread(child.wait, 15)


async def load(standin: StandIn, seconds: float) -> list[float]:
    """Ask at a steady rate, and give the seconds to each reply."""
    asking: list[asyncio.Task[float]] = []
    end = time.perf_counter() + seconds
    number = 0
    while time.perf_counter() < end:
        options = {"role": "research-scientist"} if number % 2 else {"title": "sr ml eng"}
        name = "salary" if number % 2 else "role"
        asking.append(asyncio.create_task(standin.command(name, options)))
        number += 1
        await asyncio.sleep(1 / RATE)
    return list(await asyncio.gather(*asking))


async def save(directory: Path) -> None:
    """Save again and again: figures, and every fourth time an alias."""
    raw = read_directory(directory)
    for number in range(SAVES):
        name, body = changed(raw, number, ALIAS if number % 4 == 0 else FIGURE)
        (directory / name).write_bytes(body)
        await asyncio.sleep(BETWEEN)


def _said(label: str, delays: list[float]) -> str:
    ordered = sorted(delays)
    median, worst = statistics.median(ordered), ordered[-1]
    high = ordered[int(0.99 * len(ordered))]
    return (
        f"{label}: {len(ordered)} replies, median {median * 1000:.1f} ms, "
        f"99 % within {high * 1000:.0f} ms, worst {worst * 1000:.0f} ms\n"
    )


async def pauses() -> None:
    """Print the times to a reply, without and with saves meanwhile."""
    async with copied() as directory:
        database = directory.parent / "careers.sqlite3"
        async with serving(directory, database) as standin:
            await load(standin, 8)  # the first pictures are drawn
            quiet = await load(standin, SAVES * BETWEEN)
            saving = asyncio.create_task(save(directory))
            busy = await load(standin, SAVES * BETWEEN)
            await saving
            await asyncio.sleep(2)
        async with open_database(database) as opened:
            found = await opened.read(lambda it: revisions.history(it, limit=1000))
        reloads = sum(it.origin.kind is OriginKind.FILE for it in found)
    sys.stdout.write(_said("no reloads", quiet))
    sys.stdout.write(_said(f"{reloads} reloads", busy))


def hostile() -> dict[str, bytes]:
    """Give uploads of up to a megabyte, the size that is taken, each bad in its own way."""
    claim = b"  - {id: a, roles: [x], basis: total, words: x, source: none, date: 2026}\n"
    return {
        "thousands of claims with mistakes": b"claims:\n" + claim * 13_000,
        "sixty thousand values": b"claims: [" + b"1, " * 59_000 + b"1]\n",
        "a list in a list in a list": b"claims: " + b"[" * 500_000,
        "one long text": b"claims: " + b"x" * 1_000_000,
        "anchors": b"a: &a [x]\n" + b"b: [*a, *a]\n" * 40_000,
        "keys that stand twice": b"claims: []\n" * 90_000,
    }


async def uploads() -> None:
    """Print for how long large uploads block the event loop while they are checked."""
    async with copied() as directory:
        database = directory.parent / "careers.sqlite3"
        async with open_database(database) as store:
            snapshot = KnowledgeSnapshot.of(read_directory(directory), utc_now())
            repository = KnowledgeRepository(snapshot, store, utc_now, directory)
            gc.collect()
            gc.freeze()  # as the bot does once it serves
            sys.setswitchinterval(TURN_SECONDS)
            for label, body in hostile().items():
                lags, took = await _lags_while(repository, body)
                sys.stdout.write(
                    f"upload of {len(body) // 1000:4} kB, {label}: refused after {took:.2f} s, "
                    f"the loop blocked for {max(lags) * 1000:.0f} ms at the most\n"
                )
            repository.close()


async def _lags_while(repository: KnowledgeRepository, body: bytes) -> tuple[list[float], float]:
    lags: list[float] = []

    async def sample() -> None:
        while True:
            started = time.perf_counter()
            await asyncio.sleep(0.001)
            lags.append(time.perf_counter() - started - 0.001)

    sampling = asyncio.create_task(sample())
    started = time.perf_counter()
    try:
        await repository.propose(Origin(OriginKind.UPLOAD), {"pay.yaml": body})
    except RefusedError:
        took = time.perf_counter() - started
    else:
        raise AssertionError("a hostile upload was taken")
    sampling.cancel()
    return lags, took


async def main() -> None:
    """Measure all of it."""
    await uploads()
    reload_times()
    await save_to_live()
    await pauses()


if __name__ == "__main__":
    asyncio.run(main())
