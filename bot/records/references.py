"""What the fields of records name and define: declared beside each field, checked in one place.

`source: SourceRef` names a source, and `id: Annotated[Slug, Defines("source")]` is the id of one.
One walker finds both in any record, however deep; nothing else knows which file names what.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from types import UnionType
from typing import (
    Annotated,
    Any,
    NamedTuple,
    Protocol,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    runtime_checkable,
)

from pydantic import BaseModel

from bot.records.problems import Problem, suggestion
from bot.records.reader import DataPath, Document

MAX_PROBLEMS_A_FILE = 200


@dataclass(frozen=True, slots=True)
class Ref:
    """The value names a thing of a kind, as people read it: `there is no role x`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Defines:
    """The value is the id by which references name a thing of this kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class Unique:
    """No other record, of this file or of any, has the same value; case does not count.

    `what` is what people call the record: `pay claim x is already in line 5`.
    """

    what: str
    within_file: bool = False


class MarkedValue(NamedTuple):
    """A value with its path and what is declared of it."""

    path: DataPath
    marker: Ref | Defines | Unique
    value: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a path of a record, and what would be right."""

    path: DataPath
    wrong: str
    right: str


@runtime_checkable
class SelfChecking(Protocol):
    """The record of a file that has rules of its own, which point deeper than a validator can."""

    def faults(self) -> Iterator[Fault]:
        """Yield everything that is wrong in the record, with paths from the file's root."""
        ...


_Visitor = Callable[[Any, DataPath], Iterator[MarkedValue]]
_Model = TypeVar("_Model", bound=BaseModel)


def marked_values(record: BaseModel, path: DataPath = ()) -> Iterator[MarkedValue]:
    """Yield every value in a record, however deep, that something is declared of."""
    for name, visitor in _visitors(type(record)):
        yield from visitor(getattr(record, name), (*path, name))


def records_in(
    value: object, kind: type[_Model], path: DataPath = ()
) -> Iterator[tuple[DataPath, _Model]]:
    """Yield every record of a kind in a value, the value itself included, with its path."""
    if isinstance(value, kind):
        yield path, value
    for step, one in _parts(value):
        yield from records_in(one, kind, (*path, step))


def strings_in(value: object, path: DataPath = ()) -> Iterator[tuple[DataPath, str]]:
    """Yield every text in a value, however deep, with its path; keys of mappings are none."""
    if isinstance(value, str):
        yield path, value
    for step, one in _parts(value):
        yield from strings_in(one, (*path, step))


def _parts(value: object) -> Iterable[tuple[str | int, object]]:
    """Give what a record, a list or a mapping holds, each with the step that leads to it."""
    if isinstance(value, BaseModel):
        return value
    if isinstance(value, tuple):
        return enumerate(value)
    if isinstance(value, dict):
        return ((str(key), one) for key, one in value.items())
    return ()


def check(
    records: Mapping[str, BaseModel],
    documents: Mapping[str, Document],
    left_out: Collection[str] = (),
    unchanged: Collection[str] = (),
) -> Iterator[Problem]:
    """Find every broken reference, double value and fault in the records, by file name.

    Ids that are `left_out` count as known: what defines them could not be read. Files that are
    `unchanged` since a check found nothing have no faults in themselves.
    """
    marked = {name: tuple(marked_values(record)) for name, record in records.items()}
    known: dict[str, set[str]] = {}
    for item in chain.from_iterable(marked.values()):
        if isinstance(item.marker, Defines):
            known.setdefault(item.marker.kind, set(left_out)).add(item.value)
    for name, record in records.items():
        own: Iterable[Fault] = ()
        if name not in unchanged and isinstance(record, SelfChecking):
            own = record.faults()
        found = chain(broken_references(marked[name], known), own)
        for fault in islice(found, MAX_PROBLEMS_A_FILE):
            yield documents[name].problem(fault.path, fault.wrong, fault.right)
    yield from _doubles(marked, documents)


