"""Load the knowledge files: all or nothing, with every problem reported at once."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from bot.knowledge.base import Knowledge, WeekTable, merge_roles
from bot.knowledge.files import FOLDERS, Files, parse
from bot.knowledge.problems import KnowledgeError, Problem
from bot.knowledge.references import check
from bot.knowledge.titles import title_files, title_problems

VERSION_LENGTH = 8


def read_directory(directory: Path) -> dict[str, bytes]:
    """Read the knowledge files of a directory, by name relative to it.

    Guides, generated schemas, hidden files and editors' leftovers are not knowledge.
    """
    if not directory.is_dir():
        raise KnowledgeError([Problem(str(directory), 1, 1, "there is no such directory")])
    found: dict[str, bytes] = {}
    for folder in (directory, *(directory / name for name in (*FOLDERS, "titles"))):
        for path in sorted(folder.glob("*.y*ml")) if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith((".", "~", "#")):
                found[path.relative_to(directory).as_posix()] = path.read_bytes()
    return found


def load(directory: Path) -> Knowledge:
    """Load a directory; raise KnowledgeError with all problems where there is any."""
    return build(read_directory(directory))


def build(raw: Mapping[str, bytes]) -> Knowledge:
    """Build knowledge from raw files; raise KnowledgeError with all problems."""
    files, problems = parse(raw)
    if not problems:
        problems = [*check(files), *_title_problems(files)]
    if problems:
        raise KnowledgeError(problems)
    return _assemble(version_of(raw), files)


def version_of(raw: Mapping[str, bytes]) -> str:
    """Give the short id of a version: a hash over names and contents."""
    digest = hashlib.sha256()
    for name in sorted(raw):
        digest.update(f"{name}\0{len(raw[name])}\0".encode())
        digest.update(raw[name])
    return digest.hexdigest()[:VERSION_LENGTH]
