"""What members say against items, and appeals against verdicts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quiz.errors import NoAnswerToAppealError
from bot.store.tables.quizzes import ANSWERS, APPEALS, PLAYERS, REPORTS

OUT_OF_PLAY = 3
"""So many members' reports take an item out of play until it is reviewed."""


@dataclass(frozen=True, slots=True)
class Reported:
    """An item with open reports: how many, and when it was first reported."""

    item: str
    reports: int
    since: datetime


async def report(
    connection: AsyncConnection, item: str, guild: int | None, member: int, now: datetime
) -> int | None:
    """Write a report; give how many are open now, or None where this member has one open."""
    row = {"item_id": item, "guild_id": guild, "member_id": member, "at": now}
    statement = upsert(REPORTS).values(row).on_conflict_do_nothing()
    if (await connection.execute(statement)).rowcount == 0:
        return None
    return await _open_reports(connection, item)


async def _open_reports(connection: AsyncConnection, item: str) -> int:
    statement = (
        select(func.count())
        .select_from(REPORTS)
        .where(REPORTS.c.item_id == item, REPORTS.c.settled_at.is_(None))
    )
    return int((await connection.execute(statement)).scalar_one())


async def reported(connection: AsyncConnection, least: int = 1) -> tuple[Reported, ...]:
    """List the items with at least so many open reports, the most reported first."""
    count = func.count()
    statement = (
        select(REPORTS.c.item_id, count, func.min(REPORTS.c.at))
        .where(REPORTS.c.settled_at.is_(None))
        .group_by(REPORTS.c.item_id)
        .having(count >= least)
        .order_by(count.desc(), REPORTS.c.item_id)
    )
    return tuple(Reported(*row) for row in await connection.execute(statement))


async def out_of_play(connection: AsyncConnection) -> frozenset[str]:
    """List the items that wait for a review."""
    return frozenset(item.item for item in await reported(connection, OUT_OF_PLAY))


async def settle(connection: AsyncConnection, item: str, member: int, now: datetime) -> int:
    """Close all open reports of an item; give how many there were."""
    statement = (
        update(REPORTS)
        .where(REPORTS.c.item_id == item, REPORTS.c.settled_at.is_(None))
        .values(settled_at=now, settled_by=member)
    )
    return (await connection.execute(statement)).rowcount


async def appeal(
    connection: AsyncConnection, game: int, number: int, member: int, now: datetime
) -> bool:
    """Write an appeal; False where there is one already. Raise NoAnswerToAppealError."""
    answer = await _wrong_answer(connection, game, number, member)
    statement = upsert(APPEALS).values(answer_id=answer, at=now).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount > 0


async def decide(  # noqa: PLR0913, PLR0917 - one row's key, and what is decided by whom when
    connection: AsyncConnection,
    game: int,
    number: int,
    member: int,
    judge: int,
    now: datetime,
    *,
    granted: bool,
) -> None:
    """Decide an appeal; a granted answer counts as right from now on."""
    answer = await _wrong_answer(connection, game, number, member)
    await connection.execute(
        update(APPEALS)
        .where(APPEALS.c.answer_id == answer)
        .values(granted=granted, decided_at=now, decided_by=judge)
    )
    if granted:
        await connection.execute(update(ANSWERS).where(ANSWERS.c.id == answer).values(granted=True))


async def _wrong_answer(connection: AsyncConnection, game: int, number: int, member: int) -> int:
    statement = (
        select(ANSWERS.c.id)
        .join(PLAYERS, and_(PLAYERS.c.id == ANSWERS.c.player_id))
        .where(
            ANSWERS.c.game_id == game,
            ANSWERS.c.number == number,
            PLAYERS.c.member_id == member,
            ANSWERS.c.right.is_(False),
            ANSWERS.c.granted.is_(False),
        )
    )
    found = (await connection.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NoAnswerToAppealError
    return int(found)
