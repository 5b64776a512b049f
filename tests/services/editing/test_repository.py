"""The repository on a real directory: live reloads, the history, changes that a crash broke off."""

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from sqlalchemy.exc import NoResultFound

from bot.knowledge.base import Knowledge
from bot.knowledge.history import Origin, OriginKind
from bot.knowledge.loader import read_directory, version_of
from bot.quiz.pool import Pool
from bot.services.editing.changes import GoneError, LoadFailure, RefusedError, UnchangedError
from bot.services.editing.directory import UNFINISHED, write_whole
from bot.services.editing.repository import (
    DirectoryFollower,
    KnowledgeRepository,
    follow_directory,
)
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.scheduler import Scheduler
from bot.services.sending import PassingSendError
from bot.store import proposals, revisions
from bot.store.database import Database
from bot.store.revisions import digest_of
from tests.conftest import NOW

HIGH, MORE = b"      high: 1470000\n", b"      high: 1500000\n"
ME = Origin(OriginKind.UPLOAD, 7, "for the test")


@asynccontextmanager
async def opened(
    files: Path, store: Database, before: KnowledgeSnapshot | None = None
) -> AsyncIterator[KnowledgeRepository]:
    snapshot = KnowledgeSnapshot.of(read_directory(files), NOW, before)
    repository = KnowledgeRepository(snapshot, store, lambda: NOW, files)
    await repository.start()
    try:
        yield repository
    finally:
        repository.close()


