"""Small edits of knowledge files that leave comments, order and layout as they were."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from merge3 import Merge3
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from bot.records.reader import DataPath, read
from bot.services.editing.changes import EditError

WIDTH = 4096
"""So wide that no line is folded anew."""
LOOK_AGAIN = "Look at it again."
INDENTS = (0, 2)
"""How far the dash of a list stands to the right of what holds it; people write both."""


def amended(name: str, raw: bytes, edit: Callable[[Any], None]) -> bytes:
    """Carry out an edit on the data of a file, with nothing else changed.

    :raises EditError: where what is to be edited is not there
    """
    text = raw.decode("utf-8-sig")
    indent = max(INDENTS, key=lambda it: _likeness(text, _written(_yaml(it).load(text), it)))
    before = _written(_yaml(indent).load(text), indent)
    data = _yaml(indent).load(text)
    edit(data)
    after = _written(data, indent)
    result = "".join(_transplanted(text, before, after)).encode()
    # What was written has to read as what was meant; else the file is written in plain layout.
    same = read(name, result).data == read(name, after.encode()).data
    return result if same else after.encode()


def at(data: Any, path: DataPath) -> Any:
    """Raise EditError where there is nothing at the path."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            raise EditError("What you want to change is no longer there.", LOOK_AGAIN) from None
    return data


def find(records: Any, id_: str) -> Any:
    """Raise EditError where no record has the id."""
    for record in records:
        if record.get("id") == id_:
            return record
    raise EditError(f"{id_} is no longer there.", LOOK_AGAIN)


def set_field(record: Any, key: str, value: Any, after: Sequence[str] = ()) -> None:
    """Set a field, or remove it with None; a new one is put behind the last of `after`."""
    if value is None:
        record.pop(key, None)
    elif key in record:
        if record[key] != value:
            record[key] = value
    else:
        places = [list(record).index(name) + 1 for name in after if name in record]
        record.insert(max(places, default=len(record)), key, value)
        _move_blank_line(record, key)


def flow_list(values: Sequence[Any]) -> CommentedSeq:
    """Make a list that is written in one line."""
    sequence = CommentedSeq(values)
    sequence.fa.set_flow_style()
    return sequence


def append(records: Any, record: Mapping[str, Any]) -> None:
    """Put a record at the end of a list, before the empty line or comment that follows the list."""
    added = CommentedMap(record)
    records.append(added)
    if len(records) > 1 and isinstance(before := records[-2], CommentedMap) and before:
        comments = before.ca.items
        if (comment := comments.get(list(before)[-1])) is not None and comment[2] is not None:
            added.ca.items[list(added)[-1]] = comments.pop(list(before)[-1])


def append_text(texts: Any, said: str) -> None:
    """Put a text, in quotes, at the end of a list, before what follows the list."""
    texts.append(DoubleQuotedScalarString(said))
    if (comment := texts.ca.items.pop(len(texts) - 2, None)) is not None:
        texts.ca.items[len(texts) - 1] = comment


def _move_blank_line(record: Any, key: str) -> None:
    """Leave what follows a record, such as an empty line, behind its new last field."""
    keys = list(record)
    if len(keys) > 1 and keys[-1] == key:
        comments = record.ca.items
        if (comment := comments.get(keys[-2])) is not None and comment[2] is not None:
            comments[key] = comments.pop(keys[-2])


def _yaml(indent: int) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=2 + indent, offset=indent)
    return yaml


def _written(data: Any, indent: int) -> str:
    stream = io.StringIO()
    _yaml(indent).dump(data, stream)
    return stream.getvalue()


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.splitlines(), other.splitlines(), autojunk=False).ratio()


def _transplanted(original: str, before: str, after: str) -> Iterator[str]:
    """Write the original with the lines changed that differ between `before` and `after`.

    `before` is the original in plain layout. Where an edit falls on lines that are laid out
    otherwise in the original, those lines take the plain layout.
    """
    lines, plain, edited = (it.splitlines(keepends=True) for it in (original, before, after))
    for group in Merge3(plain, lines, edited).merge_groups():
        yield from group[-1]  # of a conflict, this is what the edit made of the lines
