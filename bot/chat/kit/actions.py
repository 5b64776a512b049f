"""What a button, a menu or a form does, as a value that is its custom id.

An action is written `prefix:field:field`. Nothing of it is stored, so that what was sent before
a restart works after it.
"""

import re
from dataclasses import fields
from enum import IntEnum, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, ClassVar, Self, get_args, get_type_hints

ID_LIMIT = 100
"""Characters of a custom id that Discord takes."""
SEPARATOR = ":"
_PREFIX = re.compile(r"[A-Za-z]{1,12}")
_NUMBER = re.compile(r"0|-?[1-9]\d{0,18}", re.ASCII)
_LARGEST = 2**63
_Kind = type[str] | type[int] | type[StrEnum] | type[IntEnum]


class Action:
    """The base of all actions: frozen dataclasses with slots, whose fields are the custom id.

        @dataclass(frozen=True, slots=True)
        class Skip(Action, prefix="qs"):
            game: int
            number: int

    A field is a `str`, an `int` of 64 bits, a `StrEnum` or an `IntEnum`, or one of these or None,
    which is written as nothing; an optional text is therefore never empty. Only the last text may
    hold a colon.
    """

    __slots__ = ()
    prefix: ClassVar[str]

    def __init_subclass__(cls, prefix: str | None = None) -> None:
        # A dataclass with slots is made twice; the second time it has its prefix already.
        if prefix is not None:
            if not _PREFIX.fullmatch(prefix):
                raise ValueError(f"{prefix!r} is no prefix: 1 to 12 letters")
            cls.prefix = prefix

    @property
    def custom_id(self) -> str | None:
        """Write the action; None where it is too long for Discord.

        :raises ValueError: where a field that is not the last one holds a colon.
        """
        values = [getattr(self, name) for name, _, _ in _shape(type(self))]  # type: ignore[arg-type]
        parts = ["" if value is None else str(value) for value in values]
        if any(SEPARATOR in part for part in parts[:-1]):
            raise ValueError(f"only the last field may hold a colon: {self}")
        written = SEPARATOR.join((self.prefix, *parts))
        return written if len(written) <= ID_LIMIT else None

    @classmethod
    def read(cls, custom_id: str) -> Self | None:
        """Read a custom id back; None for one that this class did not write."""
        shape = _shape(cls)  # type: ignore[arg-type]
        prefix, *parts = custom_id.split(SEPARATOR, len(shape))
        if prefix != cls.prefix or len(parts) != len(shape):
            return None
        try:
            return cls(
                *(
                    _read(kind, part, optional=optional)
                    for (_, kind, optional), part in zip(shape, parts, strict=True)
                )
            )
        except ValueError:
            return None


def prefix_of(custom_id: str) -> str:
    return custom_id.partition(SEPARATOR)[0]


# mypy takes no class for Hashable whose instances are.
@cache
def _shape(action: Any) -> tuple[tuple[str, _Kind, bool], ...]:
    """Give name and kind of each field, and whether it may be None."""
    hints = get_type_hints(action)
    return tuple((it.name, *_kind(hints[it.name])) for it in fields(action))


def _kind(annotation: object) -> tuple[_Kind, bool]:
    given = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    kinds = [it for it in given if it is not NoneType]
    match kinds:
        case [type() as kind] if kind in (str, int) or issubclass(kind, StrEnum | IntEnum):
            return kind, len(given) > 1
        case _:
            raise TypeError(f"no field of an action: {annotation}")


def _read(kind: _Kind, part: str, *, optional: bool) -> str | int | None:
    """Read one field; raise ValueError."""
    if optional and not part:
        return None
    return kind(read_number(part)) if issubclass(kind, int) else kind(part)


def read_number(part: str) -> int:
    """Read a number that the database can hold; raise ValueError."""
    if not _NUMBER.fullmatch(part) or not -_LARGEST <= int(part) < _LARGEST:
        raise ValueError(part)
    return int(part)
