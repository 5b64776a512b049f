"""What members say is wrong is kept once a member and claim, and settled for all."""

import pytest

from bot.services.claim_reports import ClaimReportService, ClaimReportSettledError
from bot.services.privacy import PrivacyService
from bot.store.database import Database
from tests.services.conftest import HandClock

ANN, BEN, OLGA = 1, 2, 9


@pytest.fixture
def service(store: Database, clock: HandClock) -> ClaimReportService:
    return ClaimReportService(store, clock)


async def test_reports_on_one_claim_stand_together(service: ClaimReportService) -> None:
    assert await service.report(ANN, "r:a:overview", "c1", "it pays", " too \n low ")
    assert not await service.report(ANN, "r:a:overview", "c1", "it pays", "again")
    assert await service.report(BEN, "s:a", "c1", "it pays", "")
    assert await service.report(BEN, "s:a", None, "the whole", "odd")
    first, second = await service.listed()
    assert (first.claim, first.reports, first.wrong) == ("c1", 2, ("too low",))
    assert (second.claim, second.query, second.wrong) == (None, "s:a", ("odd",))
    assert await service.one(first.code) == first


async def test_settled_reports_leave_the_list_and_can_come_again(
    service: ClaimReportService,
) -> None:
    await service.report(ANN, "s:a", "c1", "it pays", "")
    await service.report(ANN, "s:a", None, "the whole", "")
    claim = next(it for it in await service.listed() if it.claim)
    await service.settle(OLGA, claim)
    (left,) = await service.listed()
    assert left.claim is None
    with pytest.raises(ClaimReportSettledError):
        await service.one(claim.code)
    assert await service.report(ANN, "s:a", "c1", "it pays", "")
    await service.settle(OLGA, left)
    assert [it.claim for it in await service.listed()] == ["c1"]


async def test_who_is_forgotten_leaves_no_words(
    service: ClaimReportService, store: Database
) -> None:
    await service.report(ANN, "s:a", "c1", "it pays", "my own words")
    await service.report(BEN, "s:a", "c1", "it pays", "")
    await PrivacyService(store, ()).delete(ANN)
    (left,) = await service.listed()
    assert (left.reports, left.wrong) == (1, ())


async def test_any_length_is_taken(service: ClaimReportService) -> None:
    assert await service.report(ANN, "s:a", None, "x" * 5000, "y" * 5000)
    (found,) = await service.listed()
    assert len(found.wrong[0]) == 500
