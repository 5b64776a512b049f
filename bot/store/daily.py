"""The question of the day as rows: when each server's comes, those asked, and the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, exists, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.quiz.daily import DayAnswer
from bot.quiz.items import dump_question, load_question
from bot.quiz.items.base import Given, Judgement, Question
from bot.quiz.scoring import DEFAULT_VISIBILITY, LeaderboardVisibility
from bot.store import cards
from bot.store.connection import Connection
from bot.store.tables.daily import DAILY, DAILY_ANSWERS, DAILY_QUESTIONS
from bot.store.tables.members import MEMBERS
from bot.store.tables.servers import SERVERS

_Q = DAILY_QUESTIONS.c


@dataclass(frozen=True, slots=True)
class DailySchedule:
    """When a server's next question comes, by what it set; it has wanted one since a moment."""

    guild: int
    minute: int
    zone: str
    next_at: datetime
    since: datetime


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of the day; `message` is None until it was shown, `stored` once it was removed."""

    id: int
    guild: int
    day: date
    channel: int
    item: str
    stored: Mapping[str, Any] | None
    asked_at: datetime
    message: int | None
    closed_at: datetime | None

    @property
    def question(self) -> Question | None:
        return None if self.stored is None else load_question(self.stored)


async def schedules(connection: Connection) -> dict[int, DailySchedule]:
    """Give the schedule of every server that wants a question of the day, by server."""
    found = await connection.execute(_schedules())
    return {row.guild_id: DailySchedule(*row) for row in found}


async def due(connection: Connection, now: datetime) -> list[DailySchedule]:
    """List the schedules whose time has come, in servers that the bot has not left."""
    statement = _schedules().where(DAILY.c.next_at <= now, _present()).order_by(DAILY.c.next_at)
    return [DailySchedule(*row) for row in await connection.execute(statement)]


async def next_due(connection: Connection) -> datetime | None:
    """Tell when the next question comes anywhere; None where none does."""
    statement = select(func.min(DAILY.c.next_at)).where(_present())
    found: datetime | None = (await connection.execute(statement)).scalar_one()
    return found


async def next_of(connection: Connection, guild: int) -> datetime | None:
    """Tell when the next question comes in a server; None where none does."""
    statement = select(DAILY.c.next_at).where(DAILY.c.guild_id == guild)
    return (await connection.execute(statement)).scalar_one_or_none()


def _schedules() -> Select[Any]:
    table = DAILY.c
    return select(table.guild_id, table.minute, table.zone, table.next_at, table.since)


def _present() -> Any:
    return ~exists().where(SERVERS.c.guild_id == DAILY.c.guild_id)


async def set_schedule(connection: Connection, schedule: DailySchedule) -> None:
    """Write when a server's questions come; since when it has wanted them stays."""
    row = {"minute": schedule.minute, "zone": schedule.zone, "next_at": schedule.next_at}
    statement = upsert(DAILY).values(guild_id=schedule.guild, since=schedule.since, **row)
    await connection.execute(statement.on_conflict_do_update(index_elements=["guild_id"], set_=row))


async def remove_schedule(connection: Connection, guild: int) -> None:
    """Ask nothing more in a server, nor what was still to be shown."""
    await _drop_unshown(connection, guild)
    await connection.execute(delete(DAILY).where(DAILY.c.guild_id == guild))


async def claim(connection: Connection, due: DailySchedule, following: datetime) -> bool:
    """Take a due question on, and move its server to the next; False where another did."""
    statement = (
        update(DAILY)
        .where(DAILY.c.guild_id == due.guild, DAILY.c.next_at == due.next_at)
        .values(next_at=following)
        .returning(DAILY.c.guild_id)
    )
    return (await connection.execute(statement)).first() is not None


async def note_told(connection: Connection, guild: int, now: datetime) -> bool:
    """Write that moderators are told of a fault; False where they were since it last went well."""
    statement = (
        update(DAILY)
        .where(DAILY.c.guild_id == guild, DAILY.c.told_at.is_(None))
        .values(told_at=now)
        .returning(DAILY.c.guild_id)
    )
    return (await connection.execute(statement)).first() is not None


