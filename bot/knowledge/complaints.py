"""A model's complaints about a file: said for those who write files, and what they leave of it.

What is left of a file behind a mistake is only looked through for further mistakes, so that
whoever mends it hears of all at once; it is never used for anything else.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.knowledge.decks import ITEM_ID
from bot.knowledge.exercises import CLAIM_OF_ROLE
from bot.knowledge.money import CURRENCY
from bot.knowledge.verdicts import CLAIM, SUPPORT
from bot.records.claims import GIST
from bot.records.fields import ADDRESS, SLUG, SNOWFLAKE
from bot.records.problems import Problem, RecordError, suggestion
from bot.records.reader import DataPath, Document, Position
from bot.records.syntax import CURLY

MAX_PROBLEMS_A_FILE = 100
LONGEST_REPEATED = 60
FORMS: Mapping[str, str] = {
    SLUG: "write lower-case words joined by hyphens, such as careers-map",
    ADDRESS: "write a whole address that begins with https://",
    CURRENCY: "write three capital letters, such as USD",
    GIST: "begin it with You and a verb",
    CLAIM: "write the id of a pay claim, or role/claim, such as ml-engineer/platforms",
    SUPPORT: "write role/claim, such as ml-engineer/platforms, or pair#gist, such as re-vs-rs#gist",
    CLAIM_OF_ROLE: "write role/claim, such as ml-engineer/platforms",
    ITEM_ID: "write lower-case words joined by hyphens, such as what-re-builds",
    SNOWFLAKE: "write the digits of a Discord id, in straight quotes",
}
KINDS = "choice, title, number, order"
Words = tuple[str, str]
"""What is wrong, and what would be right."""


def explain(document: Document, model: type[BaseModel], error: ValidationError) -> list[Problem]:
    """Turn a model's complaints into problems with places."""
    details = error.errors(include_url=False, include_context=True, include_input=True)
    problems = []
    for detail in details[:MAX_PROBLEMS_A_FILE]:
        loc: DataPath = tuple(part for part in detail["loc"] if part != "[key]")
        path = without_kinds(document.data, loc)
        name = str(path[-1]) if path and isinstance(path[-1], str) else "this"
        words = _structure(model, loc, name, detail) or _value(name, detail)
        problems.append(document.problem(path, *words))
    return problems


def without_kinds(data: Any, loc: DataPath) -> DataPath:
    """Leave out of a path the kinds of records that pydantic puts into it."""
    path: list[str | int] = []
    for part in loc:
        if isinstance(data, dict) and part not in data and data.get("kind") == part:
            continue
        path.append(part)
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            data = None
    return tuple(path)


def _structure(
    model: type[BaseModel], path: DataPath, name: str, detail: ErrorDetails
) -> Words | None:
    """Say what is wrong with the shape of a record; None where the shape is right."""
    match detail["type"]:
        case "missing":
            return f"{name} is missing", "add it"
        case "extra_forbidden":
            fields = _fields_at(model, path[:-1])
            right = suggestion(name, fields, likeness=60, choice=fields)
            return f"there is no field {name} here", right
        case "model_type" | "dict_type" | "model_attributes_type":
            fields = _fields_at(model, path)
            right = "its fields are " + ", ".join(fields) if fields else "write key: value lines"
            return f"{name} should be a record with fields", right
        case "tuple_type":
            right = "write each entry on a line of its own that begins with '- '"
            return f"{name} should be a list", right
        case _:
            return None


