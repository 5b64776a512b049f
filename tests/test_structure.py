"""What holds for the whole of the code, and no linter checks: its libraries, its names."""

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.conftest import ROOT

NAMED_ELSEWHERE = {
    "aiosqlite",  # in the address of the database
    "orjson",  # by discord.py, where it is installed
    "tzdata",  # by zoneinfo, where the system has no time zones
}


def files(folder: str) -> list[Path]:
    return [it for it in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in it.parts]


def parsed(folder: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in files(folder):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def declared(extra: str = "") -> set[str]:
    """The libraries of pyproject.toml, without those of this project."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = project["optional-dependencies"][extra] if extra else project["dependencies"]
    names = {normal(re.match(r"[\w.-]+", it)[0]) for it in listed}  # type: ignore[index]
    return names - {project["name"]}


def imported(folder: str) -> dict[str, set[str]]:
    """The libraries that each file imports, here or in a function."""
    distributions = packages_distributions()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path, module in parsed(folder):
        for node in ast.walk(module):
            if isinstance(node, ast.Import):
                names = [it.name for it in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            else:
                continue
            for name in {it.split(".")[0] for it in names} - {"bot", "tests"}:
                if name not in sys.stdlib_module_names:
                    known = {normal(it) for it in distributions.get(name, [name])}
                    found[path.relative_to(ROOT).as_posix()] |= known
    return found


def test_what_the_product_imports_is_declared_and_the_other_way_round() -> None:
    used = imported("bot")
    for file, libraries in used.items():
        extra = declared("preview") if file.startswith("bot/preview/") else set()
        assert libraries <= declared() | extra, file
    assert declared() - NAMED_ELSEWHERE <= set().union(*used.values())


def test_what_the_tests_import_is_declared() -> None:
    for file, libraries in imported("tests").items():
        extra = declared("training") if file == "tests/evaluation/encoder.py" else set()
        assert libraries <= declared() | declared("preview") | declared("dev") | extra, file


def test_no_two_public_classes_share_a_name() -> None:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path, module in parsed("bot"):
        for node in module.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(ROOT).as_posix())
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}
