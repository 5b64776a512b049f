"""Say a model's complaints about a file in the words of somebody who writes files."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from bot.knowledge.money import CURRENCY
from bot.records.fields import ADDRESS, SLUG
from bot.records.problems import Problem
from bot.records.reader import Document, Path

MAX_PROBLEMS_A_FILE = 100
LONGEST_REPEATED = 60
FORMS: Mapping[str, str] = {
    SLUG: "write lower-case words joined by hyphens, such as careers-map",
    ADDRESS: "write a whole address that begins with https://",
    CURRENCY: "write three capital letters, such as USD",
}
KINDS = "choice, title, number, order"
Words = tuple[str, str]
"""What is wrong, and what would be right."""


def explain(document: Document, model: type[BaseModel], error: ValidationError) -> list[Problem]:
    """Turn a model's complaints into problems with places."""
    details = error.errors(include_url=False, include_context=True, include_input=True)
    problems = []
    for detail in details[:MAX_PROBLEMS_A_FILE]:
        loc: Path = tuple(part for part in detail["loc"] if part != "[key]")
        path = without_kinds(document.data, loc)
        name = str(path[-1]) if path and isinstance(path[-1], str) else "this"
        words = _structure(model, loc, name, detail) or _value(name, detail)
        problems.append(document.problem(path, *words))
    return problems


def without_kinds(data: Any, loc: Path) -> Path:
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


def _structure(model: type[BaseModel], path: Path, name: str, detail: ErrorDetails) -> Words | None:
    """Say what is wrong with the shape of a record; None where the shape is right."""
    match detail["type"]:
        case "missing":
            return f"{name} is missing", "add it"
        case "extra_forbidden":
            fields = _fields_at(model, path[:-1])
            best = process.extractOne(name, fields, score_cutoff=60)
            right = f"did you mean {best[0]}?" if best else "one of: " + ", ".join(fields)
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
            wrong, _, right = str(context["error"]).partition("; ")
            words = (wrong, right)
        case "string_too_long" | "string_too_short" | "too_short" | "too_long":
            words = (f"{name} should have {detail['msg'].rpartition(' should have ')[2]}", "")
        case "int_type":
            right = "write a whole number without quotes or separators, such as 90000"
            words = (f"{name} is no whole number", right)
        case "string_type" if isinstance(detail["input"], int):
            words = (f"{name} is no text", f'write "{given}"')
        case "string_pattern_mismatch":
            right = FORMS.get(context["pattern"], f"the form is {context['pattern']}")
            words = (f"{given} has the wrong form", right)
    return words


def _shortened(value: object) -> str:
    """Repeat what a file says, but no more than a message can hold."""
    text = str(value)
    return text if len(text) <= LONGEST_REPEATED else text[:LONGEST_REPEATED] + "…"


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
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
