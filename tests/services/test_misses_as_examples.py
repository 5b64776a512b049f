"""What was asked in vain becomes an example, and operators see what flips by it."""

from pathlib import Path

import pytest

from bot.knowledge.asking import Intent
from bot.knowledge.history import OriginKind
from bot.language.reading import Missed
from bot.services.editing.changes import EditError
from bot.services.editing.editing_service import (
    AppliedChange,
    EditingService,
    ProposedChange,
    RefusedChange,
)
from bot.services.editing.edits import EXAMPLES_BY_HAND
from bot.services.misses import MissService, MissSettledError, OpenMiss, StoredMisses
from bot.services.scheduler import Scheduler
from bot.store.database import Database
from tests.conftest import leave_few_voices
from tests.services.conftest import HandClock

ME = 7
ASKED = "how do … and … become a …"
HARD = "what is the damage for a wrangler"


@pytest.fixture
def files(files: Path) -> Path:
    leave_few_voices(files)
    return files


@pytest.fixture
def pending(store: Database, clock: HandClock) -> StoredMisses:
    return StoredMisses(store, Scheduler(clock))


@pytest.fixture
def service(
    editing: EditingService, store: Database, clock: HandClock, pending: StoredMisses
) -> MissService:
    return MissService(editing, store, clock, pending)


async def missed(service: MissService, pending: StoredMisses, question: str) -> OpenMiss:
    pending.record(question, Missed.QUESTION)
    (miss,) = await service.open(25)
    return miss


async def test_a_miss_becomes_an_example_once_that_is_applied(
    service: MissService, pending: StoredMisses, editing: EditingService, files: Path
) -> None:
    miss = await missed(service, pending, ASKED)
    before = (files / EXAMPLES_BY_HAND).read_text(encoding="utf-8")
    change = await service.propose_example(ME, miss.id, Intent.PATH)
    assert isinstance(change, ProposedChange)
    assert (files / EXAMPLES_BY_HAND).read_text(encoding="utf-8") == before
    assert await service.open(25) == (miss,)
    questions = change.effects.questions
    assert questions is not None
    assert questions.judged == len(editing.snapshot.knowledge.asking.examples) + 1
    (own,) = [it for it in questions.flips if it.example.ask == ASKED]
    assert (own.before, own.after) == (Intent.OUT_OF_SCOPE, Intent.PATH)
    assert (own.was_right, own.is_right, questions.unlearned) == (False, True, ())
    assert isinstance(await service.apply_example(miss.id, change.number), AppliedChange)
    assert await service.open(25) == ()
    after = (files / EXAMPLES_BY_HAND).read_text(encoding="utf-8")
    assert [it for it in after.splitlines() if it not in before.splitlines()] == [
        f'    - "{ASKED}"'
    ]
    assert editing.snapshot.asker.ask(ASKED).reading.intent is Intent.PATH
    assert (await editing.history())[0].origin.kind is OriginKind.MISS
    with pytest.raises(MissSettledError):
        await service.propose_example(ME, miss.id, Intent.PATH)


async def test_an_example_that_is_not_enough_is_told_and_can_be_left(
    service: MissService, pending: StoredMisses, editing: EditingService
) -> None:
    miss = await missed(service, pending, HARD)
    change = await service.propose_example(ME, miss.id, Intent.SALARY)
    assert isinstance(change, ProposedChange)
    assert change.effects.questions is not None
    (unlearned,) = change.effects.questions.unlearned
    assert (unlearned.example.ask, unlearned.after) == (HARD, Intent.OUT_OF_SCOPE)
    await editing.cancel(change.number)
    assert await service.open(25) == (miss,)


async def test_what_is_an_example_already_is_refused(
    service: MissService, pending: StoredMisses
) -> None:
    miss = await missed(service, pending, "MLOps salary")
    with pytest.raises(EditError, match="already"):
        await service.propose_example(ME, miss.id, Intent.SALARY)
    refused = await service.propose_example(ME, miss.id, Intent.MARKET)
    assert isinstance(refused, RefusedChange)
    assert await service.open(25) == (miss,)


async def test_an_intent_without_examples_gets_its_first(
    service: MissService, pending: StoredMisses, editing: EditingService
) -> None:
    miss = await missed(service, pending, "lol ok")
    change = await service.propose_example(ME, miss.id, Intent.NONE)
    assert isinstance(change, ProposedChange)
    await service.apply_example(miss.id, change.number)
    asked = [it for it in editing.snapshot.knowledge.asking.examples if it.voice == "moderators"]
    assert [it.ask for it in asked if it.intent is Intent.NONE] == ["lol ok"]
