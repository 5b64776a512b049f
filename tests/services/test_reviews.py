"""A member's own review: what comes next, how grades count, and what becomes of changed facts."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.quiz.items.base import Question
from bot.quiz.pool import Pool
from bot.quiz.repetition import Recall
from bot.services.editing.repository import KnowledgeRepository
from bot.services.items import ItemService
from bot.services.reminders import ReminderId
from bot.services.reviews import (
    CardBack,
    CardFront,
    CardGoneError,
    DailyCapReached,
    NothingDue,
    ReviewService,
    ReviewsPaused,
)
from bot.services.servers.server_service import ServerService
from bot.store import cards, reminders
from bot.store.database import Database
from tests.conftest import NOW
from tests.services.conftest import HandClock

ANN, BEN = 1, 2
ROLE = "research-engineer"


@pytest.fixture
def reviews(store: Database, clock: HandClock, repository: KnowledgeRepository) -> ReviewService:
    return ReviewService(
        store, clock, ItemService(repository, ServerService(store, repository, clock))
    )


@pytest.fixture
def pool(repository: KnowledgeRepository) -> Pool:
    return repository.snapshot.pool


async def front(reviews: ReviewService, member: int = ANN) -> CardFront:
    shown = await reviews.next(member)
    assert isinstance(shown, CardFront), shown
    return shown


async def test_questions_about_a_role_come_up_until_all_are_known(
    reviews: ReviewService, clock: HandClock
) -> None:
    assert await reviews.next(ANN) == NothingDue(0, None)
    assert await reviews.add_about(ANN, [ROLE], 2, "seed") == 2
    assert await reviews.add_about(ANN, [ROLE], 2, "seed") == 0
    assert await reviews.add_about(ANN, ["astronaut"], 2, "seed") is None
    first = await front(reviews)
    assert isinstance(first.question, Question)
    assert ROLE in first.question.item.roles
    assert (first.reviews, first.waiting) == (0, 2)
    back = await reviews.show_answer(ANN, first.card)
    assert isinstance(back, CardBack)
    assert back.question == first.question
    second = await reviews.grade(ANN, first.card, first.reviews, Recall.GOOD)
    assert isinstance(second, CardFront)
    assert second.waiting == 1
    last = await reviews.grade(ANN, second.card, second.reviews, Recall.EASY)
    assert last == NothingDue(2, back.comes_back[Recall.GOOD])
    clock.now = back.comes_back[Recall.GOOD]
    assert (await front(reviews)).card == first.card


async def test_a_grade_counts_once_for_each_time_a_card_is_shown(
    reviews: ReviewService, store: Database
) -> None:
    await reviews.add_about(ANN, [ROLE], 1, "seed")
    shown = await front(reviews)
    for recall in (Recall.GOOD, Recall.AGAIN, Recall.EASY):
        await reviews.grade(ANN, shown.card, shown.reviews, recall)
    card = await store.read(lambda c: cards.card_of(c, ANN, shown.card))
    assert card is not None
    assert card.reviews == 1
    stale = cards.ReviewCard(card.id, card.item, card.memory, 0)
    assert not await store.write(lambda c: cards.record(c, stale, card.memory, 1, NOW))


async def test_nobody_sees_or_grades_the_cards_of_others(reviews: ReviewService) -> None:
    await reviews.add_about(ANN, [ROLE], 1, "seed")
    shown = await front(reviews)
    for call in (
        reviews.show_answer(BEN, shown.card),
        reviews.grade(BEN, shown.card, 0, Recall.EASY),
        reviews.drop(BEN, shown.card),
    ):
        with pytest.raises(CardGoneError, match="no longer in your reviews"):
            await call
    assert await front(reviews) == shown
    assert await reviews.drop(ANN, shown.card) == NothingDue(0, None)


async def test_the_daily_cap_holds_until_the_members_own_midnight(
    reviews: ReviewService, store: Database, clock: HandClock
) -> None:
    zone = "Pacific/Auckland"  # where it is 7 in the morning
    await store.write(lambda c: reminders.set_zone(c, ANN, zone))
    await reviews.set_cap(ANN, 1)
    await reviews.add_about(ANN, [ROLE], 3, "seed")
    shown = await front(reviews)
    assert await reviews.grade(ANN, shown.card, 0, Recall.GOOD) == DailyCapReached(1)
    clock.move(hours=16.5)
    assert await reviews.next(ANN) == DailyCapReached(1)
    clock.move(hours=1)
    assert isinstance(await reviews.next(ANN), CardFront)


async def test_a_pause_ends_by_itself_or_on_demand_and_keeps_the_cap(
    reviews: ReviewService, store: Database, clock: HandClock
) -> None:
    await reviews.add_about(ANN, [ROLE], 1, "seed")
    await reviews.set_cap(ANN, 5)
    until = await reviews.pause(ANN, 3)
    assert until == NOW + timedelta(days=3)
    assert await reviews.next(ANN) == ReviewsPaused(until)

    async def compose() -> str | None:
        return await store.read(lambda c: reviews.reminder.compose(c, ANN, clock.now))

    assert await compose() is None
    clock.move(days=3, seconds=1)
    assert isinstance(await reviews.next(ANN), CardFront)
    assert await compose() == "1 question is due in your review."
    await reviews.pause(ANN, 7)
    await reviews.resume(ANN)
    assert isinstance(await reviews.next(ANN), CardFront)
    reviewer = await store.read(lambda c: cards.reviewer_of(c, ANN))
    assert reviewer.daily_cap == 5


async def test_the_forecast_counts_what_is_overdue_for_today(
    reviews: ReviewService, clock: HandClock
) -> None:
    assert (await reviews.forecast(ANN)).cards == 0
    await reviews.add_about(ANN, [ROLE], 3, "seed")
    clock.move(days=2)
    found = await reviews.forecast(ANN)
    assert (found.cards, found.later) == (3, 0)
    assert found.days[0] == (clock.now.date(), 3)
    assert len(found.days) == 14


async def test_a_changed_fact_asks_its_new_item_and_a_lost_one_goes(
    reviews: ReviewService, store: Database, pool: Pool
) -> None:
    current = next(it for it in pool.items if it.startswith("week:research-engineer"))
    old = current.rpartition(".")[0] + ".0000000"
    pairs = [(ANN, old), (ANN, "week:astronaut:research.0000000"), (ANN, "guild:9+none+x")]
    await store.write(lambda c: cards.add(c, pairs, NOW))
    shown = await front(reviews)
    assert isinstance(shown.question, Question)
    assert shown.question.item.id == current
    assert await reviews.drop(ANN, shown.card) == NothingDue(0, None)


async def test_a_card_whose_fact_is_gone_shows_no_answer(
    reviews: ReviewService, store: Database
) -> None:
    await store.write(lambda c: cards.add(c, [(ANN, "week:astronaut:x.0000000")], NOW))
    card = await store.read(lambda c: cards.next_due(c, ANN, NOW))
    assert card is not None
    assert await reviews.show_answer(ANN, card.id) == NothingDue(0, None)


async def test_every_click_answers_the_reminders(reviews: ReviewService, store: Database) -> None:
    await reviews.add_about(ANN, [ROLE], 2, "seed")
    shown = await front(reviews)

    async def unanswered_after_reminder() -> None:
        await store.write(lambda c: reminders.choose(c, ANN, ReminderId.REVIEW, 540, "UTC", NOW))
        kept = await store.read(lambda c: reminders.reminder_of(c, ANN, ReminderId.REVIEW))
        assert kept is not None
        await store.write(lambda c: reminders.write_sent(c, kept, NOW, NOW))

    clicks: list[Callable[[], Awaitable[object]]] = [
        lambda: reviews.next(ANN),
        lambda: reviews.show_answer(ANN, shown.card),
        lambda: reviews.grade(ANN, shown.card, 0, Recall.HARD),
        lambda: reviews.drop(ANN, shown.card),
    ]
    for click in clicks:
        await unanswered_after_reminder()
        await click()
        kept = await store.read(lambda c: reminders.reminder_of(c, ANN, ReminderId.REVIEW))
        assert kept is not None
        assert kept.unanswered == 0