@dataclass
class Watched:
    """A repository whose directory is watched, and what operators were told."""

    repository: KnowledgeRepository
    told: list[LoadFailure | None] = field(default_factory=list)

    async def tell(self, failure: LoadFailure | None) -> None:
        self.told.append(failure)

    async def live(self, version: str, seconds: float = 10) -> float:
        """Wait until a version is live; give how long that took."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with asyncio.timeout(seconds):
            while self.repository.snapshot.version != version:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.01)
        return loop.time() - began

    async def until_told(self, count: int) -> None:
        async with asyncio.timeout(15):
            while len(self.told) < count:  # noqa: ASYNC110 - real files, real time
                await asyncio.sleep(0.02)


@pytest.fixture
async def watched(files: Path, store: Database, whole: KnowledgeSnapshot) -> AsyncIterator[Watched]:
    async with opened(files, store, whole) as repository:
        found = Watched(repository)
        async with follow_directory(files, repository, Scheduler(), found.tell):
            await asyncio.sleep(0.3)  # the watcher's thread begins to watch
            yield found


def version_with(files: Path, **changes: bytes) -> str:
    raw = dict(read_directory(files))
    raw.update({name.replace("__", "/") + ".yaml": body for name, body in changes.items()})
    return version_of(raw)


async def test_a_save_is_live_within_two_seconds(watched: Watched, files: Path) -> None:
    body = (files / "pay.yaml").read_bytes().replace(HIGH, MORE)
    wanted = version_with(files, pay=body)
    (files / "pay.yaml").write_bytes(body)
    assert await watched.live(wanted) < 2
    assert watched.told == []


async def test_a_save_that_does_not_load_changes_nothing_and_is_told_once(
    watched: Watched, files: Path
) -> None:
    good = (files / "pay.yaml").read_bytes()
    before = watched.repository.snapshot
    for number in range(3):
        (files / "pay.yaml").write_bytes(good.replace(HIGH, b"      high: lots\n"))
        (files / "notes.tmp").write_text(str(number))
    await watched.until_told(1)
    await asyncio.sleep(1.5)
    assert watched.repository.snapshot is before
    assert len(watched.told) == 1
    failure = watched.told[0]
    assert failure is not None
    assert [it.wrong for it in failure.problems] == ["high: lots is no whole number"]
    (files / "pay.yaml").write_bytes(good)
    await watched.until_told(2)
    assert watched.told[1] is None
    assert watched.repository.snapshot is before


async def test_twenty_saves_in_a_second_end_in_the_last(watched: Watched, files: Path) -> None:
    good = (files / "pay.yaml").read_bytes()
    seen: set[str] = set()
    allowed = {watched.repository.snapshot.version}
    for number in range(20):
        amount = 1_480_000 + number
        body = good.replace(HIGH, b"      high: %d\n" % amount)
        if number % 3 == 2:
            body = body[: len(body) // 2] + b"\n  - {"  # a save that stopped halfway
        else:
            allowed.add(version_with(files, pay=body))
        (files / "pay.yaml").write_bytes(body)
        seen.add(watched.repository.snapshot.version)
        await asyncio.sleep(0.05)
    wanted = version_with(files)
    await watched.live(wanted)
    seen.add(watched.repository.snapshot.version)
    assert seen <= allowed
    await asyncio.sleep(1.5)
    assert watched.told == []


async def test_a_file_that_is_written_slowly_is_never_half_live(
    watched: Watched, files: Path
) -> None:
    before = watched.repository.snapshot.version
    body = (files / "titles" / "aliases.yaml").read_bytes()
    body += b"  - roles: [ai-engineer]\n    titles: [Wizard]\n"
    cut = body.rindex(b"  - roles: [ai-engineer]\n    titles: [Forward")
    with (files / "titles" / "aliases.yaml").open("wb") as stream:
        for part in (body[:cut], body[cut : cut + 60], body[cut + 60 :]):
            stream.write(part)
            stream.flush()
            await asyncio.sleep(0.08)
            assert watched.repository.snapshot.version == before
    await watched.live(version_with(files))


async def test_a_directory_swapped_for_another_is_followed(
    watched: Watched, files: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(files, other)
    body = (other / "pay.yaml").read_bytes().replace(HIGH, MORE)
    (other / "pay.yaml").write_bytes(body)
    wanted = KnowledgeSnapshot.of(read_directory(other), NOW).version
    files.rename(tmp_path / "old")
    other.rename(files)
    await watched.live(wanted)
    again = body.replace(MORE, b"      high: 1490000\n")
    wanted = version_with(files, pay=again)
    (files / "pay.yaml").write_bytes(again)
    await watched.live(wanted)
    assert watched.told == []


async def test_a_directory_that_went_is_told_and_its_return_is_live(
    watched: Watched, files: Path, tmp_path: Path
) -> None:
    files.rename(tmp_path / "away")
    await watched.until_told(1)
    assert watched.told[0] is not None
    assert "no such directory" in watched.told[0].problems[0].wrong
    assert str(tmp_path) not in str(watched.told[0].problems[0])
    body = (tmp_path / "away" / "pay.yaml").read_bytes().replace(HIGH, MORE)
    (tmp_path / "away" / "pay.yaml").write_bytes(body)
    wanted = KnowledgeSnapshot.of(read_directory(tmp_path / "away"), NOW).version
    (tmp_path / "away").rename(files)
    await watched.live(wanted)
    await watched.until_told(2)
    assert watched.told[1] is None


async def test_editors_temporary_files_are_nothing(watched: Watched, files: Path) -> None:
    before = watched.repository.snapshot
    for name in (".pay.yaml.swp", "pay.yaml~", "#pay.yaml#", ".#pay.yaml", "roles/.x.yaml"):
        (files / name).write_bytes(b"claims: [broken")
    await asyncio.sleep(1.5)
    assert watched.repository.snapshot is before
    assert watched.told == []
    assert watched.repository.failure is None


async def test_what_was_saved_on_disk_is_in_the_history(
    watched: Watched, files: Path, store: Database
) -> None:
    body = (files / "pay.yaml").read_bytes().replace(HIGH, MORE)
    (files / "pay.yaml").write_bytes(body)
    await watched.live(version_with(files))
    latest, first = await store.read(revisions.history)
    assert (latest.origin.kind, first.origin.kind) == (OriginKind.FILE, OriginKind.START)
    assert [it.name for it in latest.files] == ["pay.yaml"]
    assert latest.files[0].after == digest_of(body)
    assert await watched.repository.history.before(latest) == {
        "pay.yaml": body.replace(MORE, HIGH),
    }


async def test_a_change_while_the_bot_was_away_is_found_at_the_start(
    files: Path, store: Database
) -> None:
    async with opened(files, store):
        pass
    body = (files / "pay.yaml").read_bytes().replace(HIGH, MORE)
    (files / "pay.yaml").write_bytes(body)
    async with opened(files, store):
        latest, _ = await store.read(revisions.history)
    assert latest.origin == Origin(OriginKind.START)
    assert [it.name for it in latest.files] == ["pay.yaml"]
    async with opened(files, store):
        assert len(await store.read(revisions.history)) == 2


@pytest.mark.parametrize("written", ["nothing", "first", "both"])
async def test_a_change_that_a_crash_broke_off_is_carried_to_its_end(
    files: Path, store: Database, written: str
) -> None:
    pay = (files / "pay.yaml").read_bytes().replace(HIGH, MORE)
    tiers = (files / "tiers.yaml").read_bytes() + b"# looked at\n"
    async with opened(files, store) as repository:
        waiting = await repository.propose(ME, {"pay.yaml": pay, "tiers.yaml": tiers})
        await store.write(lambda connection: proposals.begin(connection, waiting.number, NOW))
    if written != "nothing":
        write_whole(files / "pay.yaml", pay)
    if written == "both":
        write_whole(files / "tiers.yaml", tiers)
    (files / f"{UNFINISHED}abc").write_bytes(b"claims: [")
    async with opened(files, store) as repository:
        assert repository.snapshot.version == waiting.after.version
        latest = (await store.read(revisions.history))[0]
        assert latest.origin == ME
        assert [it.name for it in latest.files] == ["pay.yaml", "tiers.yaml"]
        with pytest.raises(GoneError):
            await repository.apply(waiting.number)
    assert (files / "pay.yaml").read_bytes() == pay
    assert (files / "tiers.yaml").read_bytes() == tiers
    assert not list(files.glob(f"{UNFINISHED}*"))


async def test_a_broken_off_change_that_no_longer_fits_is_dropped(
    files: Path, store: Database
) -> None:
    pay = (files / "pay.yaml").read_bytes().replace(HIGH, MORE)
    async with opened(files, store) as repository:
        waiting = await repository.propose(ME, {"pay.yaml": pay})
        await store.write(lambda connection: proposals.begin(connection, waiting.number, NOW))
    mine = pay.replace(MORE, b"      high: 1490000\n")
    (files / "pay.yaml").write_bytes(mine)
    async with opened(files, store):
        assert (files / "pay.yaml").read_bytes() == mine
        assert await store.read(proposals.begun) == ()


async def test_what_is_wrong_elsewhere_is_not_blamed_on_the_change(
    files: Path, store: Database
) -> None:
    async with opened(files, store) as repository:
        good = (files / "tiers.yaml").read_bytes()
        (files / "tiers.yaml").write_bytes(b"tiers: [")
        with pytest.raises(RefusedError) as refused:
            await repository.propose(ME, {"pay.yaml": b"claims: []\n"})
        assert refused.value.elsewhere
        (files / "tiers.yaml").write_bytes(good)
        with pytest.raises(RefusedError) as refused:
            await repository.propose(ME, {"pay.yaml": b"claims: []\n"})
        assert not refused.value.elsewhere
        with pytest.raises(UnchangedError):
            await repository.propose(ME, {"tiers.yaml": good})


async def test_contents_of_changes_that_nobody_applied_are_forgotten(
    files: Path, store: Database
) -> None:
    body = (files / "pay.yaml").read_bytes().replace(HIGH, MORE)
    async with opened(files, store) as repository:
        waiting = await repository.propose(ME, {"pay.yaml": body})
        assert await repository.drop(waiting.number)
        assert not await repository.drop(waiting.number)
        other = body.replace(MORE, b"      high: 1490000\n")
        await repository.propose(ME, {"pay.yaml": other})
        with pytest.raises(NoResultFound):
            await store.read(lambda it: revisions.content(it, digest_of(body)))


def test_a_file_is_whole_for_whoever_reads_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    bodies = [bytes([letter]) * 300_000 for letter in b"abc"]
    write_whole(path, bodies[0])
    stop = threading.Event()
    wrong: list[int] = []

    def look() -> None:
        while not stop.is_set():
            body = path.read_bytes()
            if body not in bodies:
                wrong.append(len(body))

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(60):
        write_whole(path, bodies[number % 3])
    stop.set()
    reader.join()
    assert wrong == []
    assert list(tmp_path.iterdir()) == [path]


async def test_files_that_pass_the_checks_and_cannot_be_used_are_refused(
    files: Path, store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(knowledge: Knowledge) -> Pool:
        raise RuntimeError(knowledge.version)

    async with opened(files, store) as repository:
        before = repository.snapshot
        body = (files / "pay.yaml").read_bytes().replace(HIGH, MORE)
        monkeypatch.setattr(Pool, "of", stumble)
        with pytest.raises(RefusedError) as refused:
            await repository.propose(ME, {"pay.yaml": body})
        (problem,) = refused.value.problems
        assert problem.file == "pay.yaml"
        assert "still I cannot use it (RuntimeError)" in problem.wrong
        (files / "pay.yaml").write_bytes(body)
        assert not await repository.reload()
        assert repository.failure is not None
        assert repository.snapshot is before


async def test_files_that_cannot_be_read_are_named(
    files: Path, store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_bytes = Path.read_bytes

    def forbidden(path: Path) -> bytes:
        if path.name == "pay.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    async with opened(files, store) as repository:
        monkeypatch.setattr(Path, "read_bytes", forbidden)
        assert not await repository.reload()
        assert repository.failure is not None
        (problem,) = repository.failure.problems
        assert (problem.file, problem.wrong) == (
            "pay.yaml",
            "this cannot be read: Permission denied",
        )
        with pytest.raises(RefusedError) as refused:
            await repository.propose(ME, {"tiers.yaml": b"tiers: []"})
        assert refused.value.elsewhere


async def test_files_that_come_and_go_while_they_are_read_do_no_harm(
    watched: Watched, files: Path
) -> None:
    good = (files / "pay.yaml").read_bytes()
    for _ in range(30):
        (files / "pay.yaml").rename(files / "pay.old")
        (files / "pay.yaml").write_bytes(good)
        (files / "pay.old").unlink()
        await asyncio.sleep(0.01)
    body = good.replace(HIGH, MORE)
    (files / "pay.yaml").write_bytes(body)
    await watched.live(version_with(files))
    assert watched.told == []


async def test_operators_whom_discord_could_not_reach_are_told_at_the_next_rest(
    files: Path, store: Database, whole: KnowledgeSnapshot
) -> None:
    told: list[LoadFailure | None] = []
    lost = ["the first one"]

    async def tell(failure: LoadFailure | None) -> None:
        if lost:
            raise PassingSendError(lost.pop())
        told.append(failure)

    async with opened(files, store, whole) as repository:
        (files / "pay.yaml").write_bytes(b"- nonsense")
        await repository.reload()
        scheduler = Scheduler()
        follower = DirectoryFollower(repository, scheduler, tell)
        for _ in range(3):
            follower.rested()
            await scheduler.quiet(5)
        assert len(told) == 1
        assert told[0] is not None


def test_a_file_is_closed_before_it_is_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows moves no file that is open."""
    held: list[str] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        held.extend(it.path for it in psutil.Process().open_files() if it.path == str(self))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    write_whole(tmp_path / "a.yaml", b"a: 1")
    assert held == []
    assert (tmp_path / "a.yaml").read_bytes() == b"a: 1"
