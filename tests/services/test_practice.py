"""Answers to problems: kept for their author, graded by themselves and by others."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.services.editing.repository import KnowledgeRepository
from bot.services.items import ItemService
from bot.services.practice import (
    MOST_A_DAY,
    REVIEWED,
    AnswerGoneError,
    EmptyAnswerError,
    NotAnsweredError,
    OwnAnswerError,
    PracticeService,
    ProblemLeftError,
    SelfGrade,
    TooManyAnswersError,
)
from bot.services.reviews import NothingDue, ReviewService
from bot.services.servers.server_service import ServerService
from bot.store import privacy, results
from bot.store.database import Database
from bot.tools.practice import Grade
from tests.conftest import NOW
from tests.services.conftest import HandClock

ANN, BEN, CLEO = 1, 2, 3
HERE, ELSEWHERE = 10, 20
PROBLEM = "market-timing"


@pytest.fixture
def reviews(store: Database, clock: HandClock, repository: KnowledgeRepository) -> ReviewService:
    return ReviewService(
        store, clock, ItemService(repository, ServerService(store, repository, clock))
    )


@pytest.fixture
def practice(
    store: Database, clock: HandClock, repository: KnowledgeRepository, reviews: ReviewService
) -> PracticeService:
    return PracticeService(store, clock, lambda: repository.snapshot.knowledge, reviews)


async def test_the_latest_answer_is_put_up_and_each_peer_counts_once(
    practice: PracticeService,
) -> None:
    await practice.write(ANN, PROBLEM, "a first try")
    await practice.write(ANN, PROBLEM, "  two ways at once ")
    up = await practice.put_up(ANN, PROBLEM, HERE)
    assert (up.author, up.text, up.problem.id) == (ANN, "two ways at once", PROBLEM)
    assert up.grades == dict.fromkeys(Grade, 0)
    await practice.grade_other(BEN, HERE, up.number, Grade.LEAN)
    await practice.grade_other(CLEO, HERE, up.number, Grade.STRONG)
    shown = await practice.grade_other(BEN, HERE, up.number, Grade.STRONG)
    assert shown.grades == {Grade.STRONG: 2, Grade.LEAN: 0, Grade.NO: 0}
    assert await practice.put_up(ANN, PROBLEM, HERE) == shown
    with pytest.raises(OwnAnswerError):
        await practice.grade_other(ANN, HERE, up.number, Grade.STRONG)


async def test_a_private_answer_is_read_and_graded_by_nobody(practice: PracticeService) -> None:
    await practice.write(ANN, PROBLEM, "shown here")
    up = await practice.put_up(ANN, PROBLEM, HERE)
    await practice.write(ANN, PROBLEM, "kept for myself")
    await practice.grade_other(BEN, HERE, up.number, Grade.LEAN)
    for number, channel in ((up.number + 1, HERE), (up.number, ELSEWHERE)):
        with pytest.raises(AnswerGoneError):
            await practice.grade_other(BEN, channel, number, Grade.LEAN)


async def test_what_cannot_be_put_up_or_graded_is_said(
    practice: PracticeService, store: Database
) -> None:
    with pytest.raises(NotAnsweredError):
        await practice.put_up(ANN, PROBLEM, HERE)
    with pytest.raises(EmptyAnswerError):
        await practice.write(ANN, PROBLEM, " \n ")
    with pytest.raises(AnswerGoneError):
        await practice.grade_other(BEN, HERE, 77, Grade.NO)
    await practice.write(ANN, PROBLEM, "soon deleted")
    up = await practice.put_up(ANN, PROBLEM, HERE)
    await store.write(lambda c: privacy.forget_member(c, ANN))
    with pytest.raises(AnswerGoneError):
        await practice.grade_other(BEN, HERE, up.number, Grade.NO)


async def test_a_low_grade_brings_questions_and_is_kept(
    practice: PracticeService, reviews: ReviewService, store: Database
) -> None:
    assert await practice.grade_own(ANN, PROBLEM, Grade.STRONG) == SelfGrade(Grade.STRONG, None)
    assert await reviews.next(ANN) == NothingDue(0, None)
    assert await practice.grade_own(ANN, PROBLEM, Grade.NO) == SelfGrade(Grade.NO, REVIEWED)
    assert await practice.grade_own(ANN, PROBLEM, Grade.NO) == SelfGrade(Grade.NO, 0)
    kept = await store.read(lambda c: results.results_of(c, ANN, results.PRACTICE))
    assert [it.outcome for it in kept][:2] == [f"{PROBLEM}.strong"] or kept[0].at == NOW


async def test_a_problem_that_left_is_said(
    practice: PracticeService, repository: KnowledgeRepository
) -> None:
    await practice.write(ANN, PROBLEM, "two ways at once")
    up = await practice.put_up(ANN, PROBLEM, HERE)
    knowledge = replace(repository.snapshot.knowledge, practice={})
    repository.snapshot = replace(repository.snapshot, knowledge=knowledge)
    for call in (
        practice.write(ANN, PROBLEM, "words"),
        practice.grade_own(ANN, PROBLEM, Grade.NO),
        practice.put_up(ANN, PROBLEM, HERE),
    ):
        with pytest.raises(ProblemLeftError, match="left the knowledge base"):
            await call
    with pytest.raises(AnswerGoneError):
        await practice.grade_other(BEN, HERE, up.number, Grade.NO)


async def test_a_member_writes_so_many_answers_a_day(
    practice: PracticeService, clock: HandClock
) -> None:
    for _ in range(MOST_A_DAY):
        await practice.write(ANN, PROBLEM, "again and again")
    with pytest.raises(TooManyAnswersError):
        await practice.write(ANN, PROBLEM, "once more")
    await practice.write(BEN, PROBLEM, "my first")
    clock.move(days=1)
    await practice.write(ANN, PROBLEM, "a new day")


async def test_of_results_the_latest_are_kept(
    practice: PracticeService, store: Database, clock: HandClock
) -> None:
    for _ in range(results.MOST_RESULTS + 5):
        await practice.grade_own(ANN, PROBLEM, Grade.STRONG)
        clock.move(seconds=1)
    kept = await store.read(lambda it: results.results_of(it, ANN, results.PRACTICE, 1000))
    assert len(kept) == results.MOST_RESULTS
    assert kept[-1].at == clock.now - timedelta(seconds=1)
