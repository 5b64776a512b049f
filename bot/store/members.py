"""What a member chose about being seen."""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables.members import MEMBERS


class Visibility(StrEnum):
    """Where a member appears on leaderboards."""

    HIDDEN = "hidden"
    SERVER = "server"
    GLOBAL = "global"


DEFAULT_VISIBILITY = Visibility.SERVER


async def visibility_of(connection: AsyncConnection, member: int) -> Visibility:
    """Tell where a member appears."""
    statement = select(MEMBERS.c.visibility).where(MEMBERS.c.member_id == member)
    found = (await connection.execute(statement)).scalar_one_or_none()
    return DEFAULT_VISIBILITY if found is None else Visibility(found)


async def choose_visibility(
    connection: AsyncConnection, member: int, visibility: Visibility
) -> None:
    """Write where a member wants to appear."""
    statement = upsert(MEMBERS).values(member_id=member, visibility=visibility)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["member_id"], set_={"visibility": visibility}
        )
    )
