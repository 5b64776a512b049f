"""What differs between two versions of a file, record by record, in words for people."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from bot.records.reader import read

LONGEST = 160
NAMES = ("id", "role", "name", "title", "label", "question", "text", "who")
"""Fields by which people know a record, the best first."""


class DifferenceKind(StrEnum):
    """What became of something."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: where, as names from the outside in, and what stood and stands there.

    `claim` tells whether it is a claim, or lies in one: a record that names its source.
    """

    kind: DifferenceKind
    file: str
    place: tuple[str, ...]
    before: str | None
    after: str | None
    claim: bool


def differences(name: str, before: bytes | None, after: bytes | None) -> tuple[Difference, ...]:
    """List what differs between two contents of a valid file; None is no file."""
    old: Any = {} if before is None else read(name, before).data
    new: Any = {} if after is None else read(name, after).data
    return tuple(_Comparison(name).compare((), old, new, claim=False))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Walk two values side by side."""

    file: str

    def compare(
        self, place: tuple[str, ...], old: Any, new: Any, *, claim: bool
    ) -> Iterator[Difference]:
        if old == new:
            return
        if _has_records(old) or _has_records(new):
            old, new = old or [], new or []
        elif _is_group(old) or _is_group(new):
            old, new = old or {}, new or {}
        if isinstance(old, dict) and isinstance(new, dict):
            claim = claim or "source" in old or "source" in new
            for key in dict.fromkeys((*old, *new)):
                yield from self.compare((*place, key), old.get(key), new.get(key), claim=claim)
        elif isinstance(old, list) and isinstance(new, list) and _has_records([*old, *new]):
            yield from self._lists(place, old, new)
        elif isinstance(old, list) and isinstance(new, list) and set(old) != set(new):
            yield from (self._one(place, it, None, claim=claim) for it in old if it not in new)
            yield from (self._one(place, None, it, claim=claim) for it in new if it not in old)
        else:
            yield self._one(place, old, new, claim=claim)

    def _lists(
        self, place: tuple[str, ...], old: list[Any], new: list[Any]
    ) -> Iterator[Difference]:
        """Compare lists of records: by id where they have one, else by what is most alike."""
        for one, other in _pairs(old, new):
            known = other if other is not None else one
            where = (*place, _name_of(known))
            if one is None or other is None:
                yield self._one(where, one, other, claim=False)
            else:
                yield from self.compare(where, one, other, claim=False)

    def _one(self, place: tuple[str, ...], old: Any, new: Any, *, claim: bool) -> Difference:
        gone = DifferenceKind.REMOVED if new is None else DifferenceKind.CHANGED
        kind = DifferenceKind.ADDED if old is None else gone
        record = new if isinstance(new, dict) else old
        claim = claim or (isinstance(record, dict) and "source" in record)
        return Difference(kind, self.file, place, _said(old), _said(new), claim)


def _has_records(value: Any) -> bool:
    """Tell lists of records from lists of plain values; a valid file holds no mixed ones."""
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _is_group(value: Any) -> bool:
    """Tell a mapping that holds things from a record that is one."""
    return isinstance(value, dict) and "source" not in value


def _pairs(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]]:
    """Pair the records of two lists; None where one has none like it."""
    if all("id" in record for record in (*old, *new)):
        before: dict[str, Mapping[str, Any]] = {str(record["id"]): record for record in old}
        after: dict[str, Mapping[str, Any]] = {str(record["id"]): record for record in new}
        yield from ((before.get(key), after.get(key)) for key in dict.fromkeys((*before, *after)))
        return
    before_keys, after_keys = _keys(old), _keys(new)
    matcher = SequenceMatcher(None, before_keys, after_keys, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        size = max(b - a, d - c)
        left = [*old[a:b], *([None] * size)][:size]
        right = [*new[c:d], *([None] * size)][:size]
        yield from zip(left, right, strict=True)


def _keys(records: Sequence[Mapping[str, Any]]) -> list[str]:
    return [json.dumps(record, sort_keys=True) for record in records]


def _name_of(record: Any) -> str:
    """Name a record as people know it."""
    for field in NAMES:
        value = record.get(field) if isinstance(record, dict) else None
        if isinstance(value, str):
            return cut(value, 60)
    roles = record.get("roles") if isinstance(record, dict) else None
    return ", ".join(map(str, roles)) if isinstance(roles, list) and roles else "entry"


def _said(value: Any) -> str | None:
    """Say a value in a line."""
    if value is None:
        return None
    if isinstance(value, str):
        return cut(value)
    if isinstance(value, dict):
        parts = (f"{key}: {_said(inner)}" for key, inner in value.items() if inner is not None)
        return cut(", ".join(parts))
    if isinstance(value, list):
        return cut(", ".join(str(_said(inner)) for inner in value))
    return json.dumps(value)


def cut(text: str, longest: int = LONGEST) -> str:
    """Cut a text to what a line holds."""
    folded = " ".join(text.split())
    return folded if len(folded) <= longest else folded[: longest - 1] + "…"
