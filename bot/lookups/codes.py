"""How queries are written into buttons, by the types of their fields: `s:ml-engineer:openai:l5`."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from bot.lookups.queries import Entity, InCode, Query

CODE_LIMIT = 94
"""Characters of a code: the 100 of a custom id less what says which button it is."""


@dataclass(frozen=True, slots=True)
class QueryField:
    """A field of a query: what its ids name, whether it holds several, and how it is written."""

    name: str
    default: object
    entity: Entity | None
    many: bool
    choices: type[StrEnum] | None
    in_code: InCode | None

    def ids(self, query: Query) -> tuple[str, ...]:
        value: tuple[str, ...] | str | None = getattr(query, self.name)
        if value is None:
            return ()
        return value if isinstance(value, tuple) else (value,)

    def write(self, query: Query) -> str | None:
        """Write the value in a query; None where it is left out with its colon."""
        ids = self.ids(query)
        if self.in_code is InCode.NUMBER:
            return str(self._numbers[ids[0]]) if ids else None
        return "+".join(ids)

    def read(self, part: str) -> object:
        """Read a part of a code; MISSING where it is no value of this field."""
        if self.in_code is InCode.REST:
            return part
        if not part:
            return self.default
        if self.in_code is InCode.NUMBER:
            return {str(at): it for it, at in self._numbers.items()}.get(part, MISSING)
        if self.choices is not None:
            return self.choices(part) if part in tuple(self.choices) else MISSING
        return tuple(part.split("+")) if self.many else part

    @property
    def _numbers(self) -> Mapping[str, int]:
        return {it: at for at, it in enumerate(self.choices or ())}


@dataclass(frozen=True, slots=True)
class QueryCodec:
    """A kind of query with its letter, its fields, and these in the order of a code."""

    kind: type[Query]
    letter: str
    fields: tuple[QueryField, ...]
    written: tuple[QueryField, ...]

    @classmethod
    def of(cls, kind: type[Query], letter: str) -> "QueryCodec":
        found = tuple(_fields(kind))
        written = sorted(found, key=lambda it: it.in_code is InCode.REST)
        return cls(kind, letter, found, tuple(written))

    def named(self, query: Query) -> Iterator[tuple[Entity, tuple[str, ...]]]:
        """Return the ids in a query with the kind of thing they name, field by field."""
        return ((it.entity, it.ids(query)) for it in self.fields if it.entity is not None)

    def encode(self, query: Query) -> str | None:
        """Write a query, or None where it is too long for a button."""
        written = list(self.written)
        while written and written[-1].in_code is InCode.LATER and not written[-1].ids(query):
            written.pop()
        parts = [part for it in written if (part := it.write(query)) is not None]
        code = ":".join((self.letter, *parts))
        return code if len(code) <= CODE_LIMIT else None

    def decode(self, code: str) -> Query | None:
        """Read a code that begins with the letter; None where no query was written so."""
        wanted = self.written
        words = bool(wanted) and wanted[-1].in_code is InCode.REST
        given = code.split(":", len(wanted) if words else -1)[1:]
        while len(given) < len(wanted) and wanted[-1].in_code in (InCode.NUMBER, InCode.LATER):
            wanted = wanted[:-1]
        if len(given) != len(wanted):
            return None
        values = {it.name: it.read(part) for it, part in zip(wanted, given, strict=True)}
        return None if MISSING in values.values() else self.kind(**values)


def _fields(kind: type[Query]) -> Iterator[QueryField]:
    hints = get_type_hints(kind, include_extras=True)
    for field in fields(kind):
        types, marks = _parts(hints[field.name])
        yield QueryField(
            field.name,
            field.default,
            next((it for it in marks if isinstance(it, Entity)), None),
            tuple in types,
            next((it for it in types if issubclass(it, StrEnum)), None),
            next((it for it in marks if isinstance(it, InCode)), None),
        )


def _parts(hint: Any) -> tuple[list[type[Any]], list[object]]:
    """Take a type apart: the plain types in it, and the marks on them."""
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        types, more = _parts(inner)
        return types, [*marks, *more]
    if get_origin(hint) is None:
        return ([hint] if isinstance(hint, type) else []), []
    parts = [_parts(it) for it in get_args(hint)]
    outer: list[type[Any]] = [tuple] if get_origin(hint) is tuple else []
    types = [it for found, _ in parts for it in found]
    return [*outer, *types], [it for _, found in parts for it in found]
