"""Load the knowledge files: all or nothing, with every problem reported at once."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.knowledge.base import Knowledge, title_files
from bot.knowledge.complaints import explain, salvage
from bot.knowledge.files import (
    FILE_KINDS,
    ROLES,
    SINGLE_FILES,
    Documents,
    FileKind,
    Files,
    kind_of,
    stem,
)
from bot.knowledge.kept import KeptFiles
from bot.knowledge.support import unsupported
from bot.records.problems import KnowledgeError, Problem, suggestion
from bot.records.references import check

VERSION_LENGTH = 8
MAX_TITLE_PROBLEMS = 200
BEGINNING = 500
MANY_VALUES = 5000
"""Files of fewer values are checked whole at once."""
Seen = Callable[[str], None]


def unseen(name: str) -> None:
    """Take no notice of a file that is read."""
    del name


def read_directory(directory: Path) -> dict[str, bytes]:
    """Read the knowledge files of a directory, by name relative to it.

    Guides, generated schemas, hidden files and editors' leftovers are not knowledge. A YAML file
    in a folder that has no business here is read too, so that checking can name it.
    """
    if not directory.is_dir():
        raise KnowledgeError([Problem(str(directory), 1, 1, "there is no such directory")])
    found: dict[str, bytes] = {}
    for path in sorted(directory.rglob("*.y*ml")):
        parts = path.relative_to(directory).parts
        if path.is_file() and not any(part.startswith((".", "~", "#")) for part in parts):
            found["/".join(parts)] = path.read_bytes()
    return found


def load(directory: Path) -> Knowledge:
    """Load a directory; raise KnowledgeError with all problems where there is any."""
    return build(read_directory(directory))


def build(raw: Mapping[str, bytes]) -> Knowledge:
    """Build knowledge from raw files; raise KnowledgeError with all problems."""
    return build_with_files(raw)[1]


def build_with_files(
    raw: Mapping[str, bytes],
    seen: Seen = unseen,
    before: Files | None = None,
    kept: KeptFiles | None = None,
) -> tuple[Files, Knowledge]:
    """Build knowledge, and return the files it was built from with the places in them.

    `seen` is called with each name as its file is read; a file that is as it was `before` is not
    read again, and none where all were `kept` as they are. Raise KnowledgeError with all problems.
    """
    if kept is not None and (known := kept.load(raw)) is not None:
        return known, Knowledge.of(version_of(raw), known)
    files, problems = parse(raw, seen, before)
    if files.can_be_compared:
        problems += check(files.models, files.documents, files.left_out, files.unchanged)
        problems += chain(_misnamed(files), _title_clashes(files), unsupported(files))
    if problems:
        raise KnowledgeError(problems)
    if kept is not None:
        kept.keep(files)
    return files, Knowledge.of(version_of(raw), files)


def version_of(raw: Mapping[str, bytes]) -> str:
    """Hash names and contents into the short id of a version."""
    digest = hashlib.sha256()
    for name in sorted(raw):
        digest.update(f"{name}\0{len(raw[name])}\0".encode())
        digest.update(raw[name])
    return digest.hexdigest()[:VERSION_LENGTH]


def _misnamed(files: Files) -> Iterator[Problem]:
    """Find files that are not called as what is in them."""
    for kind in FILE_KINDS:
        for name, model in files.every(kind).items() if kind.named_by_id else ():
            identifier = getattr(model, "id", None)
            if identifier != stem(name):
                wrong = f"the file is called {stem(name)}, the {kind.schema} {identifier}"
                yield files.documents[name].problem(("id",), wrong, "give both one name")


def _title_clashes(files: Files) -> Iterator[Problem]:
    """Find titles that two files mean differently."""
    roles = {it: it for it in files.left_out}
    roles |= {role.id: role.name for role in files.every(ROLES).values()}
    for name, fault in islice(title_files(files).clashes(roles), MAX_TITLE_PROBLEMS):
        yield files.documents[name].problem(fault.path, fault.wrong, fault.right)


def parse(
    raw: Mapping[str, bytes], seen: Seen = unseen, before: Files | None = None
) -> tuple[Files, list[Problem]]:
    """Read raw files into models; what could not be read is in the problems.

    A file that is as it was `before` is not read again.
    """
    problems: list[Problem] = []
    documents = Documents(raw)
    models: dict[str, BaseModel] = {}
    left_out: set[str] = set()
    unchanged: set[str] = set()
    for name in sorted(raw):
        seen(name)
        kind = kind_of(name)
        if kind is None:
            problems.append(Problem(name, 1, 1, "no knowledge file has this name", _names(name)))
            left_out.add(stem(name).removesuffix(".yml"))
            continue
        if before is not None and before.raw.get(name) == raw[name] and name in before.models:
            models[name] = before.models[name]
            unchanged.add(name)
            continue
        document = documents[name]
        problems += document.problems
        if document.problems:
            left_out.add(stem(name))
            continue
        try:
            if len(document.places) > MANY_VALUES:
                # A beginning that is wrong is enough to refuse a file; a hostile one ends here.
                kind.model.model_validate(_beginning(document.data))
            models[name] = kind.model.model_validate(document.data)
        except ValidationError as error:
            problems += explain(document, kind.model, error)
            left_out |= _salvage(documents, models, kind, name, error)
    missing = [name for name in SINGLE_FILES if name not in raw]
    problems += [Problem(name, 1, 1, "this file is missing", "restore it") for name in missing]
    return Files(raw, documents, models, frozenset(left_out), frozenset(unchanged)), problems


def _salvage(
    documents: Documents,
    models: dict[str, BaseModel],
    kind: FileKind[BaseModel],
    name: str,
    error: ValidationError,
) -> set[str]:
    """Keep what is left of a file behind its mistakes; return the ids of what is not."""
    left = salvage(documents[name], error)
    if left is None:
        return {stem(name)}
    try:
        models[name] = kind.model.model_validate(left.document.data)
    except ValidationError:
        return {stem(name)}
    documents.put(left.document)
    return left.ids


def _beginning(data: Any) -> Any:
    """Cut long lists and mappings to their first entries."""
    if isinstance(data, list):
        return [_beginning(item) for item in data[:BEGINNING]]
    if isinstance(data, dict):
        return {key: _beginning(data[key]) for key in islice(data, BEGINNING)}
    return data


def _names(name: str) -> str:
    """Say what a file was probably meant to be called, or how files may be."""
    if name.endswith(".yml"):
        return "let the name end in .yaml"
    return suggestion(name, SINGLE_FILES, likeness=85, choice=[it.pattern for it in FILE_KINDS])
