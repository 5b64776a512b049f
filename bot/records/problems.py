"""What is wrong with the knowledge files, said so that a moderator can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in one place; line and column count from 1."""

    file: str
    line: int
    column: int
    wrong: str
    right: str = ""

    def __str__(self) -> str:
        hint = f" → {self.right}" if self.right else ""
        return f"{self.file}:{self.line}:{self.column}: {self.wrong}{hint}"


class AdviceRule(StrEnum):
    """A rule that finds what is allowed, and worth a look."""

    REVIEW_DUE = "review-due"
    UNUSED_SOURCE = "unused-source"
    NO_PAY = "no-pay"
    MISREAD_ALIAS = "misread-alias"
    NEAR_DUPLICATE = "near-duplicate"
    DECK_BIAS = "deck-bias"
    TWO_RIGHT_OPTIONS = "two-right-options"
    FILLER = "filler"
    PHRASE = "phrase"
    FRAGMENT = "fragment"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is allowed, and worth a look: which rule found it, where, and what is better.

    `path` leads to a value in the file's data.
    """

    rule: AdviceRule
    file: str
    path: tuple[str | int, ...]
    wrong: str
    right: str


class KnowledgeError(Exception):
    """The files cannot be used; `problems` lists every reason, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        title = "1 problem" if count == 1 else f"{count} problems"
        super().__init__("\n".join([f"{title} in the knowledge files:", *map(str, self.problems)]))


class RecordError(ValueError):
    """A record that its model refuses: what is wrong with it, and what would be right."""

    def __init__(self, wrong: str, right: str = "") -> None:
        self.wrong, self.right = wrong, right
        super().__init__(wrong)


def suggestion(
    value: str, known: Iterable[str], *, likeness: int = 70, choice: Iterable[str] | None = None
) -> str:
    """Say what was probably meant, or what there is to choose from.

    A known value is offered from a `likeness` in percent on, the first of equally like ones;
    without one, the first 20 known values are listed, or the whole `choice`.
    """
    names = list(known)
    best = process.extractOne(value, names, score_cutoff=likeness)
    if best is not None:
        return f"did you mean {best[0]}?"
    listed = names[:20] if choice is None else list(choice)
    return "one of: " + ", ".join(listed) if listed else "there are none yet"
