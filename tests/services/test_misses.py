"""What was asked in vain, settled by operators."""

import pytest

from bot.language.reading import Missed
from bot.services.asking.asker import Asker
from bot.services.editing.editing_service import EditingService, RefusedChange
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.misses import (
    MOST_WAITING,
    MissService,
    MissSettledError,
    OpenMiss,
    RequestNoted,
    RequestRefused,
    SettledAsAlias,
    StoredMisses,
)
from bot.services.privacy import PrivacyService
from bot.services.scheduler import Scheduler
from bot.store.connection import Work
from bot.store.database import Database, NoDatabase
from tests.services.conftest import HandClock

ME = 7


@pytest.fixture
def pending(store: Database, clock: HandClock) -> StoredMisses:
    return StoredMisses(store, Scheduler(clock))


@pytest.fixture
def service(
    editing: EditingService, store: Database, clock: HandClock, pending: StoredMisses
) -> MissService:
    return MissService(editing, store, clock, pending)


@pytest.fixture
def asker(snapshot: KnowledgeSnapshot) -> Asker:
    return snapshot.asker


async def missed(service: MissService, pending: StoredMisses, question: str) -> OpenMiss:
    pending.record(question, Missed.TITLE)
    return (await service.open(25))[-1]


async def test_a_miss_becomes_an_alias_and_leaves_the_list(
    service: MissService, pending: StoredMisses, editing: EditingService
) -> None:
    miss = await missed(service, pending, "Vibe Alchemist")
    done = await service.settle_as_alias(ME, miss.id, "prompt-engineer")
    assert done == SettledAsAlias("Vibe Alchemist", "Prompt Engineer", 2)
    assert editing.snapshot.knowledge.titles.resolve("vibe alchemist").roles == ("prompt-engineer",)
    assert await service.open(25) == ()
    with pytest.raises(MissSettledError):
        await service.settle_as_alias(ME, miss.id, "prompt-engineer")


async def test_misses_are_written_together_and_none_waits_for_the_database(
    service: MissService, store: Database, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = 0
    write = store.write

    async def counted(work: Work[object]) -> object:
        nonlocal writes
        writes += 1
        return await write(work)

    monkeypatch.setattr(store, "write", counted)
    pending = StoredMisses(store, Scheduler(clock))
    for number in range(2 * MOST_WAITING):
        pending.record(f"Wizard {number}", Missed.TITLE)
        pending.record("Zoo Keeper", Missed.TITLE)
    assert writes == 0
    await pending.flush()
    await pending.flush()
    assert writes == 1
    [first, *others] = await service.open(2 * MOST_WAITING)
    assert (first.question, first.asked) == ("Zoo Keeper", 2 * MOST_WAITING)
    assert len(others) == MOST_WAITING - 1


async def test_a_database_out_of_order_loses_misses_and_nothing_else(clock: HandClock) -> None:
    pending = StoredMisses(NoDatabase("the disk is full", "free some space"), Scheduler(clock))
    pending.record("Zoo Keeper", Missed.TITLE)
    await pending.flush()


async def test_a_part_of_a_question_becomes_an_alias(
    service: MissService, pending: StoredMisses
) -> None:
    miss = await missed(service, pending, "how do I become a flim flammer?")
    done = await service.settle_as_alias(ME, miss.id, "ai-engineer", "Flim  Flammer ")
    assert isinstance(done, SettledAsAlias)
    assert done.title == "Flim Flammer"


async def test_an_alias_that_would_break_something_keeps_the_miss(
    service: MissService, pending: StoredMisses
) -> None:
    miss = await missed(service, pending, "data scientist?")
    refused = await service.settle_as_alias(ME, miss.id, "ai-engineer", "Data Scientist")
    assert isinstance(refused, RefusedChange)
    assert isinstance(await service.settle_as_alias(ME, miss.id, "no-role"), RefusedChange)
    assert await service.open(25) == (miss,)


async def test_what_is_none_of_our_roles_stays_settled(
    service: MissService, pending: StoredMisses
) -> None:
    miss = await missed(service, pending, "Zoo Keeper")
    assert await service.settle_as_no_role(miss.id) == miss
    pending.record("Zoo Keeper", Missed.TITLE)
    assert await service.open(25) == ()
    with pytest.raises(MissSettledError):
        await service.settle_as_no_role(miss.id)


async def test_a_request_counts_once_a_member(service: MissService, asker: Asker) -> None:
    async def want(member: int, text: str) -> object:
        return await service.want(asker, member, text, Missed.TITLE)

    assert await want(ME, "Vibe Alchemist") == RequestNoted(1, is_new=True)
    assert await want(ME, "Vibe Alchemist") == RequestNoted(1, is_new=False)
    assert await want(8, "Vibe Alchemist at Acme") == RequestNoted(2, is_new=True)
    assert await want(8, "@bob 12345") is RequestRefused.NOTHING_KEPT
    (miss,) = [it for it in await service.open(25) if it.wanted]
    assert (miss.question, miss.wanted) == ("Vibe Alchemist", 2)


async def test_what_most_want_comes_first(
    service: MissService, pending: StoredMisses, asker: Asker
) -> None:
    for _ in range(5):
        await missed(service, pending, "Zoo Keeper")
    await service.want(asker, ME, "Germany", Missed.PLACE)
    assert [it.question for it in await service.open(25)] == ["Germany", "Zoo Keeper"]


async def test_what_is_settled_is_wanted_in_vain(
    service: MissService, pending: StoredMisses, asker: Asker
) -> None:
    miss = await missed(service, pending, "Zoo Keeper")
    await service.settle_as_no_role(miss.id)
    wanted = await service.want(asker, ME, "Zoo Keeper", Missed.TITLE)
    assert wanted is RequestRefused.SETTLED
    assert await service.open(25) == ()


async def test_who_is_forgotten_wants_nothing_any_more(
    service: MissService, store: Database, asker: Asker
) -> None:
    await service.want(asker, ME, "Germany", Missed.PLACE)
    await service.want(asker, 8, "Germany", Missed.PLACE)
    await PrivacyService(store, ()).delete(ME)
    (miss,) = await service.open(25)
    assert miss.wanted == 1
