"""What is kept of knowledge files: taken where it is theirs and whole, else made anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.knowledge.base import Knowledge
from bot.knowledge.kept import KeptFiles
from bot.knowledge.loader import build_with_files
from bot.records.problems import KnowledgeError

Spoil = Callable[[Path], object]


def the_file(folder: Path) -> Path:
    (only,) = folder.iterdir()
    return only


@pytest.fixture
def kept(tmp_path: Path, raw_files: dict[str, bytes]) -> KeptFiles:
    found = KeptFiles(tmp_path)
    build_with_files(raw_files, kept=found)
    return found


def test_what_is_kept_is_what_the_files_say(
    kept: KeptFiles, raw_files: dict[str, bytes], knowledge: Knowledge
) -> None:
    files, again = build_with_files(raw_files, pytest.fail, kept=kept)  # no file is read
    assert (again.roles, again.pay, again.decks) == (
        knowledge.roles,
        knowledge.pay,
        knowledge.decks,
    )
    assert files.documents["pay.yaml"].place(("claims", 0))[0] > 1, "places are still found"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(file.read_bytes()[:-9]),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes().replace(b"Research", b"Rehearse", 1)),
        lambda file: file.write_bytes(b"\xff" + file.read_bytes()),
    ],
)
def test_what_is_broken_is_made_anew(
    kept: KeptFiles, tmp_path: Path, raw_files: dict[str, bytes], spoil: Spoil
) -> None:
    whole = the_file(tmp_path).read_bytes()
    spoil(the_file(tmp_path))
    read: list[str] = []
    build_with_files(raw_files, read.append, kept=kept)
    assert len(read) == len(raw_files)
    assert the_file(tmp_path).read_bytes() == whole


def test_what_is_kept_of_other_files_is_not_taken_for_these(
    kept: KeptFiles, tmp_path: Path, raw_files: dict[str, bytes]
) -> None:
    foreign = the_file(tmp_path).read_bytes()
    changed = {**raw_files, "pay.yaml": raw_files["pay.yaml"] + b"# a remark\n"}
    build_with_files(changed, kept=kept)
    the_file(tmp_path).write_bytes(foreign)
    assert kept.load(changed) is None


def test_nothing_is_kept_of_files_with_mistakes(
    tmp_path: Path, raw_files: dict[str, bytes]
) -> None:
    kept = KeptFiles(tmp_path / "kept")
    with pytest.raises(KnowledgeError):
        build_with_files({**raw_files, "pay.yaml": b"claims: 1\n"}, kept=kept)
    assert not (tmp_path / "kept").exists()
