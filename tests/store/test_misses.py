"""Questions without an answer: counted, bounded, and free of who asked."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.language.reading import Missed
from bot.store import misses
from bot.store.database import open_database
from bot.store.tables.knowledge import MISSES
from tests.conftest import NOW

QUESTION = Missed.QUESTION


async def test_the_same_question_is_counted(tmp_path: Path) -> None:
    async with open_database(tmp_path / "careers.sqlite3") as database:
        for day, question in enumerate(["penguins?", "tea?", "penguins?"]):
            later = NOW + timedelta(days=day)
            asked = {(question, QUESTION): 1}
            await database.write(partial(misses.record, asked=asked, now=later))
        kept = await database.read(misses.most_asked)
        assert [(miss.question, miss.asked) for miss in kept] == [("penguins?", 2), ("tea?", 1)]
        assert kept[0].first_at == NOW
        assert kept[0].last_at == NOW + timedelta(days=2)
        tea = kept[1].id
        assert await database.write(partial(misses.settle, number=tea, now=NOW))
        assert not await database.write(partial(misses.settle, number=tea, now=NOW))
        await database.write(partial(misses.record, asked={("tea?", QUESTION): 1}, now=NOW))
        assert [it.question for it in await database.read(misses.most_asked)] == ["penguins?"]


async def test_only_the_latest_are_kept(tmp_path: Path) -> None:
    async with open_database(tmp_path / "careers.sqlite3") as database:
        for number in range(12):
            question = f"question {number}"
            await database.write(
                partial(misses.record, asked={(question, QUESTION): 1}, now=NOW, most=10)
            )
        kept = await database.read(misses.most_asked)
        assert {miss.question for miss in kept} == {f"question {n}" for n in range(2, 12)}


def test_nothing_in_the_table_names_a_member() -> None:
    assert set(MISSES.columns.keys()) == {
        "id",
        "question",
        "kind",
        "asked",
        "first_at",
        "last_at",
        "settled_at",
    }
