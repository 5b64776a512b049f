"""What is exported about a member says nothing of others, whatever table it stands in."""

from pathlib import Path
from typing import Any

from sqlalchemy import Column, create_engine, insert

from bot.quiz.items.base import RawText
from bot.store import privacy
from bot.store.database import open_database
from bot.store.tables.base import GivenText, Utc
from tests.conftest import NOW

ANN, BEN = 4711_0001, 4711_0002
MINE, THEIRS = "my own words", "what Ben wrote"
PERSONAL = list(privacy.personal_columns())
ANNS = {table.name: number for number, (table, _, _) in enumerate(PERSONAL, 1)}
"""By table, the number of a row that names Ann."""


def value(column: Column[Any], number: int, owner: Column[Any] | None) -> object:
    """Give something to store in a row that names Ann in one column, and Ben elsewhere."""
    if "personal" in column.info:
        return ANN if column is owner else BEN
    if (words_of := column.info.get("words_of")) is not None:
        return MINE if owner is not None and words_of == owner.name else THEIRS
    if key := next(iter(column.foreign_keys), None):
        return ANNS.get(key.column.table.name, number)
    if isinstance(column.type, Utc):
        return NOW
    if isinstance(column.type, GivenText):
        return RawText(MINE if owner is not None else THEIRS)
    kind = column.type.python_type
    by_kind = {str: f"{number}", bytes: b"x", int: number, float: 1.0, bool: False}
    return by_kind.get(kind)


async def fill(file: Path) -> None:
    """Let each column that names a member name Ann once, with Ben's rows beside hers."""
    async with open_database(file):
        pass  # its tables are made
    # Rows may point at nothing here: this connection does not look after foreign keys.
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        for number, (table, column, _) in enumerate(PERSONAL, 1):
            for at, owner in ((number, column), (number + len(PERSONAL), None)):
                row = {it.name: value(it, at, owner) for it in table.columns}
                connection.execute(insert(table).values(row))
    engine.dispose()


async def test_the_export_names_nobody_else_and_quotes_nobody_else(tmp_path: Path) -> None:
    file = tmp_path / "careers.sqlite3"
    await fill(file)
    async with open_database(file) as database:
        exported = await database.read(lambda it: privacy.export_member(it, ANN))
    assert set(exported) >= {table.name for table, _, _ in PERSONAL}
    assert len(exported["peer_grades"]) > 1, "grades of her answers are hers to see"
    said = str(exported)
    assert str(ANN) in said
    assert MINE in said
    assert str(BEN) not in said
    assert THEIRS not in said
