"""Quizzes planned for later as rows: drafted, announced, opened; and who is to be reminded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.quiz.nights import NightPhase, QuizNight
from bot.quiz.pool import Wish
from bot.quiz.rules import Rules
from bot.store.connection import Connection
from bot.store.tables.nights import NIGHT_REMINDERS, NIGHTS
from bot.store.tables.quizzes import GAMES
from bot.store.tables.servers import SERVERS

_WISH: TypeAdapter[Wish] = TypeAdapter(Wish)
_RULES: TypeAdapter[Rules] = TypeAdapter(Rules)
_N = NIGHTS.c


@dataclass(frozen=True, slots=True)
class NightDraft:
    """What a host plans, and where."""

    guild: int
    channel: int
    host: int
    at: datetime
    wish: Wish
    rules: Rules


async def draft(connection: Connection, planned: NightDraft) -> QuizNight:
    """Write what a host plans, in place of what they planned before and did not announce."""
    mine = (_N.host_id == planned.host, _N.phase == NightPhase.DRAFT)
    await connection.execute(delete(NIGHTS).where(*mine))
    row = {
        "guild_id": planned.guild,
        "channel_id": planned.channel,
        "host_id": planned.host,
        "at": planned.at,
        "wish": _WISH.dump_python(planned.wish, mode="json"),
        "rules": _RULES.dump_python(planned.rules, mode="json"),
        "phase": NightPhase.DRAFT,
    }
    number = (await connection.execute(insert(NIGHTS).values(row).returning(_N.id))).scalar_one()
    found = await night_of(connection, number)
    if found is None:
        raise AssertionError("it was just written")
    return found


async def move(connection: Connection, number: int, before: NightPhase, after: NightPhase) -> bool:
    """Let a night be in another phase; False where it was not in the one before."""
    statement = update(NIGHTS).where(_N.id == number, _N.phase == before).values(phase=after)
    return (await connection.execute(statement.returning(_N.id))).first() is not None


async def write_shown(connection: Connection, number: int, message: int, event: int | None) -> None:
    """Write what announces a night."""
    values = {"message_id": message, "event_id": event}
    await connection.execute(update(NIGHTS).where(_N.id == number).values(values))


async def night_of(connection: Connection, number: int) -> QuizNight | None:
    row = (await connection.execute(_nights().where(_N.id == number))).first()
    return None if row is None else _night(row)


async def planned_in(connection: Connection, guild: int) -> list[QuizNight]:
    """List what is announced in a server and still to come, the next first."""
    statement = _planned().where(_N.guild_id == guild).order_by(_N.at)
    return [_night(row) for row in await connection.execute(statement)]


async def planned(connection: Connection) -> list[QuizNight]:
    """List all that is announced and still to come, in servers that the bot has not left."""
    left = select(SERVERS.c.guild_id)
    statement = _planned().where(_N.guild_id.not_in(left)).order_by(_N.at)
    return [_night(row) for row in await connection.execute(statement)]


def _nights() -> Select[Any]:
    return select(
        _N.id,
        _N.guild_id,
        _N.channel_id,
        _N.host_id,
        _N.at,
        _N.wish,
        _N.rules,
        _N.phase,
        _N.message_id,
        _N.event_id,
        _N.reminded,
    )


def _planned() -> Select[Any]:
    return _nights().where(_N.phase == NightPhase.PLANNED)


def _night(row: Any) -> QuizNight:
    number, guild, channel, host, at, wish, rules, phase, *rest = row
    read = _WISH.validate_python(wish), _RULES.validate_python(rules)
    return QuizNight(number, guild, channel, host, at, *read, NightPhase(phase), *rest)


async def opened_since(connection: Connection, night: QuizNight) -> bool:
    """Tell whether the game of a night was written before a crash."""
    statement = select(GAMES.c.id).where(
        GAMES.c.channel_id == night.channel,
        GAMES.c.host_id == night.host,
        GAMES.c.created_at >= night.at,
    )
    return (await connection.execute(statement.limit(1))).first() is not None


async def want_reminder(connection: Connection, number: int, member: int) -> bool:
    """Write that a member wants to be reminded; False, and no more, where they did already."""
    mine = (NIGHT_REMINDERS.c.night_id == number, NIGHT_REMINDERS.c.member_id == member)
    if (await connection.execute(delete(NIGHT_REMINDERS).where(*mine))).rowcount:
        return False
    row = {"night_id": number, "member_id": member}
    await connection.execute(upsert(NIGHT_REMINDERS).values(row).on_conflict_do_nothing())
    return True


async def waiting(connection: Connection, number: int) -> list[int]:
    """List the members who want to be reminded and were not yet."""
    table = NIGHT_REMINDERS.c
    statement = select(table.member_id).where(table.night_id == number, table.told.is_(False))
    return list((await connection.execute(statement.order_by(table.member_id))).scalars())


async def count_waiting(connection: Connection, numbers: Collection[int]) -> dict[int, int]:
    """Count those who want to be reminded, by night."""
    table = NIGHT_REMINDERS.c
    statement = select(table.night_id, func.count()).where(table.night_id.in_(list(numbers)))
    return {row[0]: row[1] for row in await connection.execute(statement.group_by(table.night_id))}


async def write_told(connection: Connection, number: int, members: Collection[int]) -> None:
    """Write that members were reminded."""
    table = NIGHT_REMINDERS.c
    statement = update(NIGHT_REMINDERS).where(
        table.night_id == number, table.member_id.in_(list(members))
    )
    await connection.execute(statement.values(told=True))


async def write_reminded(connection: Connection, number: int) -> None:
    """Write that all were reminded."""
    await connection.execute(update(NIGHTS).where(_N.id == number).values(reminded=True))
