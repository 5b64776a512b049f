"""What a work speaks to the database through: a reader's connection, or the writer's in its thread.

A work is an async function of a connection that waits for nothing else. Beside readers it is run
by the event loop, each statement in a thread of the driver's. The writer runs whole batches in one
thread, where every statement answers at once: there a work is run to its end without a loop.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar, TypeVarTuple, overload

import sqlalchemy
from sqlalchemy import CursorResult
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.selectable import TypedReturnsRows

_Row = TypeVarTuple("_Row")
_Result = TypeVar("_Result")


class Connection(Protocol):
    """Runs statements in a transaction."""

    @overload
    async def execute(
        self,
        statement: TypedReturnsRows[*_Row],
        parameters: Any = None,
    ) -> CursorResult[*_Row]: ...

    @overload
    async def execute(
        self, statement: Executable, parameters: Any = None
    ) -> CursorResult[*tuple[Any, ...]]: ...

    async def exec_driver_sql(self, statement: str, parameters: Any = None) -> CursorResult[Any]:
        """Run SQL as it is written."""


Work = Callable[[Connection], Awaitable[_Result]]


class _AtOnce:
    """A connection of this thread, which answers without waiting."""

    def __init__(self, connection: sqlalchemy.Connection) -> None:
        self._connection = connection

    async def execute(self, statement: Any, parameters: Any = None) -> CursorResult[Any]:
        return self._connection.execute(statement, parameters)

    async def exec_driver_sql(self, statement: str, parameters: Any = None) -> CursorResult[Any]:
        return self._connection.exec_driver_sql(statement, parameters)


def run(work: Work[_Result], connection: sqlalchemy.Connection) -> _Result:
    """Run a work to its end in this thread; raise what it raises."""
    steps = work(_AtOnce(connection)).__await__()
    try:
        next(steps)
    except StopIteration as ended:
        result: _Result = ended.value
        return result
    raise RuntimeError("a work waits for something that is not the database")
