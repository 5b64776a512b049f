"""What moderators set for a server: settings, words for roles, decks; and the end of all that."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from types import MappingProxyType

from pydantic import ValidationError

from bot.knowledge.decks import DeckFile, Item
from bot.records.problems import Problem
from bot.services.editing.repository import KnowledgeRepository
from bot.services.scheduler import Alarm, Clock, Scheduler
from bot.services.servers.server_aliases import (
    AliasError,
    SharedMeaning,
    clean_title,
    judge_alias,
)
from bot.services.servers.server_decks import (
    MAX_DECKS,
    DeckError,
    deck_prefix,
    form_of,
    own_items,
    read_deck,
    stored_deck,
)
from bot.services.servers.server_settings import (
    SETTINGS,
    EntitySetting,
    KnownEntities,
    ServerSettings,
    SettingRefusedError,
    UnknownZoneError,
    foreign_entities,
    import_settings,
    is_zone,
)
from bot.store import reports, servers
from bot.store.database import Store
from bot.store.errors import StoreError
from bot.store.servers import OwnAlias, OwnDeck
from bot.titles.spelling import normalize

log = logging.getLogger(__name__)
NOTHING: Mapping[str, str] = MappingProxyType({})
DEFAULTS = ServerSettings()
KEPT = timedelta(days=30)
"""How long the data of a server is kept after the bot was removed, in case it comes back."""
LONGEST_WAIT = timedelta(days=1)
RETRY = timedelta(minutes=5)
_Aliases = Mapping[str, str]
Follow = Callable[[], Awaitable[None]]
"""What is called after settings changed; it raises nothing."""


class NoSuchDeckError(DeckError):
    """The server has no deck of this name."""

    text = "This server has no deck of that name."
    remedy = "/deck list shows what it has."


@dataclass(frozen=True, slots=True)
class DeckTitle:
    """How a server's deck is called, and how many items it has."""

    title: str
    items: int


@dataclass(frozen=True, slots=True)
class AddedAlias:
    """A server's word for a role from now on; `elsewhere` is what it means in other servers."""

    title: str
    role_name: str
    elsewhere: SharedMeaning | None


@dataclass(frozen=True, slots=True)
class TakenDeck:
    """A deck that can be played now; `advice` stopped nobody."""

    name: str
    title: str
    items: int
    advice: tuple[Problem, ...]
    replaced: bool


