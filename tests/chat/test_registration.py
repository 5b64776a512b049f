from bot.chat.kit.registration import same_commands

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
