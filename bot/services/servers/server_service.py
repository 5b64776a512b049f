"""What all servers set, in memory over the store: settings and words for roles; decks on demand."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from pydantic import ValidationError

from bot.knowledge.decks import DeckFile, Item
from bot.records.reader import read
from bot.services.servers.server_decks import own_items
from bot.services.servers.server_settings import ServerSettings
from bot.store import servers
from bot.store.database import Store
from bot.store.servers import OwnAlias, OwnDeck

log = logging.getLogger(__name__)
NOTHING: Mapping[str, str] = MappingProxyType({})
DEFAULTS = ServerSettings()
_Aliases = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DeckTitle:
    """How a server's deck is called, and how many items it has."""

    title: str
    items: int


class ServerService:
    """Look servers up without waiting; a change is written before it is seen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._settings: dict[int, ServerSettings] = {}
        self._aliases: dict[int, _Aliases] = {}
        self._decks: dict[int, dict[str, DeckTitle]] = {}

    async def open(self) -> None:
        """Read what all servers set; raise StoreError."""
        for guild, values in (await self._store.read(servers.all_settings)).items():
            try:
                self._settings[guild] = ServerSettings.model_validate(values)
            except ValidationError:
                log.exception("the settings of server %d cannot be read; defaults hold", guild)
        found: dict[int, dict[str, str]] = {}
        for guild, alias in await self._store.read(servers.all_aliases):
            found.setdefault(guild, {})[alias.title] = alias.role
        self._aliases.update(found)
        for guild, name, title, count in await self._store.read(servers.all_decks):
            self._decks.setdefault(guild, {})[name] = DeckTitle(title, count)

    def settings(self, guild: int | None) -> ServerSettings:
        """Give the settings that hold in a server; outside of servers the defaults do."""
        return DEFAULTS if guild is None else self._settings.get(guild, DEFAULTS)

    def aliases(self, guild: int | None) -> _Aliases:
        """Give a server's own words for roles: title to role id. Another value after a change."""
        return NOTHING if guild is None else self._aliases.get(guild, NOTHING)

    async def set_settings(self, guild: int, settings: ServerSettings) -> None:
        """Write settings, and let them hold."""
        values = settings.model_dump(mode="json", exclude_defaults=True)
        await self._store.write(
            lambda connection: servers.write_settings(connection, guild, values)
        )
        self._settings[guild] = settings

    async def set_alias(self, guild: int, alias: OwnAlias) -> None:
        """Write a word for a role, and let it hold."""
        await self._store.write(partial(servers.write_alias, guild=guild, alias=alias))
        await self._read_aliases(guild)

    async def remove_alias(self, guild: int, key: str) -> bool:
        """Remove a word for a role; False where there is none."""
        removed = await self._store.write(partial(servers.remove_alias, guild=guild, key=key))
        await self._read_aliases(guild)
        return removed

    async def decks(self, guild: int) -> Mapping[str, OwnDeck]:
        """Give a server's decks by name."""
        found = await self._store.read(partial(servers.decks_of, guild=guild))
        return {deck.name: deck for deck in found}

    def deck_titles(self, guild: int | None) -> Mapping[str, DeckTitle]:
        """Give how a server's decks are called, by name."""
        return {} if guild is None else self._decks.get(guild, {})

    async def set_deck(self, guild: int, deck: OwnDeck) -> None:
        """Write a deck; one of the same name is replaced."""
        await self._store.write(partial(servers.write_deck, guild=guild, deck=deck))
        self._decks.setdefault(guild, {})[deck.name] = DeckTitle(deck.title, deck.items)

    async def remove_deck(self, guild: int, name: str) -> bool:
        """Remove a deck; False where there is none."""
        removed = await self._store.write(partial(servers.remove_deck, guild=guild, name=name))
        self._decks.get(guild, {}).pop(name, None)
        return removed

    async def items(self, guild: int, name: str) -> tuple[Item, ...]:
        """Give the items of a server's deck; none where there is no such deck."""
        deck = (await self.decks(guild)).get(name)
        if deck is None:
            return ()
        return own_items(guild, name, await asyncio.to_thread(as_deck, deck))

    async def forget(self, guild: int) -> None:
        """Delete all that is stored about a server."""
        await self._store.write(partial(servers.delete_server, guild=guild))
        self._settings.pop(guild, None)
        self._aliases.pop(guild, None)
        self._decks.pop(guild, None)

    async def _read_aliases(self, guild: int) -> None:
        found = await self._store.read(partial(servers.aliases_of, guild=guild))
        self._aliases[guild] = {alias.title: alias.role for alias in found}


def as_deck(deck: OwnDeck) -> DeckFile:
    """Read a stored deck, which was checked when it was uploaded."""
    return DeckFile.model_validate(read(deck.name, deck.body).data)
