"""Backups while the bot writes, and putting one back."""

import sqlite3
from pathlib import Path

import pytest

from bot.quiz.scoring import LeaderboardVisibility
from bot.store import privacy
from bot.store.backup import back_up, restore
from bot.store.database import open_database
from bot.store.errors import StoreError


async def choose(file: Path, member: int, visibility: LeaderboardVisibility) -> None:
    async with open_database(file) as database:
        await database.write(lambda c: privacy.choose_visibility(c, member, visibility))


async def chosen(file: Path, member: int) -> LeaderboardVisibility:
    async with open_database(file) as database:
        return await database.read(lambda c: privacy.visibility_of(c, member))


async def test_a_backup_of_a_database_in_use_holds_what_was_written(tmp_path: Path) -> None:
    file, copy = tmp_path / "careers.sqlite3", tmp_path / "copies" / "monday.sqlite3"
    async with open_database(file) as database:
        await database.write(
            lambda c: privacy.choose_visibility(c, 1, LeaderboardVisibility.HIDDEN)
        )
        back_up(file, copy)
        await database.write(
            lambda c: privacy.choose_visibility(c, 1, LeaderboardVisibility.GLOBAL)
        )
    assert await chosen(copy, 1) is LeaderboardVisibility.HIDDEN
    assert not list(tmp_path.glob("**/*.part"))


async def test_restore_puts_it_back_and_keeps_the_former(tmp_path: Path) -> None:
    file, copy = tmp_path / "careers.sqlite3", tmp_path / "copy.sqlite3"
    await choose(file, 1, LeaderboardVisibility.HIDDEN)
    back_up(file, copy)
    await choose(file, 1, LeaderboardVisibility.GLOBAL)
    kept = restore(copy, file)
    assert await chosen(file, 1) is LeaderboardVisibility.HIDDEN
    assert kept is not None
    assert await chosen(kept, 1) is LeaderboardVisibility.GLOBAL


async def test_restore_leaves_all_as_it_was_where_it_cannot_work(tmp_path: Path) -> None:
    file, copy = tmp_path / "careers.sqlite3", tmp_path / "copy.sqlite3"
    await choose(file, 1, LeaderboardVisibility.GLOBAL)
    back_up(file, copy)
    damaged = tmp_path / "damaged.sqlite3"
    data = bytearray(copy.read_bytes())
    data[4096 : 4096 + 2000] = b"\xff" * 2000
    damaged.write_bytes(data)
    other = tmp_path / "other.sqlite3"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE recipes (id INTEGER)")
    connection.close()
    text = tmp_path / "notes.txt"
    text.write_text("no database at all, but long enough to look at" * 100)
    for bad, words in (
        (damaged, "damaged"),
        (other, "not a database of this bot"),
        (text, "not a database"),
        (tmp_path / "missing", "no backup"),
    ):
        with pytest.raises(StoreError, match=words):
            restore(bad, file)
    async with open_database(file):
        with pytest.raises(StoreError, match="stop it first"):
            restore(copy, file)
    assert await chosen(file, 1) is LeaderboardVisibility.GLOBAL


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database at"):
        back_up(tmp_path / "missing.sqlite3", tmp_path / "copy.sqlite3")
    assert not list(tmp_path.iterdir())
