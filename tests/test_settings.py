"""Settings as people write them, and what they read where one cannot be used."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read no `.env` but the test's own."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("written", ["1,2", "1, 2", "[1, 2]", " 2 1 "])
def test_operators_are_listed_as_people_list_them(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPERATORS", written)
    assert load_settings().operators == {1, 2}


@pytest.mark.parametrize("written", ["", "[]"])
def test_nobody_is_an_operator_where_none_is_listed(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPERATORS", written)
    assert load_settings().operators == frozenset()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("OPERATORS", "abc"),
        ("OPERATORS", "1;2"),
        ("OPERATORS", "-1"),
        ("OPERATORS", '{"a": 1}'),
        ("HOME_SERVER", "abc"),
        ("DEVELOPMENT_SERVER", "0"),
        ("DISCORD_LOG_LEVEL", "loud"),
    ],
)
def test_what_cannot_be_used_is_named(
    name: str, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, written)
    with pytest.raises(SettingsError, match=rf"^{name} cannot be used: "):
        load_settings()


def test_a_file_of_settings_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DISCORD_TOKEN=\xff\xfe")
    with pytest.raises(SettingsError, match=r"`\.env` cannot be read"):
        load_settings()


def test_the_example_copied_as_it_is_gives_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    defaults = load_settings()
    (tmp_path / ".env").write_bytes((ROOT / ".env.example").read_bytes())
    assert load_settings() == defaults
