"""Which files make up the knowledge base, and how each is read into its model."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from bot.knowledge.models import (
    ADDRESS,
    SLUG,
    ComparisonFile,
    RoleFile,
    SourcesFile,
    TiersFile,
    WeeksFile,
)
from bot.knowledge.money import CURRENCY, EmployersFile, PayFile
from bot.knowledge.problems import Problem
from bot.knowledge.titles import TITLE_FILES
from bot.knowledge.yaml_reader import Document, Path, read

SINGLE_FILES: Mapping[str, type[BaseModel]] = {
    "sources.yaml": SourcesFile,
    "tiers.yaml": TiersFile,
    "weeks.yaml": WeeksFile,
    "matrix.yaml": ComparisonFile,
    "pay.yaml": PayFile,
    "employers.yaml": EmployersFile,
    **TITLE_FILES,
}
FOLDERS: Mapping[str, type[BaseModel]] = {"roles": RoleFile, "distinctions": ComparisonFile}
MAX_PROBLEMS_A_FILE = 100
BEGINNING = 500
LONGEST_REPEATED = 60
FORMS: Mapping[str, str] = {
    SLUG: "write lower-case words joined by hyphens, such as careers-map",
    ADDRESS: "write a whole address that begins with https://",
    CURRENCY: "write three capital letters, such as USD",
}

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True)
class Files:
    """All files of one version, read and valid, each still with its places."""

    documents: Mapping[str, Document]
    models: Mapping[str, BaseModel]

    def one(self, name: str, model: type[_Model]) -> _Model:
        """Give one file as its model."""
        found = self.models[name]
        if not isinstance(found, model):
            raise TypeError(f"{name} is a {type(found).__name__}, not a {model.__name__}")
        return found

    @property
    def sources(self) -> SourcesFile:
        """The documents that facts come from."""
        return self.one("sources.yaml", SourcesFile)

    @property
    def tiers(self) -> TiersFile:
        """The five purposes."""
        return self.one("tiers.yaml", TiersFile)

    @property
    def weeks(self) -> WeeksFile:
        """The activity split."""
        return self.one("weeks.yaml", WeeksFile)

    @property
    def pay(self) -> PayFile:
        """The pay claims and ratios."""
        return self.one("pay.yaml", PayFile)

    @property
    def employers(self) -> EmployersFile:
        """The employers that claims and aliases are scoped to."""
        return self.one("employers.yaml", EmployersFile)

    @property
    def roles(self) -> Mapping[str, RoleFile]:
        """The role files by file name."""
        return {name: m for name, m in self.models.items() if isinstance(m, RoleFile)}

    @property
    def comparisons(self) -> Mapping[str, ComparisonFile]:
        """The files that tell roles apart, by file name."""
        return {name: m for name, m in self.models.items() if isinstance(m, ComparisonFile)}


def model_for(name: str) -> type[BaseModel] | None:
    """Tell which model a file name calls for."""
    folder, _, rest = name.rpartition("/")
    if folder in FOLDERS and rest.endswith(".yaml"):
        return FOLDERS[folder]
    return SINGLE_FILES.get(name)


def parse(raw: Mapping[str, bytes]) -> tuple[Files, list[Problem]]:
    """Read raw files into models; what could not be read is in the problems."""
    problems: list[Problem] = []
    documents: dict[str, Document] = {}
    models: dict[str, BaseModel] = {}
    for name in sorted(raw):
        model = model_for(name)
        if model is None:
            problems.append(Problem(name, 1, 1, "no knowledge file has this name", _names(name)))
            continue
        document = read(name, raw[name])
        documents[name] = document
        problems += document.problems
        if document.problems:
            continue
        try:
            # A beginning that is wrong is enough to refuse a file; a hostile one ends here.
            model.model_validate(_beginning(document.data))
            models[name] = model.model_validate(document.data)
        except ValidationError as error:
            problems += _explain(document, model, error)
    missing = [name for name in SINGLE_FILES if name not in raw]
    problems += [Problem(name, 1, 1, "this file is missing", "restore it") for name in missing]
    return Files(documents, models), problems


def _beginning(data: Any) -> Any:
    """Cut long lists and mappings to their first entries."""
    if isinstance(data, list):
        return [_beginning(item) for item in data[:BEGINNING]]
    if isinstance(data, dict):
        return {key: _beginning(data[key]) for key in islice(data, BEGINNING)}
    return data


def _names(name: str) -> str:
    known = [*SINGLE_FILES, *(f"{folder}/<id>.yaml" for folder in FOLDERS)]
    if name.endswith(".yml"):
        return "let the name end in .yaml"
    best = process.extractOne(name, list(SINGLE_FILES), score_cutoff=85)
    return f"did you mean {best[0]}?" if best else "one of: " + ", ".join(known)


def _explain(document: Document, model: type[BaseModel], error: ValidationError) -> list[Problem]:
    """Turn a model's complaints into problems with places."""
    details = error.errors(include_url=False, include_context=True, include_input=True)
    return [_problem(document, model, detail) for detail in details[:MAX_PROBLEMS_A_FILE]]


def _problem(  # noqa: C901, PLR0911 - one case a kind of complaint
    document: Document, model: type[BaseModel], detail: ErrorDetails
) -> Problem:
    """Say one complaint of a model in the words of somebody who writes files."""
    path: Path = tuple(part for part in detail["loc"] if part != "[key]")
    name = str(path[-1]) if path and isinstance(path[-1], str) else "this"
    given = _shortened(detail["input"])
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return document.problem(path, f"{name} is missing", "add it")
        case "extra_forbidden":
            fields = _fields_at(model, path[:-1])
            best = process.extractOne(name, fields, score_cutoff=60)
            right = f"did you mean {best[0]}?" if best else "one of: " + ", ".join(fields)
            return document.problem(path, f"there is no field {name} here", right)
        case "enum" | "literal_error":
            expected = str(context["expected"]).replace("'", "")
            return document.problem(path, f"{given} is not known here", expected)
        case "value_error":
            wrong, _, right = str(context["error"]).partition("; ")
            return document.problem(path, wrong, right)
        case "model_type" | "dict_type":
            fields = _fields_at(model, path)
            right = "its fields are " + ", ".join(fields) if fields else "write key: value lines"
            return document.problem(path, f"{name} should be a record with fields", right)
        case "tuple_type":
            right = "write each entry on a line of its own that begins with '- '"
            return document.problem(path, f"{name} should be a list", right)
        case "string_too_long" | "string_too_short" | "too_short" | "too_long":
            message = detail["msg"].rpartition(" should have ")[2]
            return document.problem(path, f"{name} should have {message}")
        case "int_type":
            right = "write a whole number without quotes or separators, such as 90000"
            return document.problem(path, f"{name} is no whole number", right)
        case "string_type" if isinstance(detail["input"], int):
            return document.problem(path, f"{name} is no text", f'write "{detail["input"]}"')
        case "string_pattern_mismatch":
            right = FORMS.get(context["pattern"], f"the form is {context['pattern']}")
            return document.problem(path, f"{given} has the wrong form", right)
        case _:
            message = detail["msg"][0].lower() + detail["msg"][1:]
            return document.problem(path, f"{name}: {message}")


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
        current = _record_in(current)
    current = _record_in(current)
    return list(current.model_fields) if _is_model(current) else []


def _record_in(annotation: Any) -> Any:
    """Find the record inside an optional, a tuple or a mapping."""
    if _is_model(annotation):
        return annotation
    for inner in get_args(annotation):
        if (found := _record_in(inner)) is not None and _is_model(found):
            return found
    return annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
