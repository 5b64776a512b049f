"""What members report to earn: shared, held, shown in groups, forgotten."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.services.editing.repository import KnowledgeRepository
from bot.services.moderators import ModeratorNotes
from bot.services.pay_reports import PayOffError, PayReportService, PaySettledError
from bot.services.privacy import PrivacyService
from bot.services.retention import PAY_DAYS, RetentionService
from bot.services.servers.server_service import ServerService
from bot.store.database import Database
from bot.tools.member_pay import LEAST, PayReport
from tests.services.conftest import HandClock
from tests.services.test_prizes import Giver
from tests.services.timers import HandTimers

HERE, ELSEWHERE, RE = 1, 2, "research-engineer"
ONE = PayReport(RE, "l5", None, "US", "USD", "total", 400_000)
numbers = count(HERE + 100)
"""Servers that no other example of a property has."""


@pytest.fixture
def board() -> Giver:
    return Giver()


@pytest.fixture
def servers(store: Database, repository: KnowledgeRepository, clock: HandClock) -> ServerService:
    return ServerService(store, repository, clock)


@pytest.fixture
async def pay(
    store: Database,
    repository: KnowledgeRepository,
    clock: HandClock,
    board: Giver,
    servers: ServerService,
) -> PayReportService:
    await servers.change_setting(HERE, "member_pay", value=True)
    notes = ModeratorNotes(HandTimers(clock), servers, board)  # type: ignore[arg-type]
    return PayReportService(store, clock, servers, lambda: repository.snapshot.knowledge, notes)


async def test_a_server_has_it_only_where_it_wants_it(pay: PayReportService) -> None:
    with pytest.raises(PayOffError):
        await pay.share(ELSEWHERE, 1, ONE)
    with pytest.raises(PayOffError):
        await pay.of_role(ELSEWHERE, RE)


async def test_one_report_a_member_is_shown_with_four_others(
    pay: PayReportService, store: Database, clock: HandClock
) -> None:
    for member in range(LEAST - 1):
        assert not (await pay.share(HERE, member, ONE)).replaced
        assert (await pay.share(HERE, member, replace(ONE, amount=410_000))).replaced
    assert (await pay.of_role(HERE, RE)).groups == ()
    assert (await pay.of_role(HERE, RE)).missing == 1
    await pay.share(HERE, 99, ONE)
    (group,) = (await pay.of_role(HERE, RE)).groups
    assert (group.members, group.median) == (LEAST, 410_000)
    privacy = PrivacyService(store, ())
    assert b'"amount": 400000' in await privacy.export(99)
    await privacy.delete(99)
    assert (await pay.of_role(HERE, RE)).groups == ()
    await pay.share(HERE, 99, ONE)
    retention = RetentionService(store, HandTimers(clock), days=1)
    clock.now += timedelta(days=PAY_DAYS, seconds=1)
    await pay.share(HERE, 100, ONE)
    await retention.run()
    assert (await pay.of_role(HERE, RE)).missing == LEAST - 1


async def test_what_is_far_off_waits_for_a_moderator_who_hears_of_it(
    pay: PayReportService, board: Giver
) -> None:
    for member in range(LEAST):
        await pay.share(HERE, member, ONE)
    for member, amount in ((10, 9_000_000), (11, 2_000)):
        assert (await pay.share(HERE, member, replace(ONE, amount=amount))).held
    assert len(board.told) == 2
    assert all("waits for you" in it and "9" not in it for it in board.told)
    assert (await pay.of_role(HERE, RE)).groups[0].members == LEAST
    high, low = await pay.held(HERE)
    assert high.report.amount == 9_000_000
    await pay.share(HERE, 11, replace(ONE, amount=5_000_000))
    with pytest.raises(PaySettledError):
        await pay.settle(HERE, low.number, count=True)
    with pytest.raises(PaySettledError):
        await pay.settle(ELSEWHERE, high.number, count=True)
    await pay.settle(HERE, high.number, count=True)
    assert (await pay.of_role(HERE, RE)).groups[0].members == LEAST + 1
    (last,) = await pay.held(HERE)
    await pay.settle(HERE, last.number, count=False)
    assert await pay.held(HERE) == ()
    assert (await pay.of_role(HERE, RE)).groups[0].members == LEAST + 1


acts = st.tuples(
    st.integers(1, 8),
    st.sampled_from(["share", "share", "share", "forget"]),
    st.sampled_from([None, "openai"]),
    st.sampled_from(["l5", "l6"]),
    st.sampled_from([400_000, 90_000_000]),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, max_size=25))
async def test_fewer_than_five_are_never_shown_whatever_was_shared_and_deleted(
    pay: PayReportService,
    servers: ServerService,
    store: Database,
    steps: list[tuple[int, str, str | None, str, int]],
) -> None:
    guild, privacy = next(numbers), PrivacyService(store, ())
    await servers.change_setting(guild, "member_pay", value=True)
    counting: dict[int, PayReport] = {}
    for who, act, employer, level, amount in steps:
        member = guild * 100 + who
        counting.pop(member, None)
        if act == "forget":
            await privacy.delete(member)
        else:
            report = replace(ONE, employer=employer, level=level, amount=amount)
            if not (await pay.share(guild, member, report)).held:
                counting[member] = report
        for group in (await pay.of_role(guild, RE)).groups:
            like = [
                it
                for it in counting.values()
                if it.alike == group.like.alike and group.like.employer in (None, it.employer)
            ]
            assert len(like) == group.members >= LEAST
