"""What fields declare of themselves is found in any record, however deep, and checked."""

from collections.abc import Iterator
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field

from bot.records.reader import read
from bot.records.references import Defines, Fault, Ref, Unique, check, marked_values, records_in

Name = Annotated[str, Field(max_length=20)]
Thing = Annotated[Name, Ref("thing")]


class Leaf(BaseModel):
    """One of two kinds of records, as a union has them."""

    kind: Literal["leaf"] = "leaf"
    names: Thing | None = None


class Branch(BaseModel):
    """The other kind."""

    kind: Literal["branch"] = "branch"
    of: tuple[Thing, ...] = ()
    shares: dict[Thing, dict[str, Thing]] = {}


class Entry(BaseModel):
    """Something with an id."""

    id: Annotated[Name, Defines("thing"), Unique("thing")]
    part: Annotated[Leaf | Branch, Field(discriminator="kind")] | None = None
    local: Annotated[Name, Unique("word", within_file=True)] | None = None


class Whole(BaseModel):
    """A file."""

    title: Annotated[str, Unique("file")] | None = None
    entries: tuple[Entry, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Find a title that nobody wants."""
        if self.title == "wrong":
            yield Fault(("title",), "that title", "another")


def problems(*texts: str, left_out: tuple[str, ...] = ()) -> list[str]:
    documents = {
        f"{number}.yaml": read(f"{number}.yaml", text.encode()) for number, text in enumerate(texts)
    }
    records = {name: Whole.model_validate(it.data) for name, it in documents.items()}
    return [str(problem) for problem in check(records, documents, left_out)]


@pytest.mark.parametrize(
    ("part", "path", "value"),
    [
        ("{kind: leaf, names: a}", ("names",), "a"),
        ("{kind: branch, of: [a, b]}", ("of", 1), "b"),
        ("{kind: branch, shares: {a: {x: b}}}", ("shares", "a"), "a"),
        ("{kind: branch, shares: {a: {x: b}}}", ("shares", "a", "x"), "b"),
    ],
)
def test_a_reference_is_found_wherever_it_stands(
    part: str, path: tuple[str | int, ...], value: str
) -> None:
    data = read("x.yaml", f"entries: [{{id: a, part: {part}}}]\n".encode()).data
    found = list(marked_values(Whole.model_validate(data)))
    assert (("entries", 0, "part", *path), Ref("thing"), value) in found


def test_what_names_nothing_is_said_with_its_place_and_what_was_meant() -> None:
    said = problems("entries:\n  - {id: alpha}\n  - {id: b, part: {kind: leaf, names: alpa}}\n")
    assert said == ["0.yaml:3:39: there is no thing alpa → did you mean alpha?"]


def test_things_of_all_files_may_be_named_and_what_could_not_be_read() -> None:
    one = "entries: [{id: a, part: {kind: branch, of: [b, c]}}]\n"
    assert problems(one, "entries: [{id: b}]\n", left_out=("c",)) == []


def test_a_list_names_nothing_twice() -> None:
    said = problems("entries: [{id: a, part: {kind: branch, of: [a, a]}}]\n")
    assert said == ["0.yaml:1:48: a stands here twice → remove one"]


def test_ids_are_unique_in_a_file_and_over_all() -> None:
    said = problems("entries:\n  - {id: a}\n  - {id: A}\n", "entries: [{id: a}]\n")
    assert said == [
        "0.yaml:3:10: thing A is already in line 2 → rename one of them",
        "1.yaml:1:16: thing a is already in 0.yaml:2 → rename one of them",
    ]


def test_some_values_are_unique_within_their_file_only() -> None:
    one = "entries: [{id: a, local: x}, {id: b, local: x}]\n"
    said = problems(one, "entries: [{id: c, local: x}]\n")
    assert said == ["0.yaml:1:45: word x is already in line 1 → rename one of them"]


def test_files_have_fields_of_their_own_and_rules_of_their_own() -> None:
    said = problems("title: wrong\n", "title: wrong\n")
    assert "0.yaml:1:8: that title → another" in said
    assert said[-1] == "1.yaml:1:8: the file in 0.yaml has the same title → every one needs its own"


def test_records_of_a_kind_are_found_with_their_paths() -> None:
    whole = Whole(entries=(Entry(id="a", part=Leaf(names="a")),))
    assert list(records_in(whole, Leaf)) == [(("entries", 0, "part"), Leaf(names="a"))]
    assert [path for path, _ in records_in(whole, BaseModel)] == [
        (), ("entries", 0), ("entries", 0, "part"),
    ]  # fmt: skip
