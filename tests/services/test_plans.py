"""Study plans: begun, worked through, put off, dropped, and what is told of them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.services.editing.repository import KnowledgeRepository
from bot.services.plans import (
    AssessmentProgress,
    NoPlanError,
    PlanOverview,
    PlanService,
    RoleLeftError,
)
from bot.services.reminders import ReminderId
from bot.store import reminders, results
from bot.store.database import Database
from tests.conftest import NOW
from tests.services.conftest import HandClock

ANN = 1


@pytest.fixture
def plans(store: Database, clock: HandClock, repository: KnowledgeRepository) -> PlanService:
    return PlanService(store, clock, lambda: repository.snapshot.knowledge)


def done(plan: PlanOverview) -> list[int]:
    return [it.checkpoint.day for it in plan.checkpoints if it.is_done]


async def told(plans: PlanService, store: Database, clock: HandClock) -> str | None:
    return await store.write(lambda c: plans.reminder.compose(c, ANN, clock.now))


async def test_without_a_plan_nothing_can_be_done_with_it(plans: PlanService) -> None:
    for call in (
        plans.overview(ANN),
        plans.open(ANN),
        plans.finish(ANN, 0),
        plans.snooze(ANN, 0),
        plans.drop(ANN),
    ):
        with pytest.raises(NoPlanError, match="/plan start"):
            await call


async def test_a_plan_is_worked_through(
    plans: PlanService, clock: HandClock, repository: KnowledgeRepository
) -> None:
    days = [it.day for it in repository.snapshot.knowledge.plan.checkpoints]
    begun = await plans.start(ANN, "ml-engineer")
    assert begun.role_name == "ML Engineer"
    assert [it.due for it in begun.checkpoints] == [NOW + timedelta(days=day) for day in days]
    for day in days:
        assert begun.open_checkpoint is not None
        assert begun.open_checkpoint.checkpoint.day == day
        begun = await plans.finish(ANN, day)
    assert done(begun) == days
    assert begun.open_checkpoint is None
    clock.move(days=1)
    anew = await plans.start(ANN, None)
    assert (anew.role_name, done(anew), anew.started_at) == (None, [], clock.now)


async def test_a_button_begins_a_plan_only_where_there_is_none(plans: PlanService) -> None:
    first = await plans.start_first(ANN, "applied-scientist")
    assert (first.role_name, first.was_kept) == ("Applied Scientist", False)
    second = await plans.start_first(ANN, "ml-engineer")
    assert (second.role_name, second.was_kept) == ("Applied Scientist", True)
    with pytest.raises(RoleLeftError, match="left the knowledge base"):
        await plans.start_first(ANN, "astronaut")


async def test_a_checkpoint_is_told_of_once_and_again_when_put_off(
    plans: PlanService, store: Database, clock: HandClock
) -> None:
    await plans.start(ANN, None)
    assert await told(plans, store, clock) == "Day 0 of your study plan: Begin."
    assert await told(plans, store, clock) is None
    clock.move(days=3)
    text = await told(plans, store, clock)
    assert text is not None
    assert text.startswith("Day 3 ")
    put_off = await plans.snooze(ANN, 3)
    assert put_off.checkpoints[1].due == clock.now + timedelta(days=2)
    assert await told(plans, store, clock) is None
    clock.move(days=2)
    assert await told(plans, store, clock) == text
    await plans.finish(ANN, 3)
    clock.move(days=1)
    assert await told(plans, store, clock) is None


async def test_a_checkpoint_that_left_the_files_is_passed_over(
    plans: PlanService, store: Database, clock: HandClock, repository: KnowledgeRepository
) -> None:
    await plans.start(ANN, None)
    knowledge = repository.snapshot.knowledge
    later = tuple(it for it in knowledge.plan.checkpoints if it.day > 3)
    shorter = replace(knowledge, plan=knowledge.plan.model_copy(update={"checkpoints": later}))
    repository.snapshot = replace(repository.snapshot, knowledge=shorter)
    shown = await plans.overview(ANN)
    assert [it.checkpoint.day for it in shown.checkpoints] == [it.day for it in later]
    clock.move(days=7)
    text = await told(plans, store, clock)
    assert text is not None
    assert text.startswith("Day 7 ")


async def test_dropping_a_plan_stops_its_reminders_alone(
    plans: PlanService, store: Database
) -> None:
    for kind in ReminderId:
        await store.write(lambda c, kind=kind: reminders.choose(c, ANN, kind, 540, "UTC", NOW))  # type: ignore[misc]
    await plans.start(ANN, None)
    await plans.drop(ANN)
    with pytest.raises(NoPlanError):
        await plans.overview(ANN)
    left = [
        kind
        for kind in ReminderId
        if await store.read(lambda c, kind=kind: reminders.reminder_of(c, ANN, kind))  # type: ignore[misc]
    ]
    assert left == [ReminderId.REVIEW]


async def test_progress_counts_from_the_day_before_the_plan(
    plans: PlanService, store: Database
) -> None:
    async def assessed(score: int, at: datetime) -> None:
        kind, code = results.ASSESSMENT, f"assess:{score}"
        await store.write(lambda c: results.keep_result(c, ANN, kind, code, str(score), at))

    await assessed(5, NOW - timedelta(days=2))
    await plans.start(ANN, None)
    assert (await plans.overview(ANN)).progress is None
    await assessed(8, NOW)
    assert (await plans.overview(ANN)).progress == AssessmentProgress(8, 8, 1)
    await assessed(15, NOW + timedelta(days=20))
    assert (await plans.overview(ANN)).progress == AssessmentProgress(8, 15, 2)


async def test_every_click_answers_the_reminders(plans: PlanService, store: Database) -> None:
    await plans.start(ANN, None)
    clicks: list[Callable[[], Awaitable[object]]] = [
        lambda: plans.open(ANN),
        lambda: plans.finish(ANN, 0),
        lambda: plans.snooze(ANN, 3),
    ]
    for click in clicks:
        await store.write(lambda c: reminders.choose(c, ANN, ReminderId.PLAN, 540, "UTC", NOW))
        kept = await store.read(lambda c: reminders.reminder_of(c, ANN, ReminderId.PLAN))
        assert kept is not None
        await store.write(lambda c, kept=kept: reminders.write_sent(c, kept, NOW, NOW))  # type: ignore[misc]
        await click()
        kept = await store.read(lambda c: reminders.reminder_of(c, ANN, ReminderId.PLAN))
        assert kept is not None
        assert kept.unanswered == 0