async def add(  # noqa: PLR0913, PLR0917 - one row
    connection: Connection,
    guild: int,
    day: date,
    channel: int,
    question: Question,
    now: datetime,
) -> None:
    """Write a question that is to be shown, in place of any that never was."""
    await _drop_unshown(connection, guild)
    row = {
        "guild_id": guild,
        "day": day,
        "channel_id": channel,
        "item_id": question.item.id,
        "question": dump_question(question),
        "asked_at": now,
    }
    await connection.execute(insert(DAILY_QUESTIONS).values(row))


async def _drop_unshown(connection: Connection, guild: int) -> None:
    await connection.execute(
        delete(DAILY_QUESTIONS).where(_Q.guild_id == guild, _Q.message_id.is_(None))
    )


async def drop(connection: Connection, number: int) -> None:
    """Remove a question that cannot be shown; it counts as never asked."""
    await connection.execute(delete(DAILY_QUESTIONS).where(_Q.id == number))


async def question_of(connection: Connection, number: int) -> AskedQuestion | None:
    return await _first(connection, _questions().where(_Q.id == number))


async def unshown(connection: Connection) -> list[AskedQuestion]:
    """List the questions that were taken on and not shown, as far as anybody knows."""
    statement = _questions().where(_Q.message_id.is_(None))
    return [AskedQuestion(*row) for row in await connection.execute(statement)]


async def latest(connection: Connection, guild: int) -> AskedQuestion | None:
    """Find the question that was shown last in a server, open or closed."""
    statement = _questions().where(_Q.guild_id == guild, _Q.message_id.is_not(None))
    return await _first(connection, statement.order_by(_Q.id.desc()))


async def closed_for(connection: Connection, number: AskedQuestion) -> AskedQuestion | None:
    """Find the question that closed when this one was taken on."""
    statement = _questions().where(
        _Q.guild_id == number.guild, _Q.id < number.id, _Q.closed_at == number.asked_at
    )
    return await _first(connection, statement.order_by(_Q.id.desc()))


def _questions() -> Select[Any]:
    return select(
        _Q.id,
        _Q.guild_id,
        _Q.day,
        _Q.channel_id,
        _Q.item_id,
        _Q.question,
        _Q.asked_at,
        _Q.message_id,
        _Q.closed_at,
    )


async def _first(connection: Connection, statement: Select[Any]) -> AskedQuestion | None:
    row = (await connection.execute(statement.limit(1))).first()
    return None if row is None else AskedQuestion(*row)


async def write_shown(connection: Connection, number: int, message: int) -> None:
    """Write which message shows a question; whatever was wrong with its channel is not."""
    statement = update(DAILY_QUESTIONS).where(_Q.id == number).values(message_id=message)
    found = await connection.execute(statement.returning(_Q.guild_id))
    guilds = list(found.scalars())
    await connection.execute(update(DAILY).where(DAILY.c.guild_id.in_(guilds)).values(told_at=None))


async def close(connection: Connection, guild: int, now: datetime) -> None:
    """Take no more answers in a server; what was missed enters the members' reviews."""
    statement = (
        update(DAILY_QUESTIONS)
        .where(_Q.guild_id == guild, _Q.closed_at.is_(None), _Q.message_id.is_not(None))
        .values(closed_at=now)
        .returning(_Q.id, _Q.item_id)
    )
    for number, item in (await connection.execute(statement)).all():
        wrong = select(DAILY_ANSWERS.c.member_id).where(
            DAILY_ANSWERS.c.question_id == number, DAILY_ANSWERS.c.right.is_(False)
        )
        members = (await connection.execute(wrong)).scalars()
        await cards.add(connection, [(member, item) for member in members], now)


