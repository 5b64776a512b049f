"""What the tests of services share: a database of the test's own, and a clock that is moved."""

import shutil
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.knowledge.loader import read_directory
from bot.services.editing.editing_service import EditingService
from bot.services.editing.repository import KnowledgeRepository
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.store.database import Database, open_database
from bot.store.migrate import HEAD, run_migrations
from tests.conftest import NOW, SHIPPED


class HandClock:
    """A time that only the test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return (self.now - NOW).total_seconds()

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in them, made once."""
    file = tmp_path_factory.mktemp("store") / "empty.sqlite3"
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        run_migrations(connection, HEAD)
    engine.dispose()
    return file


@pytest.fixture
async def store(empty_database: Path, tmp_path: Path) -> AsyncIterator[Database]:
    file = tmp_path / "careers.sqlite3"
    shutil.copyfile(empty_database, file)
    async with open_database(file) as database:
        yield database


@pytest.fixture
def repository(
    snapshot: KnowledgeSnapshot, store: Database, clock: HandClock
) -> KnowledgeRepository:
    """The shipped knowledge, without files to follow."""
    return KnowledgeRepository(snapshot, store, clock)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A copy of the shipped files, to be changed."""
    copy = tmp_path / "knowledge"
    shutil.copytree(SHIPPED, copy, ignore=shutil.ignore_patterns("schema"))
    return copy


@pytest.fixture
async def files_repository(
    files: Path, store: Database, clock: HandClock, whole: KnowledgeSnapshot
) -> AsyncIterator[KnowledgeRepository]:
    """The repository on files of the test's own."""
    snapshot = KnowledgeSnapshot.of(read_directory(files), NOW, whole)
    found = KnowledgeRepository(snapshot, store, clock, files)
    await found.start()
    try:
        yield found
    finally:
        found.close()


@pytest.fixture
def editing(
    files_repository: KnowledgeRepository, store: Database, clock: HandClock
) -> EditingService:
    return EditingService(files_repository, store, clock)
