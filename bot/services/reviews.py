"""A member's own spaced repetition: what is due, its answer, and how well it was known."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from bot.errors import UserFacingError
from bot.knowledge.decks import Item, ItemTopic
from bot.knowledge.prompts import PracticeProblem
from bot.quiz.items import ask
from bot.quiz.items.base import Question
from bot.quiz.repetition import Recall, day_start, forecast
from bot.services.items import ItemService
from bot.services.reminders import ReminderId, ReminderKind
from bot.services.scheduler import Clock
from bot.store import cards, reminders
from bot.store.cards import ReviewCard, Reviewer
from bot.store.connection import Connection
from bot.store.database import Store

PRACTICE_CARD = "practice:"
"""What stands before the id of a problem to practise on where an item's is expected."""
ReviewQuestion = Question | PracticeProblem


class CardGoneError(UserFacingError):
    """The card was taken out, or is another member's."""

    text = "That card is no longer in your reviews."
    remedy = "/review start shows what is due."


@dataclass(frozen=True, slots=True)
class CardFront:
    """What is asked. `reviews` counts earlier reviews; `waiting` counts what is due, this too."""

    card: int
    reviews: int
    question: ReviewQuestion
    waiting: int


@dataclass(frozen=True, slots=True)
class CardBack:
    """What was asked, to be answered; `comes_back` tells when after each grade."""

    card: int
    reviews: int
    question: ReviewQuestion
    comes_back: Mapping[Recall, datetime]


@dataclass(frozen=True, slots=True)
class ReviewsPaused:
    """Reviews rest for now."""

    until: datetime


@dataclass(frozen=True, slots=True)
class DailyCapReached:
    """So many cards were reviewed today, which is as many as the member wants."""

    reviewed: int


@dataclass(frozen=True, slots=True)
class NothingDue:
    """No card is due; `next_at` is None where there is none at all."""

    cards: int
    next_at: datetime | None


NextReview = CardFront | ReviewsPaused | DailyCapReached | NothingDue


@dataclass(frozen=True, slots=True)
class ReviewForecast:
    """How many cards there are, and how many of them fall due on each of the next days."""

    cards: int
    days: tuple[tuple[date, int], ...]

    @property
    def later(self) -> int:
        return self.cards - sum(count for _, count in self.days)


