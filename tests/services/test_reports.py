"""Reported quiz questions, and what operators make of them."""

from functools import partial

import pytest

from bot.knowledge.base import Knowledge
from bot.knowledge.decks import ChoiceItem
from bot.quiz.phases import Ending
from bot.quiz.rules import Scoring
from bot.services.editing.editing_service import AppliedChange, EditingService, ProposedChange
from bot.services.reports import ItemWording, ReportService, ReportSettledError, item_code
from bot.services.servers.server_decks import PREFIX
from bot.store import reports
from bot.store.database import Database
from tests.conftest import NOW
from tests.services.conftest import HandClock
from tests.store.test_scores import play

ME = 7


@pytest.fixture
def service(editing: EditingService, store: Database, clock: HandClock) -> ReportService:
    return ReportService(editing, store, clock)


async def report(store: Database, item: str, count: int = 1) -> str:
    for member in range(count):
        await store.write(partial(reports.report, item=item, guild=1, member=900 + member, now=NOW))
    return item_code(item)


def written(editing: EditingService) -> ChoiceItem:
    return next(
        it
        for deck in editing.snapshot.knowledge.decks.values()
        for it in deck.items
        if isinstance(it, ChoiceItem)
    )


def generated(editing: EditingService) -> str:
    own = {it.id for deck in editing.snapshot.knowledge.decks.values() for it in deck.items}
    return next(it for it in editing.snapshot.pool.items if it not in own)


async def test_reported_items_are_listed_with_what_they_ask(
    service: ReportService, editing: EditingService, store: Database
) -> None:
    item = written(editing)
    await report(store, item.id, 3)
    await report(store, "lost-item")
    await report(store, f"{PREFIX}5+deck+item")
    first, second = (await service.listed()).reported
    assert (first.id, first.question, first.servers) == (item.id, item.question, 1)
    assert first.file is not None
    assert (second.question, second.servers, second.item) == ("lost-item", 0, None)
    assert second.file is None
    record = await service.record(first)
    assert record.right_answer == item.right
    assert record.figures.answered == 0
    assert (await service.record(second)).right_answer is None


async def test_a_kept_item_is_settled(
    service: ReportService, editing: EditingService, store: Database
) -> None:
    code = await report(store, written(editing).id, 3)
    await service.keep(ME, await service.one(code))
    assert (await service.listed()).reported == ()
    with pytest.raises(ReportSettledError):
        await service.one(code)


async def test_a_written_item_gets_other_words(
    service: ReportService, editing: EditingService, store: Database
) -> None:
    item = written(editing)
    reported = await service.one(await report(store, item.id))
    question = "Which of these  is asked anew, and better?"
    wording = ItemWording(
        question, item.explanation, item.right, (" Another ", "", *item.wrong[1:])
    )
    change = await service.propose_wording(ME, reported, wording)
    assert isinstance(change, ProposedChange)
    assert isinstance(await editing.apply(change.number), AppliedChange)
    mended = editing.snapshot.pool.items[item.id]
    assert isinstance(mended, ChoiceItem)
    assert mended.question == "Which of these is asked anew, and better?"
    assert mended.wrong == ("Another", *item.wrong[1:])


async def test_a_generated_item_is_retired_at_once_and_brought_back(
    service: ReportService, editing: EditingService, store: Database
) -> None:
    item = generated(editing)
    code = await report(store, item)
    reported = await service.one(code)
    with pytest.raises(ReportSettledError):
        await service.propose_wording(ME, reported, ItemWording("Asked otherwise now?", "Because."))
    assert await service.retire(ME, reported) is None
    listed = await service.listed()
    assert listed.reported == ()
    assert [it.code for it in listed.retired] == [code]
    await service.bring_back("unknown")
    await service.bring_back(code)
    assert (await service.listed()).retired == ()


async def test_a_written_item_leaves_its_deck(
    service: ReportService, editing: EditingService, store: Database
) -> None:
    item = written(editing)
    change = await service.retire(ME, await service.one(await report(store, item.id)))
    assert isinstance(change, ProposedChange)
    assert [it.after for it in change.different] == [None]


async def test_what_nobody_answered_has_nothing_to_correct(
    service: ReportService, editing: EditingService, store: Database
) -> None:
    reported = await service.one(await report(store, written(editing).id))
    assert await service.void(reported) == 0
    assert await service.judge_again(reported) == 0
    lost = await service.one(await report(store, "lost-item"))
    with pytest.raises(ReportSettledError):
        await service.judge_again(lost)


async def test_what_nearly_nobody_knows_is_listed(
    service: ReportService, store: Database, knowledge: Knowledge
) -> None:
    assert (await service.listed()).poor == ()
    missed = [(member, 0, 1_000) for member in range(1, 7)]
    game, *_ = [
        await play(store, knowledge, Scoring.ACCURACY, None, [(missed, Ending.ALL_ANSWERED)])
        for _ in range(4)
    ]
    (poor,) = (await service.listed()).poor
    assert poor.question == game.questions[0].item.question
    assert (poor.learned.answered, poor.learned.right) == (24, 0)
    await store.write(partial(reports.retire, item=poor.learned.item, member=ME, now=NOW))
    assert (await service.listed()).poor == ()
