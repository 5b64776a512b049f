"""What finished flows come to, kept with what came before."""

import pytest

from bot.lookups.assess import AssessQuery
from bot.lookups.match import MatchQuery
from bot.lookups.queries import RoleQuery
from bot.services.assessments import (
    AssessmentScore,
    AssessmentService,
    EarlierOutcome,
    NoAssessmentError,
    OutcomeKept,
    OutcomeLost,
)
from bot.services.editing.repository import KnowledgeRepository
from bot.store.database import Database, NoDatabase
from tests.conftest import NOW
from tests.services.conftest import HandClock

ANN = 1


@pytest.fixture
def assessments(
    store: Database, clock: HandClock, repository: KnowledgeRepository
) -> AssessmentService:
    return AssessmentService(store, clock, lambda: repository.snapshot.knowledge)


@pytest.fixture
def rated(repository: KnowledgeRepository) -> AssessQuery:
    return AssessQuery(repository.snapshot.knowledge.assessment.digest, "11213")


async def test_scores_are_kept_with_their_days(
    assessments: AssessmentService, rated: AssessQuery, clock: HandClock
) -> None:
    with pytest.raises(NoAssessmentError, match="/assess start"):
        await assessments.history(ANN)
    assert await assessments.keep(ANN, rated) == OutcomeKept(())
    clock.move(days=21)
    better = AssessQuery(rated.digest, "44444")
    assert await assessments.keep(ANN, better) == OutcomeKept((EarlierOutcome("8", NOW),))
    assert await assessments.history(ANN) == (
        AssessmentScore(8, NOW),
        AssessmentScore(20, clock.now),
    )


async def test_the_same_result_looked_at_again_is_kept_once(
    assessments: AssessmentService, rated: AssessQuery, clock: HandClock
) -> None:
    for _ in range(3):
        assert await assessments.keep(ANN, rated) == OutcomeKept(())
        clock.move(hours=1)
    assert len(await assessments.history(ANN)) == 1
    clock.move(hours=12)
    assert await assessments.keep(ANN, rated) == OutcomeKept((EarlierOutcome("8", NOW),))


async def test_ways_to_a_role_are_kept_by_its_name(
    assessments: AssessmentService, repository: KnowledgeRepository, clock: HandClock
) -> None:
    way = repository.snapshot.knowledge.ways["five-questions"]
    await assessments.keep(ANN, MatchQuery(way.id, way.digest, "01010"))
    clock.move(days=1)
    kept = await assessments.keep(ANN, MatchQuery(way.id, way.digest, "00000"))
    assert kept == OutcomeKept((EarlierOutcome("Research Engineer", NOW),))
    with pytest.raises(NoAssessmentError):
        await assessments.history(ANN)


async def test_what_is_not_finished_or_no_flow_is_not_kept(
    assessments: AssessmentService, rated: AssessQuery
) -> None:
    for query in (AssessQuery(rated.digest, "112"), AssessQuery(), RoleQuery("ml-engineer")):
        assert await assessments.keep(ANN, query) is None


async def test_a_result_that_cannot_be_kept_is_no_failure(
    clock: HandClock, repository: KnowledgeRepository, rated: AssessQuery
) -> None:
    store = NoDatabase("the disk is full", "free some space")
    service = AssessmentService(store, clock, lambda: repository.snapshot.knowledge)
    assert await service.keep(ANN, rated) == OutcomeLost()
