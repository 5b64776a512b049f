"""A member's own cards: what they missed or wanted to be reminded of, and when each is due."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.quiz.repetition import CardMemory
from bot.store.connection import Connection
from bot.store.tables.members import CARDS, REVIEWERS, REVIEWS

DEFAULT_CAP = 20
"""Cards a day, unless the member chose another number."""


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """An item in a member's queue. `reviews` counts how often it was reviewed."""

    id: int
    item: str
    memory: CardMemory
    reviews: int


@dataclass(frozen=True, slots=True)
class Reviewer:
    """How a member wants to review."""

    daily_cap: int = DEFAULT_CAP
    paused_until: datetime | None = None


async def add(connection: Connection, pairs: Iterable[tuple[int, str]], now: datetime) -> int:
    """Add items to members' queues, or bring them forward; give how many are new.

    `pairs` are members and item ids. What is in a queue already is due again now.
    """
    wanted = list(dict.fromkeys(pairs))
    if not wanted:
        return 0
    members, items = {member for member, _ in wanted}, {item for _, item in wanted}
    known = await connection.execute(
        select(CARDS.c.id, CARDS.c.member_id, CARDS.c.item_id).where(
            CARDS.c.member_id.in_(members), CARDS.c.item_id.in_(items)
        )
    )
    there = {(row.member_id, row.item_id): row.id for row in known}
    fresh = {**CardMemory.fresh(now).values(), "added_at": now}
    rows = [
        {"member_id": member, "item_id": item, **fresh}
        for member, item in wanted
        if (member, item) not in there
    ]
    if rows:
        await connection.execute(insert(CARDS), rows)
    if again := [there[pair] for pair in wanted if pair in there]:
        await connection.execute(
            update(CARDS).where(CARDS.c.id.in_(again), CARDS.c.due > now).values(due=now)
        )
    return len(rows)


async def next_due(connection: Connection, member: int, now: datetime) -> ReviewCard | None:
    """Find the card that has been due for longest; None where none is."""
    statement = _cards().where(CARDS.c.member_id == member, CARDS.c.due <= now)
    row = (await connection.execute(statement.order_by(CARDS.c.due, CARDS.c.id))).first()
    return None if row is None else _card(row)


async def card_of(connection: Connection, member: int, card: int) -> ReviewCard | None:
    """Find one card of a member; None for another's."""
    statement = _cards().where(CARDS.c.member_id == member, CARDS.c.id == card)
    row = (await connection.execute(statement)).first()
    return None if row is None else _card(row)


def _cards() -> Select[Any]:
    reviews = (select(func.count()).where(REVIEWS.c.card_id == CARDS.c.id).scalar_subquery()).label(
        "reviews"
    )
    return select(CARDS, reviews)


def _card(row: Row[tuple[object, ...]]) -> ReviewCard:
    kept = row._mapping  # noqa: SLF001 - SQLAlchemy's name for it is public
    memory = CardMemory(
        kept["state"],
        kept["step"],
        kept["stability"],
        kept["difficulty"],
        kept["due"],
        kept["last_review"],
    )
    return ReviewCard(kept["id"], kept["item_id"], memory, kept["reviews"])


async def record(
    connection: Connection, card: ReviewCard, memory: CardMemory, rating: int, now: datetime
) -> bool:
    """Write a review; False where the card was reviewed meanwhile, as by a second click."""
    seen = select(func.count()).where(REVIEWS.c.card_id == card.id).scalar_subquery()
    statement = (
        update(CARDS).where(CARDS.c.id == card.id, seen == card.reviews).values(memory.values())
    )
    if (await connection.execute(statement)).rowcount == 0:
        return False
    await connection.execute(insert(REVIEWS).values(card_id=card.id, rating=rating, at=now))
    return True


async def replace_item(connection: Connection, card: ReviewCard, item: str, now: datetime) -> None:
    """Let a card ask the item that its fact has now, from the beginning; a twin is merged."""
    owner = select(CARDS.c.member_id).where(CARDS.c.id == card.id).scalar_subquery()
    await connection.execute(
        delete(CARDS).where(CARDS.c.member_id == owner, CARDS.c.item_id == item)
    )
    await connection.execute(
        update(CARDS)
        .where(CARDS.c.id == card.id)
        .values(item_id=item, **CardMemory.fresh(now).values())
    )


async def remove(connection: Connection, member: int, cards: Collection[int]) -> int:
    """Take cards out of a member's queue; give how many."""
    statement = delete(CARDS).where(CARDS.c.member_id == member, CARDS.c.id.in_(cards))
    return (await connection.execute(statement)).rowcount


async def due_dates(connection: Connection, member: int) -> tuple[datetime, ...]:
    """List when each card of a member is due, the earliest first."""
    statement = select(CARDS.c.due).where(CARDS.c.member_id == member).order_by(CARDS.c.due)
    return tuple((await connection.execute(statement)).scalars())


async def reviewed_since(connection: Connection, member: int, since: datetime) -> int:
    """Count a member's reviews since some time."""
    statement = (
        select(func.count())
        .select_from(REVIEWS)
        .join(CARDS, CARDS.c.id == REVIEWS.c.card_id)
        .where(CARDS.c.member_id == member, REVIEWS.c.at >= since)
    )
    return int((await connection.execute(statement)).scalar_one())


async def reviewer_of(connection: Connection, member: int) -> Reviewer:
    statement = select(REVIEWERS.c.daily_cap, REVIEWERS.c.paused_until)
    row = (await connection.execute(statement.where(REVIEWERS.c.member_id == member))).first()
    return Reviewer() if row is None else Reviewer(row.daily_cap, row.paused_until)


async def save_reviewer(connection: Connection, member: int, reviewer: Reviewer) -> None:
    row = {"daily_cap": reviewer.daily_cap, "paused_until": reviewer.paused_until}
    statement = upsert(REVIEWERS).values(member_id=member, **row)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["member_id"], set_=row)
    )