def broken_references(
    marked: Iterable[MarkedValue], known: Mapping[str, Collection[str]]
) -> Iterator[Fault]:
    """Find what names nothing, and what a list names twice; `known` maps a kind to its ids."""
    listed: set[tuple[DataPath, str]] = set()
    for item in marked:
        if not isinstance(item.marker, Ref):
            continue
        ids = known.get(item.marker.kind, ())
        if item.value not in ids:
            wrong = f"there is no {item.marker.kind} {item.value}"
            yield Fault(item.path, wrong, suggestion(item.value, sorted(ids)))
        if isinstance(item.path[-1], int):
            place = (item.path[:-1], item.value)
            if place in listed:
                yield Fault(item.path, f"{item.value} stands here twice", "remove one")
            listed.add(place)


def _doubles(
    marked: Mapping[str, Iterable[MarkedValue]], documents: Mapping[str, Document]
) -> Iterator[Problem]:
    """Find values that have to be unique, and are not."""
    first: dict[tuple[str, ...], tuple[str, DataPath]] = {}
    for file, items in marked.items():
        for item in items:
            if not isinstance(item.marker, Unique):
                continue
            what, field = item.marker.what, str(item.path[-1])
            scope = file if item.marker.within_file else ""
            key = (what, field, scope, item.value.casefold())
            other, path = first.setdefault(key, (file, item.path))
            if (other, path) == (file, item.path):
                continue
            if len(item.path) == 1:
                wrong = f"the {what} in {other} has the same {field}"
                yield documents[file].problem(item.path, wrong, "every one needs its own")
                continue
            line = documents[other].place(path)[0]
            where = f"line {line}" if other == file else f"{other}:{line}"
            wrong = f"{what} {item.value} is already in {where}"
            yield documents[file].problem(item.path, wrong, "rename one of them")


@cache
def _visitors(model: type[BaseModel]) -> tuple[tuple[str, _Visitor], ...]:
    """Find the fields of a model with anything declared in them, and what walks each."""
    hints = get_type_hints(model, include_extras=True)
    found = ((name, _visitor(hints[name])) for name in model.model_fields)
    return tuple((name, visitor) for name, visitor in found if visitor is not None)


def _visitor(annotation: Any) -> _Visitor | None:
    """Make what walks the values of an annotation; None where nothing is declared in it."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        markers = tuple(it for it in arguments[1:] if isinstance(it, Ref | Defines | Unique))
        return _leaf(markers) if markers else _visitor(arguments[0])
    if origin in (Union, UnionType):
        return _either([it for it in map(_visitor, arguments) if it is not None])
    if origin is tuple:
        return _each(_visitor(arguments[0]))
    if origin is dict:
        return _mapping(_visitor(arguments[0]), _visitor(arguments[1]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return marked_values if _visitors(annotation) else None
    return None


def _leaf(markers: tuple[Ref | Defines | Unique, ...]) -> _Visitor:
    def visit(value: Any, path: DataPath) -> Iterator[MarkedValue]:
        for marker in markers:
            yield MarkedValue(path, marker, str(value))

    return visit


def _either(visitors: list[_Visitor]) -> _Visitor | None:
    """Walk an optional value, or one of several kinds of records: each record knows its fields."""
    if not visitors:
        return None
    walk = visitors[0]

    def visit(value: Any, path: DataPath) -> Iterator[MarkedValue]:
        plain = walk is marked_values and not isinstance(value, BaseModel)
        return iter(()) if value is None or plain else walk(value, path)

    return visit


def _each(visitor: _Visitor | None) -> _Visitor | None:
    if visitor is None:
        return None

    def visit(value: Any, path: DataPath) -> Iterator[MarkedValue]:
        for index, one in enumerate(value):
            yield from visitor(one, (*path, index))

    return visit


def _mapping(keys: _Visitor | None, values: _Visitor | None) -> _Visitor | None:
    if keys is None and values is None:
        return None

    def visit(value: Any, path: DataPath) -> Iterator[MarkedValue]:
        for key, one in value.items():
            if keys is not None:
                yield from keys(key, (*path, str(key)))
            if values is not None:
                yield from values(one, (*path, str(key)))

    return visit
