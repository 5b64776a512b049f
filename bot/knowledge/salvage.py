"""Go on behind a mistake: what is left of a file without its wrong entries, with its places.

Only for looking for further mistakes: whoever mends a file hears of all of them at once. What is
left over is never used for anything else.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from bot.knowledge.complaints import without_kinds
from bot.records.reader import Document, Path, Place


@dataclass(slots=True)
class Salvaged:
    """What is left of a file, and the ids of what was left out: others may well name them."""

    document: Document
    ids: set[str] = field(default_factory=set)


def salvage(document: Document, error: ValidationError) -> Salvaged | None:
    """Leave out the entries that a model complained of; None where that leaves no file."""
    wrong: set[Path] = set()
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        loc = tuple(part for part in detail["loc"] if part != "[key]")
        entry = _entry(without_kinds(document.data, loc))
        if entry is None:
            return None
        wrong.add(entry)
    places: dict[Path, Place] = {}
    found = Salvaged(Document(document.name, None, places, ()))
    data = _kept(document, (), (), wrong, found)
    found.document = Document(document.name, data, places, ())
    return found


def _entry(path: Path) -> Path | None:
    """Give the path to the entry of a list, or of a mapping within the file, that a path is in."""
    for end, part in enumerate(path, 1):
        if isinstance(part, int):
            return path[:end]
    return path[:2] if len(path) > 1 else None


def _kept(
    document: Document, path: Path, new: Path, wrong: Collection[Path], found: Salvaged
) -> Any:
    """Copy data without its wrong entries, and note where each value stood."""
    if path in document.places:
        found.document.places[new] = document.places[path]
    data = _at(document.data, path)
    if isinstance(data, dict):
        return {
            key: _kept(document, (*path, key), (*new, key), wrong, found)
            for key in data
            if not _left_out((*path, key), data[key], wrong, found)
        }
    if isinstance(data, list):
        kept: list[Any] = []
        for index, value in enumerate(data):
            if not _left_out((*path, index), value, wrong, found):
                kept.append(_kept(document, (*path, index), (*new, len(kept)), wrong, found))
        return kept
    return data


def _left_out(path: Path, value: Any, wrong: Collection[Path], found: Salvaged) -> bool:
    if path not in wrong:
        return False
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        found.ids.add(value["id"])
    return True


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data