async def last_day(connection: Connection, guild: int) -> date | None:
    """Give the last day on which a server was asked; None where it never was."""
    statement = select(func.max(_Q.day)).where(_Q.guild_id == guild)
    found: date | None = (await connection.execute(statement)).scalar_one()
    return found


async def asked_items(connection: Connection, guild: int) -> list[str]:
    """List the items that were asked in a server, the latest first."""
    statement = select(_Q.item_id).where(_Q.guild_id == guild).order_by(_Q.id.desc())
    return list((await connection.execute(statement)).scalars())


async def asked_days(connection: Connection, guild: int, number: int) -> list[date]:
    """List the days on which a server was asked, in order, up to question `number`."""
    statement = select(_Q.day).where(
        _Q.guild_id == guild, _Q.message_id.is_not(None), _Q.id <= number
    )
    return list((await connection.execute(statement.order_by(_Q.id))).scalars())


async def answer(
    connection: Connection, number: int, member: int, judged: Judgement, now: datetime
) -> bool:
    """Write a member's answer; False where one stands already, which is the one that counts."""
    row = {
        "question_id": number,
        "member_id": member,
        "given": judged.given,
        "right": judged.right,
        "credit": judged.credit,
        "at": now,
    }
    statement = upsert(DAILY_ANSWERS).values(row).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount > 0


async def answer_of(connection: Connection, number: int, member: int) -> Given | None:
    statement = select(DAILY_ANSWERS.c.given).where(
        DAILY_ANSWERS.c.question_id == number, DAILY_ANSWERS.c.member_id == member
    )
    found: Given | None = (await connection.execute(statement)).scalar_one_or_none()
    return found


async def days_of(connection: Connection, guild: int, member: int) -> set[date]:
    """List the days on which a member answered in a server."""
    statement = (
        select(_Q.day)
        .join(DAILY_ANSWERS, DAILY_ANSWERS.c.question_id == _Q.id)
        .where(_Q.guild_id == guild, DAILY_ANSWERS.c.member_id == member)
    )
    return set((await connection.execute(statement)).scalars())


async def answers_to(connection: Connection, number: int) -> list[tuple[Given, bool]]:
    """List the answers to a question, the best first: what was given, and whether it is right."""
    table = DAILY_ANSWERS.c
    statement = (
        select(table.given, table.right)
        .where(table.question_id == number)
        .order_by(table.credit.desc(), table.at)
    )
    return [(row.given, row.right) for row in await connection.execute(statement)]


async def quiet(connection: Connection, guild: int, since: datetime) -> int:
    """Count the questions asked since a moment, and since anybody answered the last time."""
    answered = exists().where(DAILY_ANSWERS.c.question_id == _Q.id)
    there = (_Q.guild_id == guild, _Q.asked_at >= since, _Q.message_id.is_not(None))
    last = select(func.coalesce(func.max(_Q.id), 0)).where(*there, answered).scalar_subquery()
    statement = select(func.count()).select_from(DAILY_QUESTIONS).where(*there, _Q.id > last)
    return int((await connection.execute(statement)).scalar_one())


async def answers_around(
    connection: Connection, guild: int, first: date, last: date
) -> list[DayAnswer]:
    """List all answers up to day `last` of those who answered from day `first` on, and are seen."""
    table = DAILY_ANSWERS.c
    lately = (
        select(table.member_id)
        .join(DAILY_QUESTIONS, _Q.id == table.question_id)
        .where(_Q.guild_id == guild, _Q.day.between(first, last))
    )
    visibility = func.coalesce(MEMBERS.c.visibility, DEFAULT_VISIBILITY)
    statement = (
        select(table.member_id, _Q.day, table.right)
        .join(DAILY_QUESTIONS, _Q.id == table.question_id)
        .outerjoin(MEMBERS, MEMBERS.c.member_id == table.member_id)
        .where(_Q.guild_id == guild, _Q.day <= last, table.member_id.in_(lately))
        .where(visibility != LeaderboardVisibility.HIDDEN)
    )
    return [DayAnswer(*row) for row in await connection.execute(statement)]
