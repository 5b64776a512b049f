"""Study plans: begun, worked through, put off, dropped, and what is told of them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.services.editing.repository import KnowledgeRepository
from bot.services.plans import (
    AssessmentProgress,
    NoLengthError,
    NoPlanError,
    PlanOverview,
    PlanService,
    RoleLeftError,
)
from bot.services.reminders import ReminderId
from bot.store import plans as stored
from bot.store import reminders, results
from bot.store.database import Database
from bot.store.plans import PlanStep, StudyPlan
from bot.tools.planning import PlanChange
from tests.conftest import NOW
from tests.services.conftest import HandClock

ANN = 1


@pytest.fixture
def plans(store: Database, clock: HandClock, repository: KnowledgeRepository) -> PlanService:
    return PlanService(store, clock, lambda: repository.snapshot.knowledge)


RE = "research-engineer"


def done(plan: PlanOverview) -> list[str]:
    return [it.name for it in plan.steps if it.is_done]


def open_units(plan: PlanOverview) -> list[str]:
    return [it.name for it in plan.steps if not it.is_done and not it.name.isdecimal()]


async def told(plans: PlanService, store: Database, clock: HandClock) -> str | None:
    return await store.write(lambda c: plans.reminder.compose(c, ANN, clock.now))


async def test_without_a_plan_nothing_can_be_done_with_it(plans: PlanService) -> None:
    for call in (
        plans.overview(ANN),
        plans.open(ANN),
        plans.finish(ANN, "0"),
        plans.snooze(ANN, "0"),
        plans.adjust(ANN, PlanChange(missed=True)),
        plans.drop(ANN),
    ):
        with pytest.raises(NoPlanError, match="/plan start"):
            await call


async def test_a_plan_is_worked_through(
    plans: PlanService, clock: HandClock, repository: KnowledgeRepository
) -> None:
    table = repository.snapshot.knowledge.plan
    plan = await plans.start(ANN, RE, 56, 8)
    days = [it.step for it in table.checkpoints]
    units = [it.id for it in table.units_of(RE)]
    assert open_units(plan) == units
    assert [it.name for it in plan.steps if it.name not in units] == days
    assert sum(it.hours for it in plan.steps) == 64
    assert plan.steps[-1].due == NOW + timedelta(weeks=8)
    for name in (*units, *days):
        plan = await plans.finish(ANN, name)
    assert set(done(plan)) == {*units, *days}
    assert plan.unit is None
    assert plan.checkpoint is None
    clock.move(days=1)
    anew = await plans.start(ANN, "ml-engineer", 14, 3)
    assert (anew.role, done(anew), anew.started_at) == ("ml-engineer", [], clock.now)
    assert [it.name for it in anew.steps if it.name.isdecimal()] == ["0", "3", "7", "14"]
    assert [it.id for it in anew.left_out] == [it.id for it in table.units_of("ml-engineer")[3:]]


async def test_what_cannot_be_planned_is_refused(plans: PlanService) -> None:
    with pytest.raises(RoleLeftError, match="left the knowledge base"):
        await plans.start(ANN, "astronaut", 56, 8)
    for days, hours in ((0, 8), (200, 8), (56, 0), (56, 61), (2**62, 8)):
        with pytest.raises(NoLengthError):
            await plans.start(ANN, RE, days, hours)


async def test_an_adjusted_plan_keeps_what_is_done_and_moves_the_rest(
    plans: PlanService, clock: HandClock
) -> None:
    await plans.start(ANN, RE, 56, 8)
    await plans.finish(ANN, "0")
    await plans.finish(ANN, "system-design")
    clock.move(days=14)
    before, after = await plans.adjust(ANN, PlanChange(missed=True))
    assert before.frame is not None
    assert after.frame is not None
    assert after.frame.ends == before.frame.ends + timedelta(weeks=1)
    assert set(done(after)) == {"0", "system-design"}
    assert after.checkpoint is not None
    assert after.checkpoint.due == NOW + timedelta(days=3, weeks=1)
    assert sum(it.hours for it in after.steps if not it.is_done) == 7 * 8
    _, close = await plans.adjust(ANN, PlanChange(days=5, is_fixed=True, hours=6))
    assert open_units(close) == ["coding"]
    assert close.frame is not None
    assert close.frame.is_fixed
    assert close.frame.ends == clock.now + timedelta(days=5)
    _, missed = await plans.adjust(ANN, PlanChange(missed=True))
    assert missed.frame == close.frame
    _, other = await plans.adjust(ANN, PlanChange(days=70, role="ml-engineer"))
    assert open_units(other) == ["coding", "ml-coding", "ml-depth", "screen", "behavioural"]
    assert "system-design" in done(other)


async def test_a_plan_of_before_goes_on_and_is_made_whole_by_an_adjustment(
    plans: PlanService, store: Database, clock: HandClock
) -> None:
    steps = (PlanStep("0", NOW, done_at=NOW), PlanStep("3", NOW + timedelta(days=3)))
    old = StudyPlan(None, NOW, None, None, is_fixed=False, steps=steps)
    await store.write(lambda c: stored.write(c, ANN, old))
    plan = await plans.overview(ANN)
    assert (plan.frame, plan.left_out, done(plan)) == (None, (), ["0"])
    clock.move(days=3)
    text = await told(plans, store, clock)
    assert text == "Day 3 of your study plan: From memory."
    with pytest.raises(RoleLeftError):
        await plans.adjust(ANN, PlanChange(missed=True))
    _, whole = await plans.adjust(ANN, PlanChange(role=RE))
    assert done(whole) == ["0"]
    assert len(open_units(whole)) == 7


async def test_the_last_match_names_the_role(plans: PlanService, store: Database) -> None:
    assert await plans.matched_role(ANN) is None
    for code, role in (("m:1", RE), ("m:2", "gone"), ("m:3", "ml-engineer")):
        await store.write(
            lambda c, code=code, role=role: results.keep_result(  # type: ignore[misc]
                c, ANN, results.MATCH, code, role, NOW
            )
        )
    assert await plans.matched_role(ANN) == "ml-engineer"


async def test_a_step_is_told_of_once_and_again_when_put_off(
    plans: PlanService, store: Database, clock: HandClock
) -> None:
    await plans.start(ANN, RE, 7, 8)
    assert await told(plans, store, clock) == "Day 0 of your study plan: Begin."
    assert await told(plans, store, clock) is None
    clock.move(days=3)
    assert await told(plans, store, clock) == "Day 3 of your study plan: From memory."
    assert await told(plans, store, clock) == "Systems design is due today in your study plan."
    assert await told(plans, store, clock) is None
    put_off = await plans.snooze(ANN, "3")
    assert {it.name: it.due for it in put_off.steps}["3"] == clock.now + timedelta(days=2)
    assert await told(plans, store, clock) is None
    clock.move(days=2)
    assert await told(plans, store, clock) == "Day 3 of your study plan: From memory."


async def test_a_step_that_left_the_files_is_passed_over(
    plans: PlanService, store: Database, clock: HandClock, repository: KnowledgeRepository
) -> None:
    await plans.start(ANN, RE, 56, 8)
    knowledge = repository.snapshot.knowledge
    later = tuple(it for it in knowledge.plan.checkpoints if it.day > 3)
    shorter = replace(knowledge, plan=knowledge.plan.model_copy(update={"checkpoints": later}))
    repository.snapshot = replace(repository.snapshot, knowledge=shorter)
    shown = await plans.overview(ANN)
    assert [it.name for it in shown.steps if it.name.isdecimal()] == [it.step for it in later]
    clock.move(days=7)
    text = await told(plans, store, clock)
    assert text is not None
    assert text.startswith("Day 7 ")


async def test_dropping_a_plan_stops_its_reminders_alone(
    plans: PlanService, store: Database
) -> None:
    for kind in ReminderId:
        await store.write(lambda c, kind=kind: reminders.choose(c, ANN, kind, 540, "UTC", NOW))  # type: ignore[misc]
    await plans.start(ANN, RE, 56, 8)
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
    await plans.start(ANN, RE, 56, 8)
    assert (await plans.overview(ANN)).progress is None
    await assessed(8, NOW)
    assert (await plans.overview(ANN)).progress == AssessmentProgress(8, 8, 1)
    await assessed(15, NOW + timedelta(days=20))
    assert (await plans.overview(ANN)).progress == AssessmentProgress(8, 15, 2)


async def test_every_click_answers_the_reminders(plans: PlanService, store: Database) -> None:
    await plans.start(ANN, RE, 56, 8)
    clicks: list[Callable[[], Awaitable[object]]] = [
        lambda: plans.open(ANN),
        lambda: plans.finish(ANN, "0"),
        lambda: plans.snooze(ANN, "3"),
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
