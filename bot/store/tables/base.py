"""What all tables share: their registry, times in UTC, and whose a row is."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
)
from sqlalchemy.types import TypeDecorator

from bot.quiz.items import read_given
from bot.quiz.items.base import Given

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Number = BigInteger().with_variant(Integer, "sqlite")
"""Row numbers; SQLite counts up by itself only in a column of its plain integer type."""


class Utc(TypeDecorator[datetime]):
    """A moment, stored in UTC; one without a time zone is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store a moment as UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read a moment as UTC."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


class GivenText(TypeDecorator[Given]):
    """What a member answered, written as `prefix:body` of its kind; never as it was shown."""

    impl = String(400)
    cache_ok = True

    def process_bind_param(self, value: Given | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Given | None:
        del dialect
        return None if value is None else read_given(value)


class Personal(StrEnum):
    """What becomes of a row when the member it names wants to be forgotten."""

    DELETE = "delete"
    FORGET = "forget"


def member_column(
    name: str, personal: Personal, *, primary_key: bool = False, index: bool = False
) -> Column[Any]:
    """Make a column of a member's Discord id.

    Every such column is one: `/privacy` shows, exports and deletes by them. A row that is kept
    loses the id, so the column is empty then.
    """
    return Column(
        name,
        BigInteger,
        primary_key=primary_key,
        index=index or None,
        autoincrement=False,
        nullable=personal is Personal.FORGET,
        info={"personal": personal},
    )


def partial_index(
    name: str, where: ColumnElement[bool], *columns: Column[Any], unique: bool = False
) -> None:
    """Index the rows of a table for which something holds."""
    # Whatever is said here for another database has SQLAlchemy load all that it knows of that one.
    Index(name, *columns, unique=unique, sqlite_where=where)


def row_number() -> Column[Any]:
    """Make a column that numbers the rows; a number is never given twice."""
    return Column("id", Number, primary_key=True, autoincrement=True)
