import discord
from discord import app_commands

from bot.chat.client import CareersClient
from bot.chat.commands import add_all
from bot.chat.kit.registration import same_commands
from tests.benchmarks import payloads

ROLE = {
    "name": "role",
    "description": "What a job is",
    "type": 1,
    "options": [{"name": "title", "type": 3, "required": True, "max_length": 100}],
    "contexts": [0, 1, 2],
}


def test_what_discord_adds_makes_no_difference() -> None:
    registered = {**ROLE, "id": "1", "version": "2", "dm_permission": True, "contexts": [2, 0, 1]}
    assert same_commands([ROLE], [registered])


def test_any_change_is_one() -> None:
    option = {"name": "title", "type": 3, "required": False, "max_length": 100}
    for change in (
        {**ROLE, "description": "Other"},
        {**ROLE, "options": []},
        {**ROLE, "options": [option]},
        {**ROLE, "contexts": [0, 1]},
        {**ROLE, "type": 3},
    ):
        assert not same_commands([change], [ROLE])
    assert not same_commands([ROLE], [])
    assert not same_commands([], [ROLE])


def test_permissions_are_text_at_discord_and_a_number_here() -> None:
    wanted = {**ROLE, "default_member_permissions": 32}
    assert same_commands([wanted], [{**ROLE, "default_member_permissions": "32"}])
    for other in ("8", "", None):
        assert not same_commands([wanted], [{**ROLE, "default_member_permissions": other}])


def test_every_command_is_known_again_as_discord_answers_it() -> None:
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    add_all(tree)
    wanted = [command.to_dict(tree) for command in tree.get_commands()]
    answered = [payloads.registered(number, it) for number, it in enumerate(wanted, 7000)]
    assert any(it["default_member_permissions"] for it in answered)
    assert same_commands(wanted, answered)


def test_what_is_a_servers_is_registered_where_the_bot_is(client: CareersClient) -> None:
    commands = [it.to_dict(client.tree) for it in client.tree.get_commands()]
    in_servers = {it["name"] for it in commands if it["integration_types"] == [0]}
    assert in_servers == {"aliases", "deck", "pay", "settings", "quiz"}
    assert in_servers == {it["name"] for it in commands if it["contexts"] == [0]}
