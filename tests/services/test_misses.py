"""What was asked in vain, settled by operators."""

import pytest

from bot.language.reading import Missed
from bot.services.asking.conversations import StoredMisses
from bot.services.editing.editing_service import EditingService, RefusedChange
from bot.services.misses import MissService, MissSettledError, OpenMiss, SettledAsAlias
from bot.store.database import Database
from tests.services.conftest import HandClock

ME = 7


@pytest.fixture
def service(editing: EditingService, store: Database, clock: HandClock) -> MissService:
    return MissService(editing, store, clock)


async def missed(
    service: MissService, store: Database, clock: HandClock, question: str
) -> OpenMiss:
    await StoredMisses(store, clock).record(question, Missed.TITLE)
    return (await service.open(25))[-1]


async def test_a_miss_becomes_an_alias_and_leaves_the_list(
    service: MissService, store: Database, clock: HandClock, editing: EditingService
) -> None:
    miss = await missed(service, store, clock, "Vibe Alchemist")
    done = await service.settle_as_alias(ME, miss.id, "prompt-engineer")
    assert done == SettledAsAlias("Vibe Alchemist", "Prompt Engineer", 2)
    assert editing.snapshot.knowledge.titles.resolve("vibe alchemist").roles == ("prompt-engineer",)
    assert await service.open(25) == ()
    with pytest.raises(MissSettledError):
        await service.settle_as_alias(ME, miss.id, "prompt-engineer")


async def test_a_part_of_a_question_becomes_an_alias(
    service: MissService, store: Database, clock: HandClock
) -> None:
    miss = await missed(service, store, clock, "how do I become a flim flammer?")
    done = await service.settle_as_alias(ME, miss.id, "ai-engineer", "Flim  Flammer ")
    assert isinstance(done, SettledAsAlias)
    assert done.title == "Flim Flammer"


async def test_an_alias_that_would_break_something_keeps_the_miss(
    service: MissService, store: Database, clock: HandClock
) -> None:
    miss = await missed(service, store, clock, "data scientist?")
    refused = await service.settle_as_alias(ME, miss.id, "ai-engineer", "Data Scientist")
    assert isinstance(refused, RefusedChange)
    assert isinstance(await service.settle_as_alias(ME, miss.id, "no-role"), RefusedChange)
    assert await service.open(25) == (miss,)


async def test_what_is_none_of_our_roles_stays_settled(
    service: MissService, store: Database, clock: HandClock
) -> None:
    miss = await missed(service, store, clock, "Zoo Keeper")
    assert await service.settle_as_no_role(miss.id) == miss
    await StoredMisses(store, clock).record("Zoo Keeper", Missed.TITLE)
    assert await service.open(25) == ()
    with pytest.raises(MissSettledError):
        await service.settle_as_no_role(miss.id)
