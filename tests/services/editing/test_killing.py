"""Kill the process while it applies changes: always the old version or the new, never neither."""

import asyncio
import random
import shutil
import sys
from pathlib import Path

import pytest

from bot.knowledge.history import OriginKind
from bot.knowledge.loader import read_directory
from bot.services.editing.repository import KnowledgeRepository
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.store import proposals, revisions
from bot.store.database import open_database
from bot.store.revisions import digest_of
from tests.conftest import NOW, ROOT, SHIPPED
from tests.services.editing.applying import mark_of

NAMES = ("pay.yaml", "tiers.yaml")


async def kill_once(directory: Path, database: Path, chance: random.Random) -> None:
    """Let a process apply changes, and kill it at a random instant about a write."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.services.editing.applying",
        str(directory),
        str(database),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            for _ in range(chance.randint(1, 3)):
                assert await process.stdout.readline() == b"writing\n"
        await asyncio.sleep(chance.choice((0.0, chance.uniform(0, 0.02), chance.uniform(0, 0.3))))
    finally:
        process.kill()
        await process.wait()


async def check(directory: Path, database_file: Path, whole: KnowledgeSnapshot) -> int:
    """Start anew, as a bot would, and check files and history; give the change that is live."""
    for name in NAMES:
        assert mark_of((directory / name).read_bytes()) >= 0, "each file is whole"
    live = KnowledgeSnapshot.of(read_directory(directory), NOW, whole)
    async with open_database(database_file) as database:
        repository = KnowledgeRepository(live, database, lambda: NOW, directory)
        await repository.start()
        try:
            raw = repository.snapshot.raw
            marks = {mark_of(raw[name]) for name in NAMES}
            assert len(marks) == 1, f"two files of two versions: {marks}"
            assert dict(raw) == dict(read_directory(directory))
            assert await database.read(proposals.begun) == ()
            known = await database.read(revisions.last_known)
            assert known == {name: digest_of(body) for name, body in raw.items()}
            latest = (await database.read(revisions.history))[0]
            number = marks.pop()
            if number:
                assert latest.origin.kind is OriginKind.UPLOAD
                assert latest.origin.why == f"change {number}", "who and why are not lost"
            return number
        finally:
            repository.close()


async def run(tmp_path: Path, count: int, seed: int, whole: KnowledgeSnapshot) -> None:
    directory, database = tmp_path / "knowledge", tmp_path / "careers.sqlite3"
    shutil.copytree(SHIPPED, directory, ignore=shutil.ignore_patterns("schema"))
    chance = random.Random(seed)
    last = 0
    for _ in range(count):
        await kill_once(directory, database, chance)
        now = await check(directory, database, whole)
        assert now >= last, "what was applied stays applied"
        last = now


async def test_a_kill_leaves_the_old_version_or_the_new(
    tmp_path: Path, whole: KnowledgeSnapshot
) -> None:
    await run(tmp_path, 2, 5, whole)


@pytest.mark.soak
async def test_a_hundred_kills_leave_the_old_version_or_the_new(
    tmp_path: Path, whole: KnowledgeSnapshot
) -> None:
    await run(tmp_path, 100, 100, whole)