@dataclass(frozen=True, slots=True)
class RefusedDeck:
    """All that is wrong with an uploaded deck."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ListedDeck:
    """A deck of a server, and which of its items members reported."""

    deck: OwnDeck
    reported: tuple[str, ...]


class ServerService:
    """Look servers up without waiting; a change is written before it is seen."""

    def __init__(self, store: Store, repository: KnowledgeRepository, clock: Clock) -> None:
        self._store = store
        self._repository = repository
        self._clock = clock
        self._settings: dict[int, ServerSettings] = {}
        self._aliases: dict[int, _Aliases] = {}
        self._decks: dict[int, dict[str, DeckTitle]] = {}
        self._followers: list[Follow] = []
        self._is_read = False

    def follow(self, follow: Follow) -> None:
        """Call something after each change of settings."""
        self._followers.append(follow)

    async def open(self) -> None:
        """Read what all servers set, in place of what was read before; raise StoreError."""
        settings = await self._store.read(servers.all_settings)
        aliases = await self._store.read(servers.all_aliases)
        decks = await self._store.read(servers.all_decks)
        for known in (self._settings, self._aliases, self._decks):
            known.clear()
        for guild, values in settings.items():
            try:
                self._settings[guild] = ServerSettings.model_validate(values)
            except ValidationError:
                log.exception("the settings of server %d cannot be read; defaults hold", guild)
        found: dict[int, dict[str, str]] = {}
        for guild, alias in aliases:
            found.setdefault(guild, {})[alias.title] = alias.role
        self._aliases.update(found)
        for guild, name, title, count in decks:
            self._decks.setdefault(guild, {})[name] = DeckTitle(title, count)
        self._is_read = True

    @property
    def is_read(self) -> bool:
        """Whether it is known what servers set; where it is not, defaults hold."""
        return self._is_read

    def settings(self, guild: int | None) -> ServerSettings:
        """Look up the settings that hold in a server; outside of servers the defaults do."""
        return DEFAULTS if guild is None else self._settings.get(guild, DEFAULTS)

    def all_settings(self) -> Mapping[int, ServerSettings]:
        """Look up all servers that set anything."""
        return self._settings

    async def change_setting(self, guild: int, name: str, value: object) -> ServerSettings:
        """Let one setting have another value; raise SettingRefusedError where it cannot have it."""
        return await self._set_settings(guild, self._changed(guild, name, value))

    async def name_entities(
        self, guild: int, name: str, chosen: Sequence[str], known: KnownEntities
    ) -> ServerSettings:
        """Let a setting name channels or roles by their ids, of those that the server has."""
        setting, changed = SETTINGS.get(name), self._changed(guild, name, tuple(chosen))
        if not isinstance(setting, EntitySetting) or not {*map(int, chosen)} <= known[setting.kind]:
            raise SettingRefusedError
        return await self._set_settings(guild, changed)

    def _changed(self, guild: int, name: str, value: object) -> ServerSettings:
        values = {**self.settings(guild).model_dump(mode="json"), name: value}
        try:
            return ServerSettings.model_validate(values)
        except ValidationError:
            raise SettingRefusedError from None

    async def set_zone(self, guild: int, typed: str) -> ServerSettings:
        """Raise UnknownZoneError where no time zone is called so."""
        if not is_zone(typed.strip()):
            raise UnknownZoneError(typed)
        return await self.change_setting(guild, "time_zone", typed.strip())

    async def reset_settings(self, guild: int) -> ServerSettings:
        return await self._set_settings(guild, DEFAULTS)

    async def import_settings(
        self, guild: int, raw: bytes, known: KnownEntities
    ) -> ServerSettings | tuple[Problem, ...]:
        """Take settings from a file, all of them or none; list all that is wrong with it."""
        found = import_settings(raw)
        if not isinstance(found, ServerSettings):
            return found
        if foreign := foreign_entities(found, known):
            return foreign
        return await self._set_settings(guild, found)

    async def _set_settings(self, guild: int, settings: ServerSettings) -> ServerSettings:
        values = settings.model_dump(mode="json", exclude_defaults=True)
        await self._store.write(partial(servers.write_settings, guild=guild, settings=values))
        self._settings[guild] = settings
        for follow in self._followers:
            await follow()
        return settings

    def aliases(self, guild: int | None) -> _Aliases:
        """Look up a server's own words: title to role id. After a change it is another value."""
        return NOTHING if guild is None else self._aliases.get(guild, NOTHING)

    def aliases_by_role(self, guild: int) -> Mapping[str, tuple[str, ...]]:
        """List a server's own words by the names of roles, or the ids of those no longer here."""
        roles = self._repository.snapshot.knowledge.roles
        found: dict[str, list[str]] = {}
        for title, role in self.aliases(guild).items():
            name = roles[role].name if role in roles else f"{role}, no longer here"
            found.setdefault(name, []).append(title)
        return {name: tuple(sorted(titles)) for name, titles in sorted(found.items())}

    async def add_alias(self, guild: int, member: int, typed: str, typed_role: str) -> AddedAlias:
        """Let a word mean a role in a server, whatever it means elsewhere; raise AliasError."""
        knowledge = self._repository.snapshot.knowledge
        found = knowledge.titles.resolve(typed_role)
        if found.status != "matched":
            raise AliasError("I know no role by that name.", "Choose one that is offered.")
        role = knowledge.roles[found.roles[0]]
        title = clean_title(typed)
        elsewhere = judge_alias(title, role.id, knowledge, len(self.aliases(guild)))
        alias = OwnAlias(normalize(title), title, role.id, member, self._clock())
        await self._store.write(partial(servers.write_alias, guild=guild, alias=alias))
        await self._read_aliases(guild)
        return AddedAlias(title, role.name, elsewhere)

    async def remove_alias(self, guild: int, typed: str) -> bool:
        """Remove a word for a role; False where there is none."""
        key = normalize(typed)
        removed = await self._store.write(partial(servers.remove_alias, guild=guild, key=key))
        await self._read_aliases(guild)
        return removed

    async def _read_aliases(self, guild: int) -> None:
        found = await self._store.read(partial(servers.aliases_of, guild=guild))
        self._aliases[guild] = {alias.title: alias.role for alias in found}

    def deck_titles(self, guild: int | None) -> Mapping[str, DeckTitle]:
        """Look up how a server's decks are called, by name."""
        return {} if guild is None else self._decks.get(guild, {})

    async def decks(self, guild: int) -> Mapping[str, OwnDeck]:
        """Read a server's decks, by name."""
        found = await self._store.read(partial(servers.decks_of, guild=guild))
        return {deck.name: deck for deck in found}

    async def deck(self, guild: int, typed: str) -> OwnDeck:
        """Find a deck by its name or title; raise NoSuchDeckError."""
        wanted = typed.strip().casefold()
        for deck in (await self.decks(guild)).values():
            if wanted in (deck.name, deck.title.casefold()):
                return deck
        raise NoSuchDeckError

    async def list_decks(self, guild: int) -> tuple[ListedDeck, ...]:
        reported = [it.item for it in await self._store.read(reports.reported)]
        listed = []
        for name, deck in (await self.decks(guild)).items():
            prefix = deck_prefix(guild, name)
            told = (it.removeprefix(prefix) for it in reported if it.startswith(prefix))
            listed.append(ListedDeck(deck, tuple(told)))
        return tuple(listed)

    async def read_deck(self, guild: int, typed: str) -> DeckFile:
        """Find a deck with its items; raise NoSuchDeckError."""
        return await asyncio.to_thread(as_deck, await self.deck(guild, typed))

    async def check_room(self, guild: int, name: str) -> bool:
        """Tell whether a deck would replace one; raise DeckError where there is no room for it."""
        known = await self.decks(guild)
        if name not in known and len(known) >= MAX_DECKS:
            raise DeckError(f"A server has up to {MAX_DECKS} decks.", "Remove one first.")
        return name in known

    async def take_deck(
        self, guild: int, member: int, name: str, file: str, raw: bytes
    ) -> TakenDeck | RefusedDeck:
        """Take a deck in under a name, or list everything that is wrong with it.

        What `file` is called says whether it is YAML or CSV. Raise DeckError as `check_room` does.
        """
        replaced = await self.check_room(guild, name)
        knowledge = self._repository.snapshot.knowledge
        form = form_of(file)
        read_in = partial(read_deck, f"{name}.{form}", raw, knowledge)
        found = await self._repository.in_background(read_in)
        if found.deck is None:
            return RefusedDeck(found.problems)
        deck, now = found.deck, self._clock()
        own = OwnDeck(name, deck.name, raw, len(deck.items), member, now, form)
        await self._store.write(partial(servers.write_deck, guild=guild, deck=own))
        self._decks.setdefault(guild, {})[name] = DeckTitle(own.title, own.items)
        # What members reported was this deck's former wording.
        prefix = deck_prefix(guild, name)
        await self._store.write(partial(reports.settle_all, prefix=prefix, member=member, now=now))
        return TakenDeck(name, deck.name, len(deck.items), found.advice, replaced)

    async def remove_deck(self, guild: int, typed: str) -> OwnDeck:
        """Remove a deck, which is given back once more; raise NoSuchDeckError."""
        deck = await self.deck(guild, typed)
        await self._store.write(partial(servers.remove_deck, guild=guild, name=deck.name))
        self._decks.get(guild, {}).pop(deck.name, None)
        return deck

    async def items(self, guild: int, name: str) -> tuple[Item, ...]:
        """Read the items of a server's deck; none where there is no such deck."""
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