def _value(name: str, detail: ErrorDetails) -> Words:
    """Say what is wrong with a value."""
    given, context = _shortened(detail["input"]), detail.get("ctx", {})
    words: Words = (f"{name}: {detail['msg'][0].lower()}{detail['msg'][1:]}", "")
    match detail["type"]:
        case "enum" | "literal_error":
            words = (f"{given} is not known here", str(context["expected"]).replace("'", ""))
        case "union_tag_not_found":
            words = ("kind is missing", f"add it: {KINDS}")
        case "union_tag_invalid":
            words = (f"{_shortened(context['tag'])} is no kind of item", f"one of: {KINDS}")
        case "value_error":
            error = context["error"]
            right = error.right if isinstance(error, RecordError) else ""
            words = (error.wrong if isinstance(error, RecordError) else str(error), right)
        case "string_too_long" | "string_too_short" | "too_short" | "too_long":
            words = (f"{name} should have {_limit(context)}", "")
        case "int_type":
            right = "write a whole number without quotes or separators, such as 90000"
            words = (f"{name}: {given} is no whole number", right)
        case "string_type" if isinstance(detail["input"], int):
            words = (f"{name} is no text", f'write "{given}"')
        case "string_pattern_mismatch":
            right = FORMS[context["pattern"]]
            if CURLY.search(str(detail["input"])):
                right = "use straight quotes, or none: curly ones count as letters"
            words = (f"{given} has the wrong form", right)
    return words


def _limit(context: Mapping[str, Any]) -> str:
    """Say how many characters, or items with their number now, a value may have."""
    least = context.get("min_length")
    limit = context["max_length"] if least is None else least
    found = context.get("actual_length")
    unit = ("character" if found is None else "item") + ("" if limit == 1 else "s")
    bound = f"at {'most' if least is None else 'least'} {limit} {unit}"
    return bound if found is None else f"{bound}, not {found}"


def _shortened(value: object) -> str:
    """Repeat what a file says, but no more than a message can hold."""
    text = str(value)
    return text if len(text) <= LONGEST_REPEATED else text[:LONGEST_REPEATED] + "…"


def _fields_at(model: type[BaseModel], path: DataPath) -> list[str]:
    """List the fields of the record at a path, by walking the model's annotations."""
    current: Any = model
    for part in path:
        if isinstance(part, str) and _is_model(current) and part in current.model_fields:
            current = current.model_fields[part].annotation
            continue
        current = _record_in(current, part if isinstance(part, str) else None)
    current = _record_in(current)
    return list(current.model_fields) if _is_model(current) else []


def _record_in(annotation: Any, kind: str | None = None) -> Any:
    """Find the record inside an optional, a tuple or a mapping; of several, the one of a kind."""
    if _is_model(annotation):
        return annotation
    records = [found for inner in get_args(annotation) if _is_model(found := _record_in(inner))]
    if kind is not None:
        for inner in _union_of(annotation):
            field = inner.model_fields.get("kind") if _is_model(inner) else None
            if field is not None and kind in get_args(field.annotation):
                return inner
    return records[0] if records else annotation


def _union_of(annotation: Any) -> list[Any]:
    """List all records that an annotation leads to."""
    if _is_model(annotation):
        return [annotation]
    return [found for inner in get_args(annotation) for found in _union_of(inner)]


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


@dataclass(slots=True)
class Salvaged:
    """What is left of a file, and the ids of what was left out: others may well name them."""

    document: Document
    ids: set[str] = field(default_factory=set)


def salvage(document: Document, error: ValidationError) -> Salvaged | None:
    """Leave out the entries that a model complained of; None where that leaves no file."""
    wrong: set[DataPath] = set()
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        loc = tuple(part for part in detail["loc"] if part != "[key]")
        entry = _entry(without_kinds(document.data, loc))
        if entry is None:
            return None
        wrong.add(entry)
    places: dict[DataPath, Position] = {}
    found = Salvaged(Document(document.name, None, places, ()))
    data = _kept(document, (), (), wrong, found)
    found.document = Document(document.name, data, places, ())
    return found


def _entry(path: DataPath) -> DataPath | None:
    """Return the path to the entry of a list, or of a mapping in the file, that a path is in."""
    for end, part in enumerate(path, 1):
        if isinstance(part, int):
            return path[:end]
    return path[:2] if len(path) > 1 else None


def _kept(
    document: Document, path: DataPath, new: DataPath, wrong: Collection[DataPath], found: Salvaged
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


def _left_out(path: DataPath, value: Any, wrong: Collection[DataPath], found: Salvaged) -> bool:
    if path not in wrong:
        return False
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        found.ids.add(value["id"])
    return True


def _at(data: Any, path: DataPath) -> Any:
    for part in path:
        data = data[part]
    return data
