"""How well postings are read: role, level, pay and red flags, on labelled postings.

    python -m tests.evaluation.postings [FILE …]

A file is YAML: a list of postings, each with its `text`, the `role` (one id, or a list of those
that are right alike; `none` for a job that is not ours), the `level` as a word or code (or none),
whether `pay` is stated, and the `flags` that should be raised. Without files, the ones that the
tests hold are measured, each by itself; every wrong reading is printed.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from bot.knowledge.loader import load
from bot.knowledge.posting import FlagKind
from bot.records.fields import Strict
from bot.tools.postings.reading import PostingReader, PostingReading
from tests.conftest import SHIPPED

LABELLED = Path(__file__).parents[1] / "tools" / "postings"


class LabelledPosting(Strict):
    """A posting with what is right of it."""

    text: str
    role: str | tuple[str, ...]
    level: str | None = None
    pay: bool = False
    flags: tuple[FlagKind, ...] = ()


def postings_of(file: Path) -> tuple[LabelledPosting, ...]:
    rows = YAML(typ="safe").load(file)
    return TypeAdapter(tuple[LabelledPosting, ...]).validate_python(rows)


def wrong(row: LabelledPosting, read: PostingReading) -> Iterator[str]:
    """Name what was read otherwise than it is labelled."""
    right = (row.role,) if isinstance(row.role, str) else row.role
    if (read.role or "none") not in right:
        yield "role"
    levels = " ".join(read.levels).casefold().split()
    if (row.level.casefold() not in levels) if row.level is not None else levels:
        yield "level"
    if row.pay != (read.pay is not None):
        yield "pay"
    if set(row.flags) != {flag.kind for flag in read.flags}:
        yield "flags"


def report(name: str, rows: Iterable[tuple[LabelledPosting, PostingReading]]) -> Iterator[str]:
    """List what was read wrongly, then the shares that were right."""
    missed: Counter[str] = Counter()
    count = 0
    for row, read in rows:
        count += 1
        for what in wrong(row, read):
            missed[what] += 1
            first = row.text.strip().splitlines()[0][:60]
            flags = [flag.kind.value for flag in read.flags]
            yield (
                f"{what}: {first!r} {row.role} {row.level} {[*map(str, row.flags)]} → "
                f"{read.role} {read.levels} {read.pay} {flags}"
            )
    shares = (
        f"{it} {100 * (1 - missed[it] / max(count, 1)):.1f} %"
        for it in ("role", "level", "pay", "flags")
    )
    yield f"{name}: {count} postings, right: {', '.join(shares)}"


def main() -> None:
    reader = PostingReader(load(SHIPPED))
    for file in [Path(it) for it in sys.argv[1:]] or sorted(LABELLED.glob("*.yaml")):
        read = ((row, reader.read(row.text)) for row in postings_of(file))
        print("\n".join(report(file.stem, read)))  # noqa: T201


if __name__ == "__main__":
    main()
