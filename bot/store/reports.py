"""What members say against items, and appeals against verdicts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Subquery, and_, bindparam, case, delete, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.knowledge.decks import Item
from bot.quiz.errors import NoAnswerToAppealError, NoOpenAppealError
from bot.quiz.items import load_question, unshuffled
from bot.quiz.phases import Ending, Phase
from bot.store import scores
from bot.store.connection import Connection
from bot.store.tables.quizzes import (
    ANSWERS,
    APPEALS,
    GAMES,
    PLAYERS,
    REPORTS,
    RETIRED,
    ROUNDS,
)

OUT_OF_PLAY = 3
"""So many members of a server take an item out of play there until it is reviewed."""


@dataclass(frozen=True, slots=True)
class Reported:
    """An item with open reports: how many, since when, and in how many servers it is not asked."""

    item: str
    reports: int
    since: datetime
    servers: int


async def report(
    connection: Connection, item: str, guild: int | None, member: int, now: datetime
) -> int | None:
    """Write a report; give how many are open in the server, None where this member has one."""
    row = {"item_id": item, "guild_id": guild, "member_id": member, "at": now}
    statement = upsert(REPORTS).values(row).on_conflict_do_nothing()
    if (await connection.execute(statement)).rowcount == 0:
        return None
    a_server = _a_server()
    found = select(a_server.c.reports).where(
        a_server.c.item_id == item, a_server.c.guild_id.is_not_distinct_from(guild)
    )
    return int((await connection.execute(found)).scalar_one())


def _a_server() -> Subquery:
    """Count the open reports of each item in each server."""
    return (
        select(
            REPORTS.c.item_id,
            REPORTS.c.guild_id,
            func.count().label("reports"),
            func.min(REPORTS.c.at).label("since"),
        )
        .where(REPORTS.c.settled_at.is_(None))
        .group_by(REPORTS.c.item_id, REPORTS.c.guild_id)
        .subquery()
    )


async def reported(connection: Connection) -> tuple[Reported, ...]:
    """List the items with open reports, the most reported first."""
    a_server = _a_server().c
    count = func.sum(a_server.reports)
    statement = (
        select(
            a_server.item_id,
            count,
            func.min(a_server.since),
            func.sum(case((a_server.reports >= OUT_OF_PLAY, 1), else_=0)),
        )
        .group_by(a_server.item_id)
        .order_by(count.desc(), a_server.item_id)
    )
    return tuple(Reported(*row) for row in await connection.execute(statement))


async def out_of_play(connection: Connection, guild: int) -> frozenset[str]:
    """List the items that are not asked in a server: those that wait for a review, and retired."""
    a_server = _a_server().c
    waiting = select(a_server.item_id).where(
        a_server.guild_id == guild, a_server.reports >= OUT_OF_PLAY
    )
    return frozenset((await connection.execute(waiting)).scalars()) | set(await retired(connection))


async def retire(connection: Connection, item: str, member: int, now: datetime) -> None:
    """Ask an item no more, though the facts behind it still make it."""
    statement = upsert(RETIRED).values(item_id=item, member_id=member, at=now)
    await connection.execute(statement.on_conflict_do_nothing())


async def retired(connection: Connection) -> tuple[str, ...]:
    """List the items that are asked no more, the latest first."""
    statement = select(RETIRED.c.item_id).order_by(RETIRED.c.at.desc(), RETIRED.c.item_id)
    return tuple((await connection.execute(statement)).scalars())


async def bring_back(connection: Connection, item: str) -> bool:
    """Ask a retired item again; False where it was not retired."""
    statement = delete(RETIRED).where(RETIRED.c.item_id == item)
    return (await connection.execute(statement)).rowcount > 0


async def take_out_of_scores(connection: Connection, item: str) -> int:
    """Let an item count in no ended game; give in how many it counted."""
    counted = and_(
        ROUNDS.c.item_id == item,
        ROUNDS.c.ending.is_not(None),
        ROUNDS.c.ending != Ending.SKIPPED,
        exists().where(GAMES.c.id == ROUNDS.c.game_id, GAMES.c.phase == Phase.FINISHED),
    )
    found = (await connection.execute(select(ROUNDS.c.game_id).where(counted))).scalars().all()
    await connection.execute(update(ROUNDS).where(counted).values(ending=Ending.SKIPPED))
    await scores.want_anew(connection, found)
    return len(found)


async def judge_again(connection: Connection, item: str, current: Item) -> int:
    """Judge the answers of ended games to an item by what it is now; give how many changed.

    An answer keeps to the option that it chose, however that was reworded since.
    """
    statement = (
        select(ROUNDS.c.game_id, ROUNDS.c.number, ROUNDS.c.question)
        .join(GAMES, GAMES.c.id == ROUNDS.c.game_id)
        .where(ROUNDS.c.item_id == item, GAMES.c.phase == Phase.FINISHED)
    )
    now, changed = unshuffled(current), []
    games: set[int] = set()
    for game, number, stored in (await connection.execute(statement)).all():
        if stored is None:
            continue  # its question was removed, so that nobody can tell what was chosen
        asked = load_question(stored)
        answers = await connection.execute(
            select(ANSWERS.c.id, ANSWERS.c.given, ANSWERS.c.credit, ANSWERS.c.right).where(
                ANSWERS.c.game_id == game, ANSWERS.c.number == number
            )
        )
        for answer in answers:
            credit = now.credit_again(answer.given, asked)
            if credit is None:
                continue
            right = now.is_right(credit)
            if (credit, right) != (answer.credit, answer.right):
                games.add(game)
                changed.append({"answer": answer.id, "new_credit": credit, "new_right": right})
    if changed:
        await connection.execute(
            update(ANSWERS)
            .where(ANSWERS.c.id == bindparam("answer"))
            .values(credit=bindparam("new_credit"), right=bindparam("new_right")),
            changed,
        )
    await scores.want_anew(connection, games)
    return len(changed)


async def settle_all(connection: Connection, prefix: str, member: int, now: datetime) -> int:
    """Close all open reports of the items whose ids begin so; give how many there were."""
    statement = (
        update(REPORTS)
        .where(REPORTS.c.item_id.startswith(prefix, autoescape=True))
        .where(REPORTS.c.settled_at.is_(None))
        .values(settled_at=now, settled_by=member)
    )
    return (await connection.execute(statement)).rowcount


async def settle(connection: Connection, item: str, member: int, now: datetime) -> int:
    """Close all open reports of an item; give how many there were."""
    statement = (
        update(REPORTS)
        .where(REPORTS.c.item_id == item, REPORTS.c.settled_at.is_(None))
        .values(settled_at=now, settled_by=member)
    )
    return (await connection.execute(statement)).rowcount


async def appeal(
    connection: Connection, game: int, number: int, member: int, now: datetime
) -> bool:
    """Write an appeal; False where there is one already. Raise NoAnswerToAppealError."""
    answer = await _wrong_answer(connection, game, number, member)
    statement = upsert(APPEALS).values(answer_id=answer, at=now).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount > 0


async def decide(  # noqa: PLR0913, PLR0917 - one row's key, and what is decided by whom when
    connection: Connection,
    game: int,
    number: int,
    member: int,
    judge: int,
    now: datetime,
    *,
    granted: bool,
) -> None:
    """Decide an appeal once; a granted answer counts as right from now on.

    Raise NoAnswerToAppealError, or NoOpenAppealError where there is nothing to decide.
    """
    answer = await _wrong_answer(connection, game, number, member)
    decided = await connection.execute(
        update(APPEALS)
        .where(APPEALS.c.answer_id == answer, APPEALS.c.decided_at.is_(None))
        .values(granted=granted, decided_at=now, decided_by=judge)
    )
    if decided.rowcount == 0:
        raise NoOpenAppealError
    if granted:
        await connection.execute(update(ANSWERS).where(ANSWERS.c.id == answer).values(granted=True))
        await scores.recompute(connection, game)


async def _wrong_answer(connection: Connection, game: int, number: int, member: int) -> int:
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
