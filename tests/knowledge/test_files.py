"""The list of knowledge files holds against all that has to follow it."""

import typing
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from bot.knowledge import files
from bot.knowledge.files import FILE_KINDS, FOLDERS, SINGLE_FILES, FileKind, kind_of
from bot.knowledge.roles import FactKind
from bot.lookups.queries import RoleSection
from bot.lookups.role import SECTION_KINDS
from bot.records.references import Defines, Ref
from tests.conftest import ROOT, SHIPPED


def test_every_kind_that_is_declared_is_listed_once() -> None:
    declared = [it for it in vars(files).values() if isinstance(it, FileKind)]
    assert sorted(declared, key=lambda it: it.pattern) == sorted(
        FILE_KINDS, key=lambda it: it.pattern
    )
    assert len(SINGLE_FILES) + len(FOLDERS) == len(FILE_KINDS)


def test_every_shipped_file_is_of_a_kind_and_every_kind_is_shipped(
    raw_files: dict[str, bytes],
) -> None:
    found = {kind_of(name) for name in raw_files}
    assert found == set(FILE_KINDS)


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("pay.yaml", "pay.yaml"),
        ("roles/x.yaml", "roles/<role>.yaml"),
        ("titles/words.yaml", "titles/words.yaml"),
        ("roles/x.yml", None),
        ("roles/x/y.yaml", None),
        ("titles/other.yaml", None),
        ("x.yaml", None),
    ],
)
def test_a_name_tells_the_kind(name: str, pattern: str | None) -> None:
    kind = kind_of(name)
    assert (kind.pattern if kind is not None else None) == pattern


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.pattern)
def test_the_guide_for_writers_names_every_kind(kind: FileKind[BaseModel]) -> None:
    assert f"`{kind.pattern}`" in (ROOT / "knowledge" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.pattern)
def test_a_kind_has_a_schema(kind: FileKind[BaseModel]) -> None:
    assert (SHIPPED / "schema" / f"{kind.schema}.json").is_file()


def markers(annotation: object) -> Iterator[object]:
    for argument in typing.get_args(annotation):
        yield argument
        yield from markers(argument)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for hint in typing.get_type_hints(annotation, include_extras=True).values():
            yield from markers(hint)


def test_every_kind_of_thing_that_is_named_is_defined_somewhere() -> None:
    found = [it for kind in FILE_KINDS for it in markers(kind.model)]
    named = {it.kind for it in found if isinstance(it, Ref)}
    defined = {it.kind for it in found if isinstance(it, Defines)}
    assert named <= defined
    assert {"role", "source", "tier", "employer", "pay", "tag", "sector", "round"} <= named


def test_every_kind_of_fact_stands_on_one_page_of_a_profile() -> None:
    again = RoleSection.DEGREE  # answers one question out of what getting in shows as a whole
    pages = {section: kinds for section, kinds in SECTION_KINDS.items() if section is not again}
    assert sorted(kind for kinds in pages.values() for kind in kinds) == sorted(FactKind)
    assert set(SECTION_KINDS[again]) <= {*pages[RoleSection.GETTING_IN]}
