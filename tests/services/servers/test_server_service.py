"""What moderators set for their servers, without Discord."""

import pytest

from bot.services.editing.repository import KnowledgeRepository
from bot.services.editing.snapshot import KnowledgeSnapshot
from bot.services.scheduler import Scheduler
from bot.services.servers.server_aliases import AliasError, SharedMeaning, clean_title, judge_alias
from bot.services.servers.server_decks import MAX_DECKS, DeckError, deck_name
from bot.services.servers.server_service import (
    NoSuchDeckError,
    RefusedDeck,
    ServerCleanup,
    ServerService,
    TakenDeck,
)
from bot.services.servers.server_settings import (
    SETTINGS,
    EntityKind,
    ServerSettings,
    SettingRefusedError,
    UnknownZoneError,
    export_settings,
)
from bot.store.database import Database
from tests.conftest import NOW
from tests.services.conftest import HandClock

HERE, ELSEWHERE, ME = 5, 6, 7
HAS = {EntityKind.CHANNEL: {11}, EntityKind.ROLE: {22}, EntityKind.PRIZE_ROLE: {22}}
DECK = """
name: {name}
about: What we ask on Fridays.
items:
  - id: first
    kind: choice
    topic: roles
    difficulty: easy
    question: Which of these is the first?
    right: This one
    wrong: [That one, Another]
    explanation: It was there before all others.
"""


@pytest.fixture
async def service(store: Database, whole: KnowledgeSnapshot, clock: HandClock) -> ServerService:
    repository = KnowledgeRepository(whole, store, clock)
    return ServerService(store, repository, clock)


async def reopened(service: ServerService, store: Database) -> ServerService:
    fresh = ServerService(store, service._repository, lambda: NOW)
    await fresh.open()
    return fresh


async def test_settings_hold_in_their_server_and_after_a_restart(
    service: ServerService, store: Database
) -> None:
    await service.change_setting(HERE, "leaderboards", value=False)
    await service.set_zone(HERE, " Europe/Berlin ")
    for one in (service, await reopened(service, store)):
        assert one.settings(HERE) == ServerSettings(leaderboards=False, time_zone="Europe/Berlin")
        assert one.settings(ELSEWHERE) == one.settings(None) == ServerSettings()
    with pytest.raises(UnknownZoneError):
        await service.set_zone(HERE, "Mars/Olympus")
    with pytest.raises(SettingRefusedError):
        await service.change_setting(HERE, "replies", value="loud")
    assert await service.reset_settings(HERE) == ServerSettings()
    assert service.settings(HERE) == ServerSettings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("replies", "loud"),
        ("replies", True),
        ("time_zone", True),
        ("leaderboards", "9" * 30),
        ("quiz_channels", "11"),
        ("quiz_channels", ("11", "letters")),
        ("no such setting", "x"),
        ("__class__", "x"),
    ],
)
async def test_what_no_setting_can_be_is_refused(
    service: ServerService, name: str, value: object
) -> None:
    with pytest.raises(SettingRefusedError):
        await service.change_setting(HERE, name, value)
    assert service.settings(HERE) == ServerSettings()


async def test_settings_name_channels_and_roles_of_their_server_alone(
    service: ServerService,
) -> None:
    new = await service.name_entities(HERE, "quiz_channels", ["11"], HAS)
    assert new.quiz_channels == ("11",)
    for name, chosen in (
        ("quiz_channels", "12"),
        ("quiz_channels", "22"),
        ("quiz_channels", "9" * 30),
        ("quiz_channels", "letters"),
        ("quiz_roles", "11"),
        ("replies", "11"),
        ("nothing", "11"),
    ):
        with pytest.raises(SettingRefusedError):
            await service.name_entities(HERE, name, [chosen], HAS)
    assert service.settings(HERE) == new


async def test_settings_are_imported_whole_or_not_at_all(service: ServerService) -> None:
    wanted = ServerSettings(quiz_channels=("11",), quiz_roles=("22",), quiz_starters="roles")
    other = {EntityKind.CHANNEL: {11}, EntityKind.ROLE: {33}, EntityKind.PRIZE_ROLE: set()}
    foreign = await service.import_settings(HERE, export_settings(wanted), other)
    assert isinstance(foreign, tuple)
    assert [it.wrong for it in foreign] == ["this server has no role 22"]
    broken = await service.import_settings(HERE, b"replies: loud\n", HAS)
    assert isinstance(broken, tuple)
    assert service.settings(HERE) == ServerSettings()
    assert await service.import_settings(HERE, export_settings(wanted), HAS) == wanted
    assert service.settings(HERE) == wanted


def test_every_setting_is_declared_with_what_changes_it() -> None:
    assert list(SETTINGS) == list(ServerSettings.model_fields)


async def test_a_word_means_a_role_in_its_server_alone(
    service: ServerService, store: Database
) -> None:
    added = await service.add_alias(HERE, ME, " Code  Wizard", "AI Engineer")
    assert (added.title, added.role_name, added.elsewhere) == ("Code Wizard", "AI Engineer", None)
    assert service.aliases(HERE) == {"Code Wizard": "ai-engineer"}
    assert service.aliases(ELSEWHERE) == service.aliases(None) == {}
    assert service.aliases_by_role(HERE) == {"AI Engineer": ("Code Wizard",)}
    assert (await reopened(service, store)).aliases(HERE) == {"Code Wizard": "ai-engineer"}
    assert await service.remove_alias(HERE, "code wizard")
    assert not await service.remove_alias(HERE, "code wizard")
    with pytest.raises(AliasError):
        await service.add_alias(HERE, ME, "Wizard", "no role at all")


