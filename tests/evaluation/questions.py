"""How well questions are read, by who asks them.

    python -m tests.evaluation.questions FILE …                  labelled questions in CSV files
    python -m tests.evaluation.questions --left-out FOLDER VOICE … [--without VOICE …]

The second way measures on voices that the encoder in FOLDER never saw (made by
`python -m tests.evaluation.encoder --folder FOLDER --without VOICE …`), with all heads fitted on
the other voices, save those behind `--without`.

first: of questions in scope, the intent is the label or one of `also`. either: the reading or the
second one, offered as a button. roles: all labelled roles are among those found. wrong: of the
roles found where roles are labelled, and be it that none is meant, those that are not among them.
declined: of questions out of scope and mere remarks, not answered. refused: of questions in scope
that can be answered, not answered.
"""

import argparse
import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.knowledge.asking import OUTSIDE, Intent
from bot.knowledge.base import Knowledge
from bot.knowledge.loader import load
from bot.language.model_files import ModelFiles
from bot.language.reading import Band, Reading
from bot.language.understanding import Understanding

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """A question with its labels, and who asks it."""

    question: str
    intent: Intent
    also: frozenset[str]
    roles: frozenset[str] | None
    """None where nobody has said which."""
    writer: str
    answerable: bool

    @property
    def in_scope(self) -> bool:
        return self.intent not in OUTSIDE


@dataclass(frozen=True, slots=True)
class ReadingScore:
    """Shares from 0 to 1; None where there was nothing to measure."""

    rows: int
    first: float | None
    either: float | None
    roles: float | None
    wrong: float | None
    declined: float | None
    refused: float | None

    def __str__(self) -> str:
        shares = (
            self.first, self.either, self.roles, self.wrong, self.declined, self.refused,
        )  # fmt: skip
        return f"{self.rows:5} " + " ".join(
            "    –" if it is None else f"{it:6.1%}" for it in shares
        )


def rows_of(file: Path) -> Iterator[LabelledRow]:
    """Read a CSV file with question, intent, also, roles and, where known, answerable, writer."""
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield LabelledRow(
                row["question"],
                Intent(row["intent"]),
                _split(row.get("also")),
                _split(row["roles"]) if "roles" in row else None,
                row.get("writer") or file.stem,
                row.get("answerable") != "no",
            )


def _split(text: str | None) -> frozenset[str]:
    return frozenset(part for part in (text or "").split("|") if part)


def rows_of_voices(knowledge: Knowledge, voices: Sequence[str]) -> Iterator[LabelledRow]:
    for it in knowledge.asking.examples:
        if it.voice in voices:
            also, roles = frozenset(it.also), None if it.roles is None else frozenset(it.roles)
            yield LabelledRow(it.ask, it.intent, also, roles, it.voice, answerable=True)


def score(read: Iterable[tuple[LabelledRow, Reading]]) -> ReadingScore:
    pairs = list(read)
    inside = [(row, reading) for row, reading in pairs if row.in_scope]
    outside = [reading for row, reading in pairs if not row.in_scope]
    told = [(row.roles, reading.roles) for row, reading in inside if row.roles is not None]
    answerable = [reading for row, reading in inside if row.answerable]
    fair = [(row.also | {row.intent}, reading) for row, reading in inside]
    return ReadingScore(
        len(pairs),
        _share(reading.intent in labels for labels, reading in fair),
        _share(bool({reading.intent, reading.second} & labels) for labels, reading in fair),
        _share(labels <= set(found) for labels, found in told if labels),
        _share(role not in labels for labels, found in told for role in found),
        _share(reading.band is not Band.ANSWER for reading in outside),
        _share(reading.band is not Band.ANSWER for reading in answerable),
    )


def _share(hits: Iterable[bool]) -> float | None:
    found = list(hits)
    return sum(found) / len(found) if found else None


def without(knowledge: Knowledge, folder: Path, voices: Sequence[str]) -> Understanding:
    """Understand by an encoder and heads that know nothing of some voices."""
    examples = tuple(it for it in knowledge.asking.examples if it.voice not in voices)
    asking = replace(knowledge.asking, examples=examples)
    return Understanding.of(replace(knowledge, asking=asking), ModelFiles(folder))


def report(read: Sequence[tuple[LabelledRow, Reading]]) -> Iterator[str]:
    yield f"{'':24} rows  first either  roles  wrong declin refuse"
    for writer in sorted({row.writer for row, _ in read}):
        yield f"{writer:24}{score(it for it in read if it[0].writer == writer)}"
    yield f"{'all':24}{score(read)}"


def misread(read: Iterable[tuple[LabelledRow, Reading]]) -> Iterator[str]:
    """Describe each question whose intent was read otherwise than it is labelled."""
    for row, reading in read:
        right = reading.intent == row.intent or reading.intent in row.also
        if not right and (row.in_scope or reading.band is Band.ANSWER):
            yield f"{row.intent} → {reading.intent} / {reading.second}: {row.question[:100]!r}"


def other_roles(read: Iterable[tuple[LabelledRow, Reading]]) -> Iterator[str]:
    """Describe each question in scope for which roles are missing, or found that are not meant."""
    for row, reading in read:
        if row.roles is not None and row.in_scope:
            missing = " ".join(sorted(row.roles.difference(reading.roles)))
            added = " ".join(role for role in reading.roles if role not in row.roles)
            if missing or added:
                yield f"-{missing} +{added}: {row.question[:150]!r}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--left-out", nargs="+", default=[], metavar=("FOLDER", "VOICE"))
    parser.add_argument("--without", nargs="+", default=[], metavar="VOICE")
    parser.add_argument("--wrong", action="store_true", help="list what was read otherwise")
    parser.add_argument("--roles", action="store_true", help="list roles that were read otherwise")
    chosen = parser.parse_args()
    knowledge = load(KNOWLEDGE)
    if chosen.left_out:
        folder, *voices = chosen.left_out
        understanding = without(knowledge, Path(folder), [*voices, *chosen.without])
        rows = list(rows_of_voices(knowledge, voices))
    else:
        understanding = Understanding.of(knowledge, ModelFiles())
        rows = [row for file in chosen.files for row in rows_of(file)]
    read = [(row, understanding.read(row.question)) for row in rows]
    lines = [*(misread(read) if chosen.wrong else ()), *(other_roles(read) if chosen.roles else ())]
    print("\n".join([*lines, *report(read)]))  # noqa: T201


if __name__ == "__main__":
    main()