class ServerCleanup:
    """Notes which servers the bot was removed from, and deletes their data some time later."""

    def __init__(self, store: Store, scheduler: Scheduler, service: ServerService) -> None:
        self._store = store
        self._scheduler = scheduler
        self._servers = service
        self._alarm = Alarm(scheduler, "forget servers", self.run)

    async def note_present(self, present: Collection[int]) -> None:
        """Note what happened while the bot was away: `present` are the servers it is in."""
        now = self._scheduler.now()
        try:
            known = await self._store.read(servers.known_servers)
            await self._store.write(
                lambda connection: servers.mark_left(connection, known - set(present), now)
            )
            await self._store.write(partial(servers.mark_back, guilds=present))
        except StoreError as error:
            log.warning("servers that were left are not noted: %s", error)
        await self.run()

    async def note_left(self, guild: int) -> None:
        now = self._scheduler.now()
        try:
            await self._store.write(lambda connection: servers.mark_left(connection, [guild], now))
        except StoreError as error:
            log.warning("that server %d was left is noted at the next start: %s", guild, error)
        await self.run()

    async def note_back(self, guild: int) -> None:
        try:
            await self._store.write(partial(servers.mark_back, guilds=[guild]))
        except StoreError as error:
            log.warning("that server %d is back is noted at the next start: %s", guild, error)

    async def run(self) -> None:
        """Delete what is due, and come back when more is."""
        now = self._scheduler.now()
        following = now + RETRY
        try:
            for guild in await self._store.read(partial(servers.left_before, when=now - KEPT)):
                await self._servers.forget(guild)
                log.info("what was stored about server %d is deleted", guild)
            first = await self._store.read(servers.first_left)
            following = now + LONGEST_WAIT if first is None else first + KEPT
        except StoreError as error:
            log.warning("servers that were left are looked at later: %s", error)
        finally:
            self._alarm.at(min(max(following, now), now + LONGEST_WAIT))


def as_deck(deck: OwnDeck) -> DeckFile:
    """Read a stored deck, which was checked when it was uploaded."""
    return stored_deck(deck.file, deck.form, deck.body)
