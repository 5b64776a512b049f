"""Read YAML strictly: one plain subset, every value with its place, nothing turned silently.

The subset is mappings with text keys, lists, text, whole numbers, `true`, `false` and `null`.
Whatever YAML readers disagree on (`no`, `1e3`, `0o17`, `12:30`) must be put in quotes, and
anchors, aliases and tags are refused, so a file can neither explode nor mean two things.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from bot.records.problems import Problem
from bot.records.syntax import syntax_problem

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 16
MAX_NODES = 60_000
MAX_PROBLEMS = 100

DataPath = tuple[str | int, ...]
Position = tuple[int, int]

_INT = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_PLAIN = {"true": True, "false": False, "null": None, "": None}
_AMBIGUOUS = re.compile(
    r"""(?ix) y|n|yes|no|on|off|~            # truth and nothing, to some readers
      | [-+]?\.(inf|nan)                      # numbers that are none
      | [-+]?[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?   # 1e3, 1.5, 1_000, 007
      | [-+]?\.[0-9][0-9_]*(e[-+]?[0-9]+)?
      | 0[xob][0-9a-f_]+                      # other bases
      | [0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?      # base sixty
    """
)
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
"""What turns text round, or cannot be seen; escapes in quotes could bring it in."""
_CASED = {"True", "False", "Null", "TRUE", "FALSE", "NULL"}


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds, and where each value and key stands (line and column from 1)."""

    name: str
    data: Any
    places: dict[DataPath, Position]
    problems: tuple[Problem, ...]

    def place(self, path: DataPath) -> Position:
        """Find the place of a value, or of the nearest value around it."""
        for end in range(len(path), -1, -1):
            if (found := self.places.get(path[:end])) is not None:
                return found
        return (1, 1)

    def problem(self, path: DataPath, wrong: str, right: str = "") -> Problem:
        """Make a problem that points at a value."""
        return Problem(self.name, *self.place(path), wrong, right)


def read(name: str, raw: bytes) -> Document:
    """Read one file; whatever is wrong with its YAML is in `problems`."""
    if (problem := _refuse(name, raw)) is not None:
        return Document(name, None, {}, (problem,))
    text = raw.decode("utf-8-sig")
    builder = _Builder(name)
    try:
        builder.run(text)
    except yaml.MarkedYAMLError as error:
        builder.problems.append(syntax_problem(name, text, error))
    except yaml.YAMLError as error:
        builder.problems.append(Problem(name, 1, 1, f"this is no YAML: {error}"))
    except _StopReadingError as stop:
        builder.problems.append(stop.problem)
    return Document(name, builder.root, builder.places, tuple(builder.problems))


def _refuse(name: str, raw: bytes) -> Problem | None:
    """Turn away what must not reach the parser: too large, not UTF-8, control characters."""
    if len(raw) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        return Problem(name, 1, 1, f"the file is over {limit} MB", "split it, or remove the excess")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = error.start - (before.rfind(b"\n") + 1) + 1
        return Problem(
            name, before.count(b"\n") + 1, column, "this is not UTF-8", "save the file as UTF-8"
        )
    if found := re.search(
        r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text
    ):
        line, column = _position(text, found.start())
        code = f"U+{ord(found[0]):04X}"
        return Problem(name, line, column, f"the control character {code}", "remove it")
    return None


def _position(text: str, index: int) -> Position:
    return text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1


class _StopReadingError(Exception):
    """Reading further is pointless or dangerous."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class _Builder:
    """Build values from parser events, so that limits hold before anything is built."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Any = None
        self.places: dict[DataPath, Position] = {}
        self.problems: list[Problem] = []
        self._nodes = 0
        self._next: Callable[[], Any] = lambda: None
        self._may_hide = True
        """Whether characters that cannot be seen may stand in it, if only as escapes."""

    def run(self, text: str) -> None:
        """Build the first document of a text; a second one is a problem."""
        self._next = _loader()(text).get_event
        self._may_hide = "\\" in text or HIDDEN.search(text) is not None
        documents = 0
        while (event := self._next()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event.start_mark, "a second document", "remove the line '---'")
                self.root = self._value(self._next(), ())
        if documents == 0:
            self._stop(None, "the file is empty", "write its records, or delete the file")

    def _note(self, place: Position, wrong: str, right: str) -> None:
        problem = Problem(self.name, *place, wrong, right)
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopReadingError(problem)
        self.problems.append(problem)

    def _stop(self, mark: Any, wrong: str, right: str) -> NoReturn:
        raise _StopReadingError(Problem(self.name, *_place(mark), wrong, right))

    def _value(self, event: Any, path: DataPath) -> Any:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._stop(event.start_mark, f"over {MAX_NODES} values", "split the file")
        if len(path) > MAX_DEPTH:
            self._stop(event.start_mark, f"nested over {MAX_DEPTH} deep", "flatten it")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._stop(event.start_mark, "an anchor or alias (& or *)", "write the value out")
        if event.tag is not None and event.tag != "!":
            self._stop(event.start_mark, f"the tag {event.tag}", "remove it, or quote the text")
        if isinstance(event, yaml.ScalarEvent):
            self.places[path] = _place(event.start_mark)
            return self._scalar(event)
        # A list or mapping is found by its key, which stands above it.
        self.places.setdefault(path, _place(event.start_mark))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _sequence(self, path: DataPath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: DataPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._stop(event.start_mark, "a key that is no text", "write a plain word")
            key = str(event.value)
            place = _place(event.start_mark)
            if key.isdigit() and not event.style:
                right = f'write it as "{key}", and numbers without commas, such as 90000'
                self._note(place, f"the key {key} is no text", right)
            elif not isinstance(self._scalar(event), str):
                self._note(place, f"the key {key} is no text", f'write it as "{key}"')
            if key in values:
                first = self.places[*path, key][0]
                self._note(
                    place,
                    f"the key {key} stands here a second time, first in line {first}",
                    "keep one of the two",
                )
            self.places[*path, key] = place
            values[key] = self._value(self._next(), (*path, key))
        return values

    def _scalar(self, event: Any) -> str | int | bool | None:
        text = str(event.value)
        if self._may_hide and (found := HIDDEN.search(text)):
            wrong = f"the invisible character U+{ord(found[0]):04X}"
            self._note(_place(event.start_mark), wrong, "remove it, and type the text anew")
        if event.style:  # quoted or block text; plain is None or "" by the parser in use
            return text
        if text in _PLAIN:
            return _PLAIN[text]
        if _INT.fullmatch(text):
            return int(text)
        if text in _CASED or _AMBIGUOUS.fullmatch(text):
            self._note(
                _place(event.start_mark),
                f"{text} without quotes means different things to different readers",
                f'write "{text}" for the text, or the whole number or true/false it stands for',
            )
        return text


def _place(mark: Any) -> Position:
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _loader() -> Any:
    """Take libyaml's parser where it was built in; it reads the same, ten times as fast."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)
