"""How well titles are read: the resolver beside simple baselines, on labelled titles.

    python -m tests.evaluation.titles FILE

FILE is a CSV with the columns title, expected and note; every wrong row is printed.

A row counts as right when the first match is among the expected, or when nothing is matched and
`none` is among them. A false accept is a row labelled `none` alone that got a role. Rows with
DOUBT in their note are left out.
"""

import csv
import difflib
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from rapidfuzz import fuzz, process, utils

from bot.knowledge.loader import load
from bot.titles import TitleResolver
from tests.conftest import SHIPPED

NONE = "none"
WRATIO_CUTOFF = 86
DIFFLIB_CUTOFF = 0.7
Guess = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class TitleRow:
    """One labelled title."""

    title: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrongTitle:
    """A row that was answered wrongly, and with what."""

    row: TitleRow
    given: str


@dataclass(frozen=True, slots=True)
class TitleScore:
    """How many rows were right, and how many of the `none` rows got a role; out of how many."""

    rows: int
    right: int
    false_accepts: int
    nones: int
    wrong: tuple[WrongTitle, ...]

    def __str__(self) -> str:
        false = 100 * self.false_accepts / max(self.rows, 1)
        right = 100 * self.right / max(self.rows, 1)
        return (
            f"{right:.1f} % right ({self.right} of {self.rows}), {false:.1f} % false accepts "
            f"({self.false_accepts} of {self.nones} titles of other jobs)"
        )


def read_rows(stream: TextIO) -> tuple[TitleRow, ...]:
    """Read labelled titles from CSV with the columns title, expected and note."""
    return tuple(
        TitleRow(row["title"], tuple(row["expected"].split("|")))
        for row in csv.DictReader(stream)
        if "DOUBT" not in (row.get("note") or "")
    )


def score(guess: Guess, rows: Iterable[TitleRow]) -> TitleScore:
    """TitleScore a way to guess the role of a title."""
    listed = tuple(rows)
    wrong = tuple(
        WrongTitle(row, given)
        for row in listed
        if (given := guess(row.title) or NONE) not in row.expected
    )
    false = sum(item.row.expected == (NONE,) for item in wrong)
    nones = sum(row.expected == (NONE,) for row in listed)
    return TitleScore(len(listed), len(listed) - len(wrong), false, nones, wrong)


def ours(resolver: TitleResolver) -> Guess:
    """Guess as the resolver does."""

    def guess(title: str) -> str | None:
        return next(iter(resolver.resolve(title).roles), None)

    return guess


def baselines(resolver: TitleResolver) -> Mapping[str, Guess]:
    """Guess by likeness to the same list of names and aliases, as libraries offer it."""
    known = dict(resolver.titles())
    keys = list(known)

    def wratio(title: str) -> str | None:
        best = process.extractOne(
            title,
            keys,
            scorer=fuzz.WRatio,
            processor=utils.default_process,
            score_cutoff=WRATIO_CUTOFF,
        )
        return known[best[0]] if best else None

    def difflib_(title: str) -> str | None:
        best = difflib.get_close_matches(title.lower(), keys, 1, DIFFLIB_CUTOFF)
        return known[best[0]] if best else None

    return {
        f"rapidfuzz WRatio from {WRATIO_CUTOFF}": wratio,
        f"difflib from {DIFFLIB_CUTOFF}": difflib_,
    }


def main(file: Path) -> None:
    """Print every wrong row, and the scores."""
    resolver = load(SHIPPED).titles
    with file.open(encoding="utf-8", newline="") as stream:
        rows = read_rows(stream)
    result = score(ours(resolver), rows)
    for wrong in result.wrong:
        expected = "|".join(wrong.row.expected)
        sys.stdout.write(f"{wrong.row.title!r}: {wrong.given}, not {expected}\n")
    sys.stdout.write(f"this resolver: {result}\n")
    for name, guess in baselines(resolver).items():
        sys.stdout.write(f"{name}: {score(guess, rows)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
