"""What is one server's alone, and its end: settings, words for roles, decks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, func, select, union
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.store.connection import Connection
from bot.store.tables import METADATA
from bot.store.tables.servers import SERVER_ALIASES, SERVER_DECKS, SERVER_SETTINGS, SERVERS


@dataclass(frozen=True, slots=True)
class OwnAlias:
    """A server's own word for a role."""

    key: str
    title: str
    role: str
    member: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnDeck:
    """A server's own deck, as it was uploaded."""

    name: str
    title: str
    body: bytes
    items: int
    member: int | None
    at: datetime
    form: str
    """What its file is: yaml or csv."""

    @property
    def file(self) -> str:
        return f"{self.name}.{self.form}"


async def all_settings(connection: Connection) -> Mapping[int, Mapping[str, Any]]:
    """Read what servers set, by server."""
    statement = select(SERVER_SETTINGS.c.guild_id, SERVER_SETTINGS.c.settings)
    return {row.guild_id: row.settings for row in await connection.execute(statement)}


async def write_settings(connection: Connection, guild: int, settings: Mapping[str, Any]) -> None:
    """Write what a server set, whole."""
    await _put(connection, SERVER_SETTINGS, {"guild_id": guild}, {"settings": settings})


async def aliases_of(connection: Connection, guild: int) -> tuple[OwnAlias, ...]:
    """List a server's own words for roles."""
    table = SERVER_ALIASES.c
    statement = (
        select(table.key, table.title, table.role, table.member_id, table.at)
        .where(table.guild_id == guild)
        .order_by(table.role, table.key)
    )
    return tuple(OwnAlias(*row) for row in await connection.execute(statement))


async def all_aliases(connection: Connection) -> tuple[tuple[int, OwnAlias], ...]:
    """List every server's own words for roles, with the server."""
    table = SERVER_ALIASES.c
    statement = select(
        table.guild_id, table.key, table.title, table.role, table.member_id, table.at
    )
    rows = await connection.execute(statement)
    return tuple((guild, OwnAlias(*rest)) for guild, *rest in rows)


async def write_alias(connection: Connection, guild: int, alias: OwnAlias) -> None:
    """Write a word for a role; one that meant another means this from now on."""
    values = {
        "title": alias.title,
        "role": alias.role,
        "member_id": alias.member,
        "at": alias.at,
    }
    await _put(connection, SERVER_ALIASES, {"guild_id": guild, "key": alias.key}, values)


async def remove_alias(connection: Connection, guild: int, key: str) -> bool:
    """Remove a word for a role; False where there is none."""
    table = SERVER_ALIASES
    statement = delete(table).where(table.c.guild_id == guild, table.c.key == key)
    return (await connection.execute(statement)).rowcount > 0


async def decks_of(connection: Connection, guild: int) -> tuple[OwnDeck, ...]:
    """List a server's own decks."""
    table = SERVER_DECKS.c
    columns = (table.name, table.title, table.body, table.item_count, table.member_id, table.at)
    statement = select(*columns, table.form).where(table.guild_id == guild).order_by(table.name)
    return tuple(OwnDeck(*row) for row in await connection.execute(statement))


async def all_decks(connection: Connection) -> tuple[tuple[int, str, str, int], ...]:
    """List every server's own decks without their items: server, name, title, how many items."""
    table = SERVER_DECKS.c
    statement = select(table.guild_id, table.name, table.title, table.item_count)
    rows = await connection.execute(statement.order_by(table.guild_id, table.name))
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)


async def write_deck(connection: Connection, guild: int, deck: OwnDeck) -> None:
    """Write a deck; one of the same name is replaced."""
    values = {
        "title": deck.title,
        "body": deck.body,
        "item_count": deck.items,
        "member_id": deck.member,
        "at": deck.at,
        "form": deck.form,
    }
    await _put(connection, SERVER_DECKS, {"guild_id": guild, "name": deck.name}, values)


async def remove_deck(connection: Connection, guild: int, name: str) -> bool:
    """Remove a deck; False where there is none."""
    table = SERVER_DECKS
    statement = delete(table).where(table.c.guild_id == guild, table.c.name == name)
    return (await connection.execute(statement)).rowcount > 0


async def _put(
    connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    """Write a row; one of the same key is replaced."""
    statement = upsert(table).values(**key, **values)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_=dict(values))
    )


def _of_servers() -> list[Table]:
    """List the tables whose rows are about a server; what hangs on these goes with them."""
    named = [table for table in METADATA.sorted_tables if "guild_id" in table.columns]
    return [it for it in named if not any(key.column.table in named for key in it.foreign_keys)]


async def known_servers(connection: Connection) -> frozenset[int]:
    """List every server that something is stored about."""
    statement = union(*(select(it.c.guild_id) for it in _of_servers() if it is not SERVERS))
    found = (await connection.execute(statement)).scalars()
    return frozenset(guild for guild in found if guild is not None)


async def mark_left(connection: Connection, guilds: Collection[int], now: datetime) -> None:
    """Write that servers were left; the moment of those marked already stays."""
    rows = [{"guild_id": guild, "left_at": now} for guild in guilds]
    if rows:
        await connection.execute(upsert(SERVERS).on_conflict_do_nothing(), rows)


async def mark_back(connection: Connection, guilds: Collection[int]) -> None:
    """Write that the bot is in servers, again perhaps."""
    await connection.execute(delete(SERVERS).where(SERVERS.c.guild_id.in_(list(guilds))))


async def left_before(connection: Connection, when: datetime) -> tuple[int, ...]:
    """List the servers that were left before a moment."""
    statement = select(SERVERS.c.guild_id).where(SERVERS.c.left_at <= when)
    return tuple((await connection.execute(statement)).scalars())


async def first_left(connection: Connection) -> datetime | None:
    """Find when the first of the servers that are marked was left."""
    found: datetime | None = (
        await connection.execute(select(func.min(SERVERS.c.left_at)))
    ).scalar_one()
    return found


async def delete_server(connection: Connection, guild: int) -> None:
    """Delete all that is stored about a server: its games with their answers, and its own data."""
    for table in _of_servers():
        await connection.execute(delete(table).where(table.c.guild_id == guild))