@pytest.mark.parametrize("typed", ["x", "y" * 61, "<@1>", "a\u202eb", "12", "https://a.b", "*a*"])
def test_what_is_no_title_is_refused(typed: str) -> None:
    with pytest.raises(AliasError) as wrong:
        clean_title(typed)
    assert wrong.value.remedy


def test_a_clash_is_told_and_only_another_roles_name_is_refused(whole: KnowledgeSnapshot) -> None:
    knowledge = whole.knowledge
    role, other = list(knowledge.roles.values())[:2]
    for name in (role.name, other.name):
        with pytest.raises(AliasError):
            judge_alias(name, role.id, knowledge, 0)
    with pytest.raises(AliasError):
        judge_alias("Wizard", role.id, knowledge, 200)
    alias = next(
        title
        for group in knowledge.title_files.aliases.aliases
        if group.roles == (other.id,) and not group.employers
        for title in group.titles
        if knowledge.titles.resolve(title).how == "alias"
    )
    assert judge_alias(alias, role.id, knowledge, 0) == SharedMeaning(other.name, same=False)
    assert judge_alias(alias, other.id, knowledge, 0) == SharedMeaning(other.name, same=True)


def test_decks_are_called_as_their_files_or_as_typed() -> None:
    assert deck_name(None, "Friday Night.yaml") == "friday-night"
    assert deck_name("Mine", "x.csv") == "mine"
    for typed in ("../x", "a" * 41, "ä", ""):
        with pytest.raises(DeckError):
            deck_name(typed or None, "ü.yaml")


async def test_a_deck_is_taken_replaced_and_removed(
    service: ServerService, store: Database
) -> None:
    raw = DECK.format(name="Friday night").encode()
    taken = await service.take_deck(HERE, ME, "friday", "a.yaml", raw)
    assert taken == TakenDeck("friday", "Friday night", 1, (), replaced=False)
    again = await service.take_deck(HERE, ME, "friday", "a.yaml", raw)
    assert isinstance(again, TakenDeck)
    assert again.replaced
    assert (await reopened(service, store)).deck_titles(HERE)["friday"].items == 1
    (listed,) = await service.list_decks(HERE)
    assert (listed.deck.title, listed.reported) == ("Friday night", ())
    assert (await service.read_deck(HERE, "FRIDAY night")).items[0].id == "first"
    assert [it.id for it in await service.items(HERE, "friday")] == ["server-5+friday+first"]
    assert (await service.remove_deck(HERE, "friday")).body
    for lost in (service.deck, service.read_deck, service.remove_deck):
        with pytest.raises(NoSuchDeckError):
            await lost(HERE, "friday")
    assert await service.items(HERE, "friday") == ()


async def test_a_deck_with_mistakes_is_refused_whole(service: ServerService) -> None:
    raw = DECK.format(name="Friday night").replace("topic: roles", "topic: sports").encode()
    refused = await service.take_deck(HERE, ME, "friday", "a.yaml", raw)
    assert isinstance(refused, RefusedDeck)
    assert await service.decks(HERE) == {}


async def test_a_server_has_room_for_so_many_decks(service: ServerService) -> None:
    for number in range(MAX_DECKS):
        raw = DECK.format(name=f"Deck {number}").encode()
        await service.take_deck(HERE, ME, f"deck-{number}", "a.yaml", raw)
    with pytest.raises(DeckError):
        await service.check_room(HERE, "one-more")
    assert await service.check_room(HERE, "deck-3")


async def test_a_server_that_is_forgotten_has_nothing_left(
    service: ServerService, store: Database
) -> None:
    await service.add_alias(HERE, ME, "Wizard", "AI Engineer")
    await service.change_setting(HERE, "leaderboards", value=False)
    await service.take_deck(HERE, ME, "friday", "a.yaml", DECK.format(name="Friday").encode())
    await service.forget(HERE)
    for one in (service, await reopened(service, store)):
        assert one.settings(HERE) == ServerSettings()
        assert not one.aliases(HERE)
        assert not one.deck_titles(HERE)


async def test_a_server_that_was_left_is_forgotten_after_thirty_days(
    service: ServerService, store: Database, clock: HandClock
) -> None:
    cleanup = ServerCleanup(store, Scheduler(clock), service)
    for guild in (HERE, ELSEWHERE):
        await service.change_setting(guild, "leaderboards", value=False)
    await cleanup.note_present([ELSEWHERE])
    clock.move(days=29)
    await cleanup.note_left(ELSEWHERE)
    await cleanup.note_back(ELSEWHERE)
    assert not service.settings(HERE).leaderboards
    clock.move(days=2)
    await cleanup.run()
    assert service.settings(HERE) == ServerSettings()
    clock.move(days=60)
    await cleanup.run()
    assert not service.settings(ELSEWHERE).leaderboards, "it came back"