class ReviewService:
    """Everything that members do in their own reviews; each call is about one member."""

    def __init__(self, store: Store, clock: Clock, items: ItemService) -> None:
        self._store = store
        self._clock = clock
        self._items = items
        self.reminder = ReminderKind(ReminderId.REVIEW, "/review remind", _what_is_due)

    async def next(self, member: int) -> NextReview:
        """Find the card that has been due for longest; who asks has answered the reminders."""
        await self._store.write(partial(_answered, member=member))
        return await self._next(member)

    async def show_answer(self, member: int, card: int) -> CardBack | NextReview:
        """Turn a card over; where its fact changed meanwhile, the next one comes instead."""
        await self._store.write(partial(_answered, member=member))
        found = await self._card(member, card)
        item = await self._current(found)
        if item is None or _name(item) != found.item:
            return await self._next(member)
        now = self._clock()
        due = {recall: found.memory.after(recall, now).due for recall in Recall}
        return CardBack(found.id, found.reviews, _question(found, item), due)

    async def grade(self, member: int, card: int, reviews: int, recall: Recall) -> NextReview:
        """Write how well a card was known; a grade counts once for each time it was shown."""
        found, now = await self._card(member, card), self._clock()

        async def work(connection: Connection) -> None:
            await _answered(connection, member)
            if found.reviews == reviews:
                memory = found.memory.after(recall, now)
                await cards.record(connection, found, memory, recall, now)

        await self._store.write(work)
        return await self._next(member)

    async def drop(self, member: int, card: int) -> NextReview:
        """Take a card out of the reviews."""
        found = await self._card(member, card)

        async def work(connection: Connection) -> None:
            await _answered(connection, member)
            await cards.remove(connection, member, [found.id])

        await self._store.write(work)
        return await self._next(member)

    async def pause(self, member: int, days: int) -> datetime:
        """Let reviews and their reminders rest; give until when."""
        until = self._clock() + timedelta(days=days)
        await self._change(member, lambda reviewer: replace(reviewer, paused_until=until))
        return until

    async def resume(self, member: int) -> None:
        await self._change(member, lambda reviewer: replace(reviewer, paused_until=None))

    async def set_cap(self, member: int, cap: int) -> None:
        """Set how many cards a day the member reviews at most."""
        await self._change(member, lambda reviewer: replace(reviewer, daily_cap=cap))

    async def forecast(self, member: int) -> ReviewForecast:
        """Count what falls due in the next two weeks, by the member's own days."""
        now = self._clock()

        async def work(connection: Connection) -> ReviewForecast:
            due = await cards.due_dates(connection, member)
            zone = await _zone(connection, member)
            return ReviewForecast(len(due), forecast(due, now.astimezone(zone).date(), zone))

        return await self._store.read(work)

    async def add_about(
        self,
        member: int,
        roles: Collection[str],
        count: int,
        seed: str,
        topic: ItemTopic | None = None,
    ) -> int | None:
        """Put questions about roles into the reviews, the same ones for the same seed.

        Give how many are new; None where there are no questions about these roles.
        """
        items = self._items.pool.about(roles, count, Random(seed), topic)  # noqa: S311 - a game
        if not items:
            return None
        pairs, now = [(member, item.id) for item in items], self._clock()
        return await self._store.write(lambda connection: cards.add(connection, pairs, now))

    async def _change(self, member: int, change: Callable[[Reviewer], Reviewer]) -> None:
        async def work(connection: Connection) -> None:
            reviewer = await cards.reviewer_of(connection, member)
            await cards.save_reviewer(connection, member, change(reviewer))

        await self._store.write(work)

    async def _next(self, member: int) -> NextReview:
        now = self._clock()

        async def work(connection: Connection) -> tuple[Reviewer, int]:
            start = day_start(now, await _zone(connection, member))
            reviewed = await cards.reviewed_since(connection, member, start)
            return await cards.reviewer_of(connection, member), reviewed

        reviewer, reviewed = await self._store.read(work)
        if reviewer.paused_until is not None and reviewer.paused_until > now:
            return ReviewsPaused(reviewer.paused_until)
        if reviewed >= reviewer.daily_cap:
            return DailyCapReached(reviewed)
        return await self._first_that_holds(member)

    async def _first_that_holds(self, member: int) -> CardFront | NothingDue:
        """Find a due card. A changed fact brings its new item; a card without a fact goes."""
        now = self._clock()

        async def work(
            connection: Connection,
        ) -> tuple[ReviewCard | None, tuple[datetime, ...]]:
            due = await cards.due_dates(connection, member)
            return await cards.next_due(connection, member, now), due

        while True:
            card, due = await self._store.read(work)
            if card is None:
                return NothingDue(len(due), due[0] if due else None)
            item = await self._current(card)
            if item is None:
                await self._store.write(partial(cards.remove, member=member, cards=[card.id]))
            elif (name := _name(item)) != card.item:
                await self._store.write(partial(cards.replace_item, card=card, item=name, now=now))
            else:
                waiting = sum(when <= now for when in due)
                return CardFront(card.id, card.reviews, _question(card, item), waiting)

    async def _current(self, card: ReviewCard) -> Item | PracticeProblem | None:
        if card.item.startswith(PRACTICE_CARD):
            problems = self._items.repository.snapshot.knowledge.practice
            return problems.get(card.item.removeprefix(PRACTICE_CARD))
        return await self._items.current(card.item)

    async def _card(self, member: int, card: int) -> ReviewCard:
        found = await self._store.read(partial(cards.card_of, member=member, card=card))
        if found is None:
            raise CardGoneError
        return found


async def _answered(connection: Connection, member: int) -> None:
    await reminders.answered(connection, member, ReminderId.REVIEW)


async def _zone(connection: Connection, member: int) -> ZoneInfo:
    """Tell where a member's days begin: in their time zone, else in UTC."""
    return ZoneInfo(await reminders.zone_of(connection, member) or "UTC")


async def _what_is_due(connection: Connection, member: int, now: datetime) -> str | None:
    reviewer = await cards.reviewer_of(connection, member)
    if reviewer.paused_until is not None and reviewer.paused_until > now:
        return None
    waiting = sum(when <= now for when in await cards.due_dates(connection, member))
    if waiting == 0:
        return None
    return f"{waiting} {'question is' if waiting == 1 else 'questions are'} due in your review."


def practice_card(problem: str) -> str:
    """Name a problem to practise on as the item of a card."""
    return PRACTICE_CARD + problem


def _name(item: Item | PracticeProblem) -> str:
    return practice_card(item.id) if isinstance(item, PracticeProblem) else item.id


def _question(card: ReviewCard, item: Item | PracticeProblem) -> ReviewQuestion:
    """Ask the item of a card; front and back of one review show the same order of options."""
    if isinstance(item, PracticeProblem):
        return item
    return ask(item, Random(f"{card.id}.{card.reviews}"))  # noqa: S311 - a game
